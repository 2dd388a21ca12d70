/**
 * Bytes of text -> Unicode by Specific Character Set (0008,0005), code extensions included. Text of ASCII bytes, nearly
 * all there is, needs no decoder. [PS3.3 C.12.1.1.2, PS3.5 6.1]
 */
import { characterSets, convertBytes } from 'dicom-character-set';

export interface CharacterSets {
  /** Terms as the decoder takes them, joined by backslashes; undefined for the default repertoire. */
  readonly terms: string | undefined;
  /** Terms that are none of the standard's. */
  readonly unknown: readonly string[];
}

export const DEFAULT_CHARACTER_SETS: CharacterSets = { terms: undefined, unknown: [] };

export interface DecodedText {
  readonly text: string;
  readonly fault: 'charset-fault' | 'charset-undeclared' | undefined;
}

/** The values of (0008,0005). Common misspellings (`ISO-IR 100`, `UTF-8`) are understood. */
export function parseCharacterSets(values: readonly string[]): CharacterSets {
  const unknown: string[] = [];
  const terms = values.map((value, index) => {
    const term = normalise(value);
    if (term === '' && index === 0) return '';
    if (characterSets[term] !== undefined) return term;
    unknown.push(value);
    return '';
  });
  const kept = terms.filter((term, index) => index === 0 || term !== '');
  return { terms: kept.every((term) => term === '') ? undefined : kept.join('\\'), unknown };
}

function normalise(value: string): string {
  const term = value.trim().toUpperCase();
  if (/^(?:UTF-?8|ISO[ _-]IR[ _-]192)$/.test(term)) return 'ISO_IR 192';
  const single = /^ISO[ _-]IR[ _-](\d+)$/.exec(term);
  if (single) return `ISO_IR ${single[1]}`;
  const extended = /^ISO[ _-]2022[ _-]IR[ _-](\d+)$/.exec(term);
  return extended ? `ISO 2022 IR ${extended[1]}` : term;
}

/** `vr` says which bytes end a run of code extensions. Bytes that the set does not have become U+FFFD. */
export function decodeText(bytes: Buffer, sets: CharacterSets, vr: string): DecodedText {
  if (isPlain(bytes)) return { text: bytes.toString('latin1'), fault: undefined };
  if (sets.terms === undefined) {
    // The default repertoire has no such bytes; most writers mean UTF-8 or Latin 1 by them.
    return { text: decodeUndeclared(bytes), fault: 'charset-undeclared' };
  }
  const text = tryDecode(sets.terms, bytes, vr);
  if (text !== undefined) return { text, fault: text.includes('\uFFFD') ? 'charset-fault' : undefined };
  // An escape to a set that is not declared: every set that can be escaped to is tried.
  const generous = tryDecode([sets.terms, ...EXTENSIONS].join('\\'), bytes, vr);
  return { text: generous ?? bytes.toString('latin1'), fault: 'charset-fault' };
}

const EXTENSIONS = Object.keys(characterSets).filter((term) => term.startsWith('ISO 2022'));

/** Undefined where the decoder refuses the bytes. */
function tryDecode(terms: string, bytes: Buffer, vr: string): string | undefined {
  try {
    return convertBytes(terms, bytes, { vr });
  } catch {
    return undefined;
  }
}

function decodeUndeclared(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text;
}

function isPlain(bytes: Buffer): boolean {
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte > 0x7e || byte === 0x1b) return false;
  }
  return true;
}
