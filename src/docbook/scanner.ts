/**
 * Passes once over the bytes of an XML document, tells its tags, attributes and text to a handler, and throws at the
 * first thing that is not well-formed. No document type is read, so there are no entities but the five of XML.
 * What stands in comments, CDATA and processing instructions is never taken for markup. [XML 1.0, 5th edition]
 */
import { makeAttributeScanner } from './attribute-scanner.js';
import { BLANK, isName, LOOK, Look, NAME } from './characters.js';
import type { ElementNames } from './element-names.js';
import { isNoCharacter, skipBlanks, skipName, skipReference } from './lexemes.js';
import type { MarkupHandler } from './markup-handler.js';
import { MAX_DEPTH, refuse, refuseCharacter, refuseEnd, refuseLimit, XmlFault } from './xml-fault.js';

export interface Scanner {
  /** Scans a range that begins and ends outside of tags. Ranges given one after another read as one text. */
  readonly scan: (start: number, end: number) => void;
  /** Refuses a document that ends, at `end`, inside of an element or has none. */
  readonly finish: (end: number) => void;
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const EXCLAMATION = 0x21;
const QUESTION = 0x3f;
const BRACKET = 0x5d;

/** `scope` says what the ranges are: a whole document with one root, or what stands inside of elements. */
export function makeScanner(
  bytes: Buffer,
  names: ElementNames,
  handler: MarkupHandler,
  scope: 'document' | 'content',
): Scanner {
  const open: number[] = [];
  let hasRoot = false;
  const scanAttributes = makeAttributeScanner(bytes, names, handler);

  const refuseOutside = (at: number) => {
    if (scope === 'document' && open.length === 0) refuse('text outside of the root element', at);
  };

  const scanText = (start: number, end: number): number => {
    let at = start;
    while (at < end && BLANK[bytes[at] as number] === 1) at += 1;
    if (at === end || bytes[at] === LESS) {
      handler.text(start, at, 'blank');
      return at;
    }
    refuseOutside(at);
    let seen = 0;
    let hasReference = false;
    for (; at < end; at += 1) {
      const byte = bytes[at] as number;
      const look = LOOK[byte];
      seen |= byte;
      if (look === Look.none) continue;
      if (look === Look.markup) break;
      if (look === Look.reference) {
        at = skipReference(bytes, at, end) - 1;
        hasReference = true;
      } else if (look === Look.bracket) {
        if (bytes[at + 1] === BRACKET && bytes[at + 2] === GREATER) refuse('"]]>" outside of CDATA', at);
      } else if (look === Look.forbidden || isNoCharacter(bytes, at)) refuseCharacter(at);
    }
    handler.text(start, at, seen > 127 || hasReference ? 'wide' : 'plain');
    return at;
  };

  const findName = (start: number, end: number): { readonly number: number; readonly end: number } => {
    let hash = 0;
    let at = start;
    for (; at < end && NAME[bytes[at] as number] === 1; at += 1)
      hash = (hash * 31 + (bytes[at] as number)) | 0;
    const number = at === start ? -1 : names.number(bytes, start, at, hash);
    if (number < 0) refuse('"<" that begins no tag', start - 1);
    return { number, end: at };
  };

  const scanStartTag = (start: number, end: number): number => {
    const { number, end: nameEnd } = findName(start + 1, end);
    let at = scanAttributes(nameEnd, end);
    const isEmpty = bytes[at] === SLASH;
    if (isEmpty) at += 1;
    if (at >= end || bytes[at] !== GREATER) refuseEnd('a tag that does not end', start);
    if (scope === 'document' && open.length === 0) {
      if (hasRoot) refuse('a second root element', start);
      hasRoot = true;
    }
    if (open.length >= MAX_DEPTH) {
      refuseLimit(`elements nested deeper than ${MAX_DEPTH}`, start);
    }
    handler.open(names.get(number), start, at + 1);
    if (isEmpty) handler.close(names.get(number), at + 1, at + 1);
    else open.push(number);
    return at + 1;
  };

  const scanEndTag = (start: number, end: number): number => {
    const { number, end: nameEnd } = findName(start + 2, end);
    const at = skipBlanks(bytes, nameEnd, end);
    if (at >= end || bytes[at] !== GREATER) refuseEnd('an end tag that does not end', start);
    const expected = open.pop();
    if (expected === undefined) refuse(`</${names.written(number)}> ends nothing`, start);
    if (expected !== number) {
      refuse(
        `</${names.written(number)}> stands where </${names.written(expected as number)}> is expected`,
        start,
      );
    }
    handler.close(names.get(number), start, at + 1);
    return at + 1;
  };

  /** Behind the `mark` that ends what begins at `start`; every character up to it is checked. */
  const skipTo = (mark: string, from: number, end: number, start: number, what: string): number => {
    const found = bytes.indexOf(mark, from, 'latin1');
    if (found < 0 || found + mark.length > end) return refuseEnd(`${what} that does not end`, start);
    for (let at = from; at < found; at += 1) {
      const look = LOOK[bytes[at] as number];
      if (look === Look.forbidden || (look === Look.wide && isNoCharacter(bytes, at))) refuseCharacter(at);
    }
    return found + mark.length;
  };

  const scanInstruction = (start: number, end: number): number => {
    const nameEnd = skipName(bytes, start + 2, end);
    const target = bytes.toString('utf8', start + 2, nameEnd);
    if (!isName(target)) refuse('a processing instruction without a name', start);
    if (/^xml$/i.test(target)) refuse('an XML declaration that is not the first line', start);
    const next = skipTo('?>', nameEnd, end, start, 'a processing instruction');
    if (next - 2 > nameEnd && BLANK[bytes[nameEnd] as number] !== 1)
      refuse('a name that XML 1.0 does not allow', start);
    return next;
  };

  const scanDeclaration = (start: number, end: number): number => {
    const head = bytes.toString('latin1', start, Math.min(start + 9, end));
    if (head.startsWith('<!--')) {
      const next = skipTo('--', start + 4, end, start, 'a comment');
      if (next < end && bytes[next] === GREATER) return next + 1;
      return refuse('"--" inside a comment', next - 2);
    }
    if (head.startsWith('<![CDATA[')) {
      refuseOutside(start);
      const next = skipTo(']]>', start + 9, end, start, 'CDATA');
      handler.text(start + 9, next - 3, 'cdata');
      return next;
    }
    if (/^<!(?:doctype|entity)/i.test(head)) {
      throw new XmlFault(
        'document-has-doctype',
        'a document type declaration or entity is never read or resolved',
        start,
      );
    }
    return refuse('a declaration that no text may hold', start);
  };

  const scan = (start: number, end: number) => {
    let at = start;
    while (at < end) {
      if (bytes[at] !== LESS) at = scanText(at, end);
      else if (bytes[at + 1] === SLASH) at = scanEndTag(at, end);
      else if (bytes[at + 1] === EXCLAMATION) at = scanDeclaration(at, end);
      else if (bytes[at + 1] === QUESTION) at = scanInstruction(at, end);
      else at = scanStartTag(at, end);
    }
  };
  const finish = (end: number) => {
    const last = open.at(-1);
    if (last !== undefined) refuseEnd(`<${names.written(last)}> is not ended`, end);
    if (!hasRoot) refuse('the document has no element', end);
  };
  return { scan, finish };
}
