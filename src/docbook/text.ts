/** Text as a reader of the printed standard sees it: one line, no invisible characters. */
import type { TextKind } from './markup-handler.js';

/**
 * Soft hyphen, zero-width blanks and joiners, directional marks, word joiner, byte order mark. NEMA puts
 * U+200B and U+00AD inside keywords, UIDs and codes to let them break across lines.
 */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
/** Blanks of every kind, NBSP, NEL and ideographic ones too. */
const BLANKS = /[\s\u0085\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/g;

/** What most texts have nothing of: anything to drop, a run of blanks, a blank that is no space. */
const UNCLEAN = / {2}|[^\S ]|[\u0085\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/;

/** Drops invisible characters, folds every run of blanks to one, trims. Nothing else is touched. */
export function cleanText(text: string): string {
  const trimmed = text.trim();
  return UNCLEAN.test(trimmed) ? trimmed.replace(INVISIBLE, '').replace(BLANKS, ' ').trim() : trimmed;
}

/** The text of a range that the scanner told as text, references resolved; blanks alone become one. */
export function decodeText(bytes: Buffer, start: number, end: number, kind: TextKind): string {
  switch (kind) {
    case 'blank':
      return ' ';
    case 'plain':
      return bytes.toString('latin1', start, end);
    case 'wide':
      return decodeEntities(bytes.toString('utf8', start, end));
    case 'cdata':
      return bytes.toString('utf8', start, end);
  }
}

/** The value of an attribute: references resolved, each blank a space. [XML 1.0 3.3.3] */
export function decodeAttribute(bytes: Buffer, start: number, end: number): string {
  return decodeEntities(bytes.toString('utf8', start, end).replace(/[\t\n\r]/g, ' '));
}

const ENTITY = /&(?:#x([0-9A-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Resolves the five entities of XML and character references; there are no others in a checked document. */
function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (_whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    return String.fromCodePoint(Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16));
  });
}
