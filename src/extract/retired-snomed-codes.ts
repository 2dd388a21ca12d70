/** SNOMED-RT codes that DICOM no longer uses, from PS3.16 Annex J (Table J-1). */
import type { CorrectedDocBook } from '../docbook/document.js';
import { findPrinted, findText } from '../docbook/table.js';
import type { RetiredSnomedCode } from '../model/content-mapping.js';
import { concatExtractions, type Extraction, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  code: /^retired code(?: value)?$/i,
  meaning: /^code meaning$/i,
  replacement: /^replacement code/i,
};

/** An edition without the annex gives no facts. */
export function extractRetiredSnomedCodes(document: CorrectedDocBook): Extraction<RetiredSnomedCode> {
  const pieces = document.outline.tables.filter((table) => /codes retired from dicom/i.test(table.caption));
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'finding', (row, columns, at) => {
        const code = findText(row, columns.code);
        if (!code) {
          return refuse('retired-code-missing', 'finding', at, 'the row names no retired code', {
            expected: 'a SNOMED-RT code [PS3.16 Annex J]',
            fix: 'compare with the published page',
          });
        }
        return {
          facts: [
            {
              code,
              meaning: findPrinted(row, columns.meaning) ?? '',
              replacement: findText(row, columns.replacement),
              at,
            },
          ],
        };
      }),
    ),
  );
}
