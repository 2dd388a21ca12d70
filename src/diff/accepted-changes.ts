/**
 * `mappings/accepted-changes.tsv`: changes that somebody has decided about, one a line. They are told as before, and wait for
 * no decision any more; changes of ids cannot be accepted.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import type { Change } from './compare/change.js';
import { CHANGE_KINDS } from './compare/change-kinds.js';
import { formatChange } from './report/change-line.js';

export type IsAccepted = (change: Change) => boolean;

const COLUMNS = ['kind', 'code', 'from', 'to', 'reason'];
const NEVER: ReadonlySet<string> = new Set(['id-changed', 'id-reused']);

/** `accepted-change-wrong`: a kind that there is not, or that cannot be accepted; a line without code or reason. */
export function parseAcceptedChanges(text: string, file: string): Outcome<IsAccepted> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, COLUMNS);
  const accepted = new Set<string>();
  const faults: Diagnostic[] = [];
  for (const { cells, line } of rows) {
    const kind = CHANGE_KINDS.find((known) => known === cells.kind);
    if (kind && !NEVER.has(kind) && cells.code && cells.reason) {
      accepted.add(keyOf(kind, cells.code, cells.from, cells.to));
      continue;
    }
    faults.push({
      code: 'accepted-change-wrong',
      severity: 'error',
      at: { file, line },
      message: 'no change that can be accepted',
      found: Object.values(cells).join(' | '),
      expected: `a kind of change other than ${[...NEVER].join(', ')}; code, from, to as reported; a reason`,
      fix: 'copy the line from the page of changes (diff --format html)',
    });
  }
  return {
    value: (change) => {
      const { from, to } = formatChange(change);
      return accepted.has(keyOf(change.kind, change.subject.code, from, to));
    },
    diagnostics: [...diagnostics, ...faults],
  };
}

function keyOf(kind: string, code: string, from: string | undefined, to: string | undefined): string {
  return [kind, code, from ?? '', to ?? ''].join('\t');
}
