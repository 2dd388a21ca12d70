/**
 * Body parts from PS3.16 Annex L: codes for Anatomic Region Sequence beside values of Body Part Examined
 * (0018,0015). Editions of 2016 print SNOMED-RT codes without a designator column. Tables of the annex that
 * pair species-specific codes with one another name no body part and are not read.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { ancestry } from '../docbook/outline.js';
import { findPrinted, findText, type Row } from '../docbook/table.js';
import type { BodyPart } from '../model/content-mapping.js';
import { concatExtractions, type Extraction, missingTable, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  'scheme?': /^coding scheme designator$/i,
  code: /^(?:snomed )?code value$/i,
  meaning: /^code meaning$/i,
  bodyPartExamined: /^body part examined$/i,
  'snomedRt?': /^snomed-rt id/i,
  'snomedCt?': /^snomed-ct /i,
  'fma?': /^fma /i,
  'umls?': /^umls /i,
};

export function extractBodyParts(document: CorrectedDocBook): Extraction<BodyPart> {
  const pieces = document.outline.tables.filter(
    (table) =>
      ancestry(table.section).some((section) => section.label === 'L') &&
      /^corresponding .*(?:codes|terms)/i.test(table.caption),
  );
  if (pieces.length === 0) return missingTable(document, 'table of body parts', 'PS3.16 Table L-1');
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'error', (row, columns, at, table) => {
        const code = findText(row, columns.code);
        const meaning = findPrinted(row, columns.meaning);
        if (!meaning) {
          return refuse('body-part-without-meaning', 'finding', at, 'the row names no body part', {
            found: code ?? '',
            expected: 'a Code Meaning [PS3.16 Annex L]',
            fix: 'compare with the published page',
          });
        }
        const scheme = code === undefined ? undefined : (findText(row, columns.scheme) ?? 'SRT');
        return {
          facts: [
            {
              scheme,
              code,
              meaning,
              bodyPartExamined: findText(row, columns.bodyPartExamined),
              snomedRt: findText(row, columns.snomedRt) ?? (scheme === 'SRT' ? code : undefined),
              snomedCt: findText(row, columns.snomedCt) ?? (scheme === 'SCT' ? code : undefined),
              fma: digitsOf(row, columns.fma),
              umls: findText(row, columns.umls),
              table: table.label,
              at,
            },
          ],
        };
      }),
    ),
  );
}

function digitsOf(row: Row, column: number | undefined): string | undefined {
  return findText(row, column)?.replace(/^FMA[: ]?/i, '');
}
