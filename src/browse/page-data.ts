/**
 * Entries -> the data of the page, small and quick to read: each text and place once, those that are used most first, and
 * what an entry holds as one string of their numbers, which the page reads when the entry is looked at.
 */
import { makeTextIndex, type TextIndex } from '../page/html-page.js';
import { linkOf, shortPlace, tagDigits } from '../release/places.js';
import { ENTRY_KINDS, type Entry } from './entry.js';
import { formatNumber } from './packed-numbers.js';

/** Entries are taken one at a time; what a number stands for is settled when all keys are known. */
export function makePageData(entries: Iterable<Entry>): object {
  const indexes = { texts: makeTextIndex(), places: makeTextIndex(), keys: makeTextIndex() };
  const heads: Head[] = [];
  const bodies: number[][] = [];
  for (const entry of entries) {
    heads.push(headOf(entry));
    bodies.push(packEntry(entry, indexes));
  }
  const texts = rankUses(settleItems(heads, bodies, indexes), indexes.texts.texts);
  const places = indexes.places.texts.map((text) => [shortPlace(text), linkOf(text) ?? ''] as const);
  const base = commonStart(places.flatMap(([, link]) => link || []));
  return {
    kinds: ENTRY_KINDS,
    texts: texts.kept,
    base,
    places: places.map(([label, link]) => (link === '' ? [label] : [label, link.slice(base.length)])),
    kindOf: heads.map(({ kind }) => kind).join(''),
    keys: heads.map(({ key }) => key),
    names: heads.map(({ name }) => name),
    conceptIds: heads.map(({ conceptId }) => conceptId),
    codes: Object.fromEntries(heads.flatMap(({ code }, index) => (code === '' ? [] : [[index, code]]))),
    bodies: bodies.map((body) => formatBody(body, texts.numberOf)),
  };
}

interface Head {
  /** Its place in the kinds. */
  readonly kind: number;
  readonly key: string;
  readonly name: string;
  /** 0 without a concept. */
  readonly conceptId: number;
  /** Empty where the key tells it. */
  readonly code: string;
}

interface Indexes {
  readonly texts: TextIndex;
  readonly places: TextIndex;
  readonly keys: TextIndex;
}

/** In place of a number: there is none. What is written is one more, so that none is 0. */
const NONE = -1;
/** Numbers of an item: text, entry, note, place, row there (0: none). */
const WIDTH = 5;

function headOf({ kind, key, name, conceptId, conceptCode }: Entry): Head {
  const isToldByKey =
    conceptCode === undefined || key.endsWith(conceptCode) || tagDigits(key) === conceptCode;
  return {
    kind: ENTRY_KINDS.indexOf(kind),
    key,
    name,
    conceptId: Number(conceptId ?? 0),
    code: isToldByKey ? '' : conceptCode,
  };
}

/** How many words, the words; how many facts, labels and texts; then title, how many items and the items, per section. */
function packEntry({ key, words, facts, sections }: Entry, { texts, places, keys }: Indexes): number[] {
  const digits = tagDigits(key);
  const others = words.filter((word) => word !== digits && word !== key);
  const body = [others.length, ...others.map(texts.indexOf), facts.length];
  for (const [label, text] of facts) body.push(texts.indexOf(label), texts.indexOf(text));
  for (const { title, items } of sections) {
    body.push(texts.indexOf(title), items.length);
    for (const { text, ref, note, at } of items) {
      body.push(
        texts.indexOf(text),
        ref === undefined ? NONE : keys.indexOf(ref),
        note === undefined ? NONE : texts.indexOf(note),
      );
      const [, start = '', row = '0', end = ''] = PLACE.exec(at ?? '') ?? [];
      body.push(at === undefined ? NONE : places.indexOf(`${start}${end}`), Number(row));
    }
  }
  return body;
}

const PLACE = /^(.*?)(?: row (\d+))?( #\S+)?$/;

/** Tells of each number of a body what it is. Ways differ by what they do with texts; other numbers are one more. */
function walkBody(body: number[], onText: (index: number) => void, onItem: (index: number) => void): void {
  let at = 1;
  for (const end = at + (body[0] ?? 0); at < end; at += 1) onText(at);
  const facts = 2 * (body[at] ?? 0);
  at += 1;
  for (const end = at + facts; at < end; at += 1) onText(at);
  while (at < body.length) {
    onText(at);
    const end = at + 2 + WIDTH * (body[at + 1] ?? 0);
    for (at += 2; at < end; at += WIDTH) onItem(at);
  }
}

/**
 * Keys become entries, and a text that is no more than key and name of its entry is left out. How often each text is
 * used is given back.
 */
function settleItems(heads: readonly Head[], bodies: number[][], { texts, keys }: Indexes): Uint32Array {
  const numbers = new Map(heads.map(({ key }, index) => [key, index]));
  const entryOf = keys.texts.map((key) => numbers.get(key) ?? NONE);
  const nameOf = heads.map(({ key, name }) => texts.find(`${key} ${name}`) ?? NONE);
  const uses = new Uint32Array(texts.texts.length);
  const count = (text = NONE) => {
    if (text !== NONE) uses[text] = (uses[text] ?? 0) + 1;
  };
  for (const body of bodies) {
    walkBody(
      body,
      (at) => count(body[at]),
      (at) => {
        const entry = entryOf[body[at + 1] ?? NONE] ?? NONE;
        body[at + 1] = entry;
        if (entry !== NONE && body[at] === nameOf[entry]) body[at] = NONE;
        count(body[at]);
        count(body[at + 2]);
      },
    );
  }
  return uses;
}

/** Texts that are used, the most used first, so that their numbers are short; and the new number of each. */
function rankUses(uses: Uint32Array, texts: readonly string[]) {
  const ranked = [...uses.keys()]
    .filter((text) => uses[text])
    .sort((a, b) => (uses[b] ?? 0) - (uses[a] ?? 0));
  const numberOf = new Int32Array(uses.length).fill(NONE);
  for (const [number, text] of ranked.entries()) numberOf[text] = number;
  return { kept: ranked.map((text) => texts[text] ?? ''), numberOf };
}

function formatBody(body: number[], numberOf: Int32Array): string {
  const renumber = (at: number) => {
    const text = body[at] ?? NONE;
    body[at] = text === NONE ? 0 : (numberOf[text] ?? NONE) + 1;
  };
  walkBody(body, renumber, (at) => {
    renumber(at);
    renumber(at + 2);
    body[at + 1] = (body[at + 1] ?? NONE) + 1;
    body[at + 3] = (body[at + 3] ?? NONE) + 1;
  });
  return body.map(formatNumber).join('');
}

function commonStart(texts: readonly string[]): string {
  let start = texts[0] ?? '';
  for (const text of texts) while (!text.startsWith(start)) start = start.slice(0, -1);
  return start;
}
