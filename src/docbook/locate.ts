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
  const { sections, tables, lineAt } = document.outline;
  const { file } = document;
  const label = at.label.replace(/^Table /, '');
  const piece = at.row === undefined ? undefined : tables.find((table) => table.label === label);
  if (!piece) {
    const named = [...sections, ...tables].find(({ xmlId }) => xmlId !== undefined && xmlId === at.xmlId);
    return named && { file, line: lineAt(named.start), cells: [] };
  }
  const row = readTable(document.outline, piece).rows.find((each) => each.row === at.row);
  return row && { file, line: lineAt(row.start), cells: row.cells.map((cell) => cell.text) };
}
