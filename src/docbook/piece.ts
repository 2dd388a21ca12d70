/** A piece of a checked document (a table, the prose of a section) as a small tree. */

import type { Element, Node } from './element.js';
import type { ElementNames } from './element-names.js';
import { linkTarget, printsTitle } from './link.js';
import type { MarkupHandler } from './markup-handler.js';
import { makeScanner } from './scanner.js';
import { decodeAttribute, decodeText } from './text.js';

/** From the first byte to behind the last. */
export type Range = readonly [start: number, end: number];

/** The bytes of a document, with the names of the elements in it. */
export interface Markup {
  readonly bytes: Buffer;
  readonly names: ElementNames;
  /** The title of the section or table with an xml:id, for the links that print it. */
  readonly titleOf?: (xmlId: string) => string | undefined;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

interface OpenElement {
  readonly name: string;
  readonly start: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
}

/** Reads ranges that together are balanced; `wrapper` becomes the root's name. */
export function parsePiece(
  { bytes, names, titleOf }: Markup,
  ranges: readonly Range[],
  wrapper: string,
): Element {
  const root: OpenElement = {
    name: wrapper,
    start: ranges[0]?.[0] ?? 0,
    attributes: NO_ATTRIBUTES,
    children: [],
  };
  const around: OpenElement[] = [];
  let current = root;
  let attributes: Record<string, string> | undefined;
  let text = '';
  const closeText = () => {
    if (text === '') return;
    current.children.push(text);
    text = '';
  };
  const handler: MarkupHandler = {
    attribute(nameStart, nameEnd, valueStart, valueEnd) {
      if (isLayout(bytes, nameStart, nameEnd, valueStart, valueEnd)) return;
      attributes ??= {};
      attributes[bytes.toString('utf8', nameStart, nameEnd)] = decodeAttribute(bytes, valueStart, valueEnd);
    },
    open(name, start) {
      closeText();
      const element: OpenElement = { name, start, attributes: attributes ?? NO_ATTRIBUTES, children: [] };
      if (titleOf && printsTitle(element)) element.children.push(titleOf(linkTarget(element) ?? '') ?? '');
      attributes = undefined;
      current.children.push(element);
      around.push(current);
      current = element;
    },
    close() {
      closeText();
      current = around.pop() ?? root;
    },
    text(start, end, kind) {
      text += decodeText(bytes, start, end, kind);
    },
  };
  const scanner = makeScanner(bytes, names, handler, 'content');
  for (const [start, end] of ranges) scanner.scan(start, end);
  closeText();
  return root;
}

const LETTER = { a: 0x61, v: 0x76, x: 0x78, c: 0x63, r: 0x72, one: 0x31 };

/** Attributes that carry layout only, and the ids of paragraphs: a third of a document's bytes, no fact among them. */
function isLayout(
  bytes: Buffer,
  nameStart: number,
  nameEnd: number,
  valueStart: number,
  valueEnd: number,
): boolean {
  const first = bytes[nameStart];
  switch (nameEnd - nameStart) {
    case 5:
      return first === LETTER.a && bytes.toString('latin1', nameStart, nameEnd) === 'align';
    case 6:
      if (first === LETTER.x) return bytes.toString('latin1', valueStart, valueStart + 5) === 'para_';
      return first === LETTER.v && bytes.toString('latin1', nameStart, nameEnd) === 'valign';
    case 7:
      return (
        (first === LETTER.c || first === LETTER.r) &&
        valueEnd - valueStart === 1 &&
        bytes[valueStart] === LETTER.one
      );
    default:
      return false;
  }
}
