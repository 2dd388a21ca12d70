/**
 * How alike two names are, 0 to 1: the greater of two measures on the normalised names (lower case, words of
 * letters and digits, plural `s` cut, without `(Retired)` and little words).
 * - words: Sorensen-Dice on the sets of words: `Route of Administration` = `Administration Route`;
 * - letters: 1 - Levenshtein distance / greater length: `Threshhold` ~ `Threshold`, `Cross sectional` ~ `crosssectional`.
 */
import type { NameChangeExtent } from './change.js';

/** Below this a code may have been given to another concept. Measured on the 802 renamed concepts of 2016b -> 2024d. */
export const REUSE_THRESHOLD = 0.5;

/** Longer texts are compared by words alone: the letters cost the product of the lengths. */
const LETTERS_LIMIT = 300;

const LITTLE_WORDS = new Set([
  'a',
  'an',
  'and',
  'at',
  'by',
  'for',
  'in',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

export function similarity(a: string, b: string): number {
  const wordsA = nameWords(a);
  const wordsB = nameWords(b);
  const textA = wordsA.join(' ');
  const textB = wordsB.join(' ');
  if (textA === textB) return 1;
  const words = diceOfWords(wordsA, wordsB);
  if (Math.max(textA.length, textB.length) > LETTERS_LIMIT) return words;
  return Math.max(words, levenshteinRatio(textA, textB));
}

/** `value`: what the code says by itself, `HFS` of `00185100:HFS`: a name that only repeats it is no name. */
export function extentOf(
  from: string,
  to: string,
  value?: string,
): { similarity: number; extent: NameChangeExtent } {
  const [a, b] = [nameWords(from), nameWords(to)];
  if (a.join('') === b.join('')) return { similarity: 1, extent: 'spelling' };
  const alike = Math.round(similarity(from, to) * 1000) / 1000;
  if (a.length === 0 || b.length === 0 || from === value || to === value) {
    return { similarity: alike, extent: 'described' };
  }
  return { similarity: alike, extent: alike < REUSE_THRESHOLD ? 'reuse' : 'wording' };
}

/** The same words but for case, punctuation, plural: for finding one concept under two codes. */
export function normaliseName(text: string): string {
  return nameWords(text).join(' ');
}

function nameWords(text: string): string[] {
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\(retired\)|\bretired\b/g, ' ')
    .match(/[\p{L}\p{N}]+/gu);
  const all = (words ?? []).map((word) => (word.length > 3 ? word.replace(/(?<![su])s$/, '') : word));
  const content = all.filter((word) => !LITTLE_WORDS.has(word));
  return content.length > 0 ? content : all;
}

/** 2 * common / (|A| + |B|) on the sets of words. */
function diceOfWords(a: readonly string[], b: readonly string[]): number {
  const setA = new Set(a);
  const setB = new Set(b);
  if (setA.size + setB.size === 0) return 1;
  const common = [...setA].filter((word) => setB.has(word)).length;
  return (2 * common) / (setA.size + setB.size);
}

function levenshteinRatio(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  return longest === 0 ? 1 : 1 - levenshtein(a, b) / longest;
}

/** Insertions, deletions and substitutions; two rows of the table at a time. */
function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
