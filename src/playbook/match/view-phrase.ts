/** `2 views`, `3 plus views`, `minimum 3 views`, `2 or 3 views`, `view 1`: words that count views. */
import type { ViewCount } from './features.js';

export interface ViewPhrase {
  readonly count: ViewCount;
  readonly length: number;
}

const BOUNDS: ReadonlySet<string> = new Set(['minimum', 'atmost', 'above', 'below']);

/** Reads from `start`; undefined where no number of views begins. */
export function readViewCount(words: readonly string[], start: number): ViewPhrase | undefined {
  let at = start;
  const viewFirst = words[at] === 'view';
  if (viewFirst) at += 1;
  const bound = words[at] ?? '';
  const bounded = BOUNDS.has(bound);
  if (bounded) at += words[at + 1] === 'of' ? 2 : 1;
  const first = numberAt(words, at);
  if (first === undefined) return undefined;
  at += 1;
  let last = first;
  let plus = false;
  if (words[at] === 'plus' || (words[at] === 'or' && words[at + 1] === 'more')) {
    plus = true;
    at += words[at] === 'plus' ? 1 : 2;
  } else {
    const joined = words[at] === 'or' || words[at] === 'to' ? 1 : 0;
    const second = numberAt(words, at + joined);
    if (second !== undefined && second > first && second <= first + 3) {
      last = second;
      at += joined + 1;
    }
  }
  if (words[at] === 'view') at += 1;
  else if (!viewFirst && !(plus && bounded)) return undefined;
  if (words[at] === 'plus') {
    plus = true;
    at += 1;
  } else if ((words[at] === 'or' || words[at] === 'and') && words[at + 1] === 'more') {
    plus = true;
    at += 2;
  } else if (words[at] === 'minimum') {
    plus = true;
    at += 1;
  }
  return { count: countOf(bound, first, last, plus), length: at - start };
}

function countOf(bound: string, first: number, last: number, plus: boolean): ViewCount {
  if (bound === 'above') return { low: first + 1, high: Number.POSITIVE_INFINITY };
  if (bound === 'below') return { low: 0, high: first - 1 };
  if (bound === 'atmost') return { low: 0, high: first };
  if (plus || bound === 'minimum') return { low: first, high: Number.POSITIVE_INFINITY };
  return { low: first, high: last };
}

function numberAt(words: readonly string[], at: number): number | undefined {
  const word = words[at] ?? '';
  if (word.length > 2) return undefined;
  return /^\d{1,2}$/.test(word) && Number(word) > 0 && Number(word) <= 20 ? Number(word) : undefined;
}
