/** A piece of DocBook (a table, the prose of a section) as a small tree. */
import { linkText } from './link.js';
import { cleanText } from './text.js';

export interface Element {
  readonly name: string;
  /** Where its start tag begins in the document's bytes. */
  readonly start: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
/** An element or a run of text, references resolved. */
export type Node = Element | string;

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
