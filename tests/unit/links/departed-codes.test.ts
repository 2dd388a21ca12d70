import { describe, expect, test } from '@jest/globals';
import { type DepartedCodes, findTakeOvers, keepDeparted } from '../../../src/links/departed-codes.js';
import type { Concept, ConceptId, ConceptRelationship } from '../../../src/model/omop.js';

const ARM = 2128200001 as ConceptId;
const UPPERARM = 2128200002 as ConceptId;
const HAND = 2128200003 as ConceptId;
const STANDARD = 4087176 as ConceptId;

function conceptOf(conceptId: ConceptId, conceptName: string, isDeparted = false): Concept {
  return {
    conceptId,
    conceptName,
    domainId: 'Spec Anatomic Site',
    vocabularyId: 'DICOM',
    conceptClassId: 'Qualifier Value',
    standardConcept: undefined,
    conceptCode: `00180015:${conceptId}`,
    validStartDate: '19930101',
    validEndDate: isDeparted ? '20240914' : '20991231',
    invalidReason: isDeparted ? 'D' : undefined,
  };
}

const rowOf = (conceptId1: number, relationshipId: string, conceptId2: number, invalidReason?: 'D') =>
  ({
    conceptId1: conceptId1 as ConceptId,
    conceptId2: conceptId2 as ConceptId,
    relationshipId,
    validStartDate: '19930101',
    validEndDate: invalidReason ? '20200101' : '20991231',
    invalidReason,
  }) as ConceptRelationship;
const both = (from: number, to: number) => [rowOf(from, 'Maps to', to), rowOf(to, 'Mapped from', from)];

const codesOf = (change: Partial<DepartedCodes>): DepartedCodes => ({
  previous: both(ARM, STANDARD),
  current: [],
  concepts: [conceptOf(ARM, 'Upper arm', true), conceptOf(UPPERARM, 'Upper Arm'), conceptOf(HAND, 'Hand')],
  absent: new Set([ARM]),
  isStandard: (id) => id === STANDARD,
  ...change,
});

describe('a code that has left the standard', () => {
  test('keeps what it mapped to, with the reverse', () => {
    expect(keepDeparted(codesOf({}))).toEqual(both(ARM, STANDARD));
  });

  test.each([
    ['that is no standard concept any more', { isStandard: () => false }],
    ['that had ended before', { previous: [rowOf(ARM, 'Maps to', STANDARD, 'D')] }],
    ['of a code that is still there', { absent: new Set<number>() }],
    ['that is made anew', { current: both(ARM, STANDARD) }],
    ['that is none, but a value', { previous: [rowOf(ARM, 'Maps to value', STANDARD)] }],
  ])('does not keep a map %s', (_title, change) => {
    expect(keepDeparted(codesOf(change))).toEqual([]);
  });

  test('stays replaced as long as its successor lives', () => {
    const previous = [rowOf(ARM, 'Concept replaced by', UPPERARM), rowOf(UPPERARM, 'Concept replaces', ARM)];
    expect(keepDeparted(codesOf({ previous }))).toEqual(previous);
    const concepts = [conceptOf(ARM, 'Upper arm', true), conceptOf(UPPERARM, 'Upper Arm', true)];
    expect(keepDeparted(codesOf({ previous, concepts }))).toEqual([]);
  });

  test('is replaced by the one live code of the same meaning and the same map', () => {
    const current = [...both(ARM, STANDARD), ...both(UPPERARM, STANDARD)];
    expect(findTakeOvers(codesOf({ current }))).toMatchObject([
      { from: { conceptId: ARM }, to: { conceptId: UPPERARM }, relationshipId: 'Concept replaced by' },
    ]);
  });

  test.each([
    ['of another meaning', [...both(ARM, STANDARD), ...both(HAND, STANDARD)], undefined],
    ['of another map', [...both(ARM, STANDARD), ...both(UPPERARM, STANDARD + 1)], undefined],
    [
      'that maps to more',
      [...both(ARM, STANDARD), ...both(UPPERARM, STANDARD), ...both(UPPERARM, 1)],
      undefined,
    ],
    ['without any map', [], undefined],
    [
      'that is one of two',
      [...both(ARM, STANDARD), ...both(UPPERARM, STANDARD), ...both(HAND, STANDARD)],
      [conceptOf(ARM, 'Upper arm', true), conceptOf(UPPERARM, 'Upper arm'), conceptOf(HAND, 'Upper arm')],
    ],
    [
      'where it has a successor already',
      [...both(ARM, STANDARD), ...both(UPPERARM, STANDARD), rowOf(ARM, 'Concept replaced by', HAND)],
      undefined,
    ],
  ])('is not replaced by a code %s', (_title, current, concepts) => {
    expect(findTakeOvers(codesOf({ current, ...(concepts ? { concepts } : {}) }))).toEqual([]);
  });
});
