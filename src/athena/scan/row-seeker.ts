/** A second, lighter pass over a table that a scan has found sound: only the rows of a few ids are looked at. */
import { FaultList } from '../../model/fault-list.js';
import type { IdSet } from './id-set.js';
import { LINE_FEED, type LineBlock, lineBlocks, TAB } from './line-blocks.js';
import { RowWalker } from './row-walker.js';
import { parseHeader } from './table-layout.js';
import { countBytes, headerText, type TableScan } from './table-scanner.js';

export interface RowSeek extends TableScan {
  readonly ids: IdSet;
  /** Column of the layout that holds the id. */
  readonly column: number;
  /** Asked after each block; true ends the pass. */
  readonly isDone: () => boolean;
}

export async function seekRows(seek: RowSeek): Promise<void> {
  const { file, layout, column, isDone, onBytes } = seek;
  let walker: RowWalker | undefined;
  let position = 0;
  for await (const block of lineBlocks(countBytes(file, onBytes))) {
    let start = block.start;
    if (walker === undefined) {
      const end = block.bytes.indexOf(LINE_FEED, start);
      // The scan before has said what there is to say of the header.
      const header = parseHeader(headerText(block, end), file, layout, new FaultList());
      if (header === undefined) return;
      position = header.positions[column] ?? 0;
      walker = new RowWalker(seek, header);
      start = end + 1;
    }
    seekBlock(seek.ids, position, walker, block, start);
    if (isDone()) return;
  }
}

function seekBlock(ids: IdSet, position: number, walker: RowWalker, block: LineBlock, from: number): void {
  const { bytes } = block;
  let line = walker.line;
  for (let start = from; start < block.end; ) {
    let field = start;
    for (let tab = 0; tab < position; tab++) field = bytes.indexOf(TAB, field) + 1;
    let id = 0;
    let digit = (bytes[field] ?? 0) - 48;
    while (digit >= 0 && digit <= 9) {
      id = id * 10 + digit;
      digit = (bytes[++field] ?? 0) - 48;
    }
    const end = bytes.indexOf(LINE_FEED, field) + 1;
    if (ids.has(id)) {
      walker.line = line;
      walker.walk({ bytes, start, end, terminated: true }, start);
    }
    line++;
    start = end;
  }
  walker.line = line;
}
