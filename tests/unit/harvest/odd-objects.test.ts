/** Reports and segmentations of odd shapes: nothing is lost, no id is given twice, no row breaks its file. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import type { HeaderRows } from '../../support/header-tables.js';
import { addReportCodes, IMAGED, IMAGED_DAYS, itemsOf, reportOf } from '../../support/reports.js';
import { type SmallHarvest, useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(180_000);
const { harvest } = useSmallHarvests(addReportCodes);
type Cells = HeaderRows['instances'][number];

/** No id twice, in files whose lines have as many cells as their headings. */
function expectSound({ folder, read }: SmallHarvest): void {
  for (const [file, key] of [
    ['MEASUREMENT.csv', 'measurement_id'],
    ['OBSERVATION.csv', 'observation_id'],
    ['IMAGE_FEATURE.csv', 'image_feature_id'],
  ] as const) {
    const ids = read(file).map((row) => row[key]);
    expect([file, ids.length]).toEqual([file, new Set(ids).size]);
  }
  const omop = join(folder, 'omop');
  for (const file of readdirSync(omop).filter((name) => /\.(csv|tsv)$/.test(name))) {
    const [heading = '', ...lines] = readFileSync(join(omop, file), 'utf8').replace(/\n$/, '').split('\n');
    const cells = (line: string) => line.split('\t').length;
    expect([file, lines.filter((line) => cells(line) !== cells(heading))]).toEqual([file, []]);
  }
}

const segmentOf = (number: number | null, change: Cells = {}): Cells => ({
  sop_instance_uid: '1.8.1',
  series_instance_uid: '1.8',
  study_instance_uid: '1.2',
  segment_number: number,
  segmentation_type: 'BINARY',
  type_scheme: 'SRT',
  type_code: 'M-03010',
  type_meaning: 'Nodule',
  referenced_series_instance_uid: '1.2.3',
  ...change,
});
const drawn = (sop = '1.8.1', change: Cells = {}) =>
  reportOf({ sop_instance_uid: sop, series_instance_uid: '1.8', kind: 'seg', modality: 'SEG', ...change });

test('segments that share a number, or have none, are rows of their own, with the same ids in every harvest', async () => {
  const harvested = await harvest({
    instances: [...IMAGED, drawn()],
    elements: IMAGED_DAYS,
    segments: [
      segmentOf(null, { label: 'one' }),
      segmentOf(null, { label: 'two' }),
      segmentOf(null, { tracking_uid: '1.7.1' }),
      segmentOf(null, { tracking_uid: '1.7.2' }),
      segmentOf(4),
      segmentOf(4, { region_scheme: 'SRT', region_code: 'T-28000' }),
    ],
  });
  const { outcome, read, again } = harvested;
  expectSound(harvested);
  expect(outcome.value?.segments).toEqual({ feature: 6 });
  const first = read('IMAGE_FEATURE.csv');
  expect(first).toHaveLength(6);
  // Two that nothing tells apart are no finding: it would be one and the same.
  expect(first.filter((row) => row.image_finding_id === '')).toHaveLength(4);
  expect(new Set(first.map((row) => row.image_finding_id))).toEqual(new Set(['', '1', '2']));
  const counts = await again();
  expect(counts.value?.segments).toEqual({ feature: 6 });
  expect(read('IMAGE_FEATURE.csv')).toEqual(first);
  expectSound(harvested);
});

test('copies of a segmentation that differ in anything written are not read; two objects may track one finding', async () => {
  const tracked = { tracking_uid: '1.7.1' };
  const region = { region_scheme: 'SRT', region_code: 'T-28000' };
  const harvested = await harvest({
    instances: [...IMAGED, drawn(), drawn('1.8.1', { source_id: 'copy' }), drawn('1.8.2'), drawn('1.8.3')],
    elements: IMAGED_DAYS,
    segments: [
      segmentOf(1),
      segmentOf(1, region),
      segmentOf(1, { sop_instance_uid: '1.8.2', ...tracked }),
      segmentOf(1, { sop_instance_uid: '1.8.3', ...tracked }),
    ],
  });
  expectSound(harvested);
  expect(harvested.outcome.value?.segmentations).toEqual({ 'copies-differ': 1, rows: 2 });
  expect(harvested.read('IMAGE_FEATURE.csv').map((row) => row.image_finding_id)).toEqual(['1', '1']);
});

test('copies of a report that differ in words alone count once, also in the next harvest', async () => {
  const text = `1 - CONTAINER DCM:126000:Imaging_Measurement_Report
1.1 > CONTAINER DCM:125007
1.1.1 > NUM SRT:G-D705:Volume 12.5 UCUM:mm3
1.1.1.1 mod CODE DCM:121401 SRT:R-00317:Mean
1.1.2 > CODE SCT:246120007:Nodule_size SCT:255508009:Medium`;
  const other = itemsOf(
    text.replace('Volume', 'Volumen').replace('Medium', 'Mittel').replace('Mean', 'Mittelwert'),
    {
      observation_datetime: '20200103',
    },
  );
  const harvested = await harvest({
    instances: [...IMAGED, reportOf(), reportOf({ source_id: 'copy' })],
    elements: IMAGED_DAYS,
    sr_items: [...itemsOf(text), ...other],
  });
  const first = harvested.read('MEASUREMENT.csv');
  expect(first).toHaveLength(2);
  expectSound(harvested);
  expect(harvested.outcome.value?.report_items).toEqual({ container: 2, context: 1, measurement: 2 });
  await harvested.again();
  expect(harvested.read('MEASUREMENT.csv')).toEqual(first);
});

