/** An Athena index of a few concepts, in memory. */

import { AthenaIndex } from '../../src/athena/athena-index.js';
import type { AthenaConcept, MappingStep } from '../../src/model/athena-concept.js';
import type { ConceptId, InvalidReason, StandardConcept } from '../../src/model/omop.js';

interface ConceptFields {
  readonly standard?: StandardConcept | undefined;
  readonly invalid?: InvalidReason;
}

/** `SNOMED 77477000`: a valid standard concept unless the fields say otherwise. */
export function athenaConceptOf(conceptId: number, key: string, fields: ConceptFields = {}): AthenaConcept {
  const [, vocabularyId = '', conceptCode = ''] = /^(.*) (\S+)$/.exec(key) ?? [];
  return {
    conceptId: conceptId as ConceptId,
    conceptName: `Name of ${conceptCode}`,
    domainId: 'Observation',
    vocabularyId,
    conceptClassId: 'Class',
    standardConcept: 'standard' in fields ? fields.standard : 'S',
    conceptCode,
    validStartDate: '19700101',
    validEndDate: fields.invalid === undefined ? '20991231' : '20200101',
    invalidReason: fields.invalid,
  };
}

export function stepOf(
  from: number,
  to: number,
  relationshipId: MappingStep['relationshipId'] = 'Maps to',
): MappingStep {
  return { relationshipId, from: from as ConceptId, to: to as ConceptId };
}

/** The vocabularies are those of the concepts, and those named. */
export function athenaIndexOf(
  concepts: readonly AthenaConcept[],
  steps: readonly MappingStep[] = [],
  more: readonly string[] = [],
): AthenaIndex {
  const ids = new Set([...concepts.map(({ vocabularyId }) => vocabularyId), ...more]);
  const vocabularies = [...ids].map((vocabularyId) => ({
    vocabularyId,
    vocabularyName: `The ${vocabularyId}`,
    vocabularyReference: undefined,
    vocabularyVersion: 'v1',
    vocabularyConceptId: 1 as ConceptId,
  }));
  return new AthenaIndex({ concepts, steps, vocabularies, release: 'v5.0 01-JAN-30' });
}
