import { describe, expect, test } from '@jest/globals';
import { derive } from '../../../src/derive/derivation.js';
import {
  attributeOf,
  groupOf,
  includeOf,
  moduleOf,
  rowOf,
  standardOf,
  termListOf,
} from '../../support/facts.js';

const A = '(0018,0050)';
const B = '(0018,0088)';
const SEQUENCE = '(0008,2218)';

describe('derive', () => {
  test('gives what follows from the facts, of every kind', () => {
    const bound = { strength: 'Defined', cid: '4', attribute: undefined, condition: undefined } as const;
    const { value, diagnostics } = derive(
      standardOf({
        attributes: [attributeOf(A, { vr: 'DS' }), attributeOf(SEQUENCE, { vr: 'SQ' })],
        contextGroups: [groupOf('4', { members: ['DCM:A'] })],
        moduleTables: [
          moduleOf('8.8-1', [rowOf('(0008,0100)')], { title: 'Code Sequence Macro Attributes' }),
          moduleOf('C.1', [
            rowOf(A, { description: 'Thickness, in mm.', lists: [termListOf(['1'])] }),
            rowOf(SEQUENCE),
            includeOf('>8.8-1', { cidStatements: [bound] }),
          ]),
        ],
      }),
      [{ phrase: 'mm', ucum: 'mm', anywhere: false }],
    );
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      expandedMembers: [{ cid: '4', value: 'A' }],
      moduleAttributes: [
        { table: '8.8-1' },
        { tag: A },
        { tag: SEQUENCE },
        { path: [SEQUENCE, '(0008,0100)'] },
      ],
      valueTerms: [{ tag: A, value: '1' }],
      bindings: [{ tag: SEQUENCE, cid: '4' }],
      units: [{ tag: A, ucum: 'mm' }],
    });
  });

  test('hands on the faults of every step', () => {
    const { diagnostics } = derive(
      standardOf({
        contextGroups: [groupOf('4', { includes: ['9'] })],
        moduleTables: [
          moduleOf('C.1', [
            rowOf(`>${A}`, { lists: [termListOf(['X'], { kind: undefined })] }),
            includeOf('C.9'),
          ]),
        ],
      }),
      [],
    );
    expect(diagnostics.map(({ code }) => code).sort()).toEqual([
      'context-group-missing',
      'include-target-missing',
      'list-title-unknown',
      'nesting-jumps',
    ]);
  });

  test('of two attribute tables of one label the first counts, once, and the other is said', () => {
    const { value, diagnostics } = derive(
      standardOf({
        moduleTables: [
          moduleOf('C.1', [rowOf(A, { lists: [termListOf(['X'])] })]),
          moduleOf('C.1', [rowOf(B)], { title: 'Another Module Attributes' }),
        ],
      }),
      [],
    );
    expect(value.moduleAttributes.map(({ tag }) => tag)).toEqual([A]);
    expect(value.valueTerms).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      {
        code: 'table-label-repeated',
        severity: 'finding',
        at: { part: 3, label: 'Table C.1' },
        message: expect.stringContaining('the 1 rows of this one'),
        found: 'Another Module Attributes',
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('tables of IODs may share a label', () => {
    const iod = moduleOf('A.1-1', [], { kind: 'iod' });
    expect(derive(standardOf({ moduleTables: [iod, iod] }), []).diagnostics).toEqual([]);
  });
});
