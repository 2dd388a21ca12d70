/** What a byte of UTF-8 may be in XML 1.0, 5th edition: blanks, names, and the characters that it forbids. [XML 1.0 2.2, 2.3] */

/** 1 for the four blanks of XML. */
export const BLANK = new Uint8Array(256);
for (const blank of ' \t\r\n') BLANK[blank.charCodeAt(0)] = 1;

/** 1 for bytes of a name; those above 127 are judged as characters, by `isName`. */
export const NAME = new Uint8Array(256).fill(1, 128);
for (const byte of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:_-.') {
  NAME[byte.charCodeAt(0)] = 1;
}

/** What a byte asks of a reader of text: nothing, or a closer look. */
export const Look = { none: 0, markup: 1, reference: 2, bracket: 3, forbidden: 4, wide: 5 } as const;
export const LOOK = new Uint8Array(256).fill(Look.forbidden, 0, 32);
for (const blank of '\t\r\n') LOOK[blank.charCodeAt(0)] = Look.none;
LOOK['<'.charCodeAt(0)] = Look.markup;
LOOK['&'.charCodeAt(0)] = Look.reference;
LOOK[']'.charCodeAt(0)] = Look.bracket;
/** First byte of U+F000 to U+FFFF, the last two of which are no characters. */
LOOK[0xef] = Look.wide;

const NAME_START =
  ':A-Z_a-z\\u{C0}-\\u{D6}\\u{D8}-\\u{F6}\\u{F8}-\\u{2FF}\\u{370}-\\u{37D}\\u{37F}-\\u{1FFF}\\u{200C}\\u{200D}' +
  '\\u{2070}-\\u{218F}\\u{2C00}-\\u{2FEF}\\u{3001}-\\u{D7FF}\\u{F900}-\\u{FDCF}\\u{FDF0}-\\u{FFFD}\\u{10000}-\\u{EFFFF}';
const NAME_PATTERN = new RegExp(
  `^[${NAME_START}][${NAME_START}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]*$`,
  'u',
);

export function isName(text: string): boolean {
  return NAME_PATTERN.test(text);
}

/** True for a code point that a document may hold or refer to. */
export function isCharacter(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
