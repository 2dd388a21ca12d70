/**
 * UIDs from PS3.6 Annex A: registered UIDs, well-known frames of reference, context groups
 * and templates. A-3 prints links only; its names are those of the groups in PS3.16, and a row without
 * one is that of a retired group. A-4 names sections of PS3.20.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { descendants } from '../docbook/element.js';
import { linkTarget } from '../docbook/link.js';
import { type Cell, findCell, findPrinted, findText } from '../docbook/table.js';
import type { Uid } from '../model/registry.js';
import { concatExtractions, type Extraction, missingTable, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  uid: /^(?:context )?uid(?: value)?$/i,
  name: /^(?:uid|context group) name$/i,
  'keyword?': /keyword$/i,
  'type?': /^uid type$/i,
  'contextGroup?': /^context identifier$/i,
  'frame?': /^normative reference$/i,
};
const ANNEX_A = /\buids?\b|frames of reference/i;
const RETIRED = /\(\s*retired\s*\)$/i;

/** `titleOf` gives the title of a context group by its number, from PS3.16. */
export function extractUids(
  document: CorrectedDocBook,
  titleOf: (cid: string) => string | undefined,
): Extraction<Uid> {
  const pieces = document.outline.tables.filter(
    (table) => table.section.label.startsWith('A') && ANNEX_A.test(table.caption),
  );
  if (pieces.length === 0) return missingTable(document, 'registry of UIDs', 'PS3.6 Table A-1 "UID Values"');
  return concatExtractions(
    pieces.map((piece) =>
      readTableRows(document, piece, HEADINGS, 'error', (row, columns, at) => {
        const uid = findText(row, columns.uid)?.replaceAll(' ', '');
        if (!uid || !/^[0-2](?:\.(?:0|[1-9]\d*))+$/.test(uid) || uid.length > 64) {
          return refuse('uid-malformed', 'finding', at, 'the first cell is not a UID', {
            found: uid ?? '',
            expected: 'digits and dots, no leading zeros, at most 64 characters [PS3.5 9.1]',
            fix: 'compare with the published page; if the standard is wrong, wait for its correction',
          });
        }
        const cid = contextGroupOf(findCell(row, columns.contextGroup));
        const printed = findPrinted(row, columns.name);
        const title = cid === undefined ? undefined : titleOf(cid);
        const type =
          findText(row, columns.type) ??
          (columns.contextGroup === undefined ? 'Well-known frame of reference' : 'Context Group');
        const elsewhere = findElsewhere(findCell(row, columns.name));
        const name = title ?? (elsewhere ? `${elsewhere}, ${type}` : printed) ?? uid;
        const isGone = columns.contextGroup !== undefined && cid === undefined && printed === undefined;
        const keyword = findText(row, columns.keyword)?.replaceAll(' ', '');
        return { facts: [{ uid, name, keyword, type, retired: isGone || RETIRED.test(name), at }] };
      }),
    ),
  );
}

/** A name that is the title of a section of a part that is not read: `PS3.20 Section 7.1`. */
function findElsewhere(cell: Cell | undefined): string | undefined {
  if (!cell || !/^Section \S+$/.test(cell.text)) return undefined;
  const [link] = [...descendants(cell.element)].filter(({ name }) => name === 'olink');
  return link?.attributes.targetdoc === undefined ? undefined : `${link.attributes.targetdoc} ${cell.text}`;
}

/** The number of the group that a cell links to or prints: `CID 29`. */
function contextGroupOf(cell: Cell | undefined): string | undefined {
  if (!cell) return undefined;
  for (const element of descendants(cell.element)) {
    const linked = /^sect_CID_(.+)$/.exec(linkTarget(element) ?? '')?.[1];
    if (linked !== undefined) return linked;
  }
  return /^(?:CID )?(\d\w*)$/.exec(cell.text)?.[1];
}
