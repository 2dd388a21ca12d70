import { describe, expect, test } from '@jest/globals';
import { countActions, emitDelta } from '../../../src/diff/delta.js';
import { release, textTable } from '../../support/diff-releases.js';

const CONCEPT = ['concept_id,concept_name,invalid_reason', '1,A,', '2,B,', '3,C,', '4,D,D'];
const CHANGED = ['concept_id,concept_name,invalid_reason', '1,A,', '2,B,D', '4,D2,', '5,E,'];
const SYNONYM = ['concept_id,concept_synonym_name,language_concept_id', '1,a,9', '1,b,9', '2,c,9'];
const OTHER_SYNONYM = ['concept_id,concept_synonym_name,language_concept_id', '1,b,9', '2,C,9', '5,e,9'];
const LINK = ['concept_id_1,concept_id_2,relationship_id,invalid_reason', '1,2,Maps to,', '2,1,Mapped from,'];
const OTHER_LINK = [
  'concept_id_1,concept_id_2,relationship_id,invalid_reason',
  '1,2,Maps to,D',
  '1,2,Has Answer,',
];

const sideOf = (concepts: string[], synonyms: string[], links: string[]) =>
  release({
    texts: [
      textTable('CONCEPT.csv', concepts),
      textTable('CONCEPT_SYNONYM.csv', synonyms),
      textTable('CONCEPT_RELATIONSHIP.csv', links),
    ],
  });

/** What a site does: delete by key, then write each other row over the one with its key. */
function apply(old: readonly string[], delta: string, keyColumns: readonly string[]): string[] {
  const [header = '', ...lines] = delta.replace(/\n$/, '').split('\n');
  const columns = header.split('\t').slice(1);
  const keyOf = (cells: readonly string[]) =>
    keyColumns.map((name) => cells[columns.indexOf(name)]).join('|');
  const rows = new Map(old.slice(1).map((line) => [keyOf(line.split(',')), line]));
  for (const line of lines) {
    const [action, ...cells] = line.split('\t');
    if (action === 'delete') rows.delete(keyOf(cells));
    else {
      expect(rows.has(keyOf(cells))).toBe(action !== 'insert');
      rows.set(keyOf(cells), cells.join(','));
    }
  }
  return [...rows.values()].sort();
}

describe('delta', () => {
  const files = emitDelta(sideOf(CONCEPT, SYNONYM, LINK), sideOf(CHANGED, OTHER_SYNONYM, OTHER_LINK));

  test('each row that differs, with its action', () => {
    expect(files.get('CONCEPT_delta.csv')).toBe(
      [
        'action\tconcept_id\tconcept_name\tinvalid_reason',
        'delete\t3\tC\t',
        'deprecate\t2\tB\tD',
        'update\t4\tD2\t',
        'insert\t5\tE\t',
        '',
      ].join('\n'),
    );
    expect(files.get('CONCEPT_SYNONYM_delta.csv')).toBe(
      [
        'action\tconcept_id\tconcept_synonym_name\tlanguage_concept_id',
        'delete\t1\ta\t9',
        'delete\t2\tc\t9',
        'insert\t2\tC\t9',
        'insert\t5\te\t9',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['CONCEPT', CONCEPT, CHANGED, ['concept_id']],
    [
      'CONCEPT_SYNONYM',
      SYNONYM,
      OTHER_SYNONYM,
      ['concept_id', 'concept_synonym_name', 'language_concept_id'],
    ],
    ['CONCEPT_RELATIONSHIP', LINK, OTHER_LINK, ['concept_id_1', 'concept_id_2', 'relationship_id']],
  ])('%s: old + delta = new', (name, old, now, key) => {
    expect(apply(old, files.get(`${name}_delta.csv`) ?? '', key)).toEqual(now.slice(1).sort());
  });

  test('random tables: old + delta = new', () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    const table = () => [
      CONCEPT[0] ?? '',
      ...Array.from({ length: 40 }, (_, id) => `${id},${'xyz'[random(3)]},${['', 'D'][random(2)]}`).filter(
        () => random(3) > 0,
      ),
    ];
    for (let round = 0; round < 50; round++) {
      const [old, now] = [table(), table()];
      const delta = emitDelta(sideOf(old, SYNONYM, LINK), sideOf(now, SYNONYM, LINK));
      expect(apply(old, delta.get('CONCEPT_delta.csv') ?? '', ['concept_id'])).toEqual(now.slice(1).sort());
    }
  });

  test('columns in another order are the same cells', () => {
    const turned = ['invalid_reason,concept_id,concept_name', ',1,A', ',2,B', ',3,C', 'D,4,D'];
    const delta = emitDelta(sideOf(turned, SYNONYM, LINK), sideOf(CONCEPT, SYNONYM, LINK));
    expect(delta.get('CONCEPT_delta.csv')).toBe('action\tconcept_id\tconcept_name\tinvalid_reason\n');
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
