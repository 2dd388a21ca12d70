import type { FaultList } from '../../model/fault-list.js';
import type { BundleFile } from '../bundle/bundle.js';
import type { LineBlock } from './line-blocks.js';
import type { Header, TableLayout } from './table-layout.js';
import { isWellFormed, TableRow } from './table-row.js';

export interface RowScan {
  readonly file: BundleFile;
  readonly layout: TableLayout;
  readonly faults: FaultList;
  readonly onRow: (row: TableRow) => void;
  /** Used where the columns stand in the order of the layout, which is that of Athena. */
  readonly quickRow?: QuickRow;
}

/**
 * Reads a row of exactly the usual form, where that is worth a reader of its own: answers where the next row
 * starts, or -1 to have this one read the ordinary way.
 */
export type QuickRow = (bytes: Buffer, start: number, line: number) => number;

/** Cuts whole lines into fields, and refuses those with the wrong number of them. */
export class RowWalker {
  /** The line that was read last. */
  line = 1;
  readonly #scan: RowScan;
  readonly #header: Header;
  readonly #row: TableRow;
  readonly #tabs: number;
  readonly #quickRow: QuickRow | undefined;

  constructor(scan: RowScan, header: Header) {
    this.#scan = scan;
    this.#header = header;
    this.#row = new TableRow(header);
    this.#tabs = header.fields - 1;
    const inOrder = header.positions.every((position, column) => position === column);
    if (inOrder && header.fields === scan.layout.columns.length) this.#quickRow = scan.quickRow;
  }

  /** Hands on the rows of a block from byte `from` on. */
  walk(block: LineBlock, from: number): void {
    const { bytes, end } = block;
    const quick = this.#quickRow;
    this.#row.bytes = bytes;
    for (let start = from; start < end; ) {
      this.line++;
      const next = quick === undefined || !block.terminated ? -1 : quick(bytes, start, this.line);
      start = next < 0 ? this.#walkRow(bytes, start, block.terminated) : next;
    }
  }

  /** Answers where the next row starts. */
  #walkRow(bytes: Buffer, start: number, terminated: boolean): number {
    // Constants of the function: one of the module would be loaded anew for every byte.
    const tab = 9;
    const lineFeed = 10;
    const carriageReturn = 13;
    const row = this.#row;
    const { ends } = row;
    const expected = this.#tabs;
    let tabs = 0;
    let at = start;
    for (;;) {
      let byte = bytes[at] ?? lineFeed;
      while (byte > lineFeed) byte = bytes[++at] ?? lineFeed;
      if (byte === lineFeed) break;
      if (byte === tab) {
        if (tabs <= expected) ends[tabs] = at;
        tabs++;
      }
      at++;
    }
    if (tabs <= expected + 1) ends[tabs] = at > start && bytes[at - 1] === carriageReturn ? at - 1 : at;
    row.start = start;
    row.line = this.line;
    if (tabs !== expected && !this.#isOneEmptyFieldMore(tabs)) {
      this.#refuse(tabs + 1, at, terminated);
      return at + 1;
    }
    this.#scan.onRow(row);
    if (!terminated) this.#warnOfEnd();
    return at + 1;
  }

  /** A tab too many at the end of a line, as in the header or with every field where it should be. */
  #isOneEmptyFieldMore(tabs: number): boolean {
    const { ends } = this.#row;
    if (tabs !== this.#tabs + 1 || (ends[tabs] ?? 0) !== (ends[tabs - 1] ?? 0) + 1) return false;
    return this.#header.endsInTab || isWellFormed(this.#row, this.#scan.layout);
  }

  #refuse(fields: number, lineEnd: number, terminated: boolean): void {
    const { file, layout, faults } = this.#scan;
    const { bytes, start, line } = this.#row;
    const expected = this.#tabs + 1;
    const stripped = fields === expected - 1 && terminated;
    faults.add({
      code: terminated ? 'athena-row-ragged' : 'athena-truncated',
      severity: 'error',
      at: { file: file.path, line },
      message: terminated
        ? `a row of ${fields} fields where the header has ${expected}`
        : `the file ends inside a row: ${fields} of ${expected} fields and no line end`,
      found: bytes.toString('utf8', start, Math.min(lineEnd, start + 200)),
      expected: `${expected} fields separated by ${expected - 1} tabs on each line [CDM v5.4 ${layout.table}]`,
      fix: stripped
        ? 'download the bundle again; an editor may have taken away the tab at the end of the line'
        : 'download the bundle again and unpack it anew; the file is damaged',
    });
  }

  #warnOfEnd(): void {
    const { file, faults } = this.#scan;
    faults.add({
      code: 'athena-final-newline-missing',
      severity: 'warning',
      at: { file: file.path, line: this.line },
      message: 'the last line has no line end, which Athena always writes: rows may be missing after it',
      expected: 'a line feed at the end of the file',
      fix: 'compare the size of the file with that in the ZIP that was downloaded',
    });
  }
}
