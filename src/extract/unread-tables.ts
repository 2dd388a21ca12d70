/**
 * Tables that no reader takes, each with the reason why: what its form says that it holds. Nothing of them becomes a
 * fact, and all their rows count as refused.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import type { TablePiece } from '../docbook/outline.js';
import { readTable, type Table } from '../docbook/table.js';
import type { UnreadReason } from '../model/standard.js';
import { type Extraction, placeOf } from './table-reading.js';

const LANGUAGE =
  /\b(?:language|chinese|dutch|french|german|italian|japanese|korean|portuguese|russian|spanish|swedish)\b/i;
/** `M`, `U`, `C1`, `M*`: a module's usage. */
const USAGE = /^[MUC]\d*\*?$/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
/** What a heading says beside the name of an attribute. */
const NOT_NAME = /\s*\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)\s*|\s+values?(?: \d+)?$/gi;

/** First reason that holds counts. */
const REASONS: readonly (readonly [UnreadReason, (table: Table, names: ReadonlySet<string>) => boolean])[] = [
  ['example', ({ label, caption }) => /[<>]/.test(label) || /\b(?:examples?|sample)\b/i.test(caption)],
  ['parameters of a template', ({ headings }) => anyHeading(headings, /^parameter name$/i)],
  ['overview of other tables', (table) => mostCells(table, USAGE)],
  [
    'which items go with which',
    ({ headings, caption }) =>
      anyHeading(headings, /^relationship type\b/i) || /^relationships? between\b/i.test(caption),
  ],
  [
    'meanings in other languages',
    ({ headings, caption }) => LANGUAGE.test(caption) || anyHeading(headings, LANGUAGE),
  ],
  [
    'codes and UIDs that other tables define',
    ({ headings }) => anyHeading(headings, /\b(?:UID|OID|code|code value)$|^codes?\b|\bcodes?\b.*\bUID\b/i),
  ],
  [
    'values of several attributes side by side',
    ({ headings }, names) => headings.filter((heading) => names.has(nameOf(heading))).length > 1,
  ],
  ['numbers alone', (table) => mostCells(table, NUMBER)],
  ['columns without headings', ({ headings }) => headings.length < 2 || headings.includes('')],
];

/** One note and one count. `names`: those of the attributes of the part, in lower case. */
export function passOver(
  document: CorrectedDocBook,
  piece: TablePiece,
  names: ReadonlySet<string> = new Set(),
): Extraction<never> {
  const table = readTable(document.outline, piece);
  const read = table.rows.length;
  const at = placeOf(document, piece);
  const reason = explain(table, names);
  return {
    facts: [],
    diagnostics: [
      {
        code: 'table-not-read',
        severity: 'note',
        at,
        message: `a table of no family that states vocabulary facts; ${read} rows (${reason})`,
        found: piece.caption,
      },
    ],
    counts: [
      {
        part: document.part,
        table: piece.label,
        read,
        used: 0,
        refused: read,
        unread: { title: piece.caption, reason, at },
      },
    ],
  };
}

function explain(table: Table, names: ReadonlySet<string>): UnreadReason {
  return REASONS.find(([, holds]) => holds(table, names))?.[0] ?? 'other';
}

function anyHeading(headings: readonly string[], pattern: RegExp): boolean {
  return headings.some((heading) => pattern.test(heading));
}

/** More than nine in ten of the cells that hold something, but for those of the first of several columns. */
function mostCells({ rows, headings }: Table, pattern: RegExp): boolean {
  const texts = rows
    .flatMap(({ cells }) => cells.filter(({ column }) => column > 0 || headings.length < 2))
    .map(({ text }) => text)
    .filter((text) => text !== '');
  return texts.length > 0 && texts.filter((text) => pattern.test(text)).length > 0.9 * texts.length;
}

function nameOf(heading: string): string {
  return heading.replace(NOT_NAME, ' ').trim().toLowerCase();
}
