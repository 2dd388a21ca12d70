/**
 * A diff as the top of a pull request: a summary table, what needs a decision, then collapsible lists by kind and
 * topic, then the counts. Lists are shortened, with exact counts, until the whole fits into what GitHub takes.
 */
import { escapeHtml } from '../../page/html-page.js';
import { type Change, type ChangeKind, SUBJECT_TYPES, type SubjectType } from '../compare/change.js';
import { CHANGE_KINDS, DECISIONS, decisionOf, titleOfKind } from '../compare/change-kinds.js';
import type { ReleaseDiff } from '../compare/comparison.js';
import type { CountDelta } from '../compare/count-deltas.js';
import { makeLinkNotes, renderTopics } from './markdown-lists.js';
import { clip, escapeMarkdown, formatCodeSpan, formatCount } from './markdown-text.js';

/** Characters of a pull request's body. [GitHub] Counted in bytes of UTF-8 here, which are never fewer. */
export const MARKDOWN_LIMIT = 65_536;

export interface MarkdownOptions {
  /** Items of one list at most; fewer if the report would not fit. */
  readonly limit?: number | undefined;
  /** What the report calls the complete list. */
  readonly fullList?: string | undefined;
  /** Length of the report at most, 65,536 unless told; not below 12,000, which the tables alone may need. */
  readonly characters?: number | undefined;
}

interface Limits {
  readonly decisions: number;
  readonly lists: number;
}

/** Decisions take up to half of the room, the other lists the rest. */
export function renderMarkdown(diff: ReleaseDiff, options: MarkdownOptions = {}): string {
  const room = Math.max(12_000, options.characters ?? MARKDOWN_LIMIT);
  const greatest = Math.min(options.limit ?? diff.changes.length, diff.changes.length);
  const render = (limits: Limits) => renderWithin(diff, limits, options.fullList ?? 'changes.tsv');
  const decisions = greatestThat(
    greatest,
    (limit) => sizeOf(render({ decisions: limit, lists: 0 })) <= room / 2,
  );
  const lists = greatestThat(greatest, (limit) => sizeOf(render({ decisions, lists: limit })) <= room);
  return render({ decisions, lists });
}

