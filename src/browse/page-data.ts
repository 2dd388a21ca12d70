/**
 * Entries -> the data of the page, small: each text, note and place once, references by number. Entries are taken one at
 * a time and only their numbers are kept; what a number stands for is settled when all keys are known.
 */
import { makeTextIndex, type TextIndex } from '../page/html-page.js';
import { linkOf, shortPlace, tagDigits } from '../release/places.js';
import { ENTRY_KINDS, type Entry, type Item } from './entry.js';

const NONE = -1;
/** A place is the number of its table or section, times this, plus its row. */
const ROWS = 10_000;
/** Numbers of an item: text, entry, note, place. */
const WIDTH = 4;

/** As `src/page/browse.js` reads it. */
type PackedEntry = readonly [
  kind: number,
  key: string,
  name: string,
  conceptId: string,
  conceptCode: string,
  words: number[],
  facts: number[],
  sections: [title: number, items: number[]][],
];

export function makePageData(entries: Iterable<Entry>): object {
  const texts = makeTextIndex();
  const places = makeTextIndex();
  const keys = makeTextIndex();
  const packed: PackedEntry[] = [];
  for (const entry of entries) packed.push(packEntry(entry, texts, places, keys));
  return {
    kinds: ENTRY_KINDS,
    texts: settle(packed, texts, keys.texts),
    places: places.texts.map((text) => [shortPlace(text), linkOf(text) ?? '']),
    entries: packed,
  };
}

/** An item's entry is the number of its key in `keys` until all entries are known. */
function packEntry(entry: Entry, texts: TextIndex, places: TextIndex, keys: TextIndex): PackedEntry {
  const { kind, key, name, conceptId, conceptCode, words, facts, sections } = entry;
  const isToldByKey =
    conceptCode === undefined || key.endsWith(conceptCode) || tagDigits(key) === conceptCode;
  const packedFacts: number[] = [];
  for (const [label, text] of facts) packedFacts.push(texts.indexOf(label), texts.indexOf(text));
  return [
    ENTRY_KINDS.indexOf(kind),
    key,
    name,
    conceptId ?? '',
    isToldByKey ? '' : conceptCode,
    words.map(texts.indexOf),
    packedFacts,
    sections.map(({ title, items }) => [texts.indexOf(title), packItems(items, texts, places, keys)]),
  ];
}

function packItems(items: readonly Item[], texts: TextIndex, places: TextIndex, keys: TextIndex): number[] {
  const packed: number[] = [];
  for (const { text, ref, note, at } of items) {
    packed.push(
      texts.indexOf(text),
      ref === undefined ? NONE : keys.indexOf(ref),
      note === undefined ? NONE : texts.indexOf(note),
      at === undefined ? NONE : placeOf(at, places),
    );
  }
  return packed;
}

function placeOf(text: string, places: TextIndex): number {
  const [, start = '', row = '0', end = ''] = /^(.*?)(?: row (\d+))?( #\S+)?$/.exec(text) ?? [];
  return places.indexOf(`${start}${end}`) * ROWS + Math.min(Number(row), ROWS - 1);
}

/**
 * Keys become entries; a text that is no more than key and name of its entry is left out, and those that are left are
 * numbered anew in the order of their first appearance, which is how they are given back.
 */
function settle(packed: readonly PackedEntry[], texts: TextIndex, keys: readonly string[]): string[] {
  const numbers = new Map(packed.map(([, key], index) => [key, index]));
  const entryOf = keys.map((key) => numbers.get(key) ?? NONE);
  const nameOf = packed.map(([, key, name]) => texts.find(`${key} ${name}`) ?? NONE);
  const kept: string[] = [];
  const numberOf = new Int32Array(texts.texts.length).fill(NONE);
  const renumber = (text: number): number => {
    if (text === NONE) return NONE;
    if (numberOf[text] === NONE) numberOf[text] = kept.push(texts.texts[text] ?? '') - 1;
    return numberOf[text] ?? NONE;
  };
  const renumberAll = (each: number[]) => {
    for (const [index, text] of each.entries()) each[index] = renumber(text);
  };
  for (const [, , , , , words, facts, sections] of packed) {
    renumberAll(words);
    renumberAll(facts);
    for (const section of sections) {
      section[0] = renumber(section[0]);
      const items = section[1];
      for (let at = 0; at < items.length; at += WIDTH) {
        const [text = NONE, key = NONE, note = NONE] = [items[at], items[at + 1], items[at + 2]];
        const entry = entryOf[key] ?? NONE;
        items[at] = entry !== NONE && text === nameOf[entry] ? NONE : renumber(text);
        items[at + 1] = entry;
        items[at + 2] = renumber(note);
      }
    }
  }
  return kept;
}
