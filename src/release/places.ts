/** Where the standard states something: the text of `at` columns, links to the published pages, tags. */
const AT = /^PS3\.(\d+) (\d{4}[a-z]?) .*#(\S+)$/;

/**
 * `PS3.6 2024d Table 6-1 row 1 #table_6-1` -> the place in the single-page HTML of that edition. Undefined
 * for a place without an anchor and for editions that are not published (`mini`).
 */
export function linkOf(at: string | undefined): string | undefined {
  const match = AT.exec(at ?? '');
  if (!match) return undefined;
  const part = (match[1] ?? '').padStart(2, '0');
  const anchor = encodeURIComponent(match[3] ?? '');
  return `https://dicom.nema.org/medical/dicom/${match[2]}/output/html/part${part}.html#${anchor}`;
}

/** `PS3.6 2024d Table 6-1 row 1 #table_6-1` -> `PS3.6 Table 6-1 row 1`. */
export function shortPlace(at: string): string {
  return at.replace(/ #\S+$/, '').replace(/^(PS3\.\d+) \S+ /, '$1 ');
}

/** `(0018,0081)` -> `00180081`. */
export function tagDigits(tag: string): string {
  return tag.replace(/[(),]/g, '');
}
