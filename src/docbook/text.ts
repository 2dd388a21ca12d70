/** Text as a reader of the printed standard sees it: one line, no invisible characters. */

/**
 * Soft hyphen, zero-width blanks and joiners, directional marks, word joiner, byte order mark. NEMA puts
 * U+200B and U+00AD inside keywords, UIDs and codes to let them break across lines.
 */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** Blanks of every kind, NBSP and ideographic ones too. */
const BLANKS = /[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/g;

/** Drops invisible characters, folds every run of blanks to one, trims. Nothing else is touched. */
export function cleanText(text: string): string {
  return text.replace(INVISIBLE, '').replace(BLANKS, ' ').trim();
}

/**
 * Markup is kept as it stands in the file, one character a byte, which takes half the memory of decoded text
 * and leaves every tag where it is. Whatever is shown or compared goes through here first.
 */
export function decodeUtf8(bytes: string): string {
  return NON_ASCII.test(bytes) ? Buffer.from(bytes, 'latin1').toString('utf8') : bytes;
}

const NON_ASCII = /[\u0080-\u00FF]/;
const ENTITY = /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the five entities of XML and character references; there are no others in a checked document. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const codePoint = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
    return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : whole;
  });
}
