/** A piece of DocBook (a table, the prose of a section) as a small tree. */
import { XMLParser } from 'fast-xml-parser';
import { linkText } from './link.js';
import { cleanText, decodeEntities, decodeUtf8 } from './text.js';

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
/** An element or a run of text, entities resolved, blanks as in the file. */
export type Node = Element | string;

const CDATA = '#cdata';
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  ignorePiTags: true,
  jPath: false,
  // Entities are resolved here: none can be defined, and their number is not limited.
  processEntities: false,
  cdataPropName: CDATA,
});

const NO_ATTRIBUTES = {};

/** Parses balanced markup; `wrapper` becomes the root's name. The document is known to be well-formed. */
export function parsePiece(markup: string, wrapper: string): Element {
  const parsed: unknown = parser.parse(markup);
  return { name: wrapper, attributes: NO_ATTRIBUTES, children: readNodes(parsed as readonly RawNode[]) };
}

/** The parser's own shape of a node: one key for the name, `:@` for attributes, `#text` for text. */
type RawNode = Readonly<Record<string, unknown>>;

function readNodes(raw: readonly RawNode[]): Node[] {
  const nodes: Node[] = [];
  for (const item of raw) {
    for (const name in item) {
      if (name === ':@') continue;
      nodes.push(readNode(name, item));
      break;
    }
  }
  return nodes;
}

function readNode(name: string, item: RawNode): Node {
  if (name === '#text') return decodeEntities(decodeUtf8(String(item[name])));
  const inside = item[name] as readonly RawNode[];
  if (name === CDATA) return decodeUtf8(inside.map((text) => String(text['#text'])).join(''));
  const attributes = item[':@'] as Readonly<Record<string, string>> | undefined;
  return {
    name,
    attributes: attributes ? readAttributes(attributes) : NO_ATTRIBUTES,
    children: readNodes(inside),
  };
}

function readAttributes(raw: Readonly<Record<string, string>>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const name in raw) attributes[name] = decodeEntities(decodeUtf8(raw[name] ?? ''));
  return attributes;
}

export function isElement(node: Node): node is Element {
  return typeof node !== 'string';
}

/** Child elements of one of the names, in order. */
export function childrenNamed(element: Element, ...names: readonly string[]): Element[] {
  return element.children.filter((node): node is Element => isElement(node) && names.includes(node.name));
}

export function findChild(element: Element, name: string): Element | undefined {
  return element.children.find((node): node is Element => isElement(node) && node.name === name);
}

/** Every element below, itself excluded, in document order; does not look inside elements of `except`. */
export function* descendants(element: Element, except: ReadonlySet<string> = NOTHING): Generator<Element> {
  for (const node of element.children) {
    if (!isElement(node)) continue;
    yield node;
    if (!except.has(node.name)) yield* descendants(node, except);
  }
}

/**
 * All text below, cleaned, as printed: a link reads as its label. Elements named in `except` are left out.
 * Blocks are set off by a blank, so that two paragraphs of a cell do not run together.
 */
export function textOf(element: Element, except: ReadonlySet<string> = NOTHING): string {
  return cleanText(rawText(element, except));
}

const NOTHING: ReadonlySet<string> = new Set();
const INLINE = new Set([
  'emphasis',
  'link',
  'quote',
  'superscript',
  'subscript',
  'xref',
  'olink',
  'phrase',
  'code',
]);

function rawText(element: Element, except: ReadonlySet<string>): string {
  let text = linkText(element);
  for (const node of element.children) {
    if (typeof node === 'string') text += node;
    else if (!except.has(node.name)) {
      text += INLINE.has(node.name) ? rawText(node, except) : ` ${rawText(node, except)} `;
    }
  }
  return text;
}
