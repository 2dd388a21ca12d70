/**
 * A description -> known English words: its language found by the words, spellings replaced, runs broken up, typing
 * mistakes mended. English words and abbreviations are read in every language; where both have a word, the language
 * of the description goes first.
 */
import type { Lexicon } from './lexicon.js';
import { type Spelling, splitUnspaced } from './spellings.js';
import { ENGLISH, SITE } from './synonyms.js';
import { chunksOf, isUnspaced, singular } from './words.js';

export interface Token {
  readonly word: string;
  /** As written, in lower case. */
  readonly raw: string;
  /** The vocabulary has the word, after mending where `slips`. */
  readonly known: boolean;
  /** Typing slips mended; 9: taken for others in a way that may be chance. */
  readonly slips: number;
}

const CHANCE = 9;
const SHORTEST_SURE = 6;

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly language: string;
  /** Two languages fit equally well and read it differently. */
  readonly ambiguous: boolean;
}

export function tokensOf(description: string, lexicon: Lexicon): Tokens {
  const { spellings } = lexicon;
  const chunks = chunksOf(description).flatMap((chunk) => {
    if (isUnspaced(chunk)) return splitUnspaced(chunk, spellings);
    if (!chunk.includes('/') || spellings.byFirst.has(chunk) || lexicon.vocabulary.has(chunk)) return [chunk];
    return chunk.split('/').filter((piece) => piece !== '');
  });
  const readings = languagesOf(chunks, lexicon).map((language) => ({
    language,
    tokens: spell(chunks, language, lexicon),
  }));
  const [first, ...others] = readings;
  const said = (tokens: readonly Token[]) => tokens.map(({ word }) => word).join(' ');
  return {
    tokens: first?.tokens ?? [],
    language: first?.language ?? ENGLISH,
    ambiguous: others.some(({ tokens }) => said(tokens) !== said(first?.tokens ?? [])),
  };
}

/** The languages that, with English, know most of the chunks; English alone where none knows more. */
function languagesOf(chunks: readonly string[], { spellings, alone }: Lexicon): readonly string[] {
  const inEnglish = chunks.map((chunk) => {
    const own = spellings.byFirst.get(chunk);
    return (
      own?.some(
        ({ language, chunks: all }) => (language === ENGLISH || language === SITE) && all.length === 1,
      ) || alone.has(singular(chunk))
    );
  });
  // Another language must know what English does not.
  if (chunks.every((chunk, at) => inEnglish[at] || !spellings.foreign.has(chunk))) return [ENGLISH];
  const telling = new Set<string>();
  for (const [at, chunk] of chunks.entries()) {
    for (const each of spellings.byFirst.get(chunk) ?? []) {
      const { language } = each;
      if (!each.telling || language === ENGLISH || language === SITE || telling.has(language)) continue;
      if (each.chunks.length === 1 || each.chunks.every((part, i) => chunks[at + i] === part)) {
        telling.add(language);
      }
    }
  }
  if (telling.size === 0) return [ENGLISH];
  let best: string[] = [ENGLISH];
  let most = inEnglish.filter(Boolean).length * 1000;
  for (const language of telling) {
    let score = 0;
    for (let at = 0; at < chunks.length; ) {
      const own = findSpelling(chunks, at, language, spellings.byFirst);
      const length = own?.chunks.length ?? 1;
      if (own) score += 1002 * length - 1;
      else if (inEnglish[at]) score += 1000;
      at += length;
    }
    if (score < most || (best[0] === ENGLISH && Math.floor(score / 1000) * 1000 <= most)) continue;
    best = score === most ? [...best, language] : [language];
    most = score;
  }
  return best;
}

function findSpelling(
  chunks: readonly string[],
  at: number,
  language: string,
  byFirst: ReadonlyMap<string, readonly Spelling[]>,
): Spelling | undefined {
  return byFirst
    .get(chunks[at] ?? '')
    ?.find((each) => each.language === language && each.chunks.every((chunk, i) => chunks[at + i] === chunk));
}

function spell(chunks: readonly string[], language: string, lexicon: Lexicon): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < chunks.length; ) {
    const chunk = chunks[at] ?? '';
    const found = findAny(chunks, at, language, lexicon);
    const length = found?.chunks.length ?? 1;
    if (found)
      tokens.push(...found.words.map((word) => known(word, chunks.slice(at, at + length).join(' '))));
    else tokens.push(...expand(chunk, language, lexicon));
    at += length;
  }
  return tokens;
}

