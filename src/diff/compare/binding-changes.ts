/** Which context groups are bound to which code sequences, and how strongly. */
import type { BindingFact } from '../release-tables.js';
import type { BindingChange, Change } from './change.js';
import { place, type Side, type Sides } from './subjects.js';

/**
 * Bindings of one sequence in one table are paired in the order in which they stand; then what is left is paired
 * by sequence and group where a table was renumbered. Strength, group, condition or table may differ in a pair.
 */
export function compareBindings({ old, now }: Sides): readonly Change[] {
  const before = new Set(old.tables.facts.bindings);
  const after = new Set(now.tables.facts.bindings);
  const pairs: [BindingFact, BindingFact][] = [];
  const rules: readonly ((binding: BindingFact) => string)[] = [
    (binding) => [placeOf(binding), binding.cid, binding.strength, binding.condition].join('\t'),
    (binding) => [placeOf(binding), binding.cid].join('\t'),
    placeOf,
    ({ path, cid }) => [path, cid].join('\t'),
  ];
  for (const keyOf of rules) {
    const waiting = new Map<string, BindingFact[]>();
    for (const binding of before) push(waiting, keyOf(binding), binding);
    for (const binding of [...after]) {
      const former = waiting.get(keyOf(binding))?.shift();
      if (!former) continue;
      pairs.push([former, binding]);
      before.delete(former);
      after.delete(binding);
    }
  }
  const changed = pairs.flatMap(([a, b]): Change[] => {
    const isMoved = a.table !== b.table;
    const from = formatBinding(a, isMoved);
    const to = formatBinding(b, isMoved);
    return from === to ? [] : [describe('binding-changed', b, now, from, to)];
  });
  return [
    ...changed,
    ...[...after].map((binding) =>
      describe('binding-added', binding, now, undefined, formatBinding(binding)),
    ),
    ...[...before].map((binding) =>
      describe('binding-dropped', binding, old, formatBinding(binding), undefined),
    ),
  ];
}

function describe(
  kind: BindingChange['kind'],
  { tag, path, table, at }: BindingFact,
  side: Side,
  from: string | undefined,
  to: string | undefined,
): BindingChange {
  const label = side.attributeLabel(tag);
  const conceptId = side.idOfCode.get(tag.replace(/[(),]/g, ''));
  const subject = { type: 'attribute', code: tag, name: label.slice(tag.length + 1), conceptId } as const;
  return { ...place(subject, side.tableLabel(table), at), kind, table, path, from, to };
}

/** `Defined CID 4 unless otherwise specified (Table C.8-74)`. */
function formatBinding({ strength, cid, condition, table }: BindingFact, withTable = false): string {
  const words = [strength, `CID ${cid}`, ...(condition ? [condition] : [])];
  return [...words, ...(withTable ? [`(Table ${table})`] : [])].join(' ');
}

function placeOf({ tag, path, table }: BindingFact): string {
  return [tag, path, table].join('\t');
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}
