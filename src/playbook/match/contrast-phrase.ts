/** `with contrast`, `without and with iv contrast`, `contrast no`, bare `without`: words about contrast. */
import { type Contrast, WITH, WITHOUT } from './features.js';

export interface ContrastPhrase {
  readonly contrast: Contrast;
  readonly oral: boolean;
  readonly rectal: boolean;
  /** Said of the veins: matters where another route is said too. */
  readonly intravenous: boolean;
  /** It can be read in two ways: `with or without`, `contrast without contrast`. */
  readonly uncertain: boolean;
  /** Number of words read. */
  readonly length: number;
}

const ROUTES: ReadonlySet<string> = new Set([
  'iv',
  'intravenou',
  'intravenous',
  'po',
  'oral',
  'rectal',
  'pr',
]);
const BEGINNINGS: ReadonlySet<string> = new Set(['with', 'without', 'contrast', ...ROUTES]);
/** Words inside such a phrase that change nothing. */
const WITHIN: ReadonlySet<string> = new Set([
  'and',
  'or',
  'then',
  'medium',
  'agent',
  'administration',
  'of',
  'any',
  'use',
  'the',
  'enhanced',
]);

/**
 * Reads from `start`; undefined where no such phrase begins. A bare `with` counts only when `ends(next)` says
 * that nothing to which it could join follows (`chest w`, but not `ribs w chest`). Where not `bare`, only phrases
 * that name contrast or a route count: radiographs are taken with or without something else.
 */
export function readContrast(
  words: readonly string[],
  start: number,
  ends: (next: number) => boolean,
  bare: boolean,
): ContrastPhrase | undefined {
  if (!BEGINNINGS.has(words[start] ?? '')) return undefined;
  let at = start;
  let oral = false;
  let rectal = false;
  let intravenous = false;
  const said: ('with' | 'without' | 'contrast' | 'and' | 'or')[] = [];
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'with' || word === 'contrast') said.push(word);
    else if (word === 'without' && isOral(words[at + 1]) && !joinsRoute(words, at + 2))
      at += words[at + 2] === 'contrast' ? 2 : 1;
    else if (word === 'without') said.push(word);
    else if (word === 'out' && words[at - 1] === 'with' && at > start) said.splice(-1, 1, 'without');
    else if (ROUTES.has(word) && (at > start || contrastFollows(words, at))) {
      oral ||= isOral(word);
      rectal ||= word === 'pr' || word === 'rectal';
      intravenous ||= word.startsWith('i');
    } else if (WITHIN.has(word) && at > start && goesOn(words, at + 1)) {
      // `oral or iv` leaves nothing open, `with or without` does.
      said.push(word === 'or' && isSign(words[at + 1]) ? 'or' : 'and');
    } else break;
  }
  const named = said.includes('contrast');
  const signed = said.includes('with') || said.includes('without');
  if (at === start || !(named || signed || oral || rectal)) return undefined;
  if (!named && !oral && !rectal && !bare) return undefined;
  if (!named && !oral && !rectal && !said.includes('without') && !ends(at)) return undefined;
  const { bits, uncertain } = weigh(said);
  const contrast = (bits === 0 ? WITH : bits) as Contrast;
  return { contrast, oral, rectal, intravenous, uncertain, length: at - start };
}

/**
 * Each `contrast` belongs to the signs before it; without one, to a sign that ends the phrase (`contrast: no`); without
 * that, it was given.
 */
function weigh(said: readonly string[]): { bits: number; uncertain: boolean } {
  let bits = 0;
  let pending = 0;
  let uncertain = false;
  let last = '';
  const nouns = said.filter((word) => word === 'contrast').length;
  for (const word of said) {
    if (word === 'with') pending |= WITH;
    else if (word === 'without') pending |= WITHOUT;
    else if (word === 'contrast') {
      // Named twice in a row: the second time says no more, unless the first was refused.
      if (last === 'contrast') uncertain ||= (bits & WITHOUT) !== 0;
      else if (pending !== 0) bits |= pending;
      else if (nouns > 1 || !endsSigned(said)) bits |= WITH;
      pending = 0;
    } else if (word === 'or') uncertain = true;
    last = word;
  }
  return { bits: bits | pending, uncertain };
}

function endsSigned(said: readonly string[]): boolean {
  const last = said.at(-1);
  return said[0] === 'contrast' && (last === 'with' || last === 'without');
}

function isOral(word: string | undefined): boolean {
  return word === 'po' || word === 'oral';
}

/** `without oral or iv contrast` refuses both. */
function joinsRoute(words: readonly string[], at: number): boolean {
  return (words[at] === 'or' || words[at] === 'and') && ROUTES.has(words[at + 1] ?? '');
}

function isSign(word: string | undefined): boolean {
  return word === 'with' || word === 'without';
}

function goesOn(words: readonly string[], start: number): boolean {
  let at = start;
  while (WITHIN.has(words[at] ?? '')) at += 1;
  const word = words[at] ?? '';
  return word === 'with' || word === 'without' || word === 'contrast' || ROUTES.has(word);
}

function contrastFollows(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 4).includes('contrast');
}
