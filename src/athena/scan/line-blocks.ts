/** A stream of bytes cut into blocks of whole lines, without a string or a buffer per line. */

export interface LineBlock {
  readonly bytes: Buffer;
  readonly start: number;
  /** Exclusive; the byte before it is a line feed. */
  readonly end: number;
  /** False for a last line without a line feed: one has been put after it. */
  readonly terminated: boolean;
}

export const TAB = 9;
export const LINE_FEED = 10;

/** No line of an OMOP table is this long; a file without line feeds is not held in memory whole. */
const MAX_LINE_BYTES = 1 << 20;

/** Blocks are valid only until the next one is asked for. Reading ends at a line over 1 MiB (not terminated). */
export async function* lineBlocks(chunks: AsyncIterable<Buffer>): AsyncGenerator<LineBlock> {
  let carry = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const first = chunk.indexOf(LINE_FEED);
    if (first < 0) {
      carry = Buffer.concat([carry, chunk]);
      if (carry.length > MAX_LINE_BYTES) break;
      continue;
    }
    let start = 0;
    if (carry.length > 0) {
      const line = Buffer.concat([carry, chunk.subarray(0, first + 1)]);
      yield { bytes: line, start: 0, end: line.length, terminated: true };
      start = first + 1;
    }
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    carry = Buffer.from(chunk.subarray(end));
    if (end > start) yield { bytes: chunk, start, end, terminated: true };
  }
  if (carry.length === 0) return;
  const line = Buffer.concat([carry, Buffer.of(LINE_FEED)]);
  yield { bytes: line, start: 0, end: line.length, terminated: false };
}