test('empty containers, circles, items without name, type or value, numbers below numbers: each item is counted', async () => {
  const items = itemsOf(`1 - CONTAINER DCM:126000
1.1 > CONTAINER -
1.2 > CONTAINER DCM:125007
1.2.1 > NUM SRT:G-D705 5
1.2.2 > NUM SRT:G-D705 - UCUM:mm3
1.2.3 > NUM SRT:G-D705 6 99X:q:Wexlin
1.2.3.1 from NUM SRT:G-D705 7 UCUM:mm3
1.2.3.1.1 from NUM SRT:G-D705 8 UCUM:mm3
1.2.4 > CODE - SRT:M-03010
1.2.5 > CODE SCT:246120007 -
1.2.6 > CODE 99X:S:Wexlin 99X:V:Wexlin
1.2.7 > WEXLIN DCM:121071 5
1.2.8 sel IMAGE - -
1.2.9 > NUM SRT:G-D705 1e400 UCUM:mm3
1.2.10 > NUM SRT:G-D705 NaN UCUM:mm3
1.3 from CONTAINER -
1.4 > NUM SRT:G-D705 9 UCUM:mm3`).map((item) => {
    if (item.item_path === '1.3') return { ...item, value_type: null, referenced_item_path: '1' };
    if (item.item_path === '1.2.8') return { ...item, referenced_sop_instance_uid: null };
    return item.item_path === '1.4' ? { ...item, parent_path: '1.77' } : item;
  });
  const harvested = await harvest({
    instances: [...IMAGED, reportOf()],
    elements: IMAGED_DAYS,
    sr_items: items,
  });
  const counts = harvested.outcome.value?.report_items ?? {};
  expect(counts).toEqual({
    'by-reference': 1,
    'code-unresolved': 1,
    container: 3,
    empty: 3,
    measurement: 7,
    'name-missing': 1,
    'value-type-unknown': 1,
  });
  expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(items.length);
  expect(harvested.read('MEASUREMENT.csv').map((row) => [row.value_as_number, row.unit_concept_id])).toEqual([
    ['9.0', '8686'],
    ['5.0', ''],
    ['6.0', '0'],
    ['', '8686'],
    ['', '8686'],
    ['7.0', '8686'],
    ['8.0', '8686'],
  ]);
  expectSound(harvested);
});

test('tabs, line ends and quotes in what is written do not break a row', async () => {
  const hostile = 'a\tb\nc\r"d\'';
  const spoil = (item: Cells): Cells => ({
    ...item,
    concept_meaning: hostile,
    code_meaning: item.code_value ? hostile : null,
    unit_meaning: item.unit_code ? hostile : null,
    template_id: hostile,
    value: item.value_type === 'TEXT' ? hostile : (item.value ?? null),
  });
  const harvested = await harvest(
    {
      instances: [
        ...IMAGED,
        reportOf(),
        drawn(),
        reportOf({
          sop_instance_uid: '1.8.5',
          kind: 'other',
          sop_class_uid: '1.2.840.10008.5.1.4.1.1.88.59',
        }),
      ],
      elements: [
        ...IMAGED_DAYS,
        ...['0040A491', '0040A493'].map((path) => ({
          ...IMAGED_DAYS[0],
          ...{ series_instance_uid: '1.9', path, tag: path, vr: 'CS', value: hostile },
        })),
      ],
      sr_items: [
        ...itemsOf(`1 - CONTAINER DCM:126000
1.1 > CONTAINER DCM:125007
1.1.1 mod TEXT DCM:111001 x
1.1.2 mod TEXT DCM:111003 x
1.1.3 obs TEXT DCM:121014 x
1.1.4 > NUM SRT:G-D705 12.5 99X:q
1.1.4.1 mod CODE DCM:121401 99X:m
1.1.5 > NUM 99X:n 13,5 UCUM:mm3
1.1.6 > CODE SCT:246120007 99X:v
1.1.7 obs UIDREF DCM:112040 1.7`).map(spoil),
        ...itemsOf('1 - CONTAINER DCM:113001\n1.1 > IMAGE - 1.2.3.1', { sop_instance_uid: '1.8.5' }).map(
          (item) => ({
            ...spoil(item),
            referenced_frames: hostile,
            referenced_segments: hostile,
          }),
        ),
      ],
      segments: [
        segmentOf(1, {
          ...{ type_scheme: '99X', type_code: hostile, type_meaning: hostile },
          ...{
            algorithm_name: hostile,
            algorithm_version: hostile,
            category_scheme: hostile,
            category_code: hostile,
          },
        }),
      ],
    },
    { settings: { identified: true, keyObjects: true, episodes: true } },
  );
  expectSound(harvested);
  expect(harvested.read('IMAGE_FEATURE.csv').length).toBeGreaterThan(4);
});
