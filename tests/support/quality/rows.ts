/** What the harvest wrote of the series. */

import { ELEMENTS, INSTANCES } from './headers.js';
import { ATTRIBUTES, conceptOf, DAY, SERIES, type Table } from './series.js';

/** Series, attribute, number, concept, and how often. */
const VALUES: readonly (readonly [number, string, number | null, number?])[] = [
  ...SERIES.flatMap(({ id }) => [[id, '00280010', 512] as const, [id, '00280011', 512] as const]),
  ...[1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5].map(
    (mm) => [1, '00180050', mm] as const,
  ),
  [2, '00180050', 5],
  [1, '00180060', 120],
  [5, '00180060', 80],
  [4, '00180060', 28],
  [2, '00180080', 500],
  [2, '00180081', 15],
  [2, '00180087', 1.5],
  [1, '00189345', 5],
  [1, '00101030', 70],
  [1, '00280030', 0.7],
  [1, '00185100', null, 2128210400],
  [2, '00185100', null, 2128210400],
  [4, '00200060', null, 2128210401],
  [3, '00540304', null, 2128210402],
];

const MEASUREMENTS = VALUES.map(([image, attribute, number, concept], at) => {
  const [, , , , unit, unitConcept] = ATTRIBUTES.find(([tag]) => tag === attribute) ?? [];
  return {
    measurement_id: at + 1,
    person_id: SERIES.find(({ id }) => id === image)?.person ?? 0,
    measurement_concept_id: conceptOf(attribute),
    measurement_date: `${DAY}${image}`,
    measurement_type_concept_id: 32817,
    value_as_number: number,
    value_as_concept_id: concept ?? null,
    unit_concept_id: unitConcept ?? null,
    measurement_source_value: attribute,
    measurement_source_concept_id: conceptOf(attribute),
    unit_source_value: unit ?? null,
    value_source_value: String(number ?? 'HFS'),
    meas_event_field_concept_id: 1147082,
    image,
  };
});
/** What a report measured: a long axis, and a pair. */
const FOUND = [
  { measurement_source_value: '103339001', measurement_concept_id: 4011459, value_as_number: 12 },
  { measurement_source_value: 'BB/NonBB', measurement_concept_id: 2128209999, value_as_concept_id: 45884084 },
].map((cells, at) => ({
  ...cells,
  measurement_id: 901 + at,
  person_id: 7,
  measurement_date: `${DAY}1`,
  measurement_type_concept_id: 32880,
  value_source_value: 'shown',
  image: 1,
}));
const ALL = [...MEASUREMENTS, ...FOUND];

const MEASUREMENT_COLUMNS =
  'measurement_id BIGINT, person_id BIGINT, measurement_concept_id BIGINT, measurement_date DATE, measurement_datetime TIMESTAMP, measurement_type_concept_id BIGINT, operator_concept_id BIGINT, value_as_number DOUBLE, value_as_concept_id BIGINT, unit_concept_id BIGINT, visit_occurrence_id BIGINT, measurement_source_value VARCHAR, measurement_source_concept_id BIGINT, unit_source_value VARCHAR, value_source_value VARCHAR, measurement_event_id BIGINT, meas_event_field_concept_id BIGINT';

export const OMOP: Readonly<Record<string, Table>> = {
  check_setting: {
    columns:
      'today DATE, deidentified BOOLEAN, attributes VARCHAR, has_vocabulary BOOLEAN, has_procedures BOOLEAN',
    rows: [
      {
        today: '2025-01-01',
        deidentified: true,
        attributes: 'core',
        has_vocabulary: true,
        has_procedures: true,
      },
    ],
  },
  manifest_count: {
    columns: 'section VARCHAR, name VARCHAR, n INTEGER',
    rows: [
      { section: 'rows', name: 'image_occurrence', n: 5 },
      { section: 'rows', name: 'procedure_occurrence', n: 4 },
      { section: 'rows', name: 'measurement', n: ALL.length },
      { section: 'rows', name: 'image_feature', n: ALL.length },
      { section: 'series', name: 'used', n: 5 },
      { section: 'instances', name: 'used', n: INSTANCES.length },
      { section: 'elements', name: 'feature', n: ELEMENTS.length },
      { section: 'scanned', name: 'ok', n: 7 },
    ],
  },
  image_occurrence: {
    columns:
      'image_occurrence_id BIGINT, person_id BIGINT, procedure_occurrence_id BIGINT, visit_occurrence_id BIGINT, anatomic_site_concept_id BIGINT, wadors_uri VARCHAR, local_path VARCHAR, image_occurrence_date DATE, image_study_uid VARCHAR, image_series_uid VARCHAR, modality_concept_id BIGINT',
    rows: SERIES.map(({ id, person, site, concept }) => ({
      image_occurrence_id: id,
      person_id: person,
      procedure_occurrence_id: id,
      visit_occurrence_id: id,
      anatomic_site_concept_id: site,
      image_occurrence_date: `${DAY}${id}`,
      image_study_uid: `2.25.${id}`,
      image_series_uid: `2.25.1${id}`,
      modality_concept_id: concept,
    })),
  },
  image_occurrence_source: {
    columns:
      'image_occurrence_id BIGINT, n_instances BIGINT, n_frames BIGINT, sop_class_uid VARCHAR, manufacturer VARCHAR, model VARCHAR, body_part_source_value VARCHAR, modality_source_value VARCHAR',
    rows: SERIES.map(({ id, sop, maker, model, part, modality }) => ({
      image_occurrence_id: id,
      n_instances: id === 1 ? 2 : 1,
      n_frames: 1,
      sop_class_uid: sop,
      manufacturer: maker,
      model,
      body_part_source_value: part,
      modality_source_value: modality,
    })),
  },
  procedure_occurrence: {
    columns:
      'procedure_occurrence_id BIGINT, person_id BIGINT, procedure_concept_id BIGINT, procedure_date DATE, procedure_type_concept_id BIGINT, procedure_source_concept_id BIGINT',
    rows: SERIES.slice(1).map(({ id, person }) => ({
      procedure_occurrence_id: id,
      person_id: person,
      procedure_concept_id: 300,
      procedure_date: `${DAY}${id}`,
      procedure_type_concept_id: 32817,
      procedure_source_concept_id: 0,
    })),
  },
  measurement: { columns: MEASUREMENT_COLUMNS, rows: ALL.map(({ image: _image, ...row }) => row) },
  observation: {
    columns:
      'observation_id BIGINT, person_id BIGINT, observation_concept_id BIGINT, value_as_number DOUBLE, value_as_concept_id BIGINT, observation_source_value VARCHAR, value_source_value VARCHAR',
    rows: [],
  },
  image_feature: {
    columns:
      'image_feature_id BIGINT, person_id BIGINT, image_occurrence_id BIGINT, image_feature_event_field_concept_id BIGINT, image_feature_event_id BIGINT, image_feature_concept_id BIGINT, image_feature_type_concept_id BIGINT, image_finding_concept_id BIGINT, image_finding_id BIGINT, anatomic_site_concept_id BIGINT, alg_system VARCHAR, alg_datetime TIMESTAMP',
    rows: ALL.map(({ measurement_id, person_id, measurement_concept_id, image }) => ({
      image_feature_id: measurement_id,
      person_id,
      image_occurrence_id: image,
      image_feature_event_field_concept_id: 1147330,
      image_feature_event_id: measurement_id,
      image_feature_concept_id: measurement_concept_id,
      image_feature_type_concept_id: 32817,
      alg_system: measurement_id > 900 ? 'urn:dicom:alg:x:1' : null,
    })),
  },
};
