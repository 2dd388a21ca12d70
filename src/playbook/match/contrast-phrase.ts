/** `with contrast`, `without and with iv contrast`, `with oral contrast`, bare `without`: words about contrast. */
import { type Contrast, WITH, WITHOUT } from './features.js';

export interface ContrastPhrase {
  readonly contrast: Contrast;
  readonly oral: boolean;
  readonly rectal: boolean;
  /** Said of the veins: matters where another route is said too. */
  readonly intravenous: boolean;
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
  let at = start;
  let bits = 0;
  let named = false;
  let oral = false;
  let rectal = false;
  let intravenous = false;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === 'with') bits |= WITH;
    else if (word === 'without' && isOral(words[at + 1])) at += 1;
    else if (word === 'without') bits |= WITHOUT;
    else if (word === 'out' && words[at - 1] === 'with' && at > start) bits = WITHOUT;
    else if (word === 'contrast') named = true;
    else if (ROUTES.has(word) && (at > start || contrastFollows(words, at))) {
      oral ||= isOral(word);
      rectal ||= word === 'pr' || word === 'rectal';
      intravenous ||= word.startsWith('i');
    } else if (!((word === 'and' || word === 'or') && at > start && goesOn(words, at + 1))) break;
  }
  if (at === start || (bits === 0 && !named && !oral && !rectal)) return undefined;
  if (!named && !oral && !rectal && !bare) return undefined;
  if (bits === WITH && !named && !oral && !rectal && !ends(at)) return undefined;
  return { contrast: (bits === 0 ? WITH : bits) as Contrast, oral, rectal, intravenous, length: at - start };
}

function isOral(word: string | undefined): boolean {
  return word === 'po' || word === 'oral';
}

function goesOn(words: readonly string[], at: number): boolean {
  const word = words[at] ?? '';
  return word === 'with' || word === 'without' || word === 'contrast' || ROUTES.has(word);
}

function contrastFollows(words: readonly string[], at: number): boolean {
  return words.slice(at + 1, at + 4).includes('contrast');
}
