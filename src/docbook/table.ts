/** DocBook tables as grids: columns by heading, rows with their spans resolved. */
import { childrenNamed, type Element, findChild, holdsScript, printedTextOf, textOf } from './element.js';
import type { Outline, Section, TablePiece } from './outline.js';
import { parsePiece } from './piece.js';

export interface Table {
  readonly xmlId: string | undefined;
  readonly label: string;
  readonly caption: string;
  readonly section: Section;
  /** One text a column; where headings stand in several rows, joined from top to bottom. */
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** Number in the table's body, from 1. */
  readonly row: number;
  /** Where it begins in the document's bytes. */
  readonly start: number;
  readonly cells: readonly Cell[];
  /** Why it cannot be said which of its cells stands under which heading, or what they say. */
  readonly fault: RowFault | undefined;
}

/**
 * `cells-missing`: its cells cover fewer columns than there are headings. `cells-beyond`: one begins behind the last
 * column. `cell-too-long`: one holds more text than any cell of the standard by far.
 */
export type RowFault = 'cells-missing' | 'cells-beyond' | 'cell-too-long';

/** The longest cell of an edition has 1,900 characters. */
export const MAX_CELL_LENGTH = 16_384;
/** The widest table of an edition has 15 columns; what begins behind this one is not looked at. */
const MAX_COLUMNS = 1000;

export interface Cell {
  readonly element: Element;
  readonly text: string;
  /** First column that it covers, from 0, and how many. */
  readonly column: number;
  readonly colspan: number;
  /** True where the cell began in a row above. */
  readonly fromAbove: boolean;
}

interface Spanning {
  readonly cell: Cell;
  rowsLeft: number;
}

/**
 * Parses one table. Headings: `thead`, else leading rows of the body made of `th` alone. Beside a `thead`, such a row is
 * one of the body, unless it divides headings that span several columns.
 */
export function readTable(outline: Outline, piece: TablePiece): Table {
  const root = parsePiece(outline.markup, [[piece.start, piece.end]], 'piece');
  const table = findChild(root, 'table') ?? findChild(root, 'informaltable') ?? root;
  const group = findChild(table, 'tgroup') ?? table;
  const headRows = childrenNamed(group, 'thead').flatMap(rowElements);
  const bodyRows = [...childrenNamed(group, 'tbody'), ...childrenNamed(group, 'tfoot')].flatMap(rowElements);
  if (bodyRows.length === 0) bodyRows.push(...rowElements(group));
  if (headRows.every(hasWideCell)) {
    const body = bodyRows.findIndex((row) => !isHeading(row));
    headRows.push(...bodyRows.splice(0, body < 0 ? bodyRows.length : body));
  }
  const { xmlId, label, caption, section } = piece;
  const headings = readHeadings(headRows);
  const rows = readRows(bodyRows).map((row) => ({ ...row, fault: findFault(row.cells, headings.length) }));
  return { xmlId, label, caption, section, headings, rows };
}

/** Column of the first heading that matches, from 0. */
export function findColumn(table: Table, heading: RegExp): number | undefined {
  const column = table.headings.findIndex((text) => heading.test(text));
  return column < 0 ? undefined : column;
}

/** The cell that begins in the column; a cell that merely spans over it does not count. */
export function findCell(row: Row, column: number | undefined): Cell | undefined {
  return column === undefined ? undefined : row.cells.find((cell) => cell.column === column);
}

/** Text of that cell; undefined where it is empty or missing. */
export function findText(row: Row, column: number | undefined): string | undefined {
  return findCell(row, column)?.text || undefined;
}

/** The same for people to read, for names and meanings: superscripts and subscripts told apart. A corrected text stands. */
export function findPrinted(row: Row, column: number | undefined): string | undefined {
  const cell = findCell(row, column);
  return (cell && printCell(cell)) || undefined;
}

/** The text of a cell for people to read; a text that was corrected is the correction. */
export function printCell({ element, text }: Cell): string {
  return holdsScript(element) && textOf(element) === text ? printedTextOf(element) : text;
}

function rowElements(group: Element): Element[] {
  return childrenNamed(group, 'tr', 'row');
}

function isHeading(row: Element | undefined): boolean {
  if (!row) return false;
  const cells = childrenNamed(row, 'th', 'td', 'entry');
  return cells.length > 1 && cells.every((cell) => cell.name === 'th');
}

function hasWideCell(row: Element): boolean {
  return childrenNamed(row, 'th', 'td', 'entry').some((cell) => span(cell, 'colspan') > 1);
}

function readHeadings(rows: readonly Element[]): string[] {
  const headings: string[] = [];
  for (const { cells } of readRows(rows)) {
    for (const cell of cells) {
      const end = Math.min(cell.column + cell.colspan, MAX_COLUMNS);
      for (let column = cell.column; column < end; column += 1) {
        const above = headings[column];
        if (cell.fromAbove && above !== undefined) continue;
        headings[column] = above ? `${above} ${cell.text}`.trim() : cell.text;
      }
    }
  }
  return Array.from(headings, (heading) => heading ?? '');
}

/** A table without headings has no columns that a row could miss. */
function findFault(cells: readonly Cell[], columns: number): RowFault | undefined {
  if (cells.some(({ text }) => text.length > MAX_CELL_LENGTH)) return 'cell-too-long';
  if (columns === 0 || cells.length === 0) return undefined;
  if (cells.some(({ column }) => column >= columns)) return 'cells-beyond';
  const width = cells.reduce((sum, { colspan }) => sum + colspan, 0);
  return width < columns ? 'cells-missing' : undefined;
}

function readRows(elements: readonly Element[]): Omit<Row, 'fault'>[] {
  const spanning = new Map<number, Spanning>();
  return elements.map((element, index) => {
    const cells: Cell[] = [];
    let column = 0;
    const takeFromAbove = () => {
      for (let above = spanning.get(column); above && column < MAX_COLUMNS; above = spanning.get(column)) {
        cells.push({ ...above.cell, fromAbove: true });
        above.rowsLeft -= 1;
        if (above.rowsLeft === 0) spanning.delete(column);
        column += above.cell.colspan;
      }
    };
    for (const cellElement of childrenNamed(element, 'td', 'th', 'entry')) {
      takeFromAbove();
      if (column > MAX_COLUMNS) break;
      const colspan = span(cellElement, 'colspan');
      const rowspan = span(cellElement, 'rowspan');
      const cell = { element: cellElement, text: textOf(cellElement), column, colspan, fromAbove: false };
      cells.push(cell);
      if (rowspan > 1) spanning.set(column, { cell, rowsLeft: rowspan - 1 });
      column += colspan;
    }
    takeFromAbove();
    return { row: index + 1, start: element.start, cells };
  });
}

function span(cell: Element, name: 'colspan' | 'rowspan'): number {
  const value = Number(cell.attributes[name] ?? '1');
  return Number.isInteger(value) && value > 0 ? Math.min(value, name === 'colspan' ? MAX_COLUMNS : value) : 1;
}
