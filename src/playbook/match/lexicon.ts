/** Phrases that say something about a procedure: those of the synonym table, and the part names of the playbook. */
import type { Playbook, PlaybookPart } from '../playbook.js';
import { aggregationKey, parseViewCount, type Slot, slotOfType } from './features.js';
import { buildSpeller, nearer, type Speller } from './spelling.js';
import { compileSpellings, type Spellings } from './spellings.js';
import { ENGLISH, SITE, type Synonym } from './synonyms.js';
import { nameKey, singular, wordsOf } from './words.js';

export type Target =
  | { readonly kind: 'modality' | 'place' | 'side'; readonly key: string }
  | { readonly kind: 'timing' | 'count'; readonly name: string }
  | { readonly kind: 'doubt' | 'open' | 'nothing' }
  | { readonly kind: 'value'; readonly key: string; readonly slots: readonly Slot[] };

export interface Phrase {
  readonly words: readonly string[];
  /** None: the phrase is to be ignored. */
  readonly targets: readonly Target[];
  readonly modalities: readonly string[] | undefined;
}

export interface Lexicon {
  /** Other spellings and other languages: `w/o` -> [`without`], `kopf` -> [`head`]. */
  readonly spellings: Spellings;
  /** By first word, longest first; a phrase limited to modalities before one that is not. */
  readonly phrases: ReadonlyMap<string, readonly Phrase[]>;
  readonly vocabulary: ReadonlySet<string>;
  /** Words that say something by themselves, not only within a phrase. */
  readonly alone: ReadonlySet<string>;
  /** Mends towards English words and those of one language. */
  speller(language: string): Speller;
}

/** Words that the reader of contrast and view counts knows by itself. */
const GRAMMAR: readonly string[] = [
  'with',
  'without',
  'contrast',
  'and',
  'or',
  'to',
  'of',
  'plus',
  'minimum',
  'more',
  'view',
  'iv',
  'intravenou',
  'oral',
  'po',
  'rectal',
];
const SHORTEST_NAME = 3;

type Spell = (text: string) => readonly string[];

export function buildLexicon(playbook: Playbook, synonyms: readonly Synonym[]): Lexicon {
  const spellings = compileSpellings(synonyms);
  // Descriptions are spelled out before phrases are looked for, so phrases are spelled out too.
  const english = (word: string) =>
    (spellings.byFirst.get(word) ?? []).find((each) => each.language === ENGLISH && each.chunks.length === 1)
      ?.words;
  const spell: Spell = (text) => wordsOf(text).flatMap((word) => english(word) ?? [word]);
  const phrases = new Map<string, Phrase>();
  const ofSite = new Set(
    synonyms
      .filter(({ kind, language }) => language === SITE && SAYS.has(kind))
      .map(({ phrase, modalities }) => phraseId(spell(phrase), modalities)),
  );
  const used = synonyms.filter(
    ({ phrase, modalities, language }) =>
      language === SITE || ofSite.size === 0 || !ofSite.has(phraseId(spell(phrase), modalities)),
  );
  for (const { kind, phrase, modalities, partType, partName } of used) {
    if (kind === 'doubt' || kind === 'open' || kind === 'nothing') {
      addTarget(phrases, spell(phrase), { kind }, modalities);
    }
    if (kind === 'phrase') addTarget(phrases, spell(phrase), targetOf(partType, partName), modalities);
  }
  for (const { kind, phrase, modalities, language } of used) {
    if (kind !== 'ignore' || (language !== ENGLISH && language !== SITE)) continue;
    const words = spell(phrase);
    const id = phraseId(words, modalities);
    if (phrases.has(id)) continue;
    phrases.set(id, { words, targets: [], modalities: modalities?.map(nameKey) });
  }
  addPartNames(phrases, playbook, spell);
  return { spellings, ...arrange([...phrases.values()], spellings) };
}

const SAYS: ReadonlySet<string> = new Set(['doubt', 'open', 'nothing', 'phrase', 'ignore']);

function targetOf(partType: string, partName: string): Target {
  const key = nameKey(partName);
  if (partType.startsWith('Anatomic Location')) {
    return { kind: partType.endsWith('.Laterality') ? 'side' : 'place', key };
  }
  if (partType === 'Modality.Modality Type') return { kind: 'modality', key };
  if (partType === 'Timing') return { kind: 'timing', name: partName };
  if (partType === 'View.Aggregation' && parseViewCount(partName)) return { kind: 'count', name: partName };
  if (partType === 'View.Aggregation')
    return { kind: 'value', key: aggregationKey(partName), slots: ['aggregation'] };
  const slot = slotOfType(partType);
  return { kind: 'value', key: slot === 'view' ? partName.toLowerCase() : key, slots: slot ? [slot] : [] };
}

