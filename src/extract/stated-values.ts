/**
 * Values that stand in paragraphs: one below the other after a paragraph that is a list's title, or in a sentence
 * that calls them values (`Enumerated Values: A, B`, `Enumerated Values A and B were previously defined`). [PS3.3 5.4]
 */
import type { Term } from '../model/information-object.js';
import { parseTag } from '../model/tag.js';
import { type ListTitle, parseListTitle } from './list-title.js';

/** What a data element may hold that stands for something: a code, a number, a media type; no sentence. */
const VALUE = /^(?:[A-Z0-9][A-Z0-9_ ]{0,15}|[+-]?\d[\d.]*|[0-9A-F]{2,8}H|[a-z]+\/[\w.+-]+)$/;
const TITLE = /^(?:enumerated values?|defined terms?)(?: for value \d+)?\s*:?$/i;
const KIND = '(?:Enumerated Values?|Defined Terms?)';
const AFTER_COLON = new RegExp(`^${KIND}:\\s*([^.:;]+)\\.?$`);
const RETIRED = new RegExp(`\\b${KIND} ([A-Z0-9][^.:;]*?) (?:was|were) previously defined\\b([^.]*)`, 'g');
const TAG = /\([0-9A-Fa-fx]{4},[0-9A-Fa-fx]{4}\)/;
/** How a paragraph begins that speaks of the attribute, not of the value above it. */
const OF_ATTRIBUTE = /^(?:see|required|may|shall|note)\b/i;

export interface StatedValues {
  readonly title: ListTitle;
  readonly terms: readonly Term[];
}

export function isValue(text: string): boolean {
  return VALUE.test(text);
}

/** True for a paragraph that is nothing but the title of a list. */
export function isBareTitle(text: string): boolean {
  return TITLE.test(text);
}

/** The values below a title, each with the paragraph after it where that explains them; what is left, if it holds more. */
export function readBelowTitle(
  paragraphs: readonly string[],
  printed = paragraphs,
): { readonly terms: readonly Term[]; readonly left: readonly string[] } {
  const terms: Term[] = [];
  const [, second, third] = paragraphs;
  const explained = second !== undefined && !isValue(second) && third !== undefined && isValue(third);
  let at = 0;
  for (let value = paragraphs[at]; value !== undefined && isValue(value); value = paragraphs[at]) {
    const next = paragraphs[at + 1];
    const ofValue = explained && next !== undefined && !isValue(next) && !OF_ATTRIBUTE.test(next);
    const meaning = ofValue ? printed[at + 1] : undefined;
    terms.push({ value, meaning });
    at += meaning === undefined ? 1 : 2;
  }
  const left = paragraphs.slice(at);
  return { terms, left: left.some(isValue) ? left : [] };
}

/** The values that a paragraph's sentences state. */
export function parseStatedValues(text: string): StatedValues[] {
  const after = AFTER_COLON.exec(text)?.[1];
  const retired = [...text.matchAll(RETIRED)].map(([whole, values = '', rest = '']) => ({
    title: { ...parseListTitle(whole.slice(0, whole.indexOf(values))), retired: true, ...attributeOf(rest) },
    terms: parseValues(values),
  }));
  const listed =
    after === undefined
      ? []
      : [{ title: parseListTitle(text.slice(0, text.indexOf(':') + 1)), terms: parseValues(after) }];
  return [...listed, ...retired].filter(({ terms }) => terms.length > 0);
}

/** `A, B, and C`: all of them, or none where one is no value. */
function parseValues(text: string): Term[] {
  const values = text
    .split(/\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+/)
    .map((value) => value.replace(/^["“]|["”]$/g, '').trim());
  return values.every(isValue) ? values.map((value) => ({ value, meaning: undefined })) : [];
}

function attributeOf(text: string): Partial<Pick<ListTitle, 'attribute'>> {
  const attribute = parseTag(TAG.exec(text)?.[0] ?? '');
  return attribute === undefined ? {} : { attribute };
}
