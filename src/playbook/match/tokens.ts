/** A description -> known words: spellings replaced, runs broken up, typing mistakes mended. */
import type { Lexicon } from './lexicon.js';
import { chunksOf, singular } from './words.js';

export interface Token {
  readonly word: string;
  /** The vocabulary has the word, after mending where `mended`. */
  readonly known: boolean;
  readonly mended: boolean;
}

export function tokensOf(description: string, lexicon: Lexicon): Token[] {
  return chunksOf(description).flatMap((chunk) => expand(chunk, lexicon));
}

function expand(chunk: string, lexicon: Lexicon): Token[] {
  const whole = lookUp(chunk, lexicon);
  if (whole) return whole;
  if (chunk.includes('/')) {
    return chunk
      .split('/')
      .filter((piece) => piece !== '')
      .flatMap((piece) => expand(piece, lexicon));
  }
  const pieces = breakUp(chunk, lexicon);
  if (pieces) return pieces;
  const mended = lexicon.speller.correct(chunk) ?? lexicon.speller.correct(singular(chunk));
  if (mended) return (lookUp(mended, lexicon) ?? []).map((token) => ({ ...token, mended: true }));
  return [{ word: chunk, known: /^\d+$/.test(chunk), mended: false }];
}

const known = (word: string): Token => ({ word, known: true, mended: false });

function lookUp(chunk: string, lexicon: Lexicon): Token[] | undefined {
  const word = singular(chunk);
  const spelled = lexicon.spellings.get(chunk) ?? lexicon.spellings.get(word);
  if (spelled) return spelled.map(known);
  return lexicon.vocabulary.has(word) ? [known(word)] : undefined;
}

const SHORTEST_PIECE = 3;
const SHORT_TAILS: ReadonlySet<string> = new Set(['wo', 'ap', 'pa', 'lt', 'rt']);

/** `2views`, `chest2v`, `abdpelvis`: into known words, digits apart; undefined unless every piece is known. */
function breakUp(chunk: string, lexicon: Lexicon): Token[] | undefined {
  const runs = chunk.match(/\d+|[^\d]+/g) ?? [];
  if (runs.length > 4) return undefined;
  if (runs.length > 1) {
    const pieces = runs.map((run) =>
      /^\d/.test(run) ? [known(run)] : (lookUp(run, lexicon) ?? breakWord(run, lexicon)),
    );
    return pieces.every((piece) => piece !== undefined) ? pieces.flat() : undefined;
  }
  const pieces = breakWord(chunk, lexicon);
  // Two words run together are plain to see; more may be a chance find.
  return pieces && pieces.length > 2 ? pieces.map((token) => ({ ...token, mended: true })) : pieces;
}

function breakWord(word: string, lexicon: Lexicon): Token[] | undefined {
  for (let at = word.length - 1; at >= 1; at -= 1) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    // `lspine`, `ctchest`: a short piece counts only before a long one.
    if (
      (tail.length < SHORTEST_PIECE && !SHORT_TAILS.has(tail)) ||
      (head.length < SHORTEST_PIECE && tail.length < 5)
    )
      continue;
    const first = lookUp(head, lexicon);
    if (!first) continue;
    const rest = lookUp(tail, lexicon) ?? (tail.length >= 6 ? breakWord(tail, lexicon) : undefined);
    if (rest) return [...first, ...rest];
  }
  return undefined;
}
