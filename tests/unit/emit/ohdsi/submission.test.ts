import { describe, expect, test } from '@jest/globals';
import { emitStageTables } from '../../../../src/emit/ohdsi/stage-tables.js';
import { emitTemplate4 } from '../../../../src/emit/ohdsi/template4.js';
import type { Release } from '../../../../src/model/omop.js';
import { RELATIONSHIP_TYPES } from '../../../../src/model/relationship-types.js';
import type { StandardMapping } from '../../../../src/model/standard-mapping.js';
import {
  CT,
  FOLLOWER,
  linkOf,
  MODALITY,
  OLD_CODE,
  releaseOf,
  synonymOf,
  withConcept,
} from '../../../support/release.js';

const ctMapping: StandardMapping = {
  subject: { vocabularyId: 'DICOM', conceptCode: 'CT', name: 'Computed Tomography' },
  predicate: 'exactMatch',
  object: {
    vocabularyId: 'SNOMED',
    conceptCode: '77477000',
    conceptName: 'Computed tomography',
    conceptId: 4300757,
  },
  justification: 'ManualMappingCuration',
  rule: 'mappings/codes.tsv',
  confidence: 0.9,
};

/** The release as the profile `ohdsi` makes it. */
function ohdsiRelease(more: Partial<Release> = {}): Release {
  return releaseOf({
    relationships: [
      ...linkOf(MODALITY, 'Has Answer', CT),
      ...linkOf(MODALITY, 'Has Answer', FOLLOWER),
      ...linkOf(OLD_CODE, 'Concept replaced by', CT),
      ...linkOf(CT, 'Maps to', 4300757),
    ],
    relationshipTypes: RELATIONSHIP_TYPES,
    ...more,
  });
}

const linesOf = (text: string | undefined) =>
  (text ?? '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));

describe('stage tables', () => {
  const { value, diagnostics } = emitStageTables(ohdsiRelease(), [ctMapping]);

  test('concepts come without ids, metadata concepts not at all', () => {
    expect(diagnostics).toEqual([]);
    expect(linesOf(value.get('stage/concept_stage.tsv'))).toEqual([
      [
        'concept_id',
        'concept_name',
        'domain_id',
        'vocabulary_id',
        'concept_class_id',
        'standard_concept',
        'concept_code',
        'valid_start_date',
        'valid_end_date',
        'invalid_reason',
      ],
      [
        '',
        'Modality',
        'Measurement',
        'DICOM',
        'Observable Entity',
        '',
        '00080060',
        '19930101',
        '20991231',
        '',
      ],
      [
        '',
        'CT of the second kind',
        'Meas Value',
        'DICOM',
        'Qualifier Value',
        '',
        '00080060:CT2',
        '19930101',
        '20991231',
        '',
      ],
      [
        '',
        'Computed Tomography',
        'Meas Value',
        'DICOM',
        'Qualifier Value',
        '',
        'CT',
        '19930101',
        '20991231',
        '',
      ],
      [
        '',
        'Old Tomography',
        'Meas Value',
        'DICOM',
        'Qualifier Value',
        '',
        'XCT',
        '19930101',
        '20200101',
        'U',
      ],
    ]);
  });

  test('links go in their primary direction, by codes', () => {
    expect(linesOf(value.get('stage/concept_relationship_stage.tsv')).slice(1)).toEqual([
      ['', '', '00080060', '00080060:CT2', 'DICOM', 'DICOM', 'Has Answer', '19930101', '20991231', ''],
      ['', '', '00080060', 'CT', 'DICOM', 'DICOM', 'Has Answer', '19930101', '20991231', ''],
      ['', '', 'CT', '77477000', 'DICOM', 'SNOMED', 'Maps to', '19930101', '20991231', ''],
      ['', '', 'XCT', 'CT', 'DICOM', 'DICOM', 'Concept replaced by', '19930101', '20991231', ''],
    ]);
  });

  test('synonyms go by codes', () => {
    expect(linesOf(value.get('stage/concept_synonym_stage.tsv')).slice(1)).toEqual([
      ['', '(0008,0060)', '00080060', 'DICOM', '4180186'],
      ['', 'Modality: CT', 'CT', 'DICOM', '4180186'],
    ]);
  });

  test('a relationship that the team does not take is an error', () => {
    expect(emitStageTables(releaseOf(), []).diagnostics).toMatchObject([
      {
        code: 'submission-relationship',
        severity: 'error',
        found: 'Maps to value',
        fix: 'build with --profile ohdsi',
      },
      { code: 'submission-relationship', severity: 'error', found: 'Value mapped from' },
    ]);
  });
});

describe('submission sheets', () => {
  const release = withConcept(CT, { conceptName: 'Computed Tomography, "CT"' }, ohdsiRelease());
  const { value } = emitTemplate4(
    { ...release, synonyms: [...release.synonyms, synonymOf(OLD_CODE, 'gone')] },
    [ctMapping],
    'dicom-omop 0.1.0',
  );

  test('valid concepts, quoted as CSV asks', () => {
    expect(value.get('template4/concept_manual.csv')?.split('\n')).toEqual([
      'concept_name,concept_code,vocabulary_id,domain_id,concept_class_id,standard_concept,valid_start_date,valid_end_date,invalid_reason',
      'Modality,00080060,DICOM,Measurement,Observable Entity,,1993-01-01,2099-12-31,',
      'CT of the second kind,00080060:CT2,DICOM,Meas Value,Qualifier Value,,1993-01-01,2099-12-31,',
      '"Computed Tomography, ""CT""",CT,DICOM,Meas Value,Qualifier Value,,1993-01-01,2099-12-31,',
      '',
    ]);
  });

  test('mappings with how they were found', () => {
    expect(value.get('template4/concept_relationship_manual.csv')?.split('\n').slice(1)).toEqual([
      'CT,DICOM,Maps to,4300757,77477000,SNOMED,1993-01-01,2099-12-31,,0.9,exactMatch,mappings/codes.tsv,ManualMappingCuration,dicom-omop 0.1.0',
      '',
    ]);
  });

  test('synonyms of valid concepts, and the vocabulary', () => {
    expect(value.get('template4/concept_synonym_manual.csv')?.split('\n').slice(1)).toEqual([
      '"(0008,0060)",00080060,DICOM,4180186',
      'Modality: CT,CT,DICOM,4180186',
      '',
    ]);
    expect(value.get('template4/vocabulary.csv')?.split('\n')[1]).toBe(
      'DICOM,DICOM vocabulary,https://www.dicomstandard.org/current,DICOM 2024d',
    );
  });
});
