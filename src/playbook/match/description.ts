/** Text of a study -> what it says in the terms of the playbook's parts; every word is accounted for. */

import { type ContrastPhrase, readContrast } from './contrast-phrase.js';
import {
  parseContrast,
  parseSide,
  parseViewCount,
  type Side,
  type Slot,
  type ViewCount,
  viewAtoms,
  WITHOUT,
} from './features.js';
import type { Lexicon, Phrase, Target } from './lexicon.js';
import { ENGLISH } from './synonyms.js';
import type { Token } from './token.js';
import { createTokenReader } from './tokens.js';
import { readViewCount } from './view-phrase.js';

/** What one text says. */
export interface Draft {
  readonly modalities: Set<string>;
  readonly places: Set<string>;
  readonly sides: Set<Side>;
  contrast: number;
  views: ViewCount | undefined;
  /** Views are named besides those that are usual: `wrist w scaphoid view`. */
  besides: boolean;
  /** Keys of other parts, with the slots they may be meant for: `perfusion` is a subtype, an aggregation or a reason. */
  readonly values: Map<string, readonly Slot[]>;
  /** Words as written that nothing explains. */
  readonly unknown: string[];
  /** Why no answer can be sure. */
  readonly doubts: Set<string>;
  /** Words with which contrast must be said: `stone protocol`. */
  readonly open: string[];
  /** It says that there is no procedure: a phantom, a scanned letter. */
  nothing: boolean;
  /** Number of words that said something. */
  matched: number;
  language: string;
}

export function emptyDraft(): Draft {
  return {
    modalities: new Set(),
    places: new Set(),
    sides: new Set(),
    contrast: 0,
    views: undefined,
    besides: false,
    values: new Map(),
    unknown: [],
    doubts: new Set(),
    open: [],
    nothing: false,
    matched: 0,
    language: ENGLISH,
  };
}

/** True if it says more than a modality. */
export function isTelling(draft: Draft): boolean {
  return draft.places.size > 0 || draft.values.size > 0 || draft.contrast > 0 || draft.views !== undefined;
}

/** `decide` tells the modalities of what was read so far. */
export type TextReader = (text: string, decide: (draft: Draft) => readonly string[]) => Draft;

/** Some phrases hold for certain modalities only: these are asked once the text has been read without such phrases. */
export function createTextReader(lexicon: Lexicon): TextReader {
  const read = createTokenReader(lexicon);
  return (text, decide) => {
    const { tokens, language, ambiguous } = read(text);
    const words = tokens.map((token) => token.word);
    const first = readTokens(tokens, words, lexicon, []);
    const modalities = decide(first);
    const draft = modalities.length === 0 ? first : readTokens(tokens, words, lexicon, modalities);
    draft.language = language;
    if (ambiguous) draft.doubts.add('the language is not clear');
    return draft;
  };
}

/** Longest number of a site's own that says nothing; shorter ones may count views. */
const NUMBER = /^\d{3,}$/;
const CODE = /^(?=.*\d{3})[a-z0-9]+$/;

function readTokens(
  tokens: readonly Token[],
  words: readonly string[],
  lexicon: Lexicon,
  modalities: readonly string[],
): Draft {
  const draft = emptyDraft();
  const bare = modalities.every(isContrasted);
  const ends = (next: number) => endsAt(words, next, lexicon, modalities);
  const isNeutral = (next: number) => findPhrase(words, next, lexicon, modalities)?.targets.length === 0;
  let contrasts = 0;
  let plain = false;
  let angio = false;
  for (let at = 0; at < words.length; ) {
    // An `and` that joins nothing may be a side: Portuguese `E`.
    if (words[at] === 'and' && at > 0 && at === words.length - 1) {
      draft.unknown.push(tokens[at]?.raw ?? '');
      break;
    }
    const contrast = readContrast(words, at, ends, bare);
    const views = contrast ? undefined : readViewCount(words, at);
    const phrase = contrast || views ? undefined : findPhrase(words, at, lexicon, modalities);
    const length = contrast?.length ?? views?.length ?? phrase?.words.length ?? 1;
    const raw = () => [...new Set(tokens.slice(at, at + length).map((token) => token.raw))].join(' ');
    if (contrast) {
      if (contrasts > 0 && contrast.contrast !== draft.contrast)
        draft.doubts.add('contrast is said twice, differently');
      if (contrast.uncertain) draft.doubts.add(`"${raw()}" can be read in two ways`);
      contrasts += 1;
      // Plain radiographs and ultrasound are without contrast anyway.
      if (bare || contrast.contrast !== WITHOUT) addContrast(draft, contrast);
    } else if (views) {
      if (draft.views) draft.unknown.push(raw());
      draft.views ??= views.count;
    } else if (bare && words[at] === 'with' && length === 1 && isNeutral(at + 1)) {
      // `ct abdomen w pain`: contrast, or why it was asked for.
      draft.doubts.add(`"${raw()}" can be read in two ways`);
    } else if (phrase) {
      const names = phrase.targets.some(({ kind }) => kind === 'modality');
      const shows = phrase.targets.some((target) => target.kind === 'value' && target.key === 'angio');
      plain ||= names && !shows && phrase.targets.length === 1;
      angio ||= names && shows;
      for (const target of phrase.targets) {
        if (target.kind === 'open') draft.open.push(raw());
        if (target.kind === 'doubt') draft.doubts.add(`"${raw()}"`);
        addTarget(draft, target);
      }
    } else if (!isSilent(words[at] ?? '', modalities)) draft.unknown.push(tokens[at]?.raw ?? '');
    draft.besides ||= !bare && at > 1 && words[at - 1] === 'with' && namesView(phrase);
    if (contrast || views || (phrase?.targets.length ?? 0) > 0) {
      draft.matched += length;
      for (let i = at; i < at + length; i += 1) {
        const token = tokens[i];
        if (token && token.slips > 1) draft.doubts.add(`"${token.raw}" was read as "${token.word}"`);
      }
    }
    at += length;
  }
  if (plain && angio) draft.doubts.add('two procedures: images and vessels');
  return draft;
}

