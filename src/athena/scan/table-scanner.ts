/**
 * One pass over an Athena table. Every byte is looked at once: tabs are data separators, quotes and
 * backslashes are data, LF or CRLF ends a row. Rows with a wrong number of fields and lines that are not
 * UTF-8 become diagnostics; the other rows go to `onRow` as places in a buffer.
 */
import { isUtf8 } from 'node:buffer';
import type { FaultList } from '../../model/fault-list.js';
import type { BundleFile } from '../bundle/bundle.js';
import { LINE_FEED, type LineBlock, lineBlocks } from './line-blocks.js';
import { type RowScan, RowWalker } from './row-walker.js';
import { parseHeader } from './table-layout.js';

/** Bytes of a file that have been read so far. */
export type OnBytes = (bytesRead: number) => void;

export interface TableScan extends RowScan {
  readonly onBytes?: OnBytes | undefined;
}

/**
 * Answers the number of rows. A header that cannot be used is a diagnostic, and no row is handed on; the file
 * is read to its end all the same, so that a ZIP that is damaged says so.
 */
export async function scanTable(scan: TableScan): Promise<number> {
  const { file, layout, faults, onBytes } = scan;
  let walker: RowWalker | undefined;
  let isHeader = true;
  for await (const block of lineBlocks(countBytes(file, onBytes))) {
    let start = block.start;
    if (isHeader) {
      isHeader = false;
      start = block.bytes.indexOf(LINE_FEED, start) + 1;
      const header = parseHeader(headerText(block, start - 1), file, layout, faults);
      if (header !== undefined) walker = new RowWalker(scan, header);
    }
    if (walker === undefined) continue;
    checkUtf8(block, start, walker.line, file, faults);
    walker.walk(block, start);
  }
  if (isHeader) parseHeader('', file, layout, faults);
  return walker === undefined ? 0 : walker.line - 1;
}

/** The chunks of a file; says with each how far it has come. */
export async function* countBytes(file: BundleFile, onBytes: OnBytes | undefined): AsyncGenerator<Buffer> {
  let bytesRead = 0;
  for await (const chunk of file.chunks()) {
    bytesRead += chunk.length;
    onBytes?.(bytesRead);
    yield chunk;
  }
}

/** The first line as text, without byte order mark and line end. */
export function headerText(block: LineBlock, end: number): string {
  const text = block.bytes.toString('utf8', block.start, end);
  return text.replace(/^\uFEFF/, '').replace(/\r$/, '');
}

function checkUtf8(
  block: LineBlock,
  from: number,
  linesBefore: number,
  file: BundleFile,
  faults: FaultList,
): void {
  if (isUtf8(block.bytes.subarray(from, block.end))) return;
  let line = linesBefore;
  for (let start = from; start < block.end; ) {
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
