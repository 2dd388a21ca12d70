/**
 * Lists of Enumerated Values and Defined Terms in whatever stands around them: a variablelist with a title, an
 * itemized list after a paragraph that is one, or paragraphs. What title and paragraph say of the attribute, the value
 * number and the condition is kept. [PS3.3 5.4, PS3.5 6.3]
 */
import {
  childrenNamed,
  descendants,
  type Element,
  isElement,
  printedTextOf,
  textOf,
} from '../docbook/element.js';
import { readVariableList } from '../docbook/variable-list.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Term, TermList } from '../model/information-object.js';
import type { SourceRef } from '../model/source-ref.js';
import { isExample, parseIntroduction, parseListTitle, VALUES } from './list-title.js';
import { isBareTitle, isValue, parseStatedValues, readBelowTitle } from './stated-values.js';

/** A list with the paragraph before it. */
export interface FoundList {
  readonly list: TermList;
  readonly introduction: string;
}

export interface FoundLists {
  readonly lists: readonly FoundList[];
  /** Lists that call themselves values and hold sentences. */
  readonly diagnostics: readonly Diagnostic[];
}

const ITEM_LISTS: ReadonlySet<string> = new Set(['itemizedlist', 'orderedlist']);
const LISTS: ReadonlySet<string> = new Set(['variablelist', ...ITEM_LISTS]);

/** All lists of an element, in document order. */
export function readTermLists(element: Element, at: SourceRef): FoundLists {
  const lists: FoundList[] = [];
  const diagnostics: Diagnostic[] = [];
  const readBelow = (after: readonly Element[], title: string) => {
    const end = after.findIndex(({ name }) => name !== 'para');
    const paragraphs = end < 0 ? after : after.slice(0, end);
    const { terms, left } = readBelowTitle(
      paragraphs.map((paragraph) => textOf(paragraph)),
      paragraphs.map((paragraph) => printedTextOf(paragraph)),
    );
    if (terms.length > 0) lists.push({ list: makeList(title, '', terms, at), introduction: title });
    if (left.length > 0) {
      diagnostics.push(
        sentences(
          at,
          title,
          left.map((value): Term => ({ value, meaning: undefined })),
        ),
      );
    }
  };
  const readInside = (around: Element, before: string) => {
    let introduction = before;
    // A list of items belongs to the paragraph that it follows, a titled one to the section too.
    let follows = before !== '';
    const elements = around.children.filter(isElement);
    for (const [index, node] of elements.entries()) {
      if (node.name === 'variablelist') {
        const { title, entries } = readVariableList(node);
        const terms = entries.map(({ term, text }): Term => ({ value: term, meaning: text }));
        if (title !== undefined || !isExample(introduction)) {
          lists.push({ list: makeList(title, introduction, terms, at), introduction });
        }
        follows = false;
      } else if (ITEM_LISTS.has(node.name) && follows && isListOfValues(node, introduction)) {
        const items = childrenNamed(node, 'listitem').map(readItem);
        if (items.every(({ value }) => isValue(value))) {
          lists.push({ list: makeList(introduction, '', items, at), introduction });
        } else diagnostics.push(sentences(at, introduction, items));
        follows = false;
      } else if (ITEM_LISTS.has(node.name)) {
        for (const item of childrenNamed(node, 'listitem')) readInside(item, follows ? introduction : '');
        follows = false;
      } else if (node.name === 'para' || node.name === 'title') {
        const text = textOf(node, LISTS);
        readInside(node, text);
        for (const { title, terms } of parseStatedValues(text)) {
          lists.push({ list: { title: text, ...title, terms, at }, introduction: text });
        }
        if (isBareTitle(text) && !holdsList(node)) readBelow(elements.slice(index + 1), text);
        if (text !== '') introduction = text;
        follows = text !== '';
      } else {
        readInside(node, '');
        follows = false;
      }
    }
  };
  readInside(element, '');
  return { lists, diagnostics };
}

/** The paragraph before calls the items values, and they hold no lists of their own. */
function isListOfValues(list: Element, introduction: string): boolean {
  if (!VALUES.test(introduction) || !introduction.endsWith(':') || isExample(introduction)) return false;
  return !holdsList(list);
}

function holdsList(element: Element): boolean {
  return [...descendants(element)].some(({ name }) => LISTS.has(name));
}

/** `For humans:` before a list limits it; a title in the paragraph stands in for a missing one. */
function makeList(
  title: string | undefined,
  introduction: string,
  terms: readonly Term[],
  at: SourceRef,
): TermList {
  const own = parseListTitle(title ?? '');
  const before = parseIntroduction(introduction);
  return {
    title,
    ...own,
    kind: own.kind ?? (title === undefined ? before.kind : undefined),
    valueNumber: own.valueNumber ?? before.valueNumber,
    condition: own.condition ?? before.condition,
    terms: terms.filter((term) => term.value !== ''),
    at,
  };
}

/** The value as plain characters, its meaning for people to read. */
function readItem(item: Element): Term {
  return { value: parseItem(textOf(item)).value, meaning: parseItem(printedTextOf(item)).meaning };
}

/** `AXIAL = a transverse image`, `AXIAL - ...`, `AXIAL: ...` */
function parseItem(text: string): Term {
  const match = /^(\S(?:.{0,62}?\S)?)\s*(?:=|–|—|:| - )\s*(.+)$/.exec(text);
  return match ? { value: match[1] ?? '', meaning: match[2] } : { value: text, meaning: undefined };
}

function sentences(at: SourceRef, introduction: string, items: readonly Term[]): Diagnostic {
  const odd = items.find(({ value }) => !isValue(value));
  return {
    code: 'list-of-sentences',
    severity: 'warning',
    at,
    message: `the list after ${JSON.stringify(introduction.slice(-80))} holds sentences; no value is taken from its ${items.length} items`,
    found: odd?.value ?? '',
    expected: 'values, each with its meaning [PS3.3 5.4]',
    fix: 'compare with the published page; name values that are meant in mappings/corrections/terms.tsv',
  };
}