function phraseId(words: readonly string[], modalities: readonly string[] | undefined): string {
  return `${words.join(' ')}${modalities ? `@${modalities.join(',')}` : ''}`;
}

function addTarget(
  phrases: Map<string, Phrase>,
  words: readonly string[],
  target: Target,
  modalities: readonly string[] | undefined,
): void {
  const id = phraseId(words, modalities);
  const before = phrases.get(id)?.targets ?? [];
  const repeated = before.some((other) => JSON.stringify(other) === JSON.stringify(target));
  const targets = repeated ? before : [...before, target];
  phrases.set(id, { words, targets, modalities: modalities?.map(nameKey) });
}

/** A part name as a phrase. */
interface Name {
  readonly id: string;
  readonly words: readonly string[];
  readonly target: Target;
  readonly slot: Slot | undefined;
}

/** A part name is a phrase by itself unless the table has the phrase; `Spine.cervical` in both orders. */
function addPartNames(phrases: Map<string, Phrase>, playbook: Playbook, spell: Spell): void {
  const slots = new Map<string, Set<Slot>>();
  const found = new Map<string, Name>();
  const add = (name: Name) => {
    const { id, target, slot } = name;
    if (phrases.has(id)) return;
    if (target.kind === 'place') found.set(id, name);
    else if (found.get(id)?.target.kind !== 'place' && slot && target.kind === 'value') {
      const shared = (slots.get(id) ?? new Set()).add(slot);
      slots.set(id, shared);
      found.set(id, { ...name, target: { ...target, slots: [...shared] } });
    }
  };
  const known = new Map<PlaybookPart, readonly Name[]>();
  for (const { parts } of playbook.procedures) {
    for (const part of parts) {
      const names = known.get(part) ?? namesOf(part, spell);
      known.set(part, names);
      names.forEach(add);
    }
  }
  for (const { id, words, target } of found.values())
    phrases.set(id, { words, targets: [target], modalities: undefined });
}

/** None for a part that is said in another way: by grammar, by numbers. */
function namesOf({ partType, partName }: PlaybookPart, spell: Spell): Name[] {
  const type = partType.slice('Rad.'.length);
  const place = type === 'Anatomic Location.Region Imaged' || type === 'Anatomic Location.Imaging Focus';
  const slot = slotOfType(type);
  if (!place && (!slot || slot === 'route' || slot === 'timing' || slot === 'subject')) return [];
  if (slot === 'aggregation' && /view|^[gl][et] *\d/i.test(partName)) return [];
  const target = targetOf(type, partName);
  return orders(partName, spell)
    .map((words) => ({ id: words.join(' '), words, target, slot }))
    .filter(({ id }) => id.length >= SHORTEST_NAME && !/^[x\d ]+$/.test(id));
}

function orders(name: string, spell: Spell): (readonly string[])[] {
  const words = spell(name);
  const dot = /^([^.]+)\.([^.]+)$/.exec(name);
  return dot ? [words, [...spell(dot[2] ?? ''), ...spell(dot[1] ?? '')]] : [words];
}

function arrange(all: readonly Phrase[], spellings: Spellings) {
  const phrases = new Map<string, Phrase[]>();
  const vocabulary = new Set(GRAMMAR);
  const alone = new Set(GRAMMAR);
  for (const phrase of all) {
    const first = phrase.words[0] ?? '';
    for (const word of phrase.words) vocabulary.add(word);
    if (phrase.words.length === 1) alone.add(first);
    const sharing = phrases.get(first);
    if (sharing) sharing.push(phrase);
    else phrases.set(first, [phrase]);
  }
  for (const sharing of phrases.values()) {
    sharing.sort((a, b) => b.words.length - a.words.length || Number(!a.modalities) - Number(!b.modalities));
  }
  for (const sharing of spellings.byFirst.values()) {
    for (const { language, words } of sharing) {
      if (language === ENGLISH || language === SITE) for (const word of words) vocabulary.add(word);
    }
  }
  const spellers = new Map<string, Speller>();
  const english = buildSpeller(
    new Set([...vocabulary].map(singular).concat(wholeWords(spellings, [ENGLISH, SITE]))),
  );
  const speller = (language: string) => {
    if (language === ENGLISH) return english;
    const made = spellers.get(language) ?? nearer(buildSpeller(wholeWords(spellings, [language])), english);
    spellers.set(language, made);
    return made;
  };
  return { phrases, vocabulary, alone, speller };
}

/** Words worth mending towards: whole ones, no abbreviations. */
function wholeWords({ byFirst }: Spellings, languages: readonly string[]): string[] {
  return [...byFirst].flatMap(([chunk, sharing]) =>
    /^[a-z]{5,}$/.test(chunk) &&
    sharing.some((each) => each.chunks.length === 1 && languages.includes(each.language))
      ? [chunk]
      : [],
  );
}
