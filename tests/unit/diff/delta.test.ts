import { describe, expect, test } from '@jest/globals';
import { countActions, emitDelta } from '../../../src/diff/delta.js';
import type { Release } from '../../../src/model/omop.js';
import { emitOmopTables } from '../../../src/release/omop-tables.js';
import { concept, relationship, release, synonym } from '../../support/diff-releases.js';

const named = (id: number, conceptName: string, invalidReason?: 'D') =>
  concept(`C${id}`, { id, conceptName, invalidReason, validEndDate: '20991231' });
const OLD = release({
  concepts: [named(1, 'A'), named(2, 'B'), named(3, 'C'), named(4, 'D', 'D')],
  synonyms: [synonym(1, 'a'), synonym(1, 'b'), synonym(2, 'c')],
  relationships: [relationship(1, 'Maps to', 2), relationship(2, 'Mapped from', 1)],
});
const NEW = release({
  concepts: [named(1, 'A'), named(2, 'B', 'D'), named(4, 'D2', 'D'), named(5, 'E')],
  synonyms: [synonym(1, 'b'), synonym(2, 'C'), synonym(5, 'e')],
  relationships: [relationship(1, 'Maps to', 2, 'D'), relationship(1, 'Has Answer', 2)],
});

const KEYS: Readonly<Record<string, readonly string[]>> = {
  CONCEPT: ['concept_id'],
  CONCEPT_SYNONYM: ['concept_id', 'concept_synonym_name', 'language_concept_id'],
  CONCEPT_RELATIONSHIP: ['concept_id_1', 'concept_id_2', 'relationship_id'],
};

const linesOf = (side: Release, name: string) =>
  (emitOmopTables(side).get(`${name}.csv`) ?? '').replace(/\n$/, '').split('\n').slice(1).sort();

/** What a site does: delete by key, then write each other row over the one with its key. */
function apply(old: Release, delta: string, name: string): string[] {
  const [header = '', ...lines] = delta.replace(/\n$/, '').split('\n');
  const columns = header.split('\t').slice(1);
  const keyOf = (cells: readonly string[]) =>
    (KEYS[name] ?? []).map((column) => cells[columns.indexOf(column)]).join('|');
  const rows = new Map(linesOf(old, name).map((line) => [keyOf(line.split('\t')), line]));
  for (const line of lines) {
    const [action, ...cells] = line.split('\t');
    if (action === 'delete') rows.delete(keyOf(cells));
    else {
      expect(rows.has(keyOf(cells))).toBe(action !== 'insert');
      rows.set(keyOf(cells), cells.join('\t'));
    }
  }
  return [...rows.values()].sort();
}

describe('delta', () => {
  const files = emitDelta(OLD, NEW);

  test('each row that differs, with its action', () => {
    const [header, ...lines] = (files.get('CONCEPT_delta.csv') ?? '').split('\n');
    expect(header).toMatch(/^action\tconcept_id\tconcept_name\t/);
    expect(lines.map((line) => line.split('\t').slice(0, 3).join(' '))).toEqual([
      'delete 3 C',
      'deprecate 2 B',
      'update 4 D2',
      'insert 5 E',
      '',
    ]);
    expect(files.get('CONCEPT_SYNONYM_delta.csv')).toBe(
      [
        'action\tconcept_id\tconcept_synonym_name\tlanguage_concept_id',
        'delete\t1\ta\t4180186',
        'delete\t2\tc\t4180186',
        'insert\t2\tC\t4180186',
        'insert\t5\te\t4180186',
        '',
      ].join('\n'),
    );
  });

  test('a file for every table, with a header where nothing changed', () => {
    expect([...files.keys()]).toHaveLength(6);
    expect(files.get('CONCEPT_CLASS_delta.csv')).toBe(
      'action\tconcept_class_id\tconcept_class_name\tconcept_class_concept_id\n',
    );
  });

  test.each(Object.keys(KEYS))('%s: old + delta = new', (name) => {
    expect(apply(OLD, files.get(`${name}_delta.csv`) ?? '', name)).toEqual(linesOf(NEW, name));
  });

  test('random tables: old + delta = new', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const side = () =>
      release({
        concepts: Array.from({ length: 40 }, (_, id) =>
          named(id, 'xyz'[random(3)] ?? '', ([undefined, 'D'] as const)[random(2)]),
        ).filter(() => random(3) > 0),
      });
    for (let round = 0; round < 50; round++) {
      const [old, now] = [side(), side()];
      const delta = emitDelta(old, now).get('CONCEPT_delta.csv') ?? '';
      expect(apply(old, delta, 'CONCEPT')).toEqual(linesOf(now, 'CONCEPT'));
    }
  });

  test('counts by action', () => {
    expect(countActions(files.get('CONCEPT_delta.csv') ?? '')).toEqual({
      delete: 1,
      deprecate: 1,
      update: 1,
      insert: 1,
    });
  });
});
