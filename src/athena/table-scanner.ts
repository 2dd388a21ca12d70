/**
 * One pass over an Athena table. Every byte is looked at once: tabs are data separators, quotes and
 * backslashes are data, LF or CRLF ends a row. Rows with a wrong number of fields and lines that are not
 * UTF-8 become diagnostics; the other rows go to `onRow` as places in a buffer.
 */
import { isUtf8 } from 'node:buffer';
import type { BundleFile } from './bundle.js';
import type { FaultList } from './fault-list.js';
import { LINE_FEED, type LineBlock, lineBlocks } from './line-blocks.js';
import { type RowScan, RowWalker } from './row-walker.js';
import { parseHeader } from './table-layout.js';
import { TableRow } from './table-row.js';

/** Bytes of a file that have been read so far. */
export type OnBytes = (bytesRead: number) => void;

export interface TableScan extends RowScan {
  readonly onBytes?: OnBytes | undefined;
}

/** Answers the number of lines after the header; stops at a header that cannot be used. */
export async function scanTable(scan: TableScan): Promise<number> {
  const { file, layout, faults, onBytes } = scan;
  let walker: RowWalker | undefined;
  for await (const block of lineBlocks(countBytes(file, onBytes))) {
    checkUtf8(block, walker?.line ?? 0, file, faults);
    if (walker !== undefined) {
      walker.walk(block, block.start);
      continue;
    }
    const end = block.bytes.indexOf(LINE_FEED, block.start);
    const header = parseHeader(headerText(block, end), file, layout, faults);
    if (header === undefined) return 0;
    walker = new RowWalker(scan, new TableRow(header));
    walker.walk(block, end + 1);
  }
  if (walker === undefined) parseHeader('', file, layout, faults);
  return walker === undefined ? 0 : walker.line - 1;
}

/** The chunks of a file; says after each how far it has come. */
export async function* countBytes(file: BundleFile, onBytes: OnBytes | undefined): AsyncGenerator<Buffer> {
  let bytesRead = 0;
  for await (const chunk of file.chunks()) {
    yield chunk;
    bytesRead += chunk.length;
    onBytes?.(bytesRead);
  }
}

/** The first line as text, without byte order mark and line end. */
export function headerText(block: LineBlock, end: number): string {
  const text = block.bytes.toString('utf8', block.start, end);
  return text.replace(/^\uFEFF/, '').replace(/\r$/, '');
}

function checkUtf8(block: LineBlock, linesBefore: number, file: BundleFile, faults: FaultList): void {
  if (isUtf8(block.bytes.subarray(block.start, block.end))) return;
  let line = linesBefore;
  for (let start = block.start; start < block.end; ) {
    const end = block.bytes.indexOf(LINE_FEED, start);
    line++;
    if (!isUtf8(block.bytes.subarray(start, end))) {
      faults.add({
        code: 'athena-not-utf8',
        severity: 'error',
        at: { file: file.path, line },
        message: `the line is not UTF-8`,
        found: block.bytes.toString('latin1', start, end).slice(0, 120),
        expected: 'UTF-8 without byte order mark, as Athena writes it',
        fix: 'download the bundle again; a spreadsheet or an editor may have saved it in another encoding',
      });
    }
    start = end + 1;
  }
}
