/** Corrects single words against a vocabulary: one slip up to seven letters, two beyond (Damerau-Levenshtein). */

export interface Correction {
  readonly word: string;
  readonly slips: number;
}

export interface Speller {
  /** The one nearest word, undefined where none or several are near; short words are never corrected. */
  correct(word: string): Correction | undefined;
}

const SHORTEST = 4;
const LONG = 8;

/** Words that share a form after some deletions are candidates; only those are measured. */
export function buildSpeller(vocabulary: Iterable<string>): Speller {
  const byForm = new Map<string, string[]>();
  for (const word of vocabulary) {
    if (word.length < SHORTEST || /\d/.test(word)) continue;
    for (const form of formsOf(word)) {
      const words = byForm.get(form);
      if (words) words.push(word);
      else byForm.set(form, [word]);
    }
  }
  const known = new Map<string, Correction | undefined>();
  const correct = (word: string) => {
    if (word.length < SHORTEST || /\d/.test(word)) return undefined;
    if (known.has(word)) return known.get(word);
    const found = nearest(word, new Set(formsOf(word).flatMap((form) => byForm.get(form) ?? [])));
    if (known.size < 200_000) known.set(word, found);
    return found;
  };
  return { correct };
}

/** The nearer of two corrections; undefined where they are equally near and differ. */
export function nearer(a: Speller, b: Speller): Speller {
  return {
    correct(word) {
      const [x, y] = [a.correct(word), b.correct(word)];
      if (!x || !y || x.word === y.word) return x ?? y;
      return x.slips === y.slips ? undefined : x.slips < y.slips ? x : y;
    },
  };
}

function slips(word: string): number {
  return word.length >= LONG ? 2 : 1;
}

function formsOf(word: string): string[] {
  const forms = new Set([word]);
  for (let round = 0; round < slips(word); round += 1) {
    for (const form of [...forms]) {
      for (let i = 0; i < form.length; i += 1) forms.add(form.slice(0, i) + form.slice(i + 1));
    }
  }
  return [...forms];
}

function nearest(word: string, candidates: ReadonlySet<string>): Correction | undefined {
  let best: string | undefined;
  let slipped = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const allowed = Math.min(slips(word), slips(candidate));
    // A slip in the first letter is rare, a swap of the first two is not.
    if (candidate[0] !== word[0] && candidate[0] !== word[1]) continue;
    const distance = editDistance(word, candidate);
    if (distance > allowed || distance > slipped) continue;
    best = distance === slipped ? undefined : candidate;
    slipped = distance;
  }
  return best === undefined ? undefined : { word: best, slips: slipped };
}

/** Optimal string alignment distance: insertion, deletion, substitution, swap of neighbours. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
