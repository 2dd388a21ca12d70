/** Segments become features of the series that they are drawn on; each is counted. */
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, type HeaderRows, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, reportOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let folder = '';
let outcome: Awaited<ReturnType<typeof mapIn>>;
const read = (file: string) => readTable(folder, file);

const objectOf = (sop: string, change: HeaderRows['instances'][number] = {}) =>
  reportOf({
    sop_instance_uid: sop,
    series_instance_uid: `${sop}.0`,
    kind: 'seg',
    modality: 'SEG',
    ...change,
  });
const segmentOf = (sop: string, segment: number | null, change: HeaderRows['instances'][number] = {}) => ({
  sop_instance_uid: sop,
  series_instance_uid: `${sop}.0`,
  study_instance_uid: '1.2',
  segment_number: segment,
  segmentation_type: 'BINARY',
  label: 'Zyqor Wexlin',
  type_scheme: 'SRT',
  type_code: 'M-03010',
  type_meaning: 'Nodule',
  referenced_series_instance_uid: '1.2.3',
  content_datetime: '20200103101112',
  ...change,
});

beforeAll(async () => {
  folder = await newFolder();
  const release = await publishMini(folder);
  addReportCodes(release);
  const made = {
    category_scheme: 'DCM',
    category_code: 'BIN',
    algorithm_type: 'AUTOMATIC',
    algorithm_name: 'Lung Zyqor',
    algorithm_version: '1.2',
  };
  const lung = {
    region_scheme: 'SRT',
    region_code: 'T-28000',
    region_modifiers: 'G-A437^SRT^Maximum',
    tracking_uid: '1.7.7',
  };
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [
      instanceOf('1.2.3.1'),
      objectOf('1.8.1'),
      objectOf('1.8.1', { source_id: 'copy.dcm' }),
      objectOf('1.8.2'),
      objectOf('1.8.3'),
      objectOf('1.8.4', { kind: 'other', modality: 'RTSTRUCT' }),
      objectOf('1.8.5', { kind: 'other', modality: 'RTSTRUCT' }),
    ],
    elements: [elementOf('00080021', 'DA', '20200102')],
    segments: [
      segmentOf('1.8.1', 1, { ...made, ...lung }),
      segmentOf('1.8.1', 2, {
        type_scheme: '99X',
        type_code: 'Q',
        type_meaning: 'Wexlin',
        algorithm_type: 'SEMIAUTOMATIC',
        tracking_uid: '1.7.7',
      }),
      segmentOf('1.8.1', 1, { ...made, ...lung }),
      segmentOf('1.8.2', 0, { segmentation_type: 'LABELMAP', referenced_series_instance_uid: '1.2.99' }),
      segmentOf('1.8.4', 3, {
        segmentation_type: 'RTSTRUCT',
        type_scheme: 'SRT',
        type_code: 'T-28000',
        type_meaning: 'Lung',
      }),
    ],
  });
  outcome = await mapIn(folder, release, { settings: { identified: true } });
});

test('a segment: type, category, region, algorithm, and no event', () => {
  expect(read('IMAGE_FEATURE.csv')).toEqual([
    {
      image_feature_id: '1',
      person_id: '7',
      image_occurrence_id: '1',
      image_feature_event_field_concept_id: '',
      image_feature_event_id: '',
      image_feature_concept_id: '4100006',
      image_feature_type_concept_id: '32880',
      image_finding_concept_id: '2128200010',
      image_finding_id: '1',
      anatomic_site_concept_id: '4100005',
      alg_system: 'urn:dicom:alg:Lung-Zyqor:1.2',
      alg_datetime: '2020-01-03 10:11:12',
    },
    expect.objectContaining({
      image_feature_concept_id: '0',
      image_feature_type_concept_id: '32882',
      image_finding_id: '1',
      alg_system: '',
    }),
    expect.objectContaining({
      image_feature_concept_id: '4100005',
      image_feature_type_concept_id: '32817',
      image_finding_id: '2',
      anatomic_site_concept_id: '4100005',
    }),
  ]);
  expect(read('MEASUREMENT.csv')).toEqual([]);
});

test('modifiers and where it comes from are kept; what has no series waits', () => {
  expect(read('feature_modifiers.tsv').map((row) => [row.image_feature_id, row.value_source_value])).toEqual(
    expect.arrayContaining([
      ['1', 'BIN^Binary thing^DCM'],
      ['1', 'G-A437^Maximum^SRT'],
      ['1', 'T-28000^Lung^SRT'],
    ]),
  );
  expect(read('feature_source.tsv')[0]).toMatchObject({
    source: 'segment',
    object_uid: '1.8.1',
    place: '1',
    series_found_by: 'series',
  });
  expect(read('pending_features.tsv')).toMatchObject([
    {
      source: 'segment',
      object_uid: '1.8.2',
      place: '0',
      reason: 'series-not-harvested',
      series_uid: '1.2.99',
    },
  ]);
  expect(read('unresolved_codes.tsv')).toContainEqual(expect.objectContaining({ scheme: '99X', code: 'Q' }));
});

test('every object and segment is counted once', () => {
  expect(outcome.value?.segmentations).toEqual({
    'no-segments': 1,
    'pending: series-not-harvested': 1,
    'regions-without-code': 1,
    rows: 2,
  });
  expect(outcome.value?.segments).toEqual({ feature: 3, 'pending: series-not-harvested': 1 });
});
