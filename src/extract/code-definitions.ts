/** Codes of scheme DCM from PS3.16 Annex D (Table D-1), with what replaces the retired ones. */
import type { CorrectedDocBook } from '../docbook/document.js';
import { findPrinted, findText } from '../docbook/table.js';
import type { Code, CodeDefinition } from '../model/content-mapping.js';
import { concatExtractions, type Extraction, missingTable, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  code: /^code value$/i,
  meaning: /^code meaning$/i,
  definition: /^definition$/i,
  notes: /^notes?$/i,
};
/** `(121139, DCM, "Modality")`, with the quotation marks that editors use. */
const CODE = /\(\s*([^,()\s]{1,64})\s*,\s*([^,()\s]{1,64})\s*,\s*["“”'‘’](.{0,512}?)["“”'‘’]\s*\)/g;
const REPLACED_BY = /replaced by\s*(.*)$/i;

/**
 * Every code that a text writes as (value, scheme, "meaning"), in order; the meanings are those of `printed`, the same
 * text for people to read. [PS3.16 5.2]
 */
export function parseCodes(text: string, printed = text): Code[] {
  const found = [...text.matchAll(CODE)];
  const toRead = printed === text ? found : [...printed.matchAll(CODE)];
  const meanings = toRead.length === found.length ? toRead : found;
  return found.map(([, value = '', scheme = ''], index) => ({
    scheme,
    value,
    meaning: (meanings[index]?.[3] ?? '').trim(),
  }));
}

export function extractCodeDefinitions(document: CorrectedDocBook): Extraction<CodeDefinition> {
  const pieces = document.outline.tables.filter(
    (table) => table.label === 'D-1' || /controlled terminology definitions/i.test(table.caption),
  );
  if (pieces.length === 0) {
    return missingTable(document, 'table of code definitions', 'PS3.16 Table D-1');
  }
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'error', (row, columns, at) => {
        const code = findText(row, columns.code);
        const meaning = findPrinted(row, columns.meaning);
        if (!code || !meaning) {
          return refuse('code-definition-incomplete', 'finding', at, 'a code and a meaning are needed', {
            found: `${code ?? ''} | ${meaning ?? ''}`,
            expected: 'Code Value and Code Meaning [PS3.16 Annex D]',
            fix: 'compare with the published page; correct the cell in mappings/corrections/cells.tsv',
          });
        }
        const notes = findText(row, columns.notes);
        const retired = /^retired\b/i.test(notes ?? '') || /\(retired\)$/i.test(meaning);
        const successor = retired ? (REPLACED_BY.exec(notes ?? '')?.[1] ?? '') : '';
        return {
          facts: [
            {
              code,
              meaning,
              definition: findPrinted(row, columns.definition),
              notes: findPrinted(row, columns.notes),
              retired,
              replacedBy: parseCodes(successor),
              at,
            },
          ],
        };
      }),
    ),
  );
}
