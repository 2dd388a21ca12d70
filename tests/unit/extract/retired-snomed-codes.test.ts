import { describe, expect, test } from '@jest/globals';
import { extractRetiredSnomedCodes } from '../../../src/extract/retired-snomed-codes.js';
import { partOf, rowOf, tableOf } from '../../support/docbook.js';

describe('extractRetiredSnomedCodes', () => {
  const extract = (rows: string) =>
    extractRetiredSnomedCodes(
      partOf(
        16,
        tableOf({
          label: 'J-1',
          caption: 'SNOMED Codes Retired from DICOM Use',
          headings: ['Retired Code', 'Code Meaning', 'Replacement Code'],
          rows,
        }),
      ),
    );

  test('reads a code and what replaces it', () => {
    const { facts, diagnostics } = extract(rowOf('T-1', 'Part', 'T-2') + rowOf('T-3', 'Other', ''));
    expect(diagnostics).toEqual([]);
    expect(facts).toMatchObject([
      { code: 'T-1', meaning: 'Part', replacement: 'T-2' },
      { code: 'T-3', replacement: undefined },
    ]);
  });

  test('refuses a row without a code', () => {
    expect(extract(rowOf('', 'Part', 'T-2')).diagnostics).toMatchObject([
      {
        code: 'retired-code-missing',
        severity: 'finding',
        at: { label: 'Table J-1', row: 1 },
        expected: expect.stringContaining('Annex J'),
        fix: expect.stringContaining('published page'),
      },
    ]);
  });

  test('an edition without the annex states none', () => {
    expect(extractRetiredSnomedCodes(partOf(16, '<para/>'))).toEqual({
      facts: [],
      diagnostics: [],
      counts: [],
    });
  });
});
