import { describe, expect, test } from '@jest/globals';
import { emitSubmission } from '../../../../src/emit/ohdsi/submission-folder.js';
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
  words: 'the same',
  decidedBy: 'people',
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

const SNOMED_CT = { vocabularyId: 'SNOMED', conceptCode: '77477000' };
const submit = (release: Release, more: Partial<Parameters<typeof emitSubmission>[0]> = {}) =>
  emitSubmission({
    release,
    mappings: [ctMapping],
    findForeign: (id) => (id === 4300757 ? SNOMED_CT : undefined),
    published: '20240915',
    toolVersion: '0.1.0',
    athena: 'v5.0 30-AUG-24',
    ...more,
  });
const linesOf = (text: string | undefined) =>
  (text ?? '')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'));

describe('stage tables', () => {
  const { value, diagnostics } = submit(ohdsiRelease());

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
    expect(submit(releaseOf(), { mappings: [] }).diagnostics).toMatchObject([
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

describe('links to other vocabularies', () => {
  const ANSWER = 4300757;
  const rows = (release: Release, more = {}) =>
    linesOf(submit(release, more).value.get('stage/concept_relationship_stage.tsv')).slice(1);
  const withAnswer = ohdsiRelease({
    relationships: [...linkOf(MODALITY, 'Has Answer', ANSWER), ...linkOf(CT, 'Maps to', 4300757)],
  });

  test('answers of other vocabularies go along', () => {
    expect(rows(withAnswer)).toEqual([
      ['', '', '00080060', '77477000', 'DICOM', 'SNOMED', 'Has Answer', '19930101', '20991231', ''],
      ['', '', 'CT', '77477000', 'DICOM', 'SNOMED', 'Maps to', '19930101', '20991231', ''],
    ]);
  });

  test('a map whose target is not in the download is told and left out', () => {
    const lost: StandardMapping = {
      ...ctMapping,
      object: { vocabularyId: 'SNOMED', conceptCode: '113091000' },
    };
    const { diagnostics } = submit(ohdsiRelease(), { mappings: [ctMapping, lost] });
    expect(diagnostics).toMatchObject([
      {
        code: 'submission-target-absent',
        severity: 'warning',
        message: expect.stringContaining('a Maps to of CT is left out'),
        found: 'SNOMED 113091000',
        fix: expect.stringContaining('Athena download'),
      },
    ]);
    expect(submit(ohdsiRelease(), { mappings: [{ ...lost, predicate: 'narrowMatch' }] }).diagnostics).toEqual(
      [],
    );
  });

  test('a link to a concept that nobody knows is told and left out', () => {
    const { value, diagnostics } = submit(withAnswer, { findForeign: () => undefined });
    expect(diagnostics.map(({ code, found }) => [code, found])).toEqual([
      ['submission-target-absent', 'concept 4300757'],
      ['submission-target-absent', 'concept 4300757'],
    ]);
    expect(linesOf(value.get('stage/concept_relationship_stage.tsv'))).toHaveLength(1);
  });

  test('without a download that is told once', () => {
    const own = ohdsiRelease({ relationships: linkOf(MODALITY, 'Has Answer', CT) });
    expect(submit(own, { findForeign: undefined, athena: undefined }).diagnostics).toMatchObject([
      { code: 'submission-without-athena', severity: 'warning', fix: 'build with --athena DIR' },
    ]);
  });
});

describe('scripts and answers', () => {
  const { value } = submit(ohdsiRelease());
  const text = (name: string) => value.get(`submission/${name}`) ?? '';

  test('the update is that of the vocabulary and its edition', () => {
    expect(text('load_stage.sql')).toContain("pVocabularyName			=> 'DICOM'");
    expect(text('load_stage.sql')).toContain("pVocabularyDate			=> TO_DATE('20240915', 'yyyymmdd')");
    expect(text('load_source_tables.sql')).toContain(
      "sources.dicom_concept_stage FROM '../stage/concept_stage.tsv'",
    );
    expect(text('metadata.sql')).toContain("'dicom-omop 0.1.0'");
    expect(linesOf(value.get('stage/mapping_metadata.tsv')).slice(1)).toEqual([
      ['CT', 'DICOM', '77477000', 'SNOMED', 'exactMatch', 'mappings/codes.tsv', '0.9'],
    ]);
  });

  test('each manual check has an answer, counted from the rows', () => {
    const checks = text('manual_checks.md');
    expect(checks).toContain('| Meas Value | Qualifier Value | U | 1 |');
    expect(checks).toContain('3 of 4. All concepts are non-standard');
    expect(checks).toContain('- DICOM XCT -> DICOM CT');
    expect(text('readme.md')).toContain('4 concepts, 4 relationships,\n2 synonyms');
  });
});

describe('submission sheets', () => {
  const release = withConcept(CT, { conceptName: 'Computed Tomography, "CT"' }, ohdsiRelease());
  const { value } = submit({ ...release, synonyms: [...release.synonyms, synonymOf(OLD_CODE, 'gone')] });

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
