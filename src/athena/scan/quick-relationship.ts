import type { QuickRow } from './row-walker.js';

/** The relationship_id is bytes[start, end). */
export type OnValidRelationship = (
  bytes: Buffer,
  from: number,
  to: number,
  start: number,
  end: number,
  line: number,
) => void;

/**
 * Reads CONCEPT_RELATIONSHIP rows of the form `id TAB id TAB relationship TAB yyyymmdd TAB yyyymmdd TAB`, then
 * nothing or one letter and the line end: nearly all of 39 million, in half the time. Every byte is checked
 * as far as the number of fields and the ids depend on it. Rows without an invalid_reason between two
 * different concepts are handed on.
 */
export function quickRelationshipRow(onValid: OnValidRelationship): QuickRow {
  return (bytes, start, line) => {
    // Constants of the function: one of the module would be loaded anew for every byte.
    const tab = 9;
    const lineFeed = 10;
    const carriageReturn = 13;
    const zero = 48;
    /** A tab where a digit could be. */
    const tabDigit = tab - zero;
    /** An id of more digits may be beyond 32 bits: read the ordinary way. */
    const maxDigits = 9;
    /** From the tab before valid_start_date to invalid_reason. */
    const dates = 19;
    let at = start;
    let from = 0;
    let digit = (bytes[at] ?? 0) - zero;
    while (digit >= 0 && digit <= 9) {
      from = from * 10 + digit;
      digit = (bytes[++at] ?? 0) - zero;
    }
    if (digit !== tabDigit || at === start || at - start > maxDigits) return -1;
    const second = ++at;
    let to = 0;
    digit = (bytes[at] ?? 0) - zero;
    while (digit >= 0 && digit <= 9) {
      to = to * 10 + digit;
      digit = (bytes[++at] ?? 0) - zero;
    }
    if (digit !== tabDigit || at === second || at - second > maxDigits) return -1;
    const name = ++at;
    let byte = bytes[at] ?? 0;
    while (byte > lineFeed) byte = bytes[++at] ?? 0;
    if (byte !== tab || bytes[at + 9] !== tab || bytes[at + 18] !== tab) return -1;
    if (!holdsNoSeparator(bytes, at + 1) || !holdsNoSeparator(bytes, at + 10)) return -1;
    const flag = bytes[at + dates];
    if (flag !== lineFeed) {
      if (flag === tab || bytes[at + dates + 1] !== lineFeed) return -1;
      if (flag !== carriageReturn) return at + dates + 2;
    }
    if (from !== to) onValid(bytes, from, to, name, at, line);
    return flag === lineFeed ? at + dates + 1 : at + dates + 2;
  };
}

/** True if none of eight bytes is a tab or a line feed: a smaller byte makes its difference negative. */
function holdsNoSeparator(bytes: Buffer, at: number): boolean {
  const low =
    ((bytes[at] ?? 0) - 11) |
    ((bytes[at + 1] ?? 0) - 11) |
    ((bytes[at + 2] ?? 0) - 11) |
    ((bytes[at + 3] ?? 0) - 11) |
    ((bytes[at + 4] ?? 0) - 11) |
    ((bytes[at + 5] ?? 0) - 11) |
    ((bytes[at + 6] ?? 0) - 11) |
    ((bytes[at + 7] ?? 0) - 11);
  return low >= 0;
}
