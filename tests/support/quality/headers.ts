/** The headers of the series, and what the site remembers of them. */
import { type Cell, CT, SERIES, SR, type Table, uidOf } from './series.js';

const element = (
  image: number,
  path: string,
  vr: string,
  value: string,
  more: Readonly<Record<string, Cell>> = {},
) => ({
  series_instance_uid: uidOf(image),
  path,
  tag: path.split('>').at(-1) ?? path,
  vr,
  value_index: 1,
  value,
  n_instances: 1,
  ...more,
});
const list = (image: number, path: string, vr: string, values: readonly (string | number)[], more = {}) =>
  values.map((value, at) => element(image, path, vr, String(value), { value_index: at + 1, ...more }));

export const ELEMENTS = [
  ...SERIES.flatMap(({ id, modality, maker, model }) => [
    element(id, '00080060', 'CS', modality),
    element(id, '00080070', 'LO', maker),
    element(id, '00081090', 'LO', model),
    element(id, '00080020', 'DA', `2020040${id}`),
    element(id, '00080021', 'DA', `2020040${id}`),
    element(id, '00080022', 'DA', `2020040${id}`),
    element(id, '00080023', 'DA', `2020040${id}`),
    element(id, '00100040', 'CS', id % 2 === 1 ? 'M' : 'F'),
    ...list(id, '00080008', 'CS', ['ORIGINAL', 'PRIMARY']),
  ]),
  element(1, '00201206', 'IS', '2'),
  element(1, '00201208', 'IS', '3'),
  element(1, '00201209', 'IS', '2'),
  element(1, '00180088', 'DS', '2.5'),
  ...list(1, '00200037', 'DS', [1, 0, 0, 0, 1, 0]),
  ...list(1, '00200032', 'DS', [-100, -120]),
  element(1, '00200032', 'DS', '10', { value_index: 3, sop_instance_uid: '1.2.1.1.1' }),
  element(1, '00200032', 'DS', '12.5', { value_index: 3, sop_instance_uid: '1.2.1.1.2' }),
  ...list(2, '00200037', 'DS', [1, 0, 0, 0, 1, 0]),
  ...list(2, '52009230>00209113>00200032', 'DS', [1, 2, 3], { frame: 1 }),
  ...list(2, '52009230>00209113>00200032', 'DS', [1, 2, 8], { frame: 2 }),
  element(1, '00101030', 'DS', '70'),
  element(1, '00101020', 'DS', '1.75'),
  element(1, '00101022', 'DS', '22.9'),
  ...list(5, '00280030', 'DS', ['0.1', '0.1']),
  ...list(5, '00181164', 'DS', ['0.12', '0.12']),
  element(5, '00181110', 'DS', '1200'),
  element(5, '00181111', 'DS', '1000'),
  element(4, '00200060', 'CS', 'L'),
  element(4, '0008103E', 'LO', 'left MLO'),
  element(3, '00540016>00181078', 'DT', '20200403090000'),
  element(3, '00540016>00540304', 'SQ', '', {
    value: null,
    value_index: 0,
    code_value: 'C-B1031',
    code_scheme: 'SRT',
  }),
];

const instance = (image: number, sop: string, more: Readonly<Record<string, Cell>> = {}) => ({
  root: 0,
  source_id: `${sop}.dcm`,
  transfer_syntax_uid: '1.2.840.10008.1.2.1',
  sop_class_uid: SERIES.find(({ id }) => id === image)?.sop ?? null,
  sop_instance_uid: sop,
  series_instance_uid: uidOf(image),
  study_instance_uid: `1.2.${image}`,
  patient_key: image % 2 === 1 ? 'P7' : 'P8',
  accession_key: `A${image}`,
  modality: SERIES.find(({ id }) => id === image)?.modality ?? null,
  acquisition_datetime: `2020040${image}100000`,
  n_instances: 1,
  kind: 'image',
  status: 'ok',
  ...more,
});
export const INSTANCES = [
  instance(1, '1.2.1.1.1'),
  instance(1, '1.2.1.1.2'),
  instance(2, '1.2.2.1.1', { number_of_frames: 2 }),
  ...[3, 4, 5].map((id) => instance(id, `1.2.${id}.1.1`)),
  instance(1, '1.2.1.9.1', { series_instance_uid: '1.2.1.9', sop_class_uid: SR, modality: 'SR', kind: 'sr' }),
];

export const HEADERS: Readonly<Record<string, Table>> = {
  instances: {
    columns:
      'root INTEGER, source_id VARCHAR, member VARCHAR, transfer_syntax_uid VARCHAR, sop_class_uid VARCHAR, sop_instance_uid VARCHAR, series_instance_uid VARCHAR, study_instance_uid VARCHAR, patient_key VARCHAR, issuer VARCHAR, accession_key VARCHAR, modality VARCHAR, series_number INTEGER, number_of_frames INTEGER, acquisition_datetime VARCHAR, n_instances INTEGER, kind VARCHAR, status VARCHAR, finding_codes VARCHAR',
    rows: INSTANCES,
  },
  elements: {
    columns:
      'series_instance_uid VARCHAR, sop_instance_uid VARCHAR, frame INTEGER, path VARCHAR, tag VARCHAR, private_creator VARCHAR, vr VARCHAR, value_index INTEGER, value VARCHAR, code_value VARCHAR, code_scheme VARCHAR, n_instances INTEGER',
    rows: ELEMENTS,
  },
  object_reference: {
    columns:
      'sop_instance_uid VARCHAR, referenced_series_instance_uid VARCHAR, referenced_sop_class_uid VARCHAR, referenced_sop_instance_uid VARCHAR',
    rows: [
      {
        sop_instance_uid: '1.2.1.9.1',
        referenced_sop_class_uid: CT,
        referenced_sop_instance_uid: '1.2.1.1.1',
      },
    ],
  },
  occurrence: {
    columns:
      'series_instance_uid VARCHAR, study_instance_uid VARCHAR, image_occurrence_id BIGINT, person_id BIGINT, procedure_is_known BOOLEAN, modality VARCHAR',
    rows: SERIES.map(({ id, person, modality }) => ({
      series_instance_uid: uidOf(id),
      study_instance_uid: `1.2.${id}`,
      image_occurrence_id: id,
      person_id: person,
      procedure_is_known: id === 1,
      modality,
    })),
  },
  series_outcome: {
    columns: 'series_instance_uid VARCHAR, person_id BIGINT, day DATE, refused VARCHAR',
    rows: SERIES.map(({ id, person }) => ({
      series_instance_uid: uidOf(id),
      person_id: person,
      day: `2020-04-0${id}`,
    })),
  },
  known_person: {
    columns: 'patient_key VARCHAR, issuer VARCHAR, person_id INTEGER, shift_days INTEGER',
    rows: [
      { patient_key: 'P7', issuer: '', person_id: 7, shift_days: -31 },
      { patient_key: 'P8', issuer: '', person_id: 8, shift_days: -31 },
    ],
  },
  code_concept: {
    columns:
      'code_scheme VARCHAR, code_value VARCHAR, concept_id BIGINT, standard_concept_id BIGINT, status VARCHAR',
    rows: [
      {
        code_scheme: 'SRT',
        code_value: 'C-B1031',
        concept_id: 4000,
        standard_concept_id: 4000,
        status: 'resolved',
      },
    ],
  },
};
