/**
 * Values that a cell states by naming another attribute: `Enumerated Values ... are the same as for Bounding Box
 * Annotation Units (0070,0003).` They count where nothing else states the attribute's values.
 */
import type { ValueTerm } from '../model/derivation.js';
import { parseTag, type Tag } from '../model/tag.js';
import type { PlacedRow } from './section-list-owners.js';

/** Up to the first tag behind the words, within the sentence. What the sentence excepts cannot be told from values. */
const SAME_AS =
  /\b(?:defined terms?|enumerated values?)\b(?:[^.(]|\([^)]*\))*?\b(?:is|are) the same as\b[^.(]*(\([0-9A-Fa-f]{4},[0-9A-Fa-f]{4}\))([^.]*)/i;

export function deriveSameValues(placed: readonly PlacedRow[], terms: readonly ValueTerm[]): ValueTerm[] {
  const stated = new Set(terms.map(({ tag }) => tag));
  return placed.flatMap(({ row, table, path }) => {
    if (stated.has(row.tag)) return [];
    const source = sourceOf(row.description);
    if (source === undefined || source === row.tag) return [];
    const ofSource = terms.filter(({ tag, retired }) => tag === source && !retired);
    const beside = ofSource.filter((term) => term.table === table);
    const taken = new Set<string>();
    return (beside.length > 0 ? beside : ofSource)
      .filter(({ value, valueNumber }) => {
        const key = `${valueNumber ?? ''}:${value}`;
        return !taken.has(key) && taken.add(key);
      })
      .map((term) => ({ ...term, tag: row.tag, path, table }));
  });
}

function sourceOf(description: string): Tag | undefined {
  const [, tag = '', rest = ''] = SAME_AS.exec(description) ?? [];
  return /\bexcept\b/i.test(rest) ? undefined : parseTag(tag);
}
