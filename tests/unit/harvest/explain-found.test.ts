/** `harvest explain` of rows that are no header elements: the item of the report, the segment, the inputs of the rule, as headers have them, though rows are de-identified. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Engine, openEngine } from '../../../src/harvest/engine.js';
import { type ExplainedTable, explainRow } from '../../../src/harvest/explain.js';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, itemsOf, REPORT, reportOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
let folder = '';
let engine: Engine;
const SEG = '1.8.1';

beforeAll(async () => {
  folder = await newFolder();
  const release = await publishMini(await newFolder());
  addReportCodes(release);
  const axial = ['1', '0', '0', '0', '1', '0'].map((value, at) =>
    elementOf('00200037', 'DS', value, { value_index: at + 1 }),
  );
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [
      instanceOf('1.2.3.1'),
      reportOf(),
      instanceOf(SEG, { series_instance_uid: '1.8', modality: 'SEG', kind: 'seg', series_number: 8 }),
    ],
    elements: [elementOf('00080021', 'DA', '20200102'), ...axial],
    sr_items: itemsOf(`1 - CONTAINER DCM:126000
1.1 > CONTAINER DCM:125007
1.1.1 > NUM 99PMP:G1:Glycolysis_of_Wexlin 3.5 UCUM:mm3`),
    segments: [
      {
        sop_instance_uid: SEG,
        series_instance_uid: '1.8',
        study_instance_uid: '1.2',
        segment_number: 2,
        segmentation_type: 'BINARY',
        label: 'Wexlin 1',
        type_code: 'M-03010',
        type_scheme: 'SRT',
        type_meaning: 'Nodule',
        algorithm_name: 'wexlin-grow',
        referenced_series_instance_uid: '1.2.3',
      },
    ],
  });
  await mapIn(folder, release);
  engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
});
afterAll(() => engine.close());

async function explain(table: ExplainedTable, id: string | undefined) {
  const place = { site: join(folder, 'site'), headers: [join(folder, 'headers')] };
  const found = await explainRow(engine, { table, id: Number(id), ...place });
  return found && Object.fromEntries(found.map(({ title, lines }) => [title, Object.fromEntries(lines)]));
}
const featureOf = (source: string, place: string) => {
  const { image_feature_id: id } =
    readTable(folder, 'feature_source.tsv').find((row) => row.source === source && row.place === place) ?? {};
  return readTable(folder, 'IMAGE_FEATURE.csv').find((row) => row.image_feature_id === id);
};

describe('explain', () => {
  test('a measurement of a report: its item, with the code that no row shows, and what it stands in', async () => {
    const feature = featureOf('report', '1.1.1');
    for (const [table, id] of [
      ['IMAGE_FEATURE', feature?.image_feature_id],
      ['MEASUREMENT', feature?.image_feature_event_id],
    ] as const) {
      expect(await explain(table, id)).toMatchObject({
        feature: { source: 'report', object: REPORT, place: '1.1.1', name: '_^_ of _^_' },
        item: {
          'value type': 'NUM',
          name: 'G1^Glycolysis of Wexlin^99PMP',
          value: '3.5',
          parent: '1.1',
        },
        series: { 'series instance uid': '1.2.3' },
        files: { 1: '1.2.3.1.dcm' },
      });
    }
  });

  test('a segment: its label and algorithm', async () => {
    expect(await explain('IMAGE_FEATURE', featureOf('segment', '2')?.image_feature_id)).toMatchObject({
      feature: { source: 'segment', object: SEG },
      segment: { 'segment number': '2', label: 'Wexlin 1', 'algorithm name': 'wexlin-grow' },
      series: { 'series instance uid': '1.2.3' },
    });
  });

  test('a derived fact: the rule, its verdict and its inputs', async () => {
    expect(await explain('IMAGE_FEATURE', featureOf('derived', 'plane')?.image_feature_id)).toMatchObject({
      feature: { source: 'derived' },
      rule: { rule: 'plane', verdict: 'value', value: 'axial', inputs: expect.stringContaining('00200037') },
    });
  });
});
