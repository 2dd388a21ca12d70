import { describe, expect, test } from '@jest/globals';
import { extractCodeDefinitions, parseCodes } from '../../../src/extract/code-definitions.js';
import { partOf, rowOf, tableOf } from '../../support/docbook.js';

const MISSING = {
  code: 'table-missing',
  severity: 'error',
  at: { file: 'part16.xml' },
  fix: expect.stringContaining('again'),
};

describe('parseCodes', () => {
  test('a million characters of codes that do not end give none', () => {
    expect(parseCodes('(a,b,"'.repeat(160_000))).toEqual([]);
  });

  test.each([
    { text: '(121139, DCM, "Modality")', expected: [['DCM', '121139', 'Modality']] },
    { text: '(121139,DCM,“Modality”)', expected: [['DCM', '121139', 'Modality']] },
    { text: "( T-D1100 , SRT , ' Head ' )", expected: [['SRT', 'T-D1100', 'Head']] },
    {
      text: '(1, DCM, "A (left)") or (2, DCM, "B, C")',
      expected: [
        ['DCM', '1', 'A (left)'],
        ['DCM', '2', 'B, C'],
      ],
    },
    { text: '(mm, UCUM, "mm")', expected: [['UCUM', 'mm', 'mm']] },
    { text: '(121139, DCM)', expected: [] },
    { text: 'Modality', expected: [] },
  ])('$text', ({ text, expected }) => {
    expect(parseCodes(text).map(({ scheme, value, meaning }) => [scheme, value, meaning])).toEqual(expected);
  });
});

test('superscripts stay in meanings and definitions, and change no code', () => {
  const raised = (text: string) => text.replace(/\{(.*?)\}/g, '<superscript>$1</superscript>');
  const { facts } = extractCodeDefinitions(
    partOf(
      16,
      tableOf({
        label: 'D-1',
        headings: ['Code Value', 'Code Meaning', 'Definition', 'Notes'],
        rows: rowOf(
          '90{1}',
          raised('Cells in 10{7}'),
          raised('Given in 10{7}/L'),
          raised('Retired. Replaced by (9{0}2, DCM, "Cells in 10{8}")'),
        ).replace('{1}', '<superscript>1</superscript>'),
      }),
    ),
  );
  expect(facts).toMatchObject([
    {
      code: '901',
      meaning: 'Cells in 10^7',
      definition: 'Given in 10^7/L',
      replacedBy: [{ value: '902' }],
    },
  ]);
});

test('a code reads its meaning from the text for people, itself from the plain one', () => {
  expect(parseCodes('(802, X, "per 103")', '(8_02, X, "per 10^3")')).toEqual([
    { scheme: 'X', value: '802', meaning: 'per 10^3' },
  ]);
});

describe('extractCodeDefinitions', () => {
  const extract = (rows: string, headings = ['Code Value', 'Code Meaning', 'Definition', 'Notes']) =>
    extractCodeDefinitions(
      partOf(
        16,
        tableOf({ label: 'D-1', caption: 'DICOM Controlled Terminology Definitions', headings, rows }),
      ),
    );

  const cases: { title: string; row: string; expected: object }[] = [
    {
      title: 'a code with its definition',
      row: rowOf('CT', 'Computed Tomography', 'Pictures by "slices".', ''),
      expected: {
        code: 'CT',
        meaning: 'Computed Tomography',
        definition: 'Pictures by "slices".',
        notes: undefined,
        retired: false,
        replacedBy: [],
        at: { part: 16, label: 'Table D-1', row: 1 },
      },
    },
    {
      title: 'a code broken by a blank',
      row: rowOf('1211\u200b39', 'Modality', '', ''),
      expected: { code: '121139' },
    },
    {
      title: 'a retired code with a successor',
      row: rowOf('DF', 'Digital fluoroscopy', '', 'Retired. Replaced by (RF, DCM, "Radio Fluoroscopy").'),
      expected: { retired: true, replacedBy: [{ scheme: 'DCM', value: 'RF', meaning: 'Radio Fluoroscopy' }] },
    },
    {
      title: 'a retired code with two successors',
      row: rowOf('A', 'A', '', 'Retired. Replaced by (B, DCM, "B") or (C, SCT, "C")'),
      expected: { replacedBy: [{ value: 'B' }, { scheme: 'SCT', value: 'C' }] },
    },
    {
      title: 'a code retired in its meaning',
      row: rowOf('A', 'A (Retired)', '', ''),
      expected: { retired: true, replacedBy: [] },
    },
    {
      title: 'a code that is retired in capitals',
      row: rowOf('A', 'A', '', 'RETIRED'),
      expected: { retired: true },
    },
    {
      title: 'a live code whose note speaks of replacing',
      row: rowOf('A', 'A', '', 'Is not replaced by (B, DCM, "B")'),
      expected: { retired: false, replacedBy: [] },
    },
  ];

  test.each(cases)('$title', ({ row, expected }) => {
    const { facts, diagnostics } = extract(row);
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([expected]);
  });

  test.each([
    { row: rowOf('', 'Modality', '', ''), found: ' | Modality' },
    { row: rowOf('121139', '\u200b', '', ''), found: '121139 | ' },
  ])('refuses "$found"', ({ row, found }) => {
    const { facts, diagnostics, counts } = extract(row);
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'code-definition-incomplete',
        severity: 'finding',
        at: { part: 16, label: 'Table D-1', row: 1 },
        found,
        expected: expect.stringContaining('[PS3.16 Annex D]'),
        fix: expect.stringContaining('cells.tsv'),
      },
    ]);
    expect(counts).toMatchObject([{ read: 1, used: 0, refused: 1 }]);
  });

  test('a table without its headings, and no table at all', () => {
    expect(
      extract(rowOf('CT', 'x', '', ''), ['Code', 'Meaning', 'Definition', 'Notes']).diagnostics,
    ).toMatchObject([{ code: 'table-heading-missing', severity: 'error' }]);
    expect(extractCodeDefinitions(partOf(16, '<para/>')).diagnostics).toMatchObject([MISSING]);
  });
});
