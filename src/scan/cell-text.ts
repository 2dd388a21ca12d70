/** Text of a header -> what a cell holds. */

/** A 32-bit integer; undefined for anything else. */
export function readInteger(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?\d{1,10}$/.test(text.trim())) return undefined;
  const number = Number(text);
  return number === (number | 0) ? number : undefined;
}

/** Date and time of two elements as one `YYYYMMDD[HHMMSS[.ffffff]]`. */
export function joinDateTime(date: string | undefined, time: string | undefined): string | undefined {
  if (date === undefined) return undefined;
  return `${date.replaceAll('.', '')}${(time ?? '').replaceAll(':', '')}`;
}
