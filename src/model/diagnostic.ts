import { formatPlace, type Place } from './source-ref.js';

/**
 * error: nothing is published. finding: the row was refused, the rest is published; exit code 1, for the standard's own
 * text only if asked to be strict.
 * warning: read, but a reviewer should look. note: a row that by its nature states no fact.
 */
export type Severity = 'error' | 'finding' | 'warning' | 'note';
export const SEVERITIES: readonly Severity[] = ['error', 'finding', 'warning', 'note'];

/** A fault in the data. Collected and reported together; an environment fault is thrown instead. */
export interface Diagnostic {
  /** Kebab-case name of the rule, stable: scripts and tests key on it. */
  readonly code: string;
  readonly severity: Severity;
  readonly at?: Place;
  readonly message: string;
  /** The value as found; printed in quotes. */
  readonly found?: string;
  /** What was expected, and by which clause. */
  readonly expected?: string;
  /** What to do next. */
  readonly fix?: string;
}

/** What every stage returns: its value, and the faults that it met on the way. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** A fault of usage or environment (missing file, unwritable folder, wrong label): exit code 2. */
export class EnvironmentError extends Error {
  readonly fix: string | undefined;

  constructor(message: string, options: { readonly fix?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'EnvironmentError';
    this.fix = options.fix;
  }
}

/** A fault of the command line: exit code 2, told without a cause. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Takes values out of outcomes, and keeps their diagnostics in order. */
export interface Collector {
  readonly keep: <T>(outcome: Outcome<T>) => T;
  readonly add: (...diagnostics: readonly Diagnostic[]) => void;
  readonly diagnostics: readonly Diagnostic[];
}

export function collect(): Collector {
  const diagnostics: Diagnostic[] = [];
  const add = (...added: readonly Diagnostic[]) => {
    for (const diagnostic of added) diagnostics.push(diagnostic);
  };
  return {
    keep: (outcome) => {
      add(...outcome.diagnostics);
      return outcome.value;
    },
    add,
    diagnostics,
  };
}

/** `error tag-malformed at PS3.6 ...: message; found "(0018 9445)"; expected ...; next: ...` on one line. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { code, severity, at, message, found, expected, fix } = diagnostic;
  const place = at === undefined ? '' : ` at ${formatPlace(at)}`;
  return [
    `${severity} ${code}${place}: ${message}`,
    ...(found === undefined ? [] : [`found ${JSON.stringify(found)}`]),
    ...(expected === undefined ? [] : [`expected ${expected}`]),
    ...(fix === undefined ? [] : [`next: ${fix}`]),
  ].join('; ');
}

/** True if nothing may be published. */
export function isBlocking(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
