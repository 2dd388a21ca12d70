/** `cells.tsv`: what a cell of a table says wrongly, and what it should say. Matched by part, table and text. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import type { Part } from '../model/source-ref.js';
import { type Correction, parseCorrections, stale } from './correction-file.js';

export interface CellCorrections {
  /** For one part: the text that a cell of the labelled table should have. */
  readonly forPart: (part: Part) => (table: string, text: string) => string;
  /** Corrections of the parts that matched no cell; to be asked after everything has been read. */
  readonly unused: (parts: readonly Part[]) => Diagnostic[];
  /** What is corrected in a part, as text: two that are the same correct the same. */
  readonly describe: (part: Part) => string;
  /** The corrections of a part that matched, and those that matched where or when it was read elsewhere. */
  readonly usedCells: (part: Part) => string[];
  readonly markUsed: (cells: readonly string[]) => void;
  /** As read, for whoever reads a part elsewhere. */
  readonly source: { readonly text: string; readonly file: string };
}

export function readCellCorrections(text: string, file: string, edition: Edition): Outcome<CellCorrections> {
  const columns = ['part', 'table', 'found', 'right'];
  const { value: corrections, diagnostics } = parseCorrections(text, file, columns, edition);
  const byCell = new Map<string, Correction>();
  for (const correction of corrections) {
    const { part, table, found } = correction.cells;
    byCell.set(`${part}\t${table}\t${found}`, correction);
  }
  const used = new Set<number>();
  const cellsOf = (part: Part) => [...byCell].filter(([, { cells }]) => cells.part === String(part));
  const forPart = (part: Part) => (table: string, cell: string) => {
    const correction = byCell.size === 0 ? undefined : byCell.get(`${part}\t${table}\t${cell}`);
    if (!correction) return cell;
    used.add(correction.line);
    return correction.cells.right ?? cell;
  };
  const unused = (parts: readonly Part[]) =>
    corrections
      .filter(({ line, cells }) => !used.has(line) && parts.some((part) => String(part) === cells.part))
      .map((correction) => stale(correction, edition));
  const describe = (part: Part) =>
    JSON.stringify(cellsOf(part).map(([cell, { cells }]) => [cell, cells.right]));
  const usedCells = (part: Part) =>
    cellsOf(part).flatMap(([cell, { line }]) => (used.has(line) ? [cell] : []));
  const markUsed = (cells: readonly string[]) => {
    for (const cell of cells) {
      const correction = byCell.get(cell);
      if (correction) used.add(correction.line);
    }
  };
  const value = { forPart, unused, describe, usedCells, markUsed, source: { text, file } };
  return { value, diagnostics };
}
