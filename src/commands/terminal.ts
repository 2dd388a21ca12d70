/** What commands may do to the outside: two streams, the time, and the way in which they fail. */
import type { Progress } from '../build/documents.js';
import type { Surroundings } from '../build/options.js';
import {
  type Diagnostic,
  EnvironmentError,
  formatDiagnostic,
  isBlocking,
  SEVERITIES,
  UsageError,
} from '../model/diagnostic.js';

export interface Terminal extends Surroundings {
  /** Results: standard output. */
  readonly out: (text: string) => void;
  /** Progress and faults: standard error. */
  readonly err: (text: string) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** Width of the terminal in characters. */
  readonly columns: number;
  /** Where progress bars are drawn; undefined if standard error is no terminal. */
  readonly progressStream: NodeJS.WriteStream | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly date: () => Date;
  /** At least 0, below 1. */
  readonly random: () => number;
  /** Milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** Reports what was thrown and gives the exit code. */
  readonly fail: (error: unknown) => 2;
}

/** Goes back to the start of the line and empties it. */
const EMPTY_LINE = '\r\u001b[K';

/** Columns of the narrowest terminal; some say that they have none. */
const NARROW = 40;

/** One line on standard error for each stage, with the seconds that it took; on a terminal, what is done meanwhile. */
export function makeProgress(terminal: Terminal): Progress & { readonly end: () => void } {
  const { err, now } = terminal;
  const live = makeLiveLine(terminal);
  let last = now();
  const tell = (stage: string, summary: string) => {
    const seconds = ((now() - last) / 1000).toFixed(1).padStart(5);
    live.end();
    err(`${stage.padEnd(9)} ${seconds} s  ${summary}\n`);
    last = now();
  };
  return Object.assign(tell, { doing: live.doing, end: live.end });
}

/** Leaves no unfinished line behind, whatever happens. */
export async function withProgress<P extends { readonly end: () => void }, T>(
  progress: P,
  action: (progress: P) => Promise<T>,
): Promise<T> {
  try {
    return await action(progress);
  } finally {
    progress.end();
  }
}

/** On a terminal, one line that says what is done, for commands that have nothing to say of it when it is done. */
export function makeLiveLine({ err, columns, progressStream }: Terminal) {
  if (!progressStream) return Object.assign(() => {}, { doing: () => {}, end: () => {} });
  const doing = (what: string) =>
    err(`${EMPTY_LINE}${`${what} ...`.slice(0, Math.max(columns, NARROW) - 1)}`);
  const end = () => err(EMPTY_LINE);
  return Object.assign(() => {}, { doing, end });
}

const SHOWN = 10;

/**
 * Diagnostics on standard error: errors and findings in full, the first warnings, notes as a count. `rest` says
 * where the others are.
 */
export function reportDiagnostics(diagnostics: readonly Diagnostic[], { err }: Terminal, rest = ''): void {
  for (const severity of SEVERITIES) {
    const of = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
    const shown = severity === 'note' ? [] : severity === 'warning' ? of.slice(0, SHOWN) : of.slice(0, 100);
    for (const diagnostic of shown) err(`${formatDiagnostic(diagnostic)}\n`);
    const more = of.length - shown.length;
    if (more > 0)
      err(`${shown.length > 0 ? `... and ${more} more` : more} ${severity}${more === 1 ? '' : 's'}${rest}\n`);
  }
}

/**
 * What a build met, when it has made a release: one line for each code, the worst and the most frequent first, with the
 * first place; at most ten lines. `rest` says where all of them are.
 */
export function reportByCode(diagnostics: readonly Diagnostic[], { err }: Terminal, rest: string): void {
  const told = diagnostics.filter(({ severity }) => severity !== 'note');
  const groups = new Map<string, Diagnostic[]>();
  for (const diagnostic of told) {
    const group = groups.get(diagnostic.code);
    if (group) group.push(diagnostic);
    else groups.set(diagnostic.code, [diagnostic]);
  }
  const rankOf = ([first]: readonly Diagnostic[]) => (first ? SEVERITIES.indexOf(first.severity) : 0);
  const ordered = [...groups.values()].sort((a, b) => rankOf(a) - rankOf(b) || b.length - a.length);
  for (const group of ordered.slice(0, SHOWN)) {
    const [first] = group;
    if (!first) continue;
    const more = group.length - 1;
    err(`${formatDiagnostic(first)}${more > 0 ? ` (and ${more} more ${first.code})` : ''}\n`);
  }
  const hidden = ordered.slice(SHOWN);
  if (hidden.length > 0) {
    const count = hidden.reduce((sum, { length }) => sum + length, 0);
    err(
      `... and ${count} more of ${hidden.length} codes: ${hidden.map(([first]) => first?.code).join(', ')}${rest}\n`,
    );
  }
  const notes = diagnostics.length - told.length;
  if (notes > 0) err(`${notes} note${notes === 1 ? '' : 's'}${rest}\n`);
}

/** 1 where the data have findings, else 0. */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): 0 | 1 {
  const hasFindings = diagnostics.some(({ severity }) => severity === 'finding');
  return isBlocking(diagnostics) || hasFindings ? 1 : 0;
}

/** The message of a fault of usage or environment; anything else is a fault of ours and says so. */
export function formatFailure(error: unknown): string {
  if (error instanceof EnvironmentError) {
    return `dicom-omop: ${error.message}${error.fix === undefined ? '' : `\n  next: ${error.fix}`}\n`;
  }
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError) return `dicom-omop: ${message}\n  next: dicom-omop --help\n`;
  return `dicom-omop: internal fault: ${message}\n  next: please report this with the command line and the edition\n`;
}
