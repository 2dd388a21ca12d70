/**
 * Lists of Enumerated Values and Defined Terms: a variablelist with a title, or an itemizedlist after a
 * paragraph that is one. What the title says of value number and condition is kept. [PS3.3 5.4, PS3.5 6.3]
 */
import { childrenNamed, type Element, isElement, textOf } from '../docbook/element.js';
import { readVariableList } from '../docbook/variable-list.js';
import type { Term, TermKind, TermList } from '../model/information-object.js';
import type { SourceRef } from '../model/source-ref.js';

export interface ListTitle {
  readonly kind: TermKind | undefined;
  readonly valueNumber: string | undefined;
  readonly condition: string | undefined;
  readonly retired: boolean;
}

const KIND = /\b(enumerated|defined)\s+(?:values?|terms?)\b/i;
const VALUE_NUMBER = /\b(?:for )?values? (\d+(?:\s*(?:,|and|or|to|-)\s*\d+)*)\b/i;
const CONDITION = /\b((?:if|when|where|for|unless|in)\b.*)$/i;

/** `Defined Terms for Value 4 if Image Type (0008,0008) Value 3 is LOCALIZER:` and 26 other forms. */
export function parseListTitle(title: string): ListTitle {
  const kind = KIND.exec(title)?.[1]?.toLowerCase();
  const around = title.replace(KIND, ' ').replace(/:\s*$/, '');
  const conditionAt = around.search(/\b(?:if|when|where|unless)\b/i);
  const head = conditionAt < 0 ? around : around.slice(0, conditionAt);
  const valueNumber = VALUE_NUMBER.exec(head)?.[1]?.replace(/\s+/g, ' ');
  const rest = `${head.replace(VALUE_NUMBER, ' ')} ${conditionAt < 0 ? '' : around.slice(conditionAt)}`;
  return {
    kind: kind === 'enumerated' ? 'Enumerated' : kind === 'defined' ? 'Defined' : undefined,
    valueNumber,
    condition: kind ? CONDITION.exec(rest.replace(/\s+/g, ' ').trim())?.[1]?.trim() : undefined,
    retired: /\bretired\b/i.test(title),
  };
}

/** A list with the paragraph before it. */
export interface FoundList {
  readonly list: TermList;
  readonly introduction: string;
}

/** All lists of an element, notes included, in document order. */
export function readTermLists(element: Element, at: SourceRef): FoundList[] {
  const found: FoundList[] = [];
  let introduction = '';
  for (const node of element.children) {
    if (!isElement(node)) continue;
    if (node.name === 'variablelist') {
      const { title, entries } = readVariableList(node);
      const terms = entries.map(({ term, text }): Term => ({ value: term, meaning: text }));
      found.push({ list: makeList(title, introduction, terms, at), introduction });
    } else if (node.name === 'itemizedlist' && KIND.test(introduction) && introduction.endsWith(':')) {
      const terms = childrenNamed(node, 'listitem').map((item) => parseItem(textOf(item)));
      found.push({ list: makeList(introduction, '', terms, at), introduction });
    } else if (node.name === 'para' || node.name === 'title') {
      found.push(...readTermLists(node, at));
      introduction = textOf(node, LISTS);
    } else if (node.name === 'note' || node.name === 'listitem' || node.name === 'orderedlist') {
      found.push(...readTermLists(node, at));
    }
  }
  return found;
}

const LISTS: ReadonlySet<string> = new Set(['variablelist', 'itemizedlist', 'orderedlist']);

/** `For humans:` before a list limits it; a title in the paragraph stands in for a missing one. */
function makeList(
  title: string | undefined,
  introduction: string,
  terms: readonly Term[],
  at: SourceRef,
): TermList {
  const own = parseListTitle(title ?? '');
  const before = introduction.endsWith(':') ? introduction : '';
  const kind = own.kind ?? (title === undefined ? parseListTitle(before).kind : undefined);
  const limit = /^(?:for|if|when) [^.]*:$/i.test(before) ? before.slice(0, -1).trim() : undefined;
  return {
    title,
    ...own,
    kind,
    condition: own.condition ?? limit,
    terms: terms.filter((term) => term.value !== ''),
    at,
  };
}

/** `AXIAL = a transverse image`, `AXIAL - ...`, `AXIAL: ...` */
function parseItem(text: string): Term {
  const match = /^(\S(?:.{0,62}?\S)?)\s*(?:=|–|—|:| - )\s*(.+)$/.exec(text);
  return match ? { value: match[1] ?? '', meaning: match[2] } : { value: text, meaning: undefined };
}