function namesView(phrase: Phrase | undefined): boolean {
  return phrase?.targets.some((target) => target.kind === 'value' && target.slots[0] === 'view') ?? false;
}

function addContrast(draft: Draft, { contrast, oral, rectal, intravenous }: ContrastPhrase): void {
  draft.contrast |= contrast;
  if (oral) addValue(draft, 'po', ['route']);
  if (intravenous && oral) addValue(draft, 'iv', ['route']);
  if (rectal) addValue(draft, 'pr', ['route']);
}

/** Numbers and codes of a site; a small number may count the views of a radiograph. */
function isSilent(word: string, modalities: readonly string[]): boolean {
  if (NUMBER.test(word) || CODE.test(word) || JOINING.has(word)) return true;
  return /^\d+$/.test(word) && !modalities.includes('xr') && !modalities.includes('mg');
}

/** Words of the grammar that join others, wherever they are left over. */
const JOINING: ReadonlySet<string> = new Set(['and', 'or', 'to', 'of', 'with', 'view', 'plus']);

/** Modalities whose bare `w` speaks of contrast; in radiography it joins views or regions. */
function isContrasted(modality: string): boolean {
  return !['xr', 'mg', 'dxa', 'us', 'rf'].includes(modality);
}

/** True if nothing follows to which a bare `with` could join. */
function endsAt(
  words: readonly string[],
  next: number,
  lexicon: Lexicon,
  modalities: readonly string[],
): boolean {
  const word = words[next];
  if (word === undefined || word === 'and') return true;
  const phrase = findPhrase(words, next, lexicon, modalities);
  if (!phrase) return /^\d+$/.test(word);
  return (
    phrase.targets.length > 0 &&
    phrase.targets.every((target) => target.kind === 'side' || target.kind === 'modality')
  );
}

function findPhrase(
  words: readonly string[],
  at: number,
  lexicon: Lexicon,
  modalities: readonly string[],
): Phrase | undefined {
  for (const phrase of lexicon.phrases.get(words[at] ?? '') ?? NONE) {
    if (!standsAt(phrase, words, at)) continue;
    if (!phrase.modalities || phrase.modalities.some((modality) => modalities.includes(modality)))
      return phrase;
  }
  return undefined;
}

const NONE: readonly Phrase[] = [];

/** Its first word is there. */
function standsAt(phrase: Phrase, words: readonly string[], at: number): boolean {
  for (let i = phrase.words.length - 1; i > 0; i -= 1) {
    if (words[at + i] !== phrase.words[i]) return false;
  }
  return true;
}

function addTarget(draft: Draft, target: Target): void {
  switch (target.kind) {
    case 'modality':
      draft.modalities.add(target.key);
      break;
    case 'place':
      draft.places.add(target.key);
      break;
    case 'doubt':
    case 'open':
      break;
    case 'nothing':
      draft.nothing = true;
      break;
    case 'side': {
      const side = parseSide(target.key);
      if (side) draft.sides.add(side);
      break;
    }
    case 'timing': {
      const contrast = parseContrast(target.name);
      if (contrast === 0) addValue(draft, target.name.toLowerCase(), ['timing']);
      draft.contrast |= contrast;
      break;
    }
    case 'count':
      draft.views ??= parseViewCount(target.name);
      break;
    case 'value':
      if (target.slots[0] !== 'view') addValue(draft, target.key, target.slots);
      else for (const key of viewAtoms(target.key)) addValue(draft, key, target.slots);
  }
}

function addValue(draft: Draft, key: string, slots: readonly Slot[]): void {
  if (!draft.values.has(key)) draft.values.set(key, slots);
}
