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
  const { text, tables, lineAt } = document.outline;
  const { file } = document;
  const label = at.label.replace(/^Table /, '');
  const piece = at.row === undefined ? undefined : tables.find((table) => table.label === label);
  if (!piece || at.row === undefined) {
    const start = at.xmlId === undefined ? -1 : text.indexOf(`xml:id="${at.xmlId}"`);
    return start < 0 ? undefined : { file, line: lineAt(start), cells: [] };
  }
  const { rows } = readTable(document.outline, piece);
  const head = text.indexOf('</thead>', piece.start);
  const body = head >= 0 && head < piece.end ? head : piece.start;
  const starts = rowStarts(text.slice(body, piece.end)).map((offset) => body + offset);
  const start = starts[starts.length - rows.length + at.row - 1];
  const row = rows[at.row - 1];
  if (start === undefined || !row) return undefined;
  return { file, line: lineAt(start), cells: row.cells.map((cell) => cell.text) };
}

/** Offsets of the row tags of a table, those of tables inside its cells left out. */
function rowStarts(markup: string): number[] {
  const starts: number[] = [];
  let rowDepth = 0;
  for (const { 0: tag, index } of markup.matchAll(/<\/?(?:tr|row)\b[^>]*>/g)) {
    if (tag.startsWith('</')) rowDepth -= 1;
    else {
      if (rowDepth === 0) starts.push(index);
      if (!tag.endsWith('/>')) rowDepth += 1;
    }
  }
  return starts;
}
