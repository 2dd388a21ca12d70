/** An edition label as the standard prints it in its subtitle: `2016b`, `2024d`, `2011`, `mini`. */
export type Edition = string & { readonly __brand: 'Edition' };

const LABEL = /^[0-9A-Za-z][0-9A-Za-z_-]{0,31}$/;
const PUBLISHED_LABEL = /^(\d{4})([a-z]?)$/;

/** Text -> label. Letters, digits, `-`, `_` only, so that a label can never name a path outside the cache. */
export function parseEdition(text: string): Edition | undefined {
  return LABEL.test(text) ? (text as Edition) : undefined;
}

/**
 * The nominal day of publication (`yyyymmdd`) of an edition: DICOM publishes `a` to `e` in about January,
 * April, June, September and November. It is derived from the label alone, never from a download or a
 * clock, so that two people who build one edition write the same dates. Undefined for other labels.
 */
export function nominalPublication(edition: Edition): string | undefined {
  const match = PUBLISHED_LABEL.exec(edition);
  if (!match) return undefined;
  const monthDay = { a: '0131', b: '0415', c: '0630', d: '0915', e: '1115' }[match[2] ?? ''];
  return `${match[1]}${monthDay ?? '0101'}`;
}

/** A label of a published edition, `yyyy[x]`. Others name samples: they get ids, but leave no history. */
export function isPublished(edition: Edition): boolean {
  return PUBLISHED_LABEL.test(edition);
}

/** Order of publication; labels that are not `yyyy[x]` come first, in code-point order. */
export function compareEditions(a: Edition, b: Edition): number {
  const publishedA = PUBLISHED_LABEL.test(a);
  if (publishedA !== PUBLISHED_LABEL.test(b)) return publishedA ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
