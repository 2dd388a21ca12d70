/** A diff as data: JSON of a stable shape, and TSV with one change on each line. */
import type { Change } from '../compare/change.js';
import { decisionOf } from '../compare/change-kinds.js';
import { countKinds, type ReleaseDiff } from '../compare/comparison.js';
import { formatChange } from './change-line.js';

export const CHANGE_COLUMNS = [
  'kind',
  'decision',
  'type',
  'code',
  'name',
  'concept_id',
  'from',
  'to',
  'note',
  'topic',
  'at',
  'link',
] as const;

/** Plain tab-separated, no quoting; NULL = empty. In reading order. */
export function renderTsv(diff: ReleaseDiff): string {
  const lines = diff.changes.map((change) => {
    const { kind, subject, topic, at, link } = change;
    const { from, to, note } = formatChange(change);
    const decision = decisionOf(change);
    const { type, code, name, conceptId } = subject;
    return [kind, decision, type, code, name, conceptId, from, to, note, topic, at, link]
      .map(formatCell)
      .join('\t');
  });
  return `${[CHANGE_COLUMNS.join('\t'), ...lines].join('\n')}\n`;
}

/**
 * `{ old, new, counts, deltas, changes }`. Changes as in change.ts, `kind` first, one on each line; what is
 * undefined there is left out here. New members may come; none changes its meaning.
 */
export function renderJson(diff: ReleaseDiff): string {
  const head = {
    old: diff.old,
    new: diff.now,
    counts: Object.fromEntries(countKinds(diff.changes)),
    deltas: diff.deltas,
  };
  const changes = diff.changes.map((change) => JSON.stringify(kindFirst(change))).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"changes":[\n${changes}\n]}\n`;
}

function kindFirst(change: Change): object {
  const { kind, subject, topic, at, link, ...own } = change;
  return { kind, decision: decisionOf(change), subject, ...own, topic, at, link };
}

function formatCell(value: string | number | undefined): string {
  return value === undefined ? '' : String(value).replace(/\s+/g, ' ').trim();
}
