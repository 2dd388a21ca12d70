import type { BundleFile } from './bundle.js';
import type { FaultList } from './fault-list.js';
import { CARRIAGE_RETURN, LINE_FEED, type LineBlock, TAB } from './line-blocks.js';
import type { TableLayout } from './table-layout.js';
import { isWellFormed, type TableRow } from './table-row.js';

export interface RowScan {
  readonly file: BundleFile;
  readonly layout: TableLayout;
  readonly faults: FaultList;
  readonly onRow: (row: TableRow) => void;
}

/** Cuts whole lines into fields, and refuses those with the wrong number of them. */
export class RowWalker {
  /** The line that was read last. */
  line = 1;
  readonly #scan: RowScan;
  readonly #row: TableRow;
  readonly #tabs: number;

  constructor(scan: RowScan, row: TableRow) {
    this.#scan = scan;
    this.#row = row;
    this.#tabs = row.ends.length - 2;
  }

  /** Hands on the rows of a block from byte `from` on. */
  walk(block: LineBlock, from: number): void {
    const { bytes, end } = block;
    const { onRow } = this.#scan;
    const row = this.#row;
    const { ends } = row;
    const expected = this.#tabs;
    let tabs = 0;
    row.bytes = bytes;
    row.start = from;
    row.line = this.line;
    for (let at = from; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > LINE_FEED) continue;
      if (byte === TAB) {
        if (tabs <= expected) ends[tabs] = at;
        tabs++;
      } else if (byte === LINE_FEED) {
        row.line++;
        if (tabs <= expected + 1)
          ends[tabs] = bytes[at - 1] === CARRIAGE_RETURN && at > row.start ? at - 1 : at;
        if (tabs === expected || this.#isOneEmptyFieldMore(tabs)) onRow(row);
        else this.#refuse(tabs + 1, at, block.terminated);
        row.start = at + 1;
        tabs = 0;
      }
    }
    this.line = row.line;
    if (!block.terminated) this.#warnOfEnd();
  }

  /** A tab too many at the end of a line, and every field where it should be. */
  #isOneEmptyFieldMore(tabs: number): boolean {
    const { ends } = this.#row;
    if (tabs !== this.#tabs + 1 || (ends[tabs] ?? 0) !== (ends[tabs - 1] ?? 0) + 1) return false;
    return isWellFormed(this.#row, this.#scan.layout);
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
