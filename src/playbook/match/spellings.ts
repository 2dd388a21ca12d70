/** The `word` and `ignore` rows of all languages: chunks of a description -> the English words they stand for. */
import { ENGLISH, SITE, type Synonym } from './synonyms.js';
import { knownToken, type Token } from './token.js';
import { chunksOf, fold, foldings, wordsOf } from './words.js';

export interface Spelling {
  readonly language: string;
  readonly chunks: readonly string[];
  /** None: the chunks say nothing. */
  readonly words: readonly string[];
  /** The words, for the chunks. */
  readonly tokens: readonly Token[];
  /** Long or of several words: tells the language by itself. `met`, `sin`, `con` do not. */
  readonly telling: boolean;
}

export interface Spellings {
  /** By first chunk, longest first. */
  readonly byFirst: ReadonlyMap<string, readonly Spelling[]>;
  /** Every chunk of the other languages. */
  readonly foreign: ReadonlySet<string>;
  /** The parts of words written without blanks, longest first within each first character. */
  readonly unspaced: ReadonlyMap<string, readonly string[]>;
}

const TELLING = 4;
const JOINING: ReadonlySet<string> = new Set(['with', 'without', 'and', 'or', '']);

export function compileSpellings(synonyms: readonly Synonym[]): Spellings {
  const byFirst = new Map<string, Spelling[]>();
  const unspaced = new Map<string, Set<string>>();
  const foreign = new Set<string>();
  const seen = new Set<string>();
  // What a word stands for is spelled out as well: `low` within `low dose ct`.
  const english = new Map(
    synonyms
      .filter(({ kind, language }) => kind === 'word' && language === ENGLISH)
      .map(({ phrase, partName }) => [fold(phrase), wordsOf(partName)]),
  );
  for (const { kind, phrase, partName, language, modalities } of synonyms) {
    const ignored = kind === 'ignore' && language !== ENGLISH && modalities === undefined;
    if (kind !== 'word' && !ignored) continue;
    for (const written of foldings(phrase)) {
      const single = kind === 'word' && /^[\w/+]+$/.test(written);
      const chunks = single ? [written] : chunksOf(written);
      for (const variant of single ? [chunks] : joinedOtherwise(chunks)) {
        const first = variant[0];
        const raw = variant.join(' ');
        const id = `${language}|${raw}`;
        if (first === undefined || seen.has(id)) continue;
        seen.add(id);
        const words = ignored ? [] : wordsOf(partName).flatMap((word) => english.get(word) ?? [word]);
        const long = first.length >= (JOINING.has(words.join(' ')) ? TELLING : TELLING - 1);
        const telling = variant.length > 1 || long || first.charCodeAt(0) > 0x10ff;
        const tokens = words.map((word) => knownToken(word, raw));
        const spelling = { language, chunks: variant, words, tokens, telling };
        if (language !== ENGLISH && language !== SITE) for (const chunk of variant) foreign.add(chunk);
        const sharing = byFirst.get(first);
        if (sharing) sharing.push(spelling);
        else byFirst.set(first, [spelling]);
      }
      for (const chunk of chunks) {
        if (chunk.charCodeAt(0) <= 0x10ff) continue;
        const initial = chunk[0] ?? '';
        unspaced.set(initial, (unspaced.get(initial) ?? new Set()).add(chunk));
      }
    }
  }
  for (const sharing of byFirst.values()) sharing.sort((a, b) => b.chunks.length - a.chunks.length);
  return {
    byFirst,
    foreign,
    unspaced: new Map(
      [...unspaced].map(([initial, all]) => [initial, [...all].sort((a, b) => b.length - a.length)]),
    ),
  };
}

const CONJUNCTIONS: ReadonlySet<string> = new Set(['y', 'e', 'et', 'und', 'u', 'en', 'och', 'o']);

/** `con y sin` is also written `con + sin` and `con/sin`. */
function joinedOtherwise(chunks: readonly string[]): (readonly string[])[] {
  const inner = (chunk: string, i: number) => i > 0 && i < chunks.length - 1 && CONJUNCTIONS.has(chunk);
  if (!chunks.some(inner)) return [chunks];
  return [
    chunks,
    chunks.map((chunk, i) => (inner(chunk, i) ? 'and' : chunk)),
    chunks.filter((chunk, i) => !inner(chunk, i)),
  ];
}

/** A run without blanks -> its words, the longest first; what no table has stays together. */
export function splitUnspaced(run: string, { unspaced }: Spellings): string[] {
  const pieces: string[] = [];
  let unknown = '';
  for (let at = 0; at < run.length; ) {
    const found = unspaced.get(run[at] ?? '')?.find((word) => run.startsWith(word, at));
    if (found === undefined) {
      unknown += run[at];
      at += 1;
      continue;
    }
    if (unknown !== '') pieces.push(unknown);
    unknown = '';
    pieces.push(found);
    at += found.length;
  }
  return unknown === '' ? pieces : [...pieces, unknown];
}
