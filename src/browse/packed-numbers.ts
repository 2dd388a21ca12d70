/**
 * Numbers as text, the small ones short: digits to the base of 44, the last of a number from the first half of the
 * alphabet, those before it from the second. No letter of it is escaped in JSON or HTML. `src/page/browse.js` reads it.
 */
const BASE = 44;
/** From `#` on, without `&`, `<` and `\`: what HTML and JSON escape. */
const ALPHABET = [...Array(92).keys()]
  .map((code) => String.fromCharCode(code + 35))
  .filter((letter) => !'&<\\'.includes(letter))
  .slice(0, 2 * BASE)
  .join('');

/** `value`: an integer from 0 on. */
export function formatNumber(value: number): string {
  const known = KNOWN[value];
  if (known !== undefined) return known;
  let text = ALPHABET[value % BASE] ?? '';
  for (let rest = Math.floor(value / BASE); rest > 0; rest = Math.floor(rest / BASE)) {
    text = `${ALPHABET[BASE + (rest % BASE)]}${text}`;
  }
  return text;
}

/** Of one and two letters. */
const KNOWN: readonly string[] = makeKnown();

function makeKnown(): string[] {
  const ends = [...ALPHABET.slice(0, BASE)];
  return ['', ...ALPHABET.slice(BASE + 1)].flatMap((lead) => ends.map((end) => `${lead}${end}`));
}
