import { describe, expect, test } from '@jest/globals';
import { extractCodingSchemes } from '../../../src/extract/coding-schemes.js';
import { partOf, rowOf, tableOf } from '../../support/docbook.js';

const MISSING = {
  code: 'table-missing',
  severity: 'error',
  at: { file: 'part16.xml' },
  fix: expect.stringContaining('again'),
};

describe('extractCodingSchemes', () => {
  const extract = (headings: string[], rows: string) =>
    extractCodingSchemes(partOf(16, tableOf({ label: '8-1', caption: 'Coding Schemes', headings, rows })));
  const NOW = ['Coding Scheme Designator', 'Coding Scheme UID', 'Coding Scheme Name', 'Description'];

  test('reads a scheme with its name, and one of an older edition without', () => {
    expect(extract(NOW, rowOf('DCM', '1.2.840.\u200b10008 .2.16.4', 'DICOM', 'All.')).facts).toMatchObject([
      { designator: 'DCM', uid: '1.2.840.10008.2.16.4', name: 'DICOM', description: 'All.' },
    ]);
    expect(
      extract(['Coding Scheme Designator', 'Coding Scheme UID', 'Description'], rowOf('SRT', '', 'SNOMED-RT'))
        .facts,
    ).toMatchObject([{ designator: 'SRT', uid: undefined, name: undefined, description: 'SNOMED-RT' }]);
  });

  test('refuses a row without a designator', () => {
    expect(extract(NOW, rowOf('', '1.2', 'X', '')).diagnostics).toMatchObject([
      {
        code: 'designator-missing',
        severity: 'finding',
        at: { label: 'Table 8-1', row: 1 },
        expected: expect.stringContaining('[PS3.16 8]'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('a part without the table is an error', () => {
    expect(extractCodingSchemes(partOf(16, '<para/>')).diagnostics).toMatchObject([MISSING]);
  });
});
