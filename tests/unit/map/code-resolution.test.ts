import { describe, expect, test } from '@jest/globals';
import {
  checkDigitDiagnostics,
  resolveTranslation,
  translateCode,
} from '../../../src/map/code-resolution.js';
import type { SchemeMapping } from '../../../src/map/coding-schemes.js';
import type { ResolvedCode } from '../../../src/model/mapping.js';
import { athenaConceptOf, athenaIndexOf, stepOf } from '../../support/athena-index.js';
import { SCHEMES, useOf } from '../../support/mapping.js';

const PAIRS = new Map([
  ['T-D1100', ['69536005']],
  ['T-D4000', ['818981001', '818983003']],
  ['T-BAD00', ['69536006']],
]);
const MORE: ReadonlyMap<string, SchemeMapping> = new Map([
  ...SCHEMES,
  ['99SDM', { vocabularyId: 'SNOMED', note: 'as SRT' }],
  ['FMA', { vocabularyId: undefined, note: 'not in Athena' }],
  ['RXNORM', { vocabularyId: 'RxNorm', note: undefined }],
]);

const OLD = { standard: undefined };
const INDEX = athenaIndexOf(
  [
    athenaConceptOf(1, 'SNOMED 69536005'),
    athenaConceptOf(2, 'SNOMED 77477000', OLD),
    athenaConceptOf(3, 'SNOMED 113091000', OLD),
    athenaConceptOf(4, 'SNOMED 24028007', { ...OLD, invalid: 'U' }),
    athenaConceptOf(5, 'SNOMED 7771000', { ...OLD, invalid: 'D' }),
    athenaConceptOf(6, 'UCUM mL'),
    athenaConceptOf(7, 'NDC 00093310905', OLD),
    athenaConceptOf(8, 'LOINC 8867-4'),
    athenaConceptOf(9, 'LOINC 8868-2', OLD),
  ],
  [stepOf(2, 1), stepOf(4, 5, 'Concept replaced by'), stepOf(9, 1), stepOf(9, 8)],
);

const translate = (text: string) => translateCode(useOf(text), MORE, PAIRS);
const resolve = (text: string, index: typeof INDEX | undefined = INDEX) =>
  resolveTranslation(translate(text), index);
const describeResolved = ({ status, key, targets }: ResolvedCode) =>
  [status, key?.vocabularyId, key?.conceptCode, ...targets.map(({ concept }) => concept.conceptId)]
    .filter((each) => each !== undefined)
    .join(' ');

describe('what a code leads to', () => {
  test.each([
    ['SCT 69536005', 'standard SNOMED 69536005 1'],
    ['SRT T-D1100', 'standard SNOMED 69536005 1'],
    ['SNM3 T-D1100', 'standard SNOMED 69536005 1'],
    ['99SDM T-D1100', 'standard SNOMED 69536005 1'],
    ['SCT 77477000', 'mapped SNOMED 77477000 1'],
    ['LN 9', 'absent LOINC 9'],
    ['LN 8867-4', 'standard LOINC 8867-4 8'],
    ['LN 8868-2', 'mapped LOINC 8868-2 1 8'],
    ['SCT 113091000', 'non-standard without map SNOMED 113091000'],
    ['SCT 24028007', 'deprecated SNOMED 24028007'],
    ['SCT 7771000', 'deprecated SNOMED 7771000'],
    ['SCT 138875005', 'absent SNOMED 138875005'],
    ['UCUM mL', 'standard UCUM mL 6'],
    ['UCUM ml', 'standard UCUM mL 6'],
    ['UCUM ml{a}', 'absent UCUM ml{a}'],
    ['NDC 0009-3310-905', 'non-standard without map NDC 00093310905'],
    ['RXNORM 7806', 'vocabulary not loaded RxNorm 7806'],
    ['FMA 7088', 'no vocabulary in OMOP'],
    ['XYZ 1', 'scheme unknown'],
    ['SRT T-A0100', 'no SNOMED CT code printed'],
    ['SRT T-D4000', 'several SNOMED CT codes printed'],
    ['SRT T-BAD00', 'wrong check digit'],
    ['SCT 69536006', 'wrong check digit'],
    ['SCT T-D1100', 'wrong check digit'],
  ])('%s: %s', (code, expected) => {
    expect(describeResolved(resolve(code))).toBe(expected);
  });

  test.each([
    ['FMA 7088', 'not in Athena'],
    ['XYZ 1', 'add XYZ to mappings/coding-schemes.tsv'],
    ['SRT T-D4000', '818981001, 818983003'],
    ['RXNORM 7806', 'RxNorm is not in the download'],
    ['SCT 138875005', undefined],
  ])('the note of %s says why: %s', (code, note) => {
    expect(resolve(code).note).toBe(note);
  });

  test('the steps from a non-standard concept to the standard one are kept', () => {
    const [target] = resolve('SCT 77477000').targets;
    expect(target?.steps).toEqual([stepOf(2, 1)]);
  });

  test('without an Athena download a code is translated all the same, and nothing is reached', () => {
    const codes = ['SRT T-D1100', 'UCUM ml', 'FMA 7088'];
    expect(codes.map((code) => describeResolved(resolveTranslation(translate(code), undefined)))).toEqual([
      'not looked up SNOMED 69536005',
      'not looked up UCUM ml',
      'no vocabulary in OMOP',
    ]);
  });
});

test('a SNOMED code that cannot be real is reported at its row, with what was read', () => {
  const resolved = ['SCT 69536005', 'SCT 69536006', 'SRT T-BAD00'].map((code) => resolve(code));
  expect(checkDigitDiagnostics(resolved)).toMatchObject([
    {
      code: 'snomed-check-digit',
      severity: 'warning',
      at: { part: 3, label: 'CID 4', row: 1 },
      message: expect.stringContaining('SCT 69536006'),
      found: '69536006',
      expected: expect.stringContaining('Verhoeff'),
      fix: expect.stringContaining('mappings/corrections/cells.tsv'),
    },
    { code: 'snomed-check-digit', message: expect.stringContaining('SRT T-BAD00'), found: '69536006' },
  ]);
});
