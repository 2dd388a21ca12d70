/** Groups of bulk annotations: a feature for what is annotated, a measurement for how many there are. Header tables of an earlier scan have none. */
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { openEngine, quote } from '../../../src/harvest/engine.js';
import { mapIn } from '../../support/harvest.js';
import { dayOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, addRows, reportOf } from '../../support/reports.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { harvest, newFolder, getRelease } = useSmallHarvests((release) => {
  addReportCodes(release);
  addRows(
    release,
    'lookup/attributes.tsv',
    '006A000C NumberOfAnnotations UL 2128212575 none false false false',
    'attribute keyword vr concept_id cdm_column analytical closed retired',
  );
});
const object = (sop: string) =>
  reportOf({
    sop_instance_uid: sop,
    series_instance_uid: `${sop}.0`,
    kind: 'other',
    modality: 'ANN',
    sop_class_uid: '1.2.840.10008.5.1.4.1.1.91.1',
  });
const group = (sop: string, number: number, n: number | null) => ({
  sop_instance_uid: sop,
  series_instance_uid: `${sop}.0`,
  study_instance_uid: '1.2',
  segment_number: number,
  segmentation_type: 'ANN',
  label: 'Zyqor',
  type_scheme: 'SRT',
  type_code: 'M-03010',
  type_meaning: 'Nodule',
  algorithm_type: 'AUTOMATIC',
  referenced_series_instance_uid: '1.2.3',
  n_annotations: n,
});

test('group by group; objects and groups are counted', async () => {
  const { outcome, read, again } = await harvest({
    instances: [instanceOf('1.2.3.1'), object('1.8.1'), object('1.8.2')],
    segments: [group('1.8.1', 1, 4711), group('1.8.1', 2, 0)],
  });
  expect(read('MEASUREMENT.csv')).toMatchObject([
    {
      measurement_concept_id: '2128212575',
      measurement_source_value: '006A000C',
      value_as_number: '4711.0',
      value_source_value: '4711',
      measurement_type_concept_id: '32880',
    },
    { value_as_number: '0.0' },
  ]);
  const features = read('IMAGE_FEATURE.csv');
  expect(features).toMatchObject([
    { image_feature_concept_id: '4100006', image_feature_event_id: '1', image_finding_id: '1' },
    { image_feature_concept_id: '4100006', image_feature_event_id: '2', image_finding_id: '2' },
  ]);
  expect(outcome.value?.segmentations).toEqual({ 'no-groups': 1, rows: 1 });
  expect(outcome.value?.segments).toEqual({ feature: 2 });
  await again();
  expect(read('IMAGE_FEATURE.csv')).toEqual(features);
});

test('header tables of a scan that knew no counts are read, their segments too', async () => {
  const folder = await newFolder();
  const headers = join(folder, 'headers');
  await writeHeaderTables(headers, {
    instances: [instanceOf('1.2.3.1'), { ...object('1.8.1'), kind: 'seg', modality: 'SEG' }],
    elements: [dayOf('1.2.3')],
    segments: [group('1.8.1', 1, null)],
  });
  const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
  const file = quote(join(headers, 'segments', 'part-00000.parquet'));
  await engine.run(`CREATE TABLE s AS SELECT * EXCLUDE n_annotations FROM read_parquet(${file})`);
  await engine.run(`COPY s TO ${file} (FORMAT parquet)`);
  engine.close();
  const outcome = await mapIn(folder, getRelease());
  expect(outcome.value?.segments).toEqual({ feature: 1 });
  await expect(
    mapIn(folder, getRelease(), {
      request: { spark: { job: join(folder, 'job'), keep: false, submit: async () => false } },
    }),
  ).rejects.toThrow('the header tables are of an earlier scan, without segments.n_annotations');
});
