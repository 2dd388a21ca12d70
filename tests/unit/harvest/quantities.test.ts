/** What pixels measure, by the mapping to real world values: quantity as feature, with its unit. */
import { expect, jest, test } from '@jest/globals';
import { codeOf, instanceOf } from '../../support/header-tables.js';
import { addReportCodes, addRows } from '../../support/reports.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest } = useSmallHarvests((release) => {
  addReportCodes(release);
  addRows(
    release,
    'lookup/codes.tsv',
    'DCM 113041 Apparent_Diffusion_Coefficient 2128200201 - -\nDCM 110812 T1 2128200202 - -\nSRT G-C1C6 Quantity 2128200203 - -',
    'scheme code meaning concept_id standard_concept_id standard_domain_id',
  );
});
const MAP = '52009229>00409096';
const PARAMETRIC = '1.2.840.10008.5.1.4.1.1.30';

test('each quantity with the unit of its own mapping; parts with other names are not quantities', async () => {
  const { read } = await harvest({
    instances: [instanceOf('1.2.3.1', { sop_class_uid: PARAMETRIC, modality: 'MR' })],
    elements: [
      codeOf(`${MAP}[1]>00409220[1]>0040A043`, '246205007', 'SCT', 'Quantity'),
      codeOf(`${MAP}[1]>00409220[1]>0040A168`, '113041', 'DCM', 'Apparent Diffusion Coefficient'),
      codeOf(`${MAP}[1]>00409220[2]>0040A043`, '370129005', 'SCT', 'Measurement Method'),
      codeOf(`${MAP}[1]>00409220[2]>0040A168`, 'R-00317', 'SRT', 'Mean'),
      codeOf(`${MAP}[1]>004008EA`, 'mm3', 'UCUM', 'cubic millimeter'),
      codeOf(`${MAP}[2]>00409220>0040A043`, 'G-C1C6', 'SRT', 'Quantity'),
      codeOf(`${MAP}[2]>00409220>0040A168`, 'ZZ1', '99X', 'Zyqor'),
      codeOf(`${MAP}[2]>004008EA`, '1', 'UCUM', 'no units'),
    ],
  });
  expect(read('MEASUREMENT.csv')).toEqual([
    expect.objectContaining({
      measurement_concept_id: '2128200586',
      measurement_source_value: '00409220',
      value_as_number: '',
      value_as_concept_id: '2128200201',
      unit_concept_id: '8686',
      unit_source_value: 'mm3',
      value_source_value: '113041^Apparent Diffusion Coefficient^DCM',
    }),
    expect.objectContaining({ value_as_concept_id: '0', unit_concept_id: '', value_source_value: '_^_^_' }),
  ]);
  expect(
    read('IMAGE_FEATURE.csv').map((row) => [row.image_feature_concept_id, row.image_feature_event_id]),
  ).toEqual([
    ['2128200201', '1'],
    ['0', '2'],
  ]);
  expect(read('unresolved_codes.tsv')).toContainEqual(
    expect.objectContaining({ code: '_', status: 'private scheme' }),
  );
});

test('frames of their own: an element of all frames is of each; a quantity once for a series, however many frames', async () => {
  const path = '52009230>00409096';
  const frames = [1, 2, 3].map((frame) =>
    codeOf(`${path}>00409220>0040A168`, frame === 3 ? '110812' : '113041', 'DCM', 'm', { frame }),
  );
  const { read } = await harvest({
    instances: [instanceOf('1.2.3.1', { sop_class_uid: PARAMETRIC, modality: 'MR', number_of_frames: 3 })],
    elements: [
      ...frames,
      codeOf(`${path}>00409220>0040A043`, '246205007', 'SCT', 'Quantity'),
      codeOf(`${path}>004008EA`, 'mm3', 'UCUM', 'cubic millimeter'),
    ],
  });
  expect(read('MEASUREMENT.csv').map((row) => [row.value_as_concept_id, row.unit_concept_id])).toEqual([
    ['2128200202', '8686'],
    ['2128200201', '8686'],
  ]);
});

test('a parametric map that names no quantity is told', async () => {
  const { read } = await harvest({
    instances: [
      instanceOf('1.2.3.1', { sop_class_uid: PARAMETRIC }),
      instanceOf('1.2.4.1', { series_instance_uid: '1.2.4' }),
    ],
    elements: [codeOf(`${MAP}>004008EA`, '1', 'UCUM', 'no units')],
  });
  expect(read('findings.tsv')).toEqual([
    { code: 'quantity-missing', attribute: '00409220', value: '', n_series: '1' },
  ]);
  expect(read('MEASUREMENT.csv')).toEqual([]);
});
