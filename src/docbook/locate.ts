/** From a place in the standard back to the file: the line of the XML and the cells that stand there. */
import type { SourceRef } from '../model/source-ref.js';
import type { DocBook } from './document.js';
import { readTable } from './table.js';

export interface LocatedRow {
  readonly file: string;
  /** Line of the row's, or else the section's, first tag. */
  readonly line: number;
  /** Empty for a section. */
  readonly cells: readonly string[];
}

export function findRow(document: DocBook, at: SourceRef): LocatedRow | undefined {
  const { text, tables } = document.outline;
  const { file } = document;
  const label = at.label.replace(/^Table /, '');
  const piece = at.row === undefined ? undefined : tables.find((table) => table.label === label);
  if (!piece || at.row === undefined) {
    const start = at.xmlId === undefined ? -1 : text.indexOf(`xml:id="${at.xmlId}"`);
    return start < 0 ? undefined : { file, line: lineOf(text, start), cells: [] };
  }
  const { rows } = readTable(document.outline, piece);
  const head = text.indexOf('</thead>', piece.start);
  const body = head >= 0 && head < piece.end ? head : piece.start;
  const starts = [...text.slice(body, piece.end).matchAll(/<(?:tr|row)\b/g)].map(
    (match) => body + match.index,
  );
  const start = starts[starts.length - rows.length + at.row - 1];
  const row = rows[at.row - 1];
  if (start === undefined || !row) return undefined;
  return { file, line: lineOf(text, start), cells: row.cells.map((cell) => cell.text) };
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
