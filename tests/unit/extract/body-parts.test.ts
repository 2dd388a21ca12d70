import { describe, expect, test } from '@jest/globals';
import { extractBodyParts } from '../../../src/extract/body-parts.js';
import { partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const MISSING = {
  code: 'table-missing',
  severity: 'error',
  at: { file: 'part16.xml' },
  fix: expect.stringContaining('again'),
};

describe('extractBodyParts', () => {
  const extract = (
    headings: string[],
    rows: string,
    caption = 'Corresponding Codes and Terms for Human Use',
  ) =>
    extractBodyParts(
      partOf(16, sectionOf('L', 'Body Parts', tableOf({ label: 'L-1', caption, headings, rows }))),
    );
  const NOW = [
    'Coding Scheme Designator',
    'Code Value',
    'Code Meaning',
    'Body Part Examined',
    'SNOMED-RT ID (Retired)',
    'FMA Code',
    'UMLS Concept Unique ID',
  ];
  const THEN = [
    'SNOMED Code Value',
    'Code Meaning',
    'Body Part Examined',
    'SNOMED-CT Concept ID',
    'FMA Code',
    'UMLS Concept Unique ID',
  ];

  const cases: { title: string; headings: string[]; row: string; expected: object }[] = [
    {
      title: 'a row of a newer edition',
      headings: NOW,
      row: rowOf('SCT', '818981001', 'Abdomen', 'ABDOMEN', 'T-D4000', 'FMA:9577', 'C0000726'),
      expected: {
        scheme: 'SCT',
        code: '818981001',
        meaning: 'Abdomen',
        bodyPartExamined: 'ABDOMEN',
        snomedRt: 'T-D4000',
        snomedCt: '818981001',
        fma: '9577',
        umls: 'C0000726',
        table: 'L-1',
      },
    },
    {
      title: 'a row of 2016, whose codes are SNOMED-RT',
      headings: THEN,
      row: rowOf('T-D4000', 'Abdomen', 'ABDOMEN', '113345001', '9577', 'C0000726'),
      expected: { scheme: 'SRT', code: 'T-D4000', snomedRt: 'T-D4000', snomedCt: '113345001', fma: '9577' },
    },
    {
      title: 'a body part with a value but no code',
      headings: NOW,
      row: rowOf('', '', 'Whole body', 'WHOLEBODY', '', '', ''),
      expected: { scheme: undefined, code: undefined, bodyPartExamined: 'WHOLEBODY', snomedCt: undefined },
    },
    {
      title: 'a body part with a code but no value',
      headings: NOW,
      row: rowOf('SCT', '1', 'Part', '', '', '', ''),
      expected: { code: '1', bodyPartExamined: undefined, fma: undefined },
    },
  ];

  test.each(cases)('$title', ({ headings, row, expected }) => {
    const { facts, diagnostics } = extract(headings, row);
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([expected]);
  });

  test('refuses a row without a meaning', () => {
    const { facts, diagnostics } = extract(NOW, rowOf('SCT', '1', '', 'HEAD', '', '', ''));
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'body-part-without-meaning',
        severity: 'finding',
        at: { label: 'Table L-1', row: 1 },
        found: '1',
        expected: expect.stringContaining('Annex L'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('tables that pair codes of species with one another are not read', () => {
    expect(
      extract(NOW, rowOf('SCT', '1', 'A', '', '', '', ''), 'Species-specific pairs').diagnostics,
    ).toMatchObject([MISSING]);
  });

  test('tables of other annexes are not read', () => {
    const table = tableOf({ label: 'M-1', caption: 'Corresponding Codes', headings: NOW, rows: '' });
    expect(extractBodyParts(partOf(16, sectionOf('M', 'Other', table))).diagnostics).toMatchObject([MISSING]);
  });
});
