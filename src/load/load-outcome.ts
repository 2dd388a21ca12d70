/** What a load answers, and how the refusals of a target become diagnostics. */
import type { Diagnostic } from '../model/diagnostic.js';
import type { LoadRefusal } from './load-statements.js';

export interface LoadCount {
  readonly name: string;
  readonly rows: number;
}

export interface LoadResult {
  readonly counts: readonly LoadCount[];
  /** Relationship rows left out because the target does not have the concept at one end. */
  readonly leftOut: number;
}

/** Told after each step that changes rows, while the transaction is still open. */
export type OnStep = (count: LoadCount) => void;

/** Rows that one message names. */
const SHOWN = 5;

/** No diagnostic where the query of the refusal found no row. `file` names the target. */
export function describeRefusal(
  { code, message, expected, fix }: LoadRefusal,
  rows: readonly { readonly found: string }[],
  file: string,
): Diagnostic[] {
  if (rows.length === 0) return [];
  const found = rows
    .slice(0, SHOWN)
    .map((row) => row.found)
    .join(', ');
  const counted = rows.length > SHOWN ? `${message} (${rows.length} rows)` : message;
  return [{ code, severity: 'error', at: { file }, message: counted, found, expected, fix }];
}

/** A warning where links were left out. */
export function describeLeftOut(file: string, rows: number): Diagnostic[] {
  if (rows === 0) return [];
  return [
    {
      code: 'load-links-left-out',
      severity: 'warning',
      at: { file },
      message: 'links to concepts that the target does not have were left out',
      found: `${rows} rows of CONCEPT_RELATIONSHIP`,
      expected: 'the vocabularies that ours maps to',
      fix: 'load their Athena download, then load this release again',
    },
  ];
}
