/** The first bytes of a file, as many as asked for, in a buffer that is used again for the next file. */
import { closeSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '../dicom/header.js';

export interface FileReader {
  /** Calls `use` with the file open. What `use` returns must not keep its bytes. */
  readonly withFile: <T>(path: Uint8Array, size: number, use: (source: ByteSource) => T) => T;
}

const FIRST_BUFFER = 64 * 1024;

export function makeFileReader(): FileReader {
  let buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER);
  return {
    withFile: (path, size, use) => {
      const descriptor = openSync(Buffer.from(path), 'r');
      let filled = 0;
      const read = (length: number): Buffer => {
        if (length > buffer.length) {
          const larger = Buffer.allocUnsafeSlow(length);
          buffer.copy(larger, 0, 0, filled);
          buffer = larger;
        }
        while (filled < length) {
          const count = readSync(descriptor, buffer, filled, length - filled, filled);
          if (count === 0) break;
          filled += count;
        }
        return buffer.subarray(0, Math.min(filled, length));
      };
      try {
        return use({ size, read });
      } finally {
        closeSync(descriptor);
        if (buffer.length > FIRST_BUFFER * 16) buffer = Buffer.allocUnsafeSlow(FIRST_BUFFER);
      }
    },
  };
}
