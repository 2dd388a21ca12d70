/** The first bytes of a member of an archive: in memory, as many as reading its header takes. */
import type { ByteSource } from '../dicom/header.js';

/** Thrown by a source whose buffer is too short; whoever waits for bytes catches it. */
class MoreBytes extends Error {
  readonly length: number;

  constructor(length: number) {
    super('more bytes are needed');
    this.length = length;
  }
}

const FIRST = 64 * 1024;

/**
 * Calls `use` with a source over the bytes of `stream` that have come so far, again with more of them until they are
 * enough. What is left of the stream is left.
 */
export async function withStream<T>(
  stream: AsyncIterable<Uint8Array>,
  size: number,
  use: (source: ByteSource) => T,
): Promise<T> {
  const chunks = stream[Symbol.asyncIterator]();
  let bytes: Buffer = Buffer.alloc(0);
  let ended = false;
  let wanted = Math.min(FIRST, size);
  for (;;) {
    const parts: Uint8Array[] = [bytes];
    let length = bytes.length;
    while (!ended && length < wanted) {
      const { value, done } = await chunks.next();
      if (done) ended = true;
      else {
        parts.push(value);
        length += value.length;
      }
    }
    bytes = Buffer.concat(parts);
    const held = bytes;
    const isWhole = ended;
    const read = (asked: number): Buffer => {
      if (asked > held.length && !isWhole) throw new MoreBytes(asked);
      return held.subarray(0, asked);
    };
    try {
      return use({ size: isWhole ? held.length : size, read });
    } catch (error) {
      if (!(error instanceof MoreBytes)) throw error;
      wanted = error.length;
    }
  }
}
