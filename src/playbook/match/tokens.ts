/**
 * A description -> known English words: its language found by the words, spellings replaced, runs broken up, typing
 * mistakes mended. English words and abbreviations are read in every language; where both have a word, the language
 * of the description goes first.
 */
import { type Chunk, createChunkReader, rankOf } from './chunk.js';
import type { Lexicon } from './lexicon.js';
import type { Spelling } from './spellings.js';
import { ENGLISH, SITE } from './synonyms.js';
import type { Token } from './token.js';
import { chunksOf } from './words.js';

export interface Tokens {
  readonly tokens: readonly Token[];
  readonly language: string;
  /** Two languages fit equally well and read it differently. */
  readonly ambiguous: boolean;
}

export function createTokenReader(lexicon: Lexicon): (description: string) => Tokens {
  const readChunks = createChunkReader(lexicon);
  return (description) => {
    const chunks: Chunk[] = [];
    for (const written of chunksOf(description)) for (const chunk of readChunks(written)) chunks.push(chunk);
    const [language = ENGLISH, ...others] = languagesOf(chunks);
    const tokens = spell(chunks, language);
    const said = (all: readonly Token[]) => all.map(({ word }) => word).join(' ');
    return {
      tokens,
      language,
      ambiguous: others.some((other) => said(spell(chunks, other)) !== said(tokens)),
    };
  };
}

/** The languages that, with English, know most of the chunks; English alone where none knows more. */
function languagesOf(chunks: readonly Chunk[]): readonly string[] {
  // Another language must know what English does not.
  if (chunks.every((chunk) => chunk.inEnglish || !chunk.isForeign)) return [ENGLISH];
  const telling = new Set<string>();
  for (const [at, chunk] of chunks.entries()) {
    for (const each of chunk.spellings) {
      const { language } = each;
      if (!each.telling || language === ENGLISH || language === SITE || telling.has(language)) continue;
      if (standsAt(each, chunks, at)) telling.add(language);
    }
  }
  if (telling.size === 0) return [ENGLISH];
  let best: string[] = [ENGLISH];
  let most = chunks.filter(({ inEnglish }) => inEnglish).length * 1000;
  for (const language of telling) {
    let score = 0;
    for (let at = 0; at < chunks.length; ) {
      const own = chunks[at]?.spellings.find(
        (each) => each.language === language && standsAt(each, chunks, at),
      );
      const length = own?.chunks.length ?? 1;
      if (own) score += 1002 * length - 1;
      else if (chunks[at]?.inEnglish) score += 1000;
      at += length;
    }
    if (score < most || (best[0] === ENGLISH && Math.floor(score / 1000) * 1000 <= most)) continue;
    best = score === most ? [...best, language] : [language];
    most = score;
  }
  return best;
}

/** Its first chunk is there. */
function standsAt(spelling: Spelling, chunks: readonly Chunk[], at: number): boolean {
  for (let i = spelling.chunks.length - 1; i > 0; i -= 1) {
    if (chunks[at + i]?.text !== spelling.chunks[i]) return false;
  }
  return true;
}

function spell(chunks: readonly Chunk[], language: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < chunks.length; ) {
    const found = findSpelling(chunks, at, language);
    for (const token of found?.tokens ?? chunks[at]?.tokensIn(language) ?? []) tokens.push(token);
    at += found?.chunks.length ?? 1;
  }
  return tokens;
}

/** The longest spelling of the site, the language or English, in that order. */
function findSpelling(chunks: readonly Chunk[], at: number, language: string): Spelling | undefined {
  let best: Spelling | undefined;
  for (const each of chunks[at]?.spellings ?? []) {
    if (best && best.chunks.length > each.chunks.length) break;
    const rank = rankOf(each.language, language);
    if (rank === 0 || (best && rankOf(best.language, language) >= rank)) continue;
    if (standsAt(each, chunks, at)) best = each;
  }
  return best;
}
