import { describe, expect, test } from '@jest/globals';
import { makeStandardMappings } from '../../../src/map/standard-mappings.js';
import { athenaConceptOf, athenaIndexOf } from '../../support/athena-index.js';
import { mapOf } from '../../support/mapping.js';

describe('maps as the exchange formats have them', () => {
  const index = athenaIndexOf([athenaConceptOf(10, 'SNOMED 77477000')]);
  const nameOf = (key: string) => (key === 'DICOM\tCT' ? 'Computed Tomography' : undefined);

  test('the standard concept that was reached stands for the code that led there', () => {
    expect(makeStandardMappings([mapOf('CT', 'SNOMED 138875005', [10])], nameOf, index)).toEqual([
      {
        subject: { vocabularyId: 'DICOM', conceptCode: 'CT', name: 'Computed Tomography' },
        predicate: 'exactMatch',
        rule: 'curated',
        confidence: 1,
        justification: 'ManualMappingCuration',
        words: 'decided',
        decidedBy: 'people',
        object: {
          vocabularyId: 'SNOMED',
          conceptCode: '77477000',
          conceptId: 10,
          conceptName: 'Name of 77477000',
        },
      },
    ]);
  });

  test('without an Athena download the code as printed stands, and a subject without name has its code', () => {
    expect(makeStandardMappings([mapOf('MR', 'SNOMED 113091000')], nameOf, undefined)).toMatchObject([
      {
        subject: { conceptCode: 'MR', name: 'MR' },
        object: { vocabularyId: 'SNOMED', conceptCode: '113091000' },
      },
    ]);
  });

  test('narrow matches are told; links to values and units are no equivalences', () => {
    const maps = [
      mapOf('CT', 'SNOMED 1', [], { relationshipId: undefined, predicate: 'narrowMatch' }),
      mapOf('CT', 'SNOMED 2', [10], { relationshipId: 'Maps to value', rule: 'context-group' }),
      mapOf('CT', 'UCUM ms', [10], { relationshipId: 'Maps to unit', rule: 'unit' }),
      mapOf('CT', 'SNOMED 3', [], { rule: 'successor', predicate: 'broadMatch' }),
    ];
    expect(
      makeStandardMappings(maps, nameOf, index).map(
        ({ object, predicate, rule, confidence }) =>
          `${object.conceptCode} ${predicate} ${rule} ${confidence}`,
      ),
    ).toEqual(['1 narrowMatch curated 1', '3 broadMatch successor 0.9']);
  });
});
