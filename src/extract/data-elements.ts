/**
 * Data elements from the registries of PS3.6 chapters 6 to 9 (Tables 6-1, 7-1, 8-1, 9-1). Rows without a
 * name are kept: the tag is registered all the same. Only remarks that begin with RET retire an element.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { findPrinted, findText } from '../docbook/table.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Attribute } from '../model/registry.js';
import type { SourceRef } from '../model/source-ref.js';
import { parseTag } from '../model/tag.js';
import { parseVr } from '../model/vr.js';
import { concatExtractions, type Extraction, missingTable, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  tag: /^tag$/i,
  name: /^name$/i,
  keyword: /^keyword$/i,
  vr: /^vr$/i,
  vm: /^vm$/i,
  'remark?': /^(?:|remarks?|status|notes?|comments?)$/i,
};
const REGISTRY = /^registry of dicom .*elements$/i;

export function extractDataElements(document: CorrectedDocBook): Extraction<Attribute> {
  const registries = document.outline.tables.filter((table) => REGISTRY.test(table.caption));
  if (!registries.some((table) => /data elements$/i.test(table.caption))) {
    return missingTable(
      document,
      'registry of data elements',
      'PS3.6 Table 6-1 "Registry of DICOM Data Elements"',
    );
  }
  return concatExtractions(
    registries.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'error', (row, columns, at, table) => {
        const printed = findText(row, columns.tag);
        const tag = printed === undefined ? undefined : parseTag(printed);
        if (!tag) {
          return refuse('tag-malformed', 'finding', at, 'the first cell is not a tag', {
            found: printed ?? '',
            expected: '(gggg,eeee), hexadecimal, x for the digits of a repeating group [PS3.5 7.1, 7.6]',
            fix: 'add the table, the text as found and the right tag to mappings/corrections/cells.tsv',
          });
        }
        const remark = findText(row, columns.remark);
        const vr = findText(row, columns.vr);
        return {
          facts: [
            {
              tag,
              name: findPrinted(row, columns.name),
              keyword: findText(row, columns.keyword)?.replaceAll(' ', ''),
              vr,
              vm: findText(row, columns.vm),
              remark,
              retired: /^RET\b/.test(remark ?? ''),
              registry: table.label,
              at,
            },
          ],
          diagnostics: unknownVr(vr, at),
        };
      }),
    ),
  );
}

/** `See Note` and empty cells are the standard's own; anything else that is no VR has no kind, form or unit. */
function unknownVr(vr: string | undefined, at: SourceRef): Diagnostic[] {
  if (vr === undefined || /^See Note/.test(vr) || parseVr(vr) !== undefined) return [];
  return [
    {
      code: 'vr-unknown',
      severity: 'warning',
      at,
      message:
        'a Value Representation that is not known: its values are not checked, and it has no place in OMOP',
      found: vr,
      expected: 'a VR, or several joined by " or " [PS3.5 6.2]',
      fix: 'a typing mistake goes into mappings/corrections/cells.tsv; a new VR is a line of src/model/vr.ts',
    },
  ];
}
