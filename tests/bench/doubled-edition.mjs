// An edition twice as large that can be built: behind what a document holds it holds the same again, as other tags,
// UIDs, codes, context groups, templates, sections and tables.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is the standard's own number or label -> one that it does not give. */
const RULES = [
  [
    /\(([0-9A-Fa-f])([0-9A-Fa-fx]{3}),(\s?[0-9A-Fa-fx]{4})\)/g,
    (_all, digit, group, element) =>
      `(${(Number.parseInt(digit, 16) ^ 8).toString(16).toUpperCase()}${group},${element})`,
  ],
  [/\b1\.2\.840\.10008\b/g, () => '1.2.840.10009'],
  // Codes of Annex D, each alone in the first cell of a row.
  [
    /<table\b[^>]*label="D-1"[\s\S]*?<\/table>/g,
    (table) => table.replace(/(<tr[^>]*>\s*<td[^>]*>\s*<para[^>]*>)([^<\s]+)(?=<)/g, '$1$2_D'),
  ],
  [/([CT]ID[ _])(\d+)\b/g, '$1$2D'],
  [
    /((?:label|linkend|xml:id|targetptr)="(?:sect_|table_)?)([A-Z0-9][\w.]*[.-]\w[\w.-]*)"/g,
    (_all, before, label) => `${before}${label}D"`,
  ],
  [/\b((?:Table|Section) [A-Z0-9][\w.]*[.-]\d[\w.-]*\w)/g, '$1D'],
];

/** Writes the doubled documents of a folder into another. */
export function writeDoubledEdition(from, to, parts) {
  mkdirSync(to, { recursive: true });
  for (const part of parts) writeFileSync(join(to, part), double(readFileSync(join(from, part), 'utf8')));
}

function double(text) {
  const start = text.search(/<chapter\b/);
  const end = text.lastIndexOf('</book>');
  const again = RULES.reduce(
    (piece, [pattern, other]) => piece.replace(pattern, other),
    text.slice(start, end),
  );
  return text.slice(0, end) + again + text.slice(end);
}
