/** Release, concepts of others and CDM that the series go with. */
import { CDM_TABLES, IMAGING_CONCEPTS } from '../../../src/quality/cdm.js';
import { VOCABULARY_TABLES } from '../../../src/quality/vocabulary.js';
import { ATTRIBUTES, CT, conceptOf, DAY, DX, SERIES, type Table } from './series.js';

const typed = (columns: Readonly<Record<string, string>> = {}) =>
  Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ');

export const VOCABULARY: Readonly<Record<string, Table>> = {
  lookup_attribute: {
    columns:
      'attribute VARCHAR, keyword VARCHAR, name VARCHAR, vr VARCHAR, vm VARCHAR, concept_id BIGINT, standard_concept_id BIGINT, cdm_column VARCHAR, unit VARCHAR, unit_concept_id BIGINT',
    rows: ATTRIBUTES.map(([attribute, keyword, vr, vm, unit, unitConcept]) => ({
      attribute,
      keyword,
      name: keyword,
      vr,
      vm,
      concept_id: conceptOf(attribute),
      cdm_column:
        vr === 'CS' || vr === 'SQ' ? 'MEASUREMENT.value_as_concept_id' : 'MEASUREMENT.value_as_number',
      unit: unit ?? null,
      unit_concept_id: unitConcept ?? null,
    })),
  },
  lookup_modality: {
    columns:
      'value VARCHAR, concept_name VARCHAR, concept_id BIGINT, standard_concept_id BIGINT, standard_domain_id VARCHAR',
    rows: [
      { value: 'PT', concept_id: 2128210019, standard_concept_id: 4305790, standard_domain_id: 'Procedure' },
    ],
  },
  lookup_site: {
    columns:
      'value VARCHAR, concept_name VARCHAR, concept_id BIGINT, standard_concept_id BIGINT, standard_domain_id VARCHAR',
    rows: [
      {
        value: 'CHEST',
        concept_name: 'Chest',
        concept_id: 2128210420,
        standard_concept_id: 100,
        standard_domain_id: 'Spec Anatomic Site',
      },
      {
        value: 'HEAD',
        concept_name: 'Head',
        concept_id: 2128210421,
        standard_concept_id: 101,
        standard_domain_id: 'Spec Anatomic Site',
      },
      {
        value: 'BREAST',
        concept_name: 'Breast',
        concept_id: 2128210422,
        standard_concept_id: 102,
        standard_domain_id: 'Spec Anatomic Site',
      },
    ],
  },
  lookup_code: {
    columns:
      'scheme VARCHAR, code VARCHAR, meaning VARCHAR, concept_id BIGINT, standard_concept_id BIGINT, standard_domain_id VARCHAR',
    rows: [],
  },
  lookup_uid: {
    columns: 'uid VARCHAR, name VARCHAR, type VARCHAR',
    rows: [
      { uid: '1.2.840.10008.1.2.1', name: 'Explicit VR Little Endian', type: 'Transfer Syntax' },
      { uid: CT, name: 'CT Image Storage', type: 'SOP Class' },
      { uid: DX, name: 'Digital X-Ray Image Storage - For Presentation', type: 'SOP Class' },
    ],
  },
  release_concept: {
    columns: 'concept_id BIGINT, domain_id VARCHAR, standard_concept VARCHAR, invalid_reason VARCHAR',
    rows: [
      ...ATTRIBUTES.map(([attribute]) => ({ concept_id: conceptOf(attribute), domain_id: 'Measurement' })),
      ...[2128209999, 2128210400, 2128210401, 2128210402].map((concept_id) => ({
        concept_id,
        domain_id: concept_id === 2128209999 ? 'Measurement' : 'Meas Value',
      })),
    ],
  },
  foreign_concept: {
    columns: VOCABULARY_TABLES.foreign_concept,
    rows: (
      [
        [100, 'Thoracic structure', 'Spec Anatomic Site'],
        [101, 'Head structure', 'Spec Anatomic Site'],
        [102, 'Breast structure', 'Spec Anatomic Site'],
        [300, 'CT of chest', 'Procedure'],
        [900, 'kilovolt', 'Unit'],
        [901, 'kilogram per square meter', 'Unit'],
        [8588, 'millimeter', 'Unit'],
        [9593, 'millisecond', 'Unit'],
        [9646, 'tesla', 'Unit'],
        [9529, 'kilogram', 'Unit'],
        [710255, 'milligray', 'Unit'],
        [32817, 'EHR', 'Type Concept'],
        [32880, 'Standard algorithm', 'Type Concept'],
        [1147330, 'measurement', 'Metadata'],
        [1147082, 'procedure_occurrence.procedure_occurrence_id', 'Metadata'],
        [4011459, 'Long axis', 'Measurement'],
        [45884084, 'Positive', 'Meas Value'],
        ...SERIES.map(({ concept, modality }) => [concept, modality, 'Procedure'] as const),
      ] as const
    ).map(([concept_id, concept_name, domain_id]) => ({
      concept_id,
      concept_name,
      domain_id,
      standard_concept: 'S',
    })),
  },
  procedure_site: {
    columns: VOCABULARY_TABLES.procedure_site,
    rows: [{ procedure_concept_id: 301, site_concept_id: 110 }],
  },
  site_ancestor: {
    columns: VOCABULARY_TABLES.site_ancestor,
    rows: [{ ancestor_concept_id: 110, descendant_concept_id: 100 }],
  },
  module: {
    columns: '"table" VARCHAR, title VARCHAR, kind VARCHAR, section VARCHAR',
    rows: [
      { '"table"': 'A.3-1', title: 'CT Image IOD Modules', kind: 'iod', section: 'A.3.3' },
      { '"table"': 'C.7-5a', title: 'General Series Module Attributes', kind: 'module', section: 'C.7.3.1' },
    ],
  },
  iod_module: {
    columns: '"table" VARCHAR, module_section VARCHAR, usage VARCHAR',
    rows: [{ '"table"': 'A.3-1', module_section: 'C.7.3.1', usage: 'M' }],
  },
  module_attribute: {
    columns: '"table" VARCHAR, path VARCHAR, tag VARCHAR, type VARCHAR, via_table VARCHAR',
    rows: [
      { '"table"': 'C.7-5a', path: '(0008,0060)', tag: '(0008,0060)', type: '1', via_table: 'C.7-5a' },
      { '"table"': 'C.7-5a', path: '(0008,0008)', tag: '(0008,0008)', type: '3', via_table: 'C.7-5a' },
    ],
  },
  value_term: {
    columns:
      'tag VARCHAR, path VARCHAR, "table" VARCHAR, kind VARCHAR, value_number VARCHAR, condition VARCHAR, value VARCHAR',
    rows: [
      { tag: '(0008,0060)', path: '(0008,0060)', '"table"': 'C.7-5a', kind: 'Enumerated', value: 'CT' },
      {
        tag: '(0008,0008)',
        path: '(0008,0008)',
        '"table"': 'C.7-5a',
        kind: 'Defined',
        value_number: '1',
        value: 'ORIGINAL',
      },
      {
        tag: '(0008,0008)',
        path: '(0008,0008)',
        '"table"': 'C.7-5a',
        kind: 'Defined',
        value_number: '2',
        value: 'PRIMARY',
      },
    ],
  },
  binding: {
    columns: 'tag VARCHAR, path VARCHAR, "table" VARCHAR, strength VARCHAR, cid VARCHAR, condition VARCHAR',
    rows: [{ tag: '(0054,0304)', path: '(0054,0304)', '"table"': 'C.8-61', strength: 'Defined', cid: '25' }],
  },
  context_group: { columns: 'cid VARCHAR, extensible VARCHAR', rows: [{ cid: '25', extensible: 'false' }] },
  context_group_code: {
    columns: 'cid VARCHAR, scheme VARCHAR, code VARCHAR',
    rows: [{ cid: '25', scheme: 'SCT', code: '35321007' }],
  },
  context_group_member: {
    columns: 'cid VARCHAR, scheme VARCHAR, code VARCHAR, snomed_rt VARCHAR',
    rows: [{ cid: '25', scheme: 'SCT', code: '35321007', snomed_rt: 'C-B1031' }],
  },
  cdm_person: {
    columns: typed(CDM_TABLES.cdm_person),
    rows: [
      { person_id: 7, gender_concept_id: 8507, year_of_birth: 1950 },
      { person_id: 8, gender_concept_id: 8532, year_of_birth: 1960, month_of_birth: 5, day_of_birth: 6 },
    ],
  },
  cdm_visit_occurrence: {
    columns: typed(CDM_TABLES.cdm_visit_occurrence),
    rows: SERIES.map(({ id, person }) => ({
      visit_occurrence_id: id,
      person_id: person,
      visit_start_date: `${DAY}${id}`,
      visit_end_date: `${DAY}${id}`,
    })),
  },
  cdm_procedure_occurrence: {
    columns: typed(CDM_TABLES.cdm_procedure_occurrence),
    rows: [
      {
        procedure_occurrence_id: 1,
        person_id: 7,
        procedure_concept_id: 301,
        procedure_date: `${DAY}1`,
      },
    ],
  },
  cdm_death: { columns: typed(CDM_TABLES.cdm_death), rows: [{ person_id: 7, death_date: '2021-01-01' }] },
  cdm_observation_period: {
    columns: typed(CDM_TABLES.cdm_observation_period),
    rows: [7, 8].map((person_id) => ({
      person_id,
      observation_period_start_date: '2019-01-01',
      observation_period_end_date: '2021-12-31',
    })),
  },
  cdm_imaging_concept: {
    columns: typed(IMAGING_CONCEPTS),
    rows: [{ concept_id: 4180938 }, { concept_id: 301 }],
  },
};
