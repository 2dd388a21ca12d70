/**
 * Term lists that stand in the sections of PS3.3 to which cells refer (Modality in C.7.3.1.1.1 and the like).
 * Which attribute each belongs to is decided later, from titles and references.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { ancestry, type Section } from '../docbook/outline.js';
import { readProse } from '../docbook/variable-list.js';
import type { Outcome } from '../model/diagnostic.js';
import type { SectionList } from '../model/information-object.js';
import type { SourceRef } from '../model/source-ref.js';
import { readTermLists } from './term-lists.js';

/** Lists that do not call themselves values are among them: only their owner can tell what they are. */
export function extractSectionLists(document: CorrectedDocBook): Outcome<SectionList[]> {
  const readings = document.outline.sections.map((section) => {
    const { lists, diagnostics } = readTermLists(
      readProse(document.outline, section),
      placeOf(document, section),
    );
    const value = lists
      .filter(({ list }) => list.terms.length > 0)
      .map(({ list, introduction }) => ({ ...list, ...describeSection(section), introduction }));
    return { value, diagnostics };
  });
  return {
    value: readings.flatMap(({ value }) => value),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What a list keeps of the section that it stands in. */
export function describeSection(
  section: Section,
): Pick<SectionList, 'section' | 'sectionTitle' | 'ancestors'> {
  return {
    section: section.label,
    sectionTitle: section.title,
    ancestors: ancestry(section).map((around) => around.label),
  };
}

function placeOf({ part, edition }: CorrectedDocBook, { label, xmlId }: Section): SourceRef {
  return { part, edition, label: `Section ${label}`, ...(xmlId === undefined ? {} : { xmlId }) };
}
