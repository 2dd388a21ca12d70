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
