/**
 * SR templates from PS3.16 Annexes A and C: one row a content item. The concept name column names a concept, or a
 * context group of names, or, in an INCLUDE row, a template; the last column binds the value to a context group (DCID,
 * BCID: `D` or `B` and a link). A template's parameters stand in a table of the same label. [PS3.16 6.1, 6.2]
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { descendants } from '../docbook/element.js';
import { linkTarget } from '../docbook/link.js';
import type { TablePiece } from '../docbook/outline.js';
import { type Cell, findCell, findText, printCell } from '../docbook/table.js';
import type { Template, TemplateRow } from '../model/content-mapping.js';
import { parseCodes } from './code-definitions.js';
import { parseExtensible, readStatements } from './section-statements.js';
import { concatExtractions, type Extraction, placeOf, readTableRows, refuse } from './table-reading.js';
import { passOver } from './unread-tables.js';

const HEADINGS = {
  row: /^(?:|row)$/i,
  'nest?': /^nl$/i,
  'relation?': /^rel(?:ationship)? with parent$/i,
  valueType: /^(?:vt|value type)$/i,
  'concept?': /^concept name$/i,
  'vm?': /^vm$/i,
  'requirement?': /^req(?:uirement)? type$/i,
  'condition?': /^condition$/i,
  'valueSet?': /^value set constraint$/i,
};
/** An example that explains the form is labelled `TID <number>`. */
const LABEL = /^TID ([^\s<>]+)$/;
const PARAMETERS = /^parameters$/i;

export function extractTemplates(document: CorrectedDocBook): Extraction<Template> {
  return concatExtractions(
    document.outline.tables
      .filter((piece) => LABEL.test(piece.label))
      .map((piece) =>
        PARAMETERS.test(piece.caption)
          ? passOver(document, piece)
          : readTemplate(document, piece, LABEL.exec(piece.label)?.[1] ?? ''),
      ),
  );
}

function readTemplate(document: CorrectedDocBook, piece: TablePiece, tid: string): Extraction<Template> {
  const { facts, diagnostics, counts } = readTableRows<typeof HEADINGS, TemplateRow>(
    document,
    piece,
    HEADINGS,
    'finding',
    (row, columns, at) => {
      const number = findText(row, columns.row);
      const valueType = findText(row, columns.valueType);
      const conceptCell = findCell(row, columns.concept);
      const valueSetCell = findCell(row, columns.valueSet);
      if (!number && !valueType && !conceptCell?.text) {
        return refuse('template-row-empty', 'note', at, 'the row states no content item', {
          found: row.cells.map((cell) => cell.text).join(' | '),
          expected: 'a row number and a value type [PS3.16 6.1.3]',
        });
      }
      const conceptText = (conceptCell && printCell(conceptCell)) || undefined;
      const concept = parseCodes(conceptCell?.text ?? '', conceptText)[0];
      const isInclude = /^include$/i.test(valueType ?? '');
      return {
        facts: [
          {
            tid,
            row: number ?? String(row.row),
            nest: (findText(row, columns.nest) ?? '').replace(/[^>]/g, '').length,
            relation: findText(row, columns.relation),
            valueType,
            concept,
            conceptText: concept ? undefined : conceptText,
            vm: findText(row, columns.vm),
            requirement: findText(row, columns.requirement),
            condition: findText(row, columns.condition),
            valueSetCid: findLinked('CID', valueSetCell),
            valueSetStrength: parseStrength(valueSetCell?.text ?? ''),
            conceptCid: isInclude ? undefined : findLinked('CID', conceptCell),
            includeTid: isInclude ? findLinked('TID', conceptCell) : undefined,
            at,
          },
        ],
      };
    },
  );
  const stated = readStatements(document, piece.section);
  const template: Template = {
    tid,
    title: piece.caption || piece.section.title,
    extensible: parseExtensible(stated.get('type')),
    root: parseYes(stated.get('root')),
    rows: facts,
    at: placeOf(document, piece),
  };
  return { facts: [template], diagnostics, counts };
}

/** The number of the first context group or template that a cell links to, or writes as `DCID 29`. */
function findLinked(kind: 'CID' | 'TID', cell: Cell | undefined): string | undefined {
  if (!cell) return undefined;
  for (const element of descendants(cell.element)) {
    const linked = new RegExp(`^sect_${kind}_(.+)$`).exec(linkTarget(element) ?? '')?.[1];
    if (linked !== undefined) return linked;
  }
  return new RegExp(`\\b[BD]?${kind} ?(\\d\\w*)`).exec(cell.text)?.[1];
}

/** `DCID 244`, `UNITS = BCID 82`, `Defined CID 6`: of the first context group that is named so. */
function parseStrength(text: string): TemplateRow['valueSetStrength'] {
  const [, letter] = /\b(B|D)(?:aseline |efined )?CID\b/.exec(text) ?? [];
  return letter === undefined ? undefined : letter === 'D' ? 'Defined' : 'Baseline';
}

function parseYes(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  return /^yes\b/i.test(text) ? true : /^no\b/i.test(text) ? false : undefined;
}
