/** What the registry and the descriptions say of attributes, codes and UIDs: VR, VM, keyword, unit, definition, type. */
import type { Change, SubjectType, ValueKind } from './change.js';
import { similarity } from './similarity.js';
import { baseOfCode, type Side, type Sides } from './subjects.js';

/** VR, VM, keyword of attributes that both editions have, in the order of the newer registry. */
export function compareAttributes(sides: Sides): readonly Change[] {
  const { old, now } = sides;
  const former = new Map(old.tables.facts.attributes.map((fact) => [fact.tag, fact]));
  return now.tables.facts.attributes.flatMap((fact) => {
    const before = former.get(fact.tag);
    if (!before) return [];
    const base = baseOfCode('attribute', fact.tag, fact.name ?? '', now.moduleOf(fact.tag), fact.at, now);
    const values: readonly (readonly [ValueKind, string | undefined, string | undefined])[] = [
      ['vr-changed', before.vr, fact.vr],
      ['vm-changed', before.vm, fact.vm],
      ['keyword-changed', before.keyword, fact.keyword],
    ];
    return values.flatMap(([kind, from, to]) => (from === to ? [] : [{ ...base, kind, from, to }]));
  });
}

/** UCUM units that the descriptions state; an attribute with several has them joined by ` | `. */
export function compareUnits(sides: Sides): readonly Change[] {
  const { old, now } = sides;
  const before = unitsByTag(old);
  const after = unitsByTag(now);
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((tag): Change[] => {
    const from = before.get(tag);
    const to = after.get(tag);
    if (from?.ucum === to?.ucum) return [];
    const side = to ? now : old;
    const name = nameOf(now, tag) ?? nameOf(old, tag) ?? '';
    const base = baseOfCode('attribute', tag, name, side.moduleOf(tag), (to ?? from)?.at ?? '', side);
    return [{ ...base, kind: 'unit-changed', from: from?.ucum, to: to?.ucum }];
  });
}

/**
 * Definitions of codes that both editions have, compared without case, blanks and punctuation. The definition is
 * what a code means: a name may stay while this moves.
 */
export function compareDefinitions({ old, now }: Sides): readonly Change[] {
  const former = new Map(old.tables.facts.code_definitions.map((fact) => [fact.code, fact]));
  return now.tables.facts.code_definitions.flatMap((fact): Change[] => {
    const before = former.get(fact.code);
    const from = before?.definition;
    const to = fact.definition;
    if (!before || letters(from) === letters(to)) return [];
    const known = now.ofCode.get(fact.code);
    const base = baseOfCode('code', fact.code, fact.meaning, known?.topic ?? '', fact.at, now);
    const alike = Math.round(similarity(from ?? '', to ?? '') * 1000) / 1000;
    return [{ ...base, kind: 'definition-changed', from, to, similarity: alike }];
  });
}

/** Types of UIDs, and keywords that were there before: the editions before 2020 print none. */
export function compareUids({ old, now }: Sides): readonly Change[] {
  const former = new Map(old.tables.facts.uids.map((fact) => [fact.uid, fact]));
  const seen = new Set<string>();
  return now.tables.facts.uids.flatMap((fact): Change[] => {
    const before = former.get(fact.uid);
    if (!before || seen.has(fact.uid)) return [];
    seen.add(fact.uid);
    const type: SubjectType = 'uid';
    const base = baseOfCode(type, fact.uid, fact.name, `${fact.type} UIDs`, fact.at, now);
    const changes: Change[] = [];
    if (before.type !== fact.type) {
      changes.push({ ...base, kind: 'uid-type-changed', from: before.type, to: fact.type });
    }
    if (before.keyword !== undefined && before.keyword !== fact.keyword) {
      changes.push({ ...base, kind: 'keyword-changed', from: before.keyword, to: fact.keyword });
    }
    return changes;
  });
}

function unitsByTag(side: Side): ReadonlyMap<string, { readonly ucum: string; readonly at: string }> {
  const units = new Map<string, { ucum: Set<string>; at: string }>();
  for (const { tag, ucum, at } of side.tables.facts.units) {
    const known = units.get(tag) ?? { ucum: new Set(), at };
    known.ucum.add(ucum);
    units.set(tag, known);
  }
  return new Map([...units].map(([tag, { ucum, at }]) => [tag, { ucum: [...ucum].sort().join(' | '), at }]));
}

function nameOf(side: Side, tag: string): string | undefined {
  return side.attributeLabel(tag).slice(tag.length + 1) || undefined;
}

function letters(text: string | undefined): string {
  return (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
