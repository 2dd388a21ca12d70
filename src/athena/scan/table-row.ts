import { NOT_A_CONCEPT_ID, parseConceptId } from '../concept-id.js';
import type { Header, TableLayout } from './table-layout.js';

/** One row of a table as places in a buffer. There is one for a whole scan: valid only inside `onRow`. */
export class TableRow {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  /** From 1; the header is line 1. */
  line = 1;
  /** Exclusive end of each field in the order of the file; its length is one more than the fields of a row. */
  readonly ends: Int32Array;
  readonly #positions: Int32Array;

  constructor(header: Header) {
    this.ends = new Int32Array(header.fields + 1);
    this.#positions = header.positions;
  }

  /** First byte of a column of the layout. */
  startOf(column: number): number {
    const position = this.#positions[column] ?? 0;
    return position === 0 ? this.start : (this.ends[position - 1] ?? 0) + 1;
  }

  /** Byte after a column of the layout. */
  endOf(column: number): number {
    return this.ends[this.#positions[column] ?? 0] ?? 0;
  }

  /** Exactly as written, not trimmed; empty is NULL and becomes undefined. `NA` is a text like any other. */
  text(column: number): string | undefined {
    const start = this.startOf(column);
    const end = this.endOf(column);
    return start === end ? undefined : this.bytes.toString('utf8', start, end);
  }

  /** The id in an id column, or NOT_A_CONCEPT_ID. */
  id(column: number): number {
    return parseConceptId(this.bytes, this.startOf(column), this.endOf(column));
  }
}

/** True if every id, date and flag column holds one: the fields stand where they should. */
export function isWellFormed(row: TableRow, layout: TableLayout): boolean {
  return layout.columns.every(({ kind }, column) => {
    if (kind === 'id') return row.id(column) !== NOT_A_CONCEPT_ID;
    if (kind === 'date') return isDate(row, column);
    return kind !== 'flag' || row.endOf(column) - row.startOf(column) <= 1;
  });
}

/** `yyyymmdd`, digits only, like an id; that the day exists is Athena's business. */
export function isDate(row: TableRow, column: number): boolean {
  return row.endOf(column) - row.startOf(column) === 8 && row.id(column) !== NOT_A_CONCEPT_ID;
}
