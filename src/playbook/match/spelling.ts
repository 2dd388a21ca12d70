/** Corrects single words against a vocabulary: one slip up to seven letters, two beyond (Damerau-Levenshtein). */
import { remember } from './remembered.js';

export interface Correction {
  readonly word: string;
  readonly slips: number;
}

export interface Speller {
  /** The one nearest word, undefined where none or several are near; short words are never corrected. */
  correct(word: string): Correction | undefined;
}

const SHORTEST = 4;
const LONG = 8;
const MOST_KNOWN = 10_000;

interface Entry {
  readonly word: string;
  readonly slips: number;
  readonly letters: number;
}

/** Words of another first letter, of another length or with too many other letters are not measured. */
export function buildSpeller(vocabulary: Iterable<string>): Speller {
  /** By first letter, then by length. */
  const byShape = new Map<string, Entry[][]>();
  for (const word of new Set(vocabulary)) {
    if (!isMendable(word)) continue;
    const { length } = word;
    const sharing = byShape.get(word.charAt(0)) ?? [];
    byShape.set(word.charAt(0), sharing);
    sharing[length] = [...(sharing[length] ?? []), { word, slips: slips(word), letters: lettersOf(word) }];
  }
  const find = (word: string) => {
    const near: Entry[] = [];
    const [first, second] = [word.charAt(0), word.charAt(1)];
    const reach = slips(word);
    // A slip in the first letter is rare, a swap of the first two is not.
    for (const initial of first === second ? [first] : [first, second]) {
      const sharing = byShape.get(initial) ?? [];
      for (let length = word.length - reach; length <= word.length + reach; length += 1) {
        for (const entry of sharing[length] ?? []) near.push(entry);
      }
    }
    return nearest(word, near);
  };
  const known = remember<Correction | undefined>(MOST_KNOWN);
  return { correct: (word) => (isMendable(word) ? known(word, find) : undefined) };
}

function isMendable(word: string): boolean {
  return word.length >= SHORTEST && !/\d/.test(word);
}

/** One bit for each letter that occurs. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let i = 0; i < word.length; i += 1) letters |= 1 << (word.charCodeAt(i) & 31);
  return letters;
}

/** Number of bits of a 32-bit integer, at most one more than `most`. */
function countBits(bits: number, most: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0 && count <= most; rest &= rest - 1) count += 1;
  return count;
}

/** The nearer of two corrections; undefined where they are equally near and differ. */
export function nearer(a: Speller, b: Speller): Speller {
  return {
    correct(word) {
      const [x, y] = [a.correct(word), b.correct(word)];
      if (!x || !y || x.word === y.word) return x ?? y;
      return x.slips === y.slips ? undefined : x.slips < y.slips ? x : y;
    },
  };
}

function slips(word: string): number {
  return word.length >= LONG ? 2 : 1;
}

function nearest(word: string, entries: readonly Entry[]): Correction | undefined {
  const own = slips(word);
  const letters = lettersOf(word);
  let best: string | undefined;
  let slipped = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const allowed = Math.min(own, entry.slips, slipped);
    // A slip adds or removes one letter, or exchanges two.
    if (countBits(entry.letters ^ letters, 2 * allowed) > 2 * allowed) continue;
    const distance = editDistance(word, entry.word);
    if (distance > allowed) continue;
    best = distance === slipped ? undefined : entry.word;
    slipped = distance;
  }
  return best === undefined ? undefined : { word: best, slips: slipped };
}

/** Rows of numbers for `editDistance`, used again and again. */
const ROWS: [number[], number[], number[]] = [[], [], []];

/** Optimal string alignment distance: insertion, deletion, substitution, swap of neighbours. */
export function editDistance(a: string, b: string): number {
  let [before, last, row] = ROWS;
  for (let j = 0; j <= b.length; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row[j] = cost;
    }
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? 0;
}