/** The longest spelling of the site, the language or English, in that order. */
function findAny(
  chunks: readonly string[],
  at: number,
  language: string,
  { spellings }: Lexicon,
): Spelling | undefined {
  let best: Spelling | undefined;
  for (const each of spellings.byFirst.get(chunks[at] ?? '') ?? []) {
    if (best && best.chunks.length > each.chunks.length) break;
    const rank = rankOf(each.language, language);
    if (rank === 0 || (best && rankOf(best.language, language) >= rank)) continue;
    if (each.chunks.every((chunk, i) => chunks[at + i] === chunk)) best = each;
  }
  return best;
}

function rankOf(language: string, wanted: string): number {
  return language === SITE ? 3 : language === wanted ? 2 : language === ENGLISH ? 1 : 0;
}

/** A chunk that is no spelling by itself. */
function expand(chunk: string, language: string, lexicon: Lexicon): Token[] {
  const whole = lookUp(chunk, language, lexicon);
  if (whole) return whole;
  const raw = chunk;
  const pieces = breakUp(chunk, language, lexicon);
  if (pieces) return pieces.map((token) => ({ ...token, raw }));
  const speller = lexicon.speller(language);
  const mended = speller.correct(chunk) ?? speller.correct(singular(chunk));
  if (mended) {
    const slips = chunk.length < SHORTEST_SURE && !isSwap(chunk, mended.word) ? CHANCE : mended.slips;
    return (lookUp(mended.word, language, lexicon) ?? []).map((token) => ({ ...token, raw, slips }));
  }
  return [{ word: chunk, raw, known: /^\d+$/.test(chunk), slips: 0 }];
}

/** The same letters in another order. */
function isSwap(a: string, b: string): boolean {
  return a.length >= SHORTEST_SURE - 1 && [...a].sort().join('') === [...b].sort().join('');
}

function known(word: string, raw: string): Token {
  return { word, raw, known: true, slips: 0 };
}

/** One chunk alone: the language, English, else the one meaning that the other languages give it. */
function lookUp(chunk: string, language: string, lexicon: Lexicon): Token[] | undefined {
  const word = singular(chunk);
  const entries = lexicon.spellings.byFirst.get(chunk);
  const own =
    (entries && findAny([chunk], 0, language, lexicon)) ??
    (word === chunk ? undefined : findAny([word], 0, language, lexicon));
  if (own) return own.words.map((each) => known(each, chunk));
  if (lexicon.vocabulary.has(word)) return [known(word, chunk)];
  const foreign = entries?.filter(({ chunks, telling }) => chunks.length === 1 && telling);
  const [first] = foreign ?? [];
  const same = first && foreign?.every(({ words }) => words.join(' ') === first.words.join(' '));
  return same ? first.words.map((each) => known(each, chunk)) : undefined;
}

const SHORTEST_PIECE = 3;
const SHORT_TAILS: ReadonlySet<string> = new Set(['wo', 'ap', 'pa', 'lt', 'rt', 'ct', 'mr', 'km']);

/** `2views`, `chest2v`, `abdpelvis`: into known words, digits apart; undefined unless every piece is known. */
function breakUp(chunk: string, language: string, lexicon: Lexicon): Token[] | undefined {
  const runs = chunk.match(/\d+|[^\d]+/g) ?? [];
  if (runs.length > 4) return undefined;
  if (runs.length > 1) {
    const pieces = runs.map((run) =>
      /^\d/.test(run)
        ? [known(run, run)]
        : (lookUp(run, language, lexicon) ?? breakWord(run, language, lexicon)),
    );
    return pieces.every((piece) => piece !== undefined) ? pieces.flat() : undefined;
  }
  const pieces = breakWord(chunk, language, lexicon);
  // Two words run together are plain to see; more may be a chance find.
  return pieces && pieces.length > 2 ? pieces.map((token) => ({ ...token, slips: CHANCE })) : pieces;
}

function breakWord(word: string, language: string, lexicon: Lexicon): Token[] | undefined {
  for (let at = word.length - 1; at >= 1; at -= 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    // `lspine`, `ctchest`: a short piece counts only before a long one.
    if (
      (tail.length < SHORTEST_PIECE && !SHORT_TAILS.has(tail)) ||
      (head.length < SHORTEST_PIECE && tail.length < 5)
    )
      continue;
    const first = lookUp(head, language, lexicon);
    if (!first) continue;
    const rest =
      lookUp(tail, language, lexicon) ?? (tail.length >= 6 ? breakWord(tail, language, lexicon) : undefined);
    if (rest) return [...first, ...rest];
  }
  return undefined;
}
