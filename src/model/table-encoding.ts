/** Bytes of a table that somebody exported -> text: UTF-8, UTF-16 with or without a byte order mark, else what spreadsheets of the West write, Windows-1252. */

export type TableEncoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export interface TableText {
  readonly text: string;
  readonly encoding: TableEncoding;
}

/** Undefined for what is no text. A line `sep=;`, which is for spreadsheets alone, becomes an empty one. */
export function decodeTable(bytes: Uint8Array): TableText | undefined {
  const wide = findWide(bytes);
  if (wide !== undefined) return { text: plain(new TextDecoder(wide).decode(bytes)), encoding: 'UTF-16' };
  if (bytes.includes(0)) return undefined;
  try {
    return { text: plain(new TextDecoder('utf-8', { fatal: true }).decode(bytes)), encoding: 'UTF-8' };
  } catch {
    return { text: plain(new TextDecoder('windows-1252').decode(bytes)), encoding: 'Windows-1252' };
  }
}

const plain = (text: string): string => text.replace(/^sep=.(?=\r?\n)/, '');

/** By the byte order mark; without one every other of the first bytes is 0 where letters are Latin. */
function findWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, 64);
  if (start.length < 4 || !start.includes(0)) return undefined;
  const isZero = (odd: 0 | 1) => start.every((byte, at) => (at % 2 === odd) === (byte === 0));
  if (isZero(1)) return 'utf-16le';
  return isZero(0) ? 'utf-16be' : undefined;
}
