/** Editions for which a correction holds: `*`, `2016b`, `2016b-2024d`, `2020a-` (still wrong in the newest). */
import { compareEditions, type Edition, parseEdition } from '../model/edition.js';

export type EditionRange = (edition: Edition) => boolean;

/** Undefined if the text is no range. `*` means every published edition and the embedded one. */
export function parseEditionRange(text: string): EditionRange | undefined {
  if (text === '*') return () => true;
  const [from = '', to = from, ...rest] = text.split('-');
  const first = parseEdition(from);
  const last = to === '' ? undefined : parseEdition(to);
  if (!first || rest.length > 0 || (to !== '' && !last)) return undefined;
  return (edition) =>
    compareEditions(edition, first) >= 0 && (last === undefined || compareEditions(edition, last) <= 0);
}