function renderWithin(diff: ReleaseDiff, limits: Limits, fullList: string): string {
  const { old, now, changes, deltas, accepted } = diff;
  const notes = makeLinkNotes();
  const list = (limit: number) => ({ limit, fullList, notes });
  const waiting = DECISIONS.map((decision) => ({
    decision,
    members: changes.filter((change) => decisionOf(change) === decision && !accepted.has(change)),
  })).filter(({ members }) => members.length > 0);
  const count = waiting.reduce((sum, { members }) => sum + members.length, 0);
  const profile = old.profile === now.profile ? now.profile : `${old.profile} -> ${now.profile}`;
  const lines = [
    `# DICOM ${escapeMarkdown(old.edition)} → ${escapeMarkdown(now.edition)}`,
    '',
    `${formatCount(changes.length)} changes between the releases of ${formatLabel(old)} and ${formatLabel(now)}, ` +
      `profile ${formatCodeSpan(profile ?? 'unknown')}. The complete list is ${formatCodeSpan(fullList)}.`,
    '',
    ...diff.gaps.map((gap) => `**${escapeMarkdown(upperFirst(gap))}.**\n`),
    ...(accepted.size > 0
      ? [
          `${formatCount(accepted.size)} changes are accepted in ${formatCodeSpan('mappings/accepted-changes.tsv')}.`,
          '',
        ]
      : []),
    ...renderSummary(changes),
    `## Needs a decision (${formatCount(count)})`,
    '',
    ...(count === 0 ? ['Nothing.', ''] : []),
    ...waiting.flatMap(({ decision, members }) => [
      `**${upperFirst(decision)}** (${formatCount(members.length)})`,
      '',
      ...renderTopics(members, list(limits.decisions)),
      '',
    ]),
    '## To read',
    '',
    ...sectionsOf(changes).flatMap(({ title, members, above }) => [
      `<details><summary>${escapeHtml(title)} (${formatCount(members.length)}${above > 0 ? `; ${formatCount(above)} more above` : ''})</summary>`,
      '',
      ...renderTopics(members, list(limits.lists)),
      '',
      '</details>',
    ]),
    '',
    '## Rows',
    '',
    ...renderDeltas('Concepts', ['class', 'domain', 'standard', 'invalid'], deltas.concepts),
    ...renderDeltas(
      'Relationships',
      ['vocabulary 1', 'vocabulary 2', 'relationship', 'invalid'],
      deltas.relationships,
    ),
    ...notes.definitions(),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

interface Section {
  readonly title: string;
  readonly members: Change[];
  /** How many more wait for a decision, and are listed there only. */
  above: number;
}

/** Kind x what it is about; names that differ in spelling only stand apart, so that they hide nothing. */
function sectionsOf(changes: readonly Change[]): readonly Section[] {
  const sections = new Map<string, Section>();
  for (const kind of CHANGE_KINDS) {
    for (const words of ['', ', spelling only']) {
      for (const type of SUBJECT_TYPES) {
        const title = `${titleOfKind(kind)}${words}: ${TYPE_NAMES[type]}`;
        sections.set(`${kind} ${type}${words}`, { title, members: [], above: 0 });
      }
    }
  }
  for (const change of changes) {
    const words = 'extent' in change && change.extent === 'spelling' ? ', spelling only' : '';
    const section = sections.get(`${change.kind} ${change.subject.type}${words}`);
    if (!section) continue;
    if (decisionOf(change) === undefined) section.members.push(change);
    else section.above += 1;
  }
  return [...sections.values()].filter(({ members }) => members.length > 0);
}

const TYPE_NAMES: Readonly<Record<SubjectType, string>> = {
  attribute: 'attributes',
  code: 'DCM codes',
  term: 'values',
  uid: 'UIDs',
  group: 'context groups',
  'scheme-code': 'codes in context groups',
  metadata: 'metadata',
  other: 'others',
};

function renderSummary(changes: readonly Change[]): string[] {
  const counts = new Map<ChangeKind, Map<SubjectType, number>>();
  for (const { kind, subject } of changes) {
    const types = counts.get(kind) ?? new Map<SubjectType, number>();
    types.set(subject.type, (types.get(subject.type) ?? 0) + 1);
    counts.set(kind, types);
  }
  const rows = CHANGE_KINDS.flatMap((kind) => {
    const types = counts.get(kind);
    if (!types) return [];
    const total = [...types.values()].reduce((sum, count) => sum + count, 0);
    const parts = [...types].map(([type, count]) => `${TYPE_NAMES[type]} ${formatCount(count)}`);
    return [`| ${titleOfKind(kind)} | ${formatCount(total)} | ${parts.join(', ')} |`];
  });
  return rows.length === 0 ? [] : ['| change | count | of them |', '|---|---:|---|', ...rows, ''];
}

const DELTA_ROWS = 40;
const CELL_LENGTH = 40;

function renderDeltas(title: string, keys: readonly string[], deltas: readonly CountDelta[]): string[] {
  const changed = deltas.filter(({ difference }) => difference !== 0);
  const shown = changed.slice(0, DELTA_ROWS).map(({ key, before, after, difference, percent }) => {
    const cells = key.map((cell) => escapeMarkdown(clip(cell, CELL_LENGTH)));
    const sign = difference > 0 ? '+' : '-';
    const share = percent === undefined ? 'new' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
    const numbers = [
      formatCount(before),
      formatCount(after),
      `${sign}${formatCount(Math.abs(difference))}`,
      share,
    ];
    return `| ${[...cells, ...numbers].join(' | ')} |`;
  });
  const more = changed.length - shown.length;
  return [
    `<details><summary>${title} (${changed.length} of ${deltas.length} counts changed)</summary>`,
    '',
    `| ${[...keys, 'before', 'after', 'difference', '%'].join(' | ')} |`,
    `|${'---|'.repeat(keys.length)}${'---:|'.repeat(4)}`,
    ...shown,
    ...(more > 0 ? ['', `... and ${formatCount(more)} more counts`] : []),
    '',
    '</details>',
    '',
  ];
}

function formatLabel({ edition, published }: ReleaseDiff['old']): string {
  const day = published?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  return escapeMarkdown(day === undefined ? edition : `${edition} (${day})`);
}

function sizeOf(text: string): number {
  return Buffer.byteLength(text);
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Greatest n from 0 to `most` for which it holds; it holds for 0 and, once it fails, for no greater one. */
function greatestThat(most: number, holds: (n: number) => boolean): number {
  if (holds(most)) return most;
  let [low, high] = [0, most - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
