/** The small things that markup is made of: blanks, names, references. `at` and what is given are offsets in the bytes. */
import { BLANK, isCharacter, NAME } from './characters.js';
import { refuse } from './xml-fault.js';

const HASH = 0x23;
const SEMICOLON = 0x3b;
const LETTER_X = 0x78;
const REFERENCES = ['amp;', 'lt;', 'gt;', 'quot;', 'apos;'];

export function skipBlanks(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end && BLANK[bytes[next] as number] === 1) next += 1;
  return next;
}

/** Behind the bytes of names from `at` on; whether they are a name is not looked at. */
export function skipName(bytes: Buffer, at: number, end: number): number {
  let next = at;
  while (next < end && NAME[bytes[next] as number] === 1) next += 1;
  return next;
}

/** True for U+FFFE and U+FFFF, the only characters above the control characters that are forbidden. */
export function isNoCharacter(bytes: Buffer, at: number): boolean {
  return bytes[at + 1] === 0xbf && (bytes[at + 2] ?? 0) >= 0xbe;
}

/** Behind the reference whose `&` stands at `at`. */
export function skipReference(bytes: Buffer, at: number, end: number): number {
  const undefinedEntity = 'an entity that is not defined';
  if (bytes[at + 1] !== HASH) {
    const name = REFERENCES.find(
      (known) => bytes.toString('latin1', at + 1, at + 1 + known.length) === known,
    );
    return name && at + name.length < end ? at + 1 + name.length : refuse(undefinedEntity, at);
  }
  const isHex = bytes[at + 2] === LETTER_X;
  const first = at + (isHex ? 3 : 2);
  let code = 0;
  let next = first;
  for (; next < end && bytes[next] !== SEMICOLON; next += 1) {
    const digit = Number.parseInt(String.fromCharCode(bytes[next] ?? 0), isHex ? 16 : 10);
    if (Number.isNaN(digit)) return refuse(undefinedEntity, at);
    code = Math.min(code * (isHex ? 16 : 10) + digit, 0x110000);
  }
  if (next === first || next >= end) return refuse(undefinedEntity, at);
  return isCharacter(code) ? next + 1 : refuse('a reference to a character that XML 1.0 forbids', at);
}
