/** Which values an attribute may take: added, dropped, retired, revived, over all tables that list them. */
import { tagDigits } from '../../release/places.js';
import type { Change, TermChange } from './change.js';
import { allTerms } from './fact-index.js';
import { place, type Side, type Sides } from './subjects.js';

interface AllowedValue {
  readonly tag: string;
  readonly value: string;
  readonly meaning: string | undefined;
  /** Retired wherever it is listed. */
  readonly isRetired: boolean;
  readonly tables: readonly string[];
  readonly at: string;
}

/**
 * By (attribute, value): a value that only another table takes up is no change. Values of attributes that are
 * themselves new are part of the attribute's own appearance, but listed all the same.
 */
export function compareTerms({ old, now }: Sides): readonly Change[] {
  const before = valuesByKey(old);
  const after = valuesByKey(now);
  const changes: Change[] = [];
  for (const [key, value] of after) {
    const former = before.get(key);
    if (!former) changes.push(describe('term-added', value, now));
    else if (former.isRetired !== value.isRetired) {
      changes.push(describe(value.isRetired ? 'term-retired' : 'term-revived', value, now));
    }
  }
  for (const [key, value] of before) {
    if (!after.has(key)) changes.push(describe('term-dropped', value, old));
  }
  return changes;
}

function describe(kind: TermChange['kind'], term: AllowedValue, side: Side): TermChange {
  const { tag, value, meaning, tables, at } = term;
  const code = `${tagDigits(tag)}:${value}`;
  const conceptId = side.idOfCode.get(code) ?? side.idOfCode.get(value);
  const subject = { type: 'term', code, name: meaning ?? value, conceptId } as const;
  return { ...place(subject, side.attributeLabel(tag), at), kind, value, tables };
}

function valuesByKey(side: Side): ReadonlyMap<string, AllowedValue> {
  const values = new Map<string, AllowedValue & { readonly tables: string[] }>();
  for (const { tag = '', value, meaning, retired, table, at } of allTerms(side.tables.facts)) {
    const key = `${tag}\t${value}`;
    const known = values.get(key);
    const tables = known?.tables ?? [];
    if (table && !tables.includes(table)) tables.push(table);
    values.set(key, {
      tag,
      value,
      meaning: known?.meaning ?? meaning,
      isRetired: retired === 'true' && (known?.isRetired ?? true),
      tables,
      at: known?.at ?? at,
    });
  }
  return values;
}
