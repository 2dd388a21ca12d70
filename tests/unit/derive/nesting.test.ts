import { describe, expect, test } from '@jest/globals';
import { nestRows } from '../../../src/derive/nesting.js';
import { includeOf, moduleOf, rowOf } from '../../support/facts.js';

const A = '(0001,0001)';
const B = '(0001,0002)';
const C = '(0001,0003)';

const cases: {
  title: string;
  rows: ReturnType<typeof rowOf | typeof includeOf>[];
  paths: string[];
  jumps: number[];
}[] = [
  { title: 'one level', rows: [rowOf(A), rowOf(B)], paths: ['', ''], jumps: [] },
  {
    title: 'down and up again',
    rows: [rowOf(A), rowOf(`>${B}`), rowOf(`>>${C}`), rowOf(`>${C}`), rowOf(B)],
    paths: ['', A, `${A}>${B}`, A, ''],
    jumps: [],
  },
  {
    title: 'includes, which enclose nothing',
    rows: [rowOf(A), includeOf('>C.2'), rowOf(`>${B}`), includeOf('C.3'), rowOf(C)],
    paths: ['', A, A, '', ''],
    jumps: [],
  },
  {
    title: 'a jump of two, read as deep as there is',
    rows: [rowOf(A), rowOf(`>>>${B}`), rowOf(`>>${C}`)],
    paths: ['', A, `${A}>${B}`],
    jumps: [2],
  },
  { title: 'a first row that is nested', rows: [rowOf(`>${A}`), rowOf(B)], paths: ['', ''], jumps: [1] },
];

describe('nestRows', () => {
  test.each(cases)('$title', ({ rows, paths, jumps }) => {
    const { rows: nested, diagnostics } = nestRows(moduleOf('C.1', rows));
    expect(nested.map(({ enclosing }) => enclosing.join('>'))).toEqual(paths);
    expect(diagnostics.map(({ at }) => at && 'row' in at && at.row)).toEqual(jumps);
  });

  test('a jump says how deep the row is and how deep it could be', () => {
    expect(nestRows(moduleOf('C.1', [rowOf(A), rowOf(`>>>${B}`)])).diagnostics).toMatchObject([
      {
        code: 'nesting-jumps',
        severity: 'warning',
        at: { label: 'Table C.1', row: 2 },
        message: expect.stringContaining('3 deep where at most 1'),
        found: '>>>',
        expected: expect.stringContaining('[PS3.3 5.1]'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });
});
