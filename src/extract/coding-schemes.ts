/** Coding schemes from PS3.16 chapter 8 (Tables 8-1 and 8-2); older editions print no name. */
import type { CorrectedDocBook } from '../docbook/document.js';
import { findText } from '../docbook/table.js';
import type { CodingScheme } from '../model/content-mapping.js';
import { concatExtractions, type Extraction, missingTable, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  designator: /^coding scheme designator$/i,
  uid: /^coding scheme uid$/i,
  'name?': /^coding scheme name$/i,
  'description?': /^description$/i,
};

export function extractCodingSchemes(document: CorrectedDocBook): Extraction<CodingScheme> {
  const pieces = document.outline.tables.filter((table) => /coding schemes$/i.test(table.caption));
  if (pieces.length === 0) return missingTable(document, 'table of coding schemes', 'PS3.16 Table 8-1');
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'error', (row, columns, at) => {
        const designator = findText(row, columns.designator);
        if (!designator) {
          return refuse('designator-missing', 'finding', at, 'the row names no coding scheme', {
            expected: 'a Coding Scheme Designator (0008,0102) [PS3.16 8]',
            fix: 'compare with the published page',
          });
        }
        return {
          facts: [
            {
              designator,
              uid: findText(row, columns.uid)?.replaceAll(' ', ''),
              name: findText(row, columns.name),
              description: findText(row, columns.description),
              at,
            },
          ],
        };
      }),
    ),
  );
}
