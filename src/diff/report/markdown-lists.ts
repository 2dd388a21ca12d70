/** Lists of changes by topic, shortened evenly, with exact counts of what is not shown. */
import type { Change } from '../compare/change.js';
import { formatChange } from './change-line.js';
import { clip, escapeMarkdown, formatCodeSpan, formatCount } from './markdown-text.js';

/** Reference links: each address once, at the end of the report. */
export interface LinkNotes {
  /** `` [`(0018,0081)`][3] ``; the bare text without an address. */
  readonly link: (text: string, address: string | undefined) => string;
  /** `[3]: https://...` */
  readonly definitions: () => readonly string[];
}

export function makeLinkNotes(): LinkNotes {
  const numbers = new Map<string, number>();
  return {
    link: (text, address) => {
      if (address === undefined) return text;
      const number = numbers.get(address) ?? numbers.size + 1;
      numbers.set(address, number);
      return `[${text}][${number}]`;
    },
    definitions: () => [...numbers].map(([address, number]) => `[${number}]: ${address}`),
  };
}

export interface ListOptions {
  /** Items of this list at most. */
  readonly limit: number;
  /** Where the whole list is: `changes.tsv`. */
  readonly fullList: string;
  readonly notes: LinkNotes;
}

/** In the order given; topics in the order of their first change, the headings left out if there is only one. */
export function renderTopics(changes: readonly Change[], options: ListOptions): readonly string[] {
  const topics = groupByTopic(changes);
  const perTopic = findPerTopic(topics, options.limit);
  const shown = [...topics].slice(0, perTopic === 1 ? options.limit : topics.size);
  const lines =
    perTopic === 0
      ? []
      : shown.flatMap(([topic, members]) => {
          const items = members.slice(0, perTopic).map((change) => `- ${renderItem(change, options.notes)}`);
          if (topics.size === 1) return items;
          const count =
            items.length < members.length
              ? `${items.length} of ${formatCount(members.length)}`
              : items.length;
          return [
            `- **${escapeMarkdown(clip(topic, 100))}** (${count})`,
            ...items.map((item) => `  ${item}`),
          ];
        });
  const shownCount =
    perTopic === 0 ? 0 : shown.reduce((sum, [, { length }]) => sum + Math.min(length, perTopic), 0);
  const rest = changes.length - shownCount;
  if (rest === 0) return lines;
  const all = shownCount === 0 ? `${formatCount(rest)}` : `... and ${formatCount(rest)} more`;
  return [...lines, `- ${all}, see ${formatCodeSpan(options.fullList)}`];
}

const NAME_LENGTH = 110;

/** `` [`(0018,1020)`][3] Software Version(s): Software Version(s) → Software Versions (wording 0.8) ``. */
function renderItem(change: Change, notes: LinkNotes): string {
  const { subject, link } = change;
  const { from, to, note } = formatChange(change);
  const text = (value: string) => escapeMarkdown(clip(value, NAME_LENGTH));
  const isName = from === subject.name || to === subject.name;
  const name = subject.name === '' || isName ? '' : ` ${text(subject.name)}`;
  const values =
    from === undefined && to === undefined
      ? ''
      : `${isName ? '' : ':'} ${text(from ?? 'none')} → ${text(to ?? 'none')}`;
  const remark = note === undefined ? '' : ` (${text(note)})`;
  return `${notes.link(formatCodeSpan(clip(subject.code, NAME_LENGTH)), link)}${name}${values}${remark}`;
}

function groupByTopic(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const topics = new Map<string, Change[]>();
  for (const change of changes) {
    const known = topics.get(change.topic);
    if (known) known.push(change);
    else topics.set(change.topic, [change]);
  }
  return topics;
}

/** The greatest number of items per topic that keeps the whole within the limit; 1 if even that is too many. */
function findPerTopic(topics: ReadonlyMap<string, readonly Change[]>, limit: number): number {
  if (limit <= 0) return 0;
  const sizes = [...topics.values()].map(({ length }) => length);
  const total = (perTopic: number) => sizes.reduce((sum, size) => sum + Math.min(size, perTopic), 0);
  let [low, high] = [1, Math.max(1, ...sizes)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (total(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
