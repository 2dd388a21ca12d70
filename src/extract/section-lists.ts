/**
 * Term lists that stand in the sections of PS3.3 to which cells refer (Modality in C.7.3.1.1.1 and the like).
 * Which attribute each belongs to is decided later, from the references.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { ancestry } from '../docbook/outline.js';
import { readProse } from '../docbook/variable-list.js';
import type { SectionList } from '../model/information-object.js';
import type { SourceRef } from '../model/source-ref.js';
import { readTermLists } from './term-lists.js';

export function extractSectionLists(document: CorrectedDocBook): SectionList[] {
  return document.outline.sections.flatMap((section) => {
    const at: SourceRef = {
      part: document.part,
      edition: document.edition,
      label: `Section ${section.label}`,
      ...(section.xmlId === undefined ? {} : { xmlId: section.xmlId }),
    };
    return readTermLists(readProse(document.outline, section), at)
      .filter(({ list }) => list.kind !== undefined)
      .map(({ list, introduction }) => ({
        ...list,
        section: section.label,
        sectionTitle: section.title,
        ancestors: ancestry(section).map((around) => around.label),
        introduction,
      }));
  });
}
