import { describe, expect, test } from '@jest/globals';
import { makeRelationships } from '../../../src/links/relationship-rows.js';
import type { CodeMap } from '../../../src/model/mapping.js';
import type { ConceptId, ConceptRelationship } from '../../../src/model/omop.js';
import { mapOf } from '../../support/mapping.js';
import { conceptOf } from '../../support/release.js';

const CONCEPTS = [
  conceptOf(2128200001, 'CT', 'Computed Tomography'),
  conceptOf(2128200002, 'OLD', 'Old', {
    validStartDate: '20100101',
    validEndDate: '20200131',
    invalidReason: 'D',
  }),
];
const IDS = new Map([
  ['DICOM\tCT', 2128200001 as ConceptId],
  ['DICOM\tOLD', 2128200002 as ConceptId],
  ['DICOM\tELSEWHERE', 2128200003 as ConceptId],
]);
const rowsOf = (...maps: readonly CodeMap[]) =>
  makeRelationships({ links: [], maps, concepts: CONCEPTS, idOf: IDS }).map(describeRow);
const describeRow = (row: ConceptRelationship) =>
  [
    `${row.conceptId1} ${row.relationshipId} ${row.conceptId2}`,
    `${row.validStartDate}-${row.validEndDate}${row.invalidReason ?? ''}`,
  ].join(' ');

describe('rows of maps', () => {
  test('each link has its reverse, from the first day of its source', () => {
    expect(rowsOf(mapOf('CT', 'SNOMED 77477000', [10]))).toEqual([
      '2128200001 Maps to 10 19930101-20991231',
      '10 Mapped from 2128200001 19930101-20991231',
    ]);
  });

  test('`Maps to` of a deprecated code stays valid; a link to a value or unit ends with its attribute', () => {
    const value = { relationshipId: 'Maps to value' as const };
    const unit = { relationshipId: 'Maps to unit' as const };
    expect(rowsOf(mapOf('OLD', 'SNOMED 1', [10]))[0]).toBe('2128200002 Maps to 10 20100101-20991231');
    expect(rowsOf(mapOf('OLD', 'SNOMED 1', [11], value), mapOf('OLD', 'UCUM ms', [12], unit))).toEqual([
      '2128200002 Maps to value 11 20100101-20200131D',
      '11 Value mapped from 2128200002 20100101-20200131D',
      '2128200002 Maps to unit 12 20100101-20200131D',
      '12 Unit mapped from 2128200002 20100101-20200131D',
    ]);
  });

  test('two codes that lead to one concept make one link', () => {
    expect(rowsOf(mapOf('CT', 'SNOMED 1', [10]), mapOf('CT', 'SNOMED 2', [10, 11]))).toEqual([
      '2128200001 Maps to 10 19930101-20991231',
      '10 Mapped from 2128200001 19930101-20991231',
      '2128200001 Maps to 11 19930101-20991231',
      '11 Mapped from 2128200001 19930101-20991231',
    ]);
  });

  test('no link for a narrow match, a code that leads nowhere, or a concept that is not in the release', () => {
    expect(
      rowsOf(
        mapOf('CT', 'SNOMED 1', [10], { relationshipId: undefined, predicate: 'narrowMatch' }),
        mapOf('CT', 'SNOMED 2'),
        mapOf('ELSEWHERE', 'SNOMED 1', [10]),
        mapOf('UNKNOWN', 'SNOMED 1', [10]),
      ),
    ).toEqual([]);
  });
});
