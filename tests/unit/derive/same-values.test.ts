import { describe, expect, test } from '@jest/globals';
import { nestTables } from '../../../src/derive/module-attributes.js';
import { deriveValueTerms } from '../../../src/derive/value-terms.js';
import type { ModuleTable } from '../../../src/model/information-object.js';
import { attributeOf, moduleOf, rowOf, termListOf } from '../../support/facts.js';

const BOX = '(0070,0003)';
const ANCHOR = '(0070,0004)';
const SEQUENCE = '(0070,0008)';
const SAME = `Units of the anchor. Enumerated Values for Anchor Units ${ANCHOR} are the same as for Box Units ${BOX}.`;
const attributes = [attributeOf(BOX), attributeOf(ANCHOR), attributeOf(SEQUENCE, { vr: 'SQ' })];

function derive(...tables: ModuleTable[]) {
  return deriveValueTerms(tables, [], nestTables(tables).value, attributes).value;
}

const anchor = (description: string, rest = {}) => rowOf(`>${ANCHOR}`, { description, ...rest });
const box = (...values: string[]) => rowOf(BOX, { lists: [termListOf(values, { kind: 'Enumerated' })] });

describe('an attribute whose values are the same as those of another', () => {
  test('takes them as they stand in its own table, with their kind and place', () => {
    const terms = derive(
      moduleOf('C.1', [box('PIXEL', 'DISPLAY'), rowOf(SEQUENCE), anchor(SAME)]),
      moduleOf('C.2', [box('MATRIX')]),
    );
    expect(terms.slice(3)).toMatchObject([
      { tag: ANCHOR, path: [SEQUENCE, ANCHOR], table: 'C.1', kind: 'Enumerated', value: 'PIXEL' },
      { tag: ANCHOR, table: 'C.1', value: 'DISPLAY', at: { label: 'Table C.1' } },
    ]);
  });

  test('else as they stand anywhere, each once', () => {
    const terms = derive(
      moduleOf('C.1', [rowOf(SEQUENCE), anchor(SAME)]),
      moduleOf('C.2', [box('PIXEL', 'MATRIX')]),
      moduleOf('C.3', [box('PIXEL')]),
    );
    expect(terms.slice(3).map(({ table, tag, value }) => [table, tag, value])).toEqual([
      ['C.1', ANCHOR, 'PIXEL'],
      ['C.1', ANCHOR, 'MATRIX'],
    ]);
  });

  test.each([
    ['it has values of its own', SAME, { lists: [termListOf(['A'])] }, ['A']],
    ['some are excepted', SAME.replace(/\.$/, ', except that PIXEL is not allowed.'), {}, []],
    ['its units are the same, not its values', `Units are the same as those of ${BOX}.`, {}, []],
    ['the next sentence speaks of another', `Enumerated Values are the same as before. See ${BOX}.`, {}, []],
  ])('takes none where %s', (_title, description, rest, expected) => {
    const terms = derive(moduleOf('C.1', [box('PIXEL'), rowOf(SEQUENCE), anchor(description, rest)]));
    expect(terms.flatMap(({ tag, value }) => (tag === ANCHOR ? [value] : []))).toEqual(expected);
  });
});
