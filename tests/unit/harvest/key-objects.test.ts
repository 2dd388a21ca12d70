/** Key object selections: which images are flagged and why; images that are rejected are told in any case. */
import { expect, jest, test } from '@jest/globals';
import type { HeaderRows } from '../../support/header-tables.js';
import { addRows, IMAGED, IMAGED_DAYS, itemsOf, reportOf } from '../../support/reports.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const KEY_OBJECTS = '1.2.840.10008.5.1.4.1.1.88.59';
const { harvest } = useSmallHarvests((release) =>
  addRows(
    release,
    'lookup/codes.tsv',
    `DCM 113000 Of_Interest 2128200101 - -
DCM 113001 Rejected_for_Quality_Reasons 2128200102 - -
DCM 113011 Document_Title_Modifier 2128200103 - -
DCM 113020 Motion_blur 2128200104 - -`,
    'scheme code meaning concept_id standard_concept_id standard_domain_id',
  ),
);

const selectionOf = (sop: string, series = `${sop}.0`) =>
  reportOf({
    sop_instance_uid: sop,
    series_instance_uid: series,
    kind: 'other',
    modality: 'KO',
    sop_class_uid: KEY_OBJECTS,
  });
const itemsIn = (sop: string, text: string) =>
  itemsOf(text, { sop_instance_uid: sop, series_instance_uid: `${sop}.0` });
const evidenceOf = (sop: string, series: string, image: string): HeaderRows['instances'][number] => ({
  sop_instance_uid: sop,
  series_instance_uid: `${sop}.0`,
  path: '0040A375>00081115>00081199',
  referenced_series_instance_uid: series,
  referenced_sop_instance_uid: image,
});
const ROWS = {
  instances: [
    ...IMAGED,
    ...['1.8.1', '1.8.2', '1.8.3', '1.8.4'].map((sop) => selectionOf(sop)),
    { ...selectionOf('1.8.2'), source_id: 'copy.dcm' },
  ],
  elements: IMAGED_DAYS,
  sr_items: [
    ...itemsIn(
      '1.8.1',
      `1 - CONTAINER DCM:113000
       1.1 mod CODE DCM:113011 DCM:113020
       1.2 > TEXT DCM:113012 Zyqor_Wexlin
       1.3 > IMAGE - 1.2.3.1
       1.4 > IMAGE - 1.2.4.1
       1.5 > IMAGE - 1.2.77.1
       1.6 > COMPOSITE - 1.8.2`,
    ).map((item) => (item.item_path === '1.3' ? { ...item, referenced_frames: '2,5' } : item)),
    ...itemsIn('1.8.2', '1 - CONTAINER DCM:113001\n1.1 > IMAGE - 1.2.4.1'),
    ...itemsIn('1.8.2', '1 - CONTAINER DCM:113001\n1.1 > IMAGE - 1.2.4.1'),
    ...itemsIn('1.8.3', '1 - CONTAINER DCM:113000'),
  ],
  references: [evidenceOf('1.8.1', '1.2.77', '1.2.77.1')],
} satisfies Partial<HeaderRows>;

test('with --key-objects a feature for each series, with its title, and the images', async () => {
  const { outcome, read } = await harvest(ROWS, { settings: { keyObjects: true, identified: true } });
  expect(
    read('IMAGE_FEATURE.csv').map((row) => [
      row.image_feature_id,
      row.image_occurrence_id,
      row.image_feature_concept_id,
      row.image_feature_event_id,
    ]),
  ).toEqual([
    ['1', '1', '2128200101', ''],
    ['2', '2', '2128200101', ''],
    ['3', '2', '2128200102', ''],
  ]);
  expect(read('key_objects.tsv')).toEqual([
    { image_feature_id: '1', image_uid: '1.2.3.1', frames: '2,5', segments: '' },
    { image_feature_id: '2', image_uid: '1.2.4.1', frames: '', segments: '' },
    { image_feature_id: '3', image_uid: '1.2.4.1', frames: '', segments: '' },
  ]);
  expect(read('feature_modifiers.tsv').map((row) => [row.image_feature_id, row.value_as_concept_id])).toEqual(
    [
      ['1', '2128200104'],
      ['2', '2128200104'],
    ],
  );
  expect(read('pending_features.tsv')).toMatchObject([
    { source: 'key-object', object_uid: '1.8.1', series_uid: '1.2.77', reason: 'series-not-harvested' },
  ]);
  expect(outcome.value?.key_objects).toEqual({ 'no-content': 1, 'no-images': 1, rows: 2 });
  expect(outcome.value?.report_items).toEqual({ 'key-object': 10 });
  expect(outcome.value?.reports).toEqual({});
});

test('without it no feature, and no file; rejected images are told by title all the same', async () => {
  const { outcome, read } = await harvest(ROWS);
  expect(read('IMAGE_FEATURE.csv')).toEqual([]);
  expect(() => read('key_objects.tsv')).toThrow(/ENOENT/);
  expect(outcome.value?.key_objects).toEqual({ 'no-content': 1, 'no-images': 1, 'not-asked-for': 2 });
  expect(read('findings.tsv')).toContainEqual({
    code: 'images-rejected',
    attribute: '0040A043',
    value: '113001^Rejected for Quality Reasons^DCM',
    n_series: '1',
  });
});

test('de-identified: image UIDs are replaced, texts are not shown, ids stay', async () => {
  const first = await harvest(ROWS, { settings: { keyObjects: true } });
  const images = first.read('key_objects.tsv').map((row) => row.image_uid);
  expect(images.every((uid) => /^2\.25\.\d+$/.test(uid ?? ''))).toBe(true);
  expect(new Set(images).size).toBe(2);
  const before = first.read('IMAGE_FEATURE.csv');
  await first.again({ settings: { keyObjects: true } });
  expect(first.read('IMAGE_FEATURE.csv')).toEqual(before);
});
