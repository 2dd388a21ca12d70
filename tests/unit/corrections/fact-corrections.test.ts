import { describe, expect, test } from '@jest/globals';
import { correctFacts } from '../../../src/corrections/fact-corrections.js';
import type { Standard } from '../../../src/model/standard.js';
import { includeOf, moduleOf, rowOf, sectionListOf, standardOf, termListOf } from '../../support/facts.js';

const TAG = '(0018,5100)';
const EMPTY = {
  sectionLists: 'editions\tsection\ttag\twhy\n',
  bindings: 'editions\ttable\tinclude_table\tcid\ttag\twhy\n',
  terms: 'editions\ttable\ttag\tfound\tright\twhy\n',
};

const statement = { strength: 'Defined', cid: '4', attribute: undefined, condition: undefined } as const;
const STANDARD = standardOf({
  moduleTables: [
    moduleOf('C.1', [
      rowOf(TAG, { lists: [termListOf(['HFS', 'FSS'])] }),
      includeOf('10-5', { cidStatements: [statement, { ...statement, cid: '5' }] }),
    ]),
    moduleOf('C.2', [
      rowOf(TAG, { lists: [termListOf(['FSS'])] }),
      includeOf('10-5', { cidStatements: [statement] }),
    ]),
  ],
  sectionLists: [sectionListOf('C.1.1', ['A']), sectionListOf('C.1.2', ['B'])],
});

function correct(lines: Partial<Record<keyof typeof EMPTY, string>>) {
  const text = (name: keyof typeof EMPTY) => ({
    file: `${name}.tsv`,
    text: EMPTY[name] + (lines[name] ?? ''),
  });
  return correctFacts(STANDARD, {
    sectionLists: text('sectionLists'),
    bindings: text('bindings'),
    terms: text('terms'),
  });
}

const values = ({ moduleTables }: Standard) =>
  moduleTables.map(({ rows }) =>
    rows.flatMap((row) =>
      row.kind === 'attribute' ? row.lists.flatMap(({ terms }) => terms.map(({ value }) => value)) : [],
    ),
  );
const named = ({ moduleTables }: Standard) =>
  moduleTables.map(({ rows }) =>
    rows.flatMap((row) =>
      row.kind === 'include' ? row.cidStatements.map(({ cid, attribute }) => `${cid} ${attribute}`) : [],
    ),
  );

describe('correctFacts', () => {
  test('changes nothing without corrections', () => {
    expect(correct({})).toEqual({ value: STANDARD, diagnostics: [] });
  });

  test('rewrites a value of a list in one table', () => {
    const { value, diagnostics } = correct({ terms: `*\tC.1\t${TAG}\tFSS\tFFS\ta typing mistake\n` });
    expect(diagnostics).toEqual([]);
    expect(values(value)).toEqual([['HFS', 'FFS'], ['FSS']]);
  });

  test('names the attribute that a statement means', () => {
    const { value, diagnostics } = correct({ bindings: '*\tC.1\t10-5\t4\t(0008,2218)\tthe region\n' });
    expect(diagnostics).toEqual([]);
    expect(named(value)).toEqual([['4 (0008,2218)', '5 undefined'], ['4 undefined']]);
  });

  test('names the owner of a list in a section', () => {
    const { value, diagnostics } = correct({ sectionLists: `*\tC.1.1\t${TAG}\tthe title does not tell\n` });
    expect(diagnostics).toEqual([]);
    expect(value.sectionLists.map(({ owners }) => owners)).toEqual([[TAG], undefined]);
  });

  test.each([
    { file: 'terms', line: `*\tC.1\t${TAG}\tXXX\tYYY\tw` },
    { file: 'terms', line: '*\tC.1\t(0018,0001)\tFSS\tFFS\tw' },
    { file: 'bindings', line: '*\tC.1\t10-6\t4\t(0008,2218)\tw' },
    { file: 'bindings', line: '*\tC.3\t10-5\t4\t(0008,2218)\tw' },
    { file: 'sectionLists', line: `*\tC.9.9\t${TAG}\tw` },
  ] as const)('a line of $file that matches nothing is told: $line', ({ file, line }) => {
    const { value, diagnostics } = correct({ [file]: `${line}\n` });
    expect(value).toEqual(STANDARD);
    expect(diagnostics).toMatchObject([
      {
        code: 'correction-stale',
        severity: 'warning',
        at: { file: `${file}.tsv`, line: 2 },
        fix: expect.stringContaining('2024d'),
      },
    ]);
  });

  test('a line of another edition neither applies nor expires', () => {
    expect(correct({ terms: `2016b\tC.1\t${TAG}\tFSS\tFFS\tw\n` })).toEqual({
      value: STANDARD,
      diagnostics: [],
    });
  });

  test('a line without a reason is an error', () => {
    expect(correct({ terms: `*\tC.1\t${TAG}\tFSS\tFFS\t\n` }).diagnostics).toMatchObject([
      {
        code: 'correction-malformed',
        severity: 'error',
        at: { file: 'terms.tsv', line: 2 },
        message: 'no why',
      },
    ]);
  });

  test.each([
    { file: 'sectionLists', line: '*\tC.1.1\t0018,5100\tw' },
    { file: 'bindings', line: '*\tC.1\t10-5\t4\t(0008 2218)\tw' },
  ] as const)('a tag of $file that is none is an error: $line', ({ file, line }) => {
    const { value, diagnostics } = correct({ [file]: `${line}\n` });
    expect(value).toEqual(STANDARD);
    expect(diagnostics).toMatchObject([
      {
        code: 'correction-malformed',
        severity: 'error',
        at: { file: `${file}.tsv`, line: 2 },
        message: 'the tag is not (gggg,eeee)',
      },
    ]);
  });
});
