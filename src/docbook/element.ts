/** A piece of DocBook (a table, the prose of a section) as a small tree. */
import { linkText } from './link.js';
import { printScript, SCRIPTS } from './scripts.js';
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
 * All text below, cleaned, on one line: a link reads as its label, a superscript or subscript as plain characters (`mm2`),
 * which is what codes and keys are read from. Elements named in `except` are left out.
 * Blocks are set off by a blank, so that two paragraphs of a cell do not run together.
 */
export function textOf(element: Element, except: ReadonlySet<string> = NOTHING): string {
  return cleanText(rawText(element, except, false));
}

/** The same for people to read: superscripts and subscripts as `printScript` says (`10^6`). Not for codes. */
export function printedTextOf(element: Element, except: ReadonlySet<string> = NOTHING): string {
  return cleanText(rawText(element, except, true));
}

export function holdsScript(element: Element): boolean {
  return element.children.some((node) => isElement(node) && (SCRIPTS.has(node.name) || holdsScript(node)));
}

const NOTHING: ReadonlySet<string> = new Set();
const INLINE = new Set(['emphasis', 'link', 'quote', ...SCRIPTS, 'xref', 'olink', 'phrase', 'code']);

/** `before` is the text on the same line before the element. */
function rawText(element: Element, except: ReadonlySet<string>, printed: boolean, before = ''): string {
  let text = linkText(element);
  for (const node of element.children) {
    if (typeof node === 'string') text += node;
    else if (!except.has(node.name)) {
      const isInline = INLINE.has(node.name);
      const inside = rawText(node, except, printed, isInline ? text || before : '');
      if (printed && SCRIPTS.has(node.name)) text += printScript(node.name, text || before, inside);
      else text += isInline ? inside : ` ${inside} `;
    }
  }
  return text;
}
