import { describe, expect, test } from '@jest/globals';
import { resolveTranslation, translateCode } from '../../../src/map/code-resolution.js';
import { measureCoverage } from '../../../src/map/coverage.js';
import type { ResolvedCode } from '../../../src/model/mapping.js';
import { athenaConceptOf, athenaIndexOf } from '../../support/athena-index.js';
import { mapOf, SCHEMES, useOf } from '../../support/mapping.js';
import { draftOf } from '../../support/vocabulary.js';

const INDEX = athenaIndexOf([
  athenaConceptOf(1, 'SNOMED 69536005'),
  athenaConceptOf(2, 'SNOMED 113091000', { standard: undefined }),
]);
const resolve = (code: string, places: readonly string[]): ResolvedCode =>
  resolveTranslation(translateCode(useOf(code, places), SCHEMES, new Map()), INDEX);

const RESOLVED = [
  resolve('SCT 69536005', ['CID 4', 'CID 5']),
  resolve('SCT 113091000', ['CID 5']),
  resolve('SCT 138875005', ['CID 5', 'Table L-1']),
  resolve('FMA 7088', ['Table L-1']),
  resolve('ACR 1', ['CID 6']),
];

const DRAFTS = [
  draftOf('00180081', { kind: 'attribute' }),
  draftOf('00180015', { kind: 'attribute' }),
  draftOf('00080060', { kind: 'attribute' }),
  draftOf('CT'),
  draftOf('MR'),
  draftOf('00180015:HEAD', { kind: 'term' }),
];
const MAPS = [
  mapOf('CT', 'SNOMED 69536005', [1]),
  mapOf('MR', 'SNOMED 113091000'),
  mapOf('00180015:HEAD', 'SNOMED 69536005', [1]),
  mapOf('00180015', 'SNOMED 69536005', [1], { relationshipId: 'Maps to value', rule: 'context-group' }),
  mapOf('00180015', 'SNOMED 69536005', [1], { relationshipId: 'Maps to unit', rule: 'unit' }),
  mapOf('00080060', 'SNOMED 138875005', [], { relationshipId: 'Maps to value', rule: 'context-group' }),
];
const COVERAGE = measureCoverage(DRAFTS, { maps: MAPS, resolved: RESOLVED });

describe('coverage', () => {
  test('of each kind of concept: those with a standard equivalent, and those with a standard value', () => {
    expect(COVERAGE.kinds).toEqual([
      { kind: 'attribute', concepts: 3, mapped: 0, withStandardValue: 1 },
      { kind: 'code', concepts: 2, mapped: 1, withStandardValue: 0 },
      { kind: 'term', concepts: 1, mapped: 1, withStandardValue: 0 },
    ]);
  });

  test('of each scheme: its codes by status, the scheme with most codes first', () => {
    expect(COVERAGE.schemes).toEqual([
      {
        scheme: 'SCT',
        codes: 3,
        reached: 1,
        statuses: { standard: 1, 'non-standard without map': 1, absent: 1 },
      },
      { scheme: 'ACR', codes: 1, reached: 0, statuses: { 'scheme unknown': 1 } },
      { scheme: 'FMA', codes: 1, reached: 0, statuses: { 'scheme unknown': 1 } },
    ]);
  });

  test('the gaps are the places with codes that reach nothing, the widest first', () => {
    expect(COVERAGE.gaps).toEqual([
      { place: 'CID 5', name: undefined, codes: 3, unresolved: 2 },
      { place: 'Table L-1', name: undefined, codes: 2, unresolved: 2 },
      { place: 'CID 6', name: undefined, codes: 1, unresolved: 1 },
    ]);
  });

  test('the figures add up', () => {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    expect(sum(COVERAGE.schemes.map(({ codes }) => codes))).toBe(RESOLVED.length);
    expect(sum(COVERAGE.kinds.map(({ concepts }) => concepts))).toBe(DRAFTS.length);
    for (const { codes, reached, statuses } of COVERAGE.schemes) {
      expect(sum(Object.values(statuses))).toBe(codes);
      expect((statuses.standard ?? 0) + (statuses.mapped ?? 0)).toBe(reached);
    }
  });
});

test('nothing at all is covered as nothing', () => {
  expect(measureCoverage([], { maps: [], resolved: [] })).toEqual({ kinds: [], schemes: [], gaps: [] });
});
