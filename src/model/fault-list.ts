import { type Diagnostic, isBlocking } from './diagnostic.js';

/** At most this many diagnostics of one code in one file are kept whole; the rest are counted. */
const SHOWN = 20;

/** Collects diagnostics, so that a file with a million bad rows does not make a million messages. */
export class FaultList {
  readonly #shown: Diagnostic[] = [];
  readonly #more = new Map<string, { readonly last: Diagnostic; count: number }>();
  readonly #counts = new Map<string, number>();

  add(diagnostic: Diagnostic): void {
    const file = diagnostic.at !== undefined && 'file' in diagnostic.at ? diagnostic.at.file : '';
    const key = `${diagnostic.code}\t${file}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (count <= SHOWN) this.#shown.push(diagnostic);
    else this.#more.set(key, { last: diagnostic, count: count - SHOWN });
  }

  /** True once an error was added: the findings will not be used. */
  hasErrors(): boolean {
    return isBlocking(this.#shown);
  }

  /** As added; after them one line per code and file for those that were only counted. */
  list(): readonly Diagnostic[] {
    const rest = [...this.#more.values()].map(({ last, count }) => ({
      ...last,
      message: count === 1 ? last.message : `${last.message} (the last of ${count} more like this)`,
    }));
    return [...this.#shown, ...rest];
  }
}
