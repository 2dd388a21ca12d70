/** The attributes of one start tag: each checked and told, none twice. [XML 1.0 3.1] */
import { isName, LOOK, Look } from './characters.js';
import type { ElementNames } from './element-names.js';
import { isNoCharacter, skipBlanks, skipName, skipReference } from './lexemes.js';
import type { MarkupHandler } from './markup-handler.js';
import { MAX_ATTRIBUTES, refuse, refuseCharacter, refuseEnd, refuseLimit } from './xml-fault.js';

const GREATER = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;

/** Scans the attributes from behind the name of a tag on; gives the offset of what follows them and their blanks. */
export function makeAttributeScanner(
  bytes: Buffer,
  names: ElementNames,
  handler: MarkupHandler,
): (at: number, end: number) => number {
  const attributeRanges: number[] = [];

  /** The value whose quote stands at `at`: behind its end quote. */
  const skipValue = (at: number, end: number): number => {
    const quote = bytes[at];
    if (quote !== 0x22 && quote !== 0x27) return refuse('an attribute without a value in quotes', at);
    for (let next = at + 1; next < end; next += 1) {
      const byte = bytes[next] as number;
      if (byte === quote) return next + 1;
      const look = LOOK[byte];
      if (look === Look.none || look === Look.bracket) continue;
      if (look === Look.markup) refuse('"<" inside the value of an attribute', next);
      else if (look === Look.reference) next = skipReference(bytes, next, end) - 1;
      else if (look === Look.forbidden || isNoCharacter(bytes, next)) refuseCharacter(next);
    }
    return refuseEnd('the value of an attribute does not end', at);
  };

  const isSameRange = (a: number, b: number, length: number): boolean => {
    for (let index = 0; index < length; index += 1) if (bytes[a + index] !== bytes[b + index]) return false;
    return true;
  };

  const checkAttributeName = (start: number, end: number, count: number) => {
    const first = bytes[start] as number;
    const isPlain = first >= 0x41 && first < 0x7b && first !== 0x5b;
    if (!isPlain || isWide(start, end)) {
      if (!isName(bytes.toString('utf8', start, end))) refuse('a name that XML 1.0 does not allow', start);
    }
    for (let index = 0; index < count * 2; index += 2) {
      const other = attributeRanges[index] as number;
      if ((attributeRanges[index + 1] as number) - other !== end - start) continue;
      if (isSameRange(other, start, end - start)) refuse('an attribute stands twice in one tag', start);
    }
  };

  const isWide = (start: number, end: number): boolean => {
    for (let at = start; at < end; at += 1) if ((bytes[at] as number) > 127) return true;
    return false;
  };

  const bindPrefix = (nameStart: number, nameEnd: number, valueStart: number, valueEnd: number) => {
    const name = bytes.toString('utf8', nameStart, nameEnd);
    if (name.startsWith('xmlns:'))
      names.bindPrefix(name.slice(6), bytes.toString('utf8', valueStart, valueEnd));
  };

  /** Attributes from `at` on: behind the blanks that follow the last. */
  const scanAttributes = (at: number, end: number): number => {
    let next = at;
    for (let count = 0; ; count += 1) {
      const nameStart = skipBlanks(bytes, next, end);
      const byte = bytes[nameStart];
      if (byte === GREATER || byte === SLASH || nameStart >= end) return nameStart;
      if (nameStart === next) refuse('a character that no tag may hold', nameStart);
      const nameEnd = skipName(bytes, nameStart, end);
      if (nameEnd === nameStart) refuse('a character that no tag may hold', nameStart);
      if (count === MAX_ATTRIBUTES) {
        refuseLimit(`a tag with more than ${MAX_ATTRIBUTES} attributes`, at);
      }
      checkAttributeName(nameStart, nameEnd, count);
      const equals = skipBlanks(bytes, nameEnd, end);
      if (bytes[equals] !== EQUALS || equals >= end) refuse('an attribute without a value', nameStart);
      const quote = skipBlanks(bytes, equals + 1, end);
      next = skipValue(quote, end);
      attributeRanges[count * 2] = nameStart;
      attributeRanges[count * 2 + 1] = nameEnd;
      if (nameEnd - nameStart > 6 && bytes[nameStart + 4] === 0x73)
        bindPrefix(nameStart, nameEnd, quote + 1, next - 1);
      handler.attribute(nameStart, nameEnd, quote + 1, next - 1);
    }
  };
  return scanAttributes;
}
