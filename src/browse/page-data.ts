/** Entries -> the data of the page, small: each text, note and place once, references by number. */
import { makeTextIndex } from '../page/html-page.js';
import { linkOf, shortPlace, tagDigits } from '../release/places.js';
import { ENTRY_KINDS, type Entry, type Item } from './entry.js';

const NONE = -1;
/** A place is the number of its table or section, times this, plus its row. */
const ROWS = 10_000;

/** As `src/page/browse.js` reads it. */
export function makePageData(entries: readonly Entry[]): object {
  const texts = makeTextIndex();
  const places = makeTextIndex();
  const placeOf = (text: string): number => {
    const [, start = '', row = '0', end = ''] = /^(.*?)(?: row (\d+))?( #\S+)?$/.exec(text) ?? [];
    return places.indexOf(`${start}${end}`) * ROWS + Math.min(Number(row), ROWS - 1);
  };
  const numbers = new Map(entries.map(({ key }, index) => [key, index]));
  const numberOf = (text: string | undefined) => (text === undefined ? NONE : texts.indexOf(text));
  const pack = ({ text, ref, note, at }: Item): number[] => {
    const entry = ref === undefined ? undefined : numbers.get(ref);
    const named = entry === undefined ? undefined : entries[entry];
    const isName = named !== undefined && text === `${named.key} ${named.name}`;
    return [
      isName ? NONE : texts.indexOf(text),
      entry ?? NONE,
      numberOf(note),
      at === undefined ? NONE : placeOf(at),
    ];
  };
  const packed = entries.map(({ kind, key, name, conceptId, conceptCode, words, facts, sections }) => [
    ENTRY_KINDS.indexOf(kind),
    key,
    name,
    conceptId ?? '',
    conceptCode === undefined || key.endsWith(conceptCode) || tagDigits(key) === conceptCode
      ? ''
      : conceptCode,
    words.map(texts.indexOf),
    facts.flatMap(([label, text]) => [texts.indexOf(label), texts.indexOf(text)]),
    sections.map(({ title, items }) => [texts.indexOf(title), items.flatMap(pack)]),
  ]);
  return {
    kinds: ENTRY_KINDS,
    texts: texts.texts,
    places: places.texts.map((text) => [shortPlace(text), linkOf(text) ?? '']),
    entries: packed,
  };
}
