/**
 * One chunk of a description by itself: which tables have it, and the English words it stands for in each language: as
 * the tables say, else broken up into known words, else mended.
 */
import type { Lexicon } from './lexicon.js';
import { remember } from './remembered.js';
import { type Spelling, splitUnspaced } from './spellings.js';
import { ENGLISH, SITE } from './synonyms.js';
import { knownToken, type Token } from './token.js';
import { isUnspaced, singular } from './words.js';

export interface Chunk {
  readonly text: string;
  /** All that begin with it, longest first. */
  readonly spellings: readonly Spelling[];
  /** English, or the site, knows it alone. */
  readonly inEnglish: boolean;
  /** Another language has it. */
  readonly isForeign: boolean;
  /** Where no spelling begins with it that goes on. */
  tokensIn(language: string): readonly Token[];
}

/** Chance finds and bad mendings leave an answer unsure. */
const CHANCE = 9;
const SHORTEST_SURE = 6;
/** Sites have some thousands of words. */
const MOST_KNOWN = 10_000;
const NONE: readonly Spelling[] = [];

/** A number of the site's own, which hardly comes again. */
const NUMBERED = /\d{3}/;

/** What stands between blanks -> its chunks: `a/p` is one if the tables have it, writing without blanks has several. */
export function createChunkReader(lexicon: Lexicon): (written: string) => readonly Chunk[] {
  const known = remember<readonly Chunk[]>(MOST_KNOWN);
  const make = (written: string) => piecesOf(written, lexicon).map((text) => makeChunk(text, lexicon));
  return (written) => (NUMBERED.test(written) ? make(written) : known(written, make));
}

function piecesOf(chunk: string, { spellings, vocabulary }: Lexicon): readonly string[] {
  if (isUnspaced(chunk)) return splitUnspaced(chunk, spellings);
  if (!chunk.includes('/') || spellings.byFirst.has(chunk) || vocabulary.has(chunk)) return [chunk];
  return chunk.split('/').filter((piece) => piece !== '');
}

function makeChunk(text: string, lexicon: Lexicon): Chunk {
  const spellings = lexicon.spellings.byFirst.get(text) ?? NONE;
  const ofEnglish = spellings.some(
    ({ language, chunks }) => (language === ENGLISH || language === SITE) && chunks.length === 1,
  );
  // Most words come in texts of one language only.
  let tokens: readonly Token[] = [];
  let readIn = '';
  return {
    text,
    spellings,
    inEnglish: ofEnglish || lexicon.alone.has(singular(text)),
    isForeign: lexicon.spellings.foreign.has(text),
    tokensIn(language) {
      if (language !== readIn) tokens = expand(text, language, lexicon);
      readIn = language;
      return tokens;
    },
  };
}

/** The site's table goes first, then the language, then English; 0: not read. */
export function rankOf(language: string, wanted: string): number {
  return language === SITE ? 3 : language === wanted ? 2 : language === ENGLISH ? 1 : 0;
}

/** A chunk that is no spelling by itself. */
function expand(chunk: string, language: string, lexicon: Lexicon): readonly Token[] {
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

/** One chunk alone: the language, English, else the one meaning that the other languages give it. */
function lookUp(chunk: string, language: string, lexicon: Lexicon): Token[] | undefined {
  const word = singular(chunk);
  const { byFirst } = lexicon.spellings;
  const entries = byFirst.get(chunk);
  const ofSingular = word === chunk ? undefined : byFirst.get(word);
  const isEnglish = lexicon.vocabulary.has(word);
  if (!entries && !ofSingular && !isEnglish) return undefined;
  const own = findSingle(entries, language) ?? findSingle(ofSingular, language);
  if (own) return own.words.map((each) => knownToken(each, chunk));
  if (isEnglish) return [knownToken(word, chunk)];
  const foreign = entries?.filter(({ chunks, telling }) => chunks.length === 1 && telling);
  const [first] = foreign ?? [];
  const same = first && foreign?.every(({ words }) => words.join(' ') === first.words.join(' '));
  return same ? first.words.map((each) => knownToken(each, chunk)) : undefined;
}

function findSingle(entries: readonly Spelling[] | undefined, language: string): Spelling | undefined {
  let best: Spelling | undefined;
  for (const each of entries ?? NONE) {
    if (each.chunks.length > 1) continue;
    if (rankOf(each.language, language) > (best ? rankOf(best.language, language) : 0)) best = each;
  }
  return best;
}

const SHORTEST_PIECE = 3;
const SHORT_TAILS: ReadonlySet<string> = new Set(['wo', 'ap', 'pa', 'lt', 'rt', 'ct', 'mr', 'km']);

/** `2views`, `chest2v`, `abdpelvis`: into known words, digits apart; undefined unless every piece is known. */
function breakUp(chunk: string, language: string, lexicon: Lexicon): Token[] | undefined {
  const runs = /\d/.test(chunk) ? (chunk.match(/\d+|[^\d]+/g) ?? []) : [chunk];
  if (runs.length > 4) return undefined;
  if (runs.length > 1) {
    const tokens: Token[] = [];
    for (const run of runs) {
      const piece = /^\d/.test(run)
        ? [knownToken(run, run)]
        : (lookUp(run, language, lexicon) ?? breakWord(run, language, lexicon));
      if (!piece) return undefined;
      tokens.push(...piece);
    }
    return tokens;
  }
  const pieces = breakWord(chunk, language, lexicon);
  // Two words run together are plain to see; more may be a chance find.
  return pieces && pieces.length > 2 ? pieces.map((token) => ({ ...token, slips: CHANCE })) : pieces;
}

function breakWord(word: string, language: string, lexicon: Lexicon): Token[] | undefined {
  for (let at = word.length - 1; at >= 1; at -= 1) {
    const tail = word.slice(at);
    // `lspine`, `ctchest`: a short piece counts only before a long one.
    if (at < SHORTEST_PIECE && tail.length < 5) continue;
    if (tail.length < SHORTEST_PIECE && !SHORT_TAILS.has(tail)) continue;
    const first = lookUp(word.slice(0, at), language, lexicon);
    if (!first) continue;
    const rest =
      lookUp(tail, language, lexicon) ?? (tail.length >= 6 ? breakWord(tail, language, lexicon) : undefined);
    if (rest) return [...first, ...rest];
  }
  return undefined;
}
