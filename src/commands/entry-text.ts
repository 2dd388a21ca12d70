/** An entry as text for a terminal: what it is, facts, then sections with maps first. */
import type { Entry, Item } from '../browse/entry.js';
import { shortPlace } from '../release/places.js';
import type { PlaceFinder } from './located-places.js';

const SHOWN = 20;

export interface EntryForm {
  readonly all: boolean;
  /** Rows of the XML, where they are wanted. */
  readonly places: PlaceFinder | undefined;
}

export function formatEntry(entry: Entry, form: EntryForm): string {
  const { key, kind, name, conceptId, conceptCode, sections } = entry;
  const facts = [
    ...(conceptId === undefined ? [] : [['Concept', `${conceptId}, code ${conceptCode}`] as const]),
    ...entry.facts,
  ];
  const width = Math.max(0, ...facts.map(([label]) => label.length));
  const lines = [
    `${key}  ${name}  [${kind}]`,
    ...facts.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`),
    ...sections.flatMap(({ title, items }) => {
      const shown = form.all ? items : items.slice(0, SHOWN);
      const more = items.length - shown.length;
      return [
        `${title}${items.length > 1 ? ` (${items.length})` : ''}`,
        ...shown.flatMap((item) => formatItem(item, form)),
        ...(more > 0 ? [`  ... ${more} more (--all)`] : []),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function formatItem({ text, note, at }: Item, { places }: EntryForm): string[] {
  const place = at === undefined ? undefined : shortPlace(at);
  const rest = [note, place].filter((each) => each !== undefined).join('; ');
  const row = places?.(at);
  return [
    `  ${text}${rest === '' ? '' : `  - ${rest}`}`,
    ...(row
      ? [
          `    ${row.file}:${row.line}${row.cells.length > 0 ? `  ${row.cells.join(' | ').slice(0, 300)}` : ''}`,
        ]
      : []),
  ];
}
