/** A study description, its modality and body part -> what it says, in the terms of the playbook's parts. */
import { readContrast } from './contrast-phrase.js';
import {
  type Contrast,
  parseContrast,
  parseSide,
  parseViewCount,
  type Side,
  type Slot,
  type ViewCount,
  viewAtoms,
} from './features.js';
import { GRAMMAR, type Lexicon, type Phrase, type Target } from './lexicon.js';
import { decideModality, type SaidModality } from './modality.js';
import { combinePlaces, defaultPlaces, type Relations } from './relations.js';
import { type Token, tokensOf } from './tokens.js';
import { readViewCount } from './view-phrase.js';

/** A row of studies.tsv. Empty text: not known. */
export interface Study {
  readonly modality: string;
  readonly studyDescription: string;
  readonly bodyPart: string;
}

export interface Said {
  readonly modality: SaidModality;
  readonly places: ReadonlySet<string>;
  /** `default`: meant by the modality; `body part`: from the separate column. */
  readonly placesFrom: 'description' | 'body part' | 'default';
  /** Places of the body part column, where the description has places too. */
  readonly bodyPart: ReadonlySet<string>;
  readonly side: Side | undefined;
  readonly contrast: Contrast;
  readonly views: ViewCount | undefined;
  /** Keys of other parts, with the slots they may be meant for: `perfusion` is a subtype, an aggregation or a reason. */
  readonly values: ReadonlyMap<string, readonly Slot[]>;
  /** Number of view types among the values. */
  readonly viewTypes: number;
  /** An action of guidance is among the values. */
  readonly acts: boolean;
  /** Words that nothing explains, those before the first known word left out: sites write prefixes there. */
  readonly unread: readonly string[];
  /** Unread words that the vocabulary has: they say something of other procedures. */
  readonly unreadKnown: number;
  /** A phrase of doubt was said, or left and right without `bilateral`. */
  readonly doubtful: boolean;
  /** Words that were taken for others, as if mistyped. */
  readonly mended: number;
}

interface Draft {
  readonly modalities: Set<string>;
  readonly places: Set<string>;
  readonly sides: Set<Side>;
  contrast: number;
  views: ViewCount | undefined;
  readonly values: Map<string, readonly Slot[]>;
  readonly unread: string[];
  mended: number;
  unreadKnown: number;
  doubtful: boolean;
  started: boolean;
}

export function readStudy(study: Study, lexicon: Lexicon, relations: Relations): Said {
  const tokens = tokensOf(study.studyDescription, lexicon);
  // Some phrases hold for certain modalities only, so the modality is read first.
  const first = readTokens(tokens, lexicon, []);
  const modality = decideModality(study.modality, first, relations);
  const draft = modality.types.length === 0 ? first : readTokens(tokens, lexicon, modality.types);
  const bodyPart = readTokens(tokensOf(study.bodyPart, lexicon), lexicon, modality.types);
  const keys = new Set([...modality.types, ...draft.places, ...draft.values.keys()]);
  const named = combinePlaces(draft.places, keys, relations);
  const fromBodyPart = named.size === 0 && bodyPart.places.size > 0;
  const fallback = named.size === 0 && !fromBodyPart ? defaultPlaces(keys, relations) : [];
  return {
    modality,
    places: named.size > 0 ? named : fromBodyPart ? bodyPart.places : new Set(fallback),
    placesFrom: named.size > 0 ? 'description' : fromBodyPart ? 'body part' : 'default',
    bodyPart: named.size > 0 ? bodyPart.places : new Set(),
    side: sideOf(draft.sides) ?? (fromBodyPart ? sideOf(bodyPart.sides) : undefined),
    contrast: draft.contrast as Contrast,
    views: draft.views,
    values: draft.values,
    viewTypes: [...draft.values.values()].filter((slots) => slots[0] === 'view').length,
    acts: [...draft.values.values()].some((slots) => slots.includes('action')),
    unread: draft.unread,
    mended: draft.mended,
    unreadKnown: draft.unreadKnown,
    doubtful: draft.doubtful || isTorn(draft.sides),
  };
}

/** One side and the other, but not both of them. */
function isTorn(sides: ReadonlySet<Side>): boolean {
  return sides.has('left') && sides.has('right') && !sides.has('bilateral');
}

function sideOf(sides: ReadonlySet<Side>): Side | undefined {
  if (sides.has('bilateral') || (sides.has('left') && sides.has('right'))) return 'bilateral';
  return sides.has('left')
    ? 'left'
    : sides.has('right')
      ? 'right'
      : sides.has('unilateral')
        ? 'unilateral'
        : undefined;
}

function readTokens(tokens: readonly Token[], lexicon: Lexicon, modalities: readonly string[]): Draft {
  const words = tokens.map((token) => token.word);
  const draft: Draft = {
    modalities: new Set(),
    places: new Set(),
    sides: new Set(),
    contrast: 0,
    views: undefined,
    values: new Map(),
    unread: [],
    mended: 0,
    unreadKnown: 0,
    doubtful: false,
    started: false,
  };
  const bare = modalities.every(isContrasted);
  const ends = (next: number) => endsAt(words, next, lexicon, modalities);
  for (let at = 0; at < words.length; ) {
    const contrast = readContrast(words, at, ends, bare);
    const views = contrast ? undefined : readViewCount(words, at);
    const phrase = contrast || views ? undefined : findPhrase(words, at, lexicon, modalities);
    const length = contrast?.length ?? views?.length ?? phrase?.words.length ?? 1;
    if (contrast) {
      draft.contrast |= contrast.contrast;
      if (contrast.oral) addValue(draft, 'po', ['route']);
      if (contrast.intravenous && contrast.oral) addValue(draft, 'iv', ['route']);
      if (contrast.rectal) addValue(draft, 'pr', ['route']);
    } else if (views) {
      if (draft.views && draft.started) draft.unread.push(...words.slice(at, at + length));
      draft.views ??= views.count;
    } else if (phrase) for (const target of phrase.targets) addTarget(draft, target);
    else if (draft.started && !isFiller(words[at] ?? '')) {
      draft.unread.push(words[at] ?? '');
      draft.unreadKnown += tokens[at]?.known ? 1 : 0;
    }
    if (contrast || views || (phrase?.targets.length ?? 0) > 0) {
      draft.started = true;
      draft.mended += tokens.slice(at, at + length).filter((token) => token.mended).length;
    }
    at += length;
  }
  return draft;
}

function isFiller(word: string): boolean {
  return word.length < 2 || /^\d+$/.test(word) || GRAMMAR.includes(word);
}

/** Modalities whose bare `w` speaks of contrast; in radiography it joins views or regions. */
function isContrasted(modality: string): boolean {
  return !['xr', 'mg', 'dxa', 'us', 'rf'].includes(modality);
}

/** True if no place, value or side follows to which a bare `with` could join. */
function endsAt(
  words: readonly string[],
  next: number,
  lexicon: Lexicon,
  modalities: readonly string[],
): boolean {
  const phrase = next < words.length ? findPhrase(words, next, lexicon, modalities) : undefined;
  if (!phrase) return true;
  return phrase.targets.every((target) => target.kind === 'side' || target.kind === 'modality');
}

function findPhrase(
  words: readonly string[],
  at: number,
  lexicon: Lexicon,
  modalities: readonly string[],
): Phrase | undefined {
  return lexicon.phrases
    .get(words[at] ?? '')
    ?.find(
      (phrase) =>
        phrase.words.every((word, i) => words[at + i] === word) &&
        (!phrase.modalities || phrase.modalities.some((modality) => modalities.includes(modality))),
    );
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
      draft.doubtful = true;
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
