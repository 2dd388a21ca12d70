/** features.csv: what others found in series becomes rows of the same form, with the same ids, the same checks and the same counts. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readSiteTable } from '../../../src/harvest/site-tables.js';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let folder = '';
let release = '';

const HEADING =
  'series_instance_uid,feature,value,unit,finding,site,finding_id,alg_system,alg_datetime,value_concept_id';
const FEATURES = `${HEADING}
1.2.3,SRT:G-D705,12.5,mm3,SRT:M-03010,SRT:T-28000,L1,Lung CT 2,2024-05-06 07:08:09,
1.2.3,SRT:G-D705,12.5,mm3,SRT:M-03010,SRT:T-28000,L1,Lung CT 2,2024-05-06 07:08:09,
1.2.3,SCT:246120007,SCT:255508009,,,,L1,,,
1.2.3,DCM:121071,,,,,,,,4100006
1.2.3,4100005,,,,,,Zyqor,,
1.2.3,99X:F1,7,furlong,,,,,,
1.2.77,SRT:G-D705,1,mm3,,,,,,
`;

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  addReportCodes(release);
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [instanceOf('1.2.3.1')],
    elements: [elementOf('00080021', 'DA', '20200102')],
  });
}, 60_000);

describe('features.csv', () => {
  const run = (features: string, out: string, identified = true) =>
    mapIn(folder, release, { settings: { identified }, site: { features }, out });

  test('numbers, codes and mere presence, with finding, site and algorithm', async () => {
    const { value } = await run(FEATURES, 'first');
    const features = readTable(folder, 'IMAGE_FEATURE.csv', 'first');
    expect(features).toHaveLength(5);
    const volume = features.find((row) => row.image_feature_concept_id === '4100002');
    expect(volume).toMatchObject({
      image_occurrence_id: '1',
      image_feature_type_concept_id: '32880',
      image_finding_concept_id: '4100006',
      image_finding_id: '1',
      anatomic_site_concept_id: '4100005',
      alg_system: 'Lung CT 2',
      alg_datetime: '2024-05-06 07:08:09',
    });
    expect(readTable(folder, 'OBSERVATION.csv', 'first')).toMatchObject([
      { observation_concept_id: '2128200001', value_as_concept_id: '4100006' },
    ]);
    expect(features).toContainEqual(
      expect.objectContaining({
        image_feature_concept_id: '4100005',
        image_feature_event_id: '',
        alg_system: 'Zyqor',
      }),
    );
    expect(value?.external).toEqual({ feature: 5, 'pending: series-not-harvested': 1, repeated: 1 });
    expect(readTable(folder, 'pending_features.tsv', 'first')).toMatchObject([
      { source: 'external', series_uid: '1.2.77' },
    ]);
  });

  test('values: a number with its unit, a code, a unit that nobody knows', () => {
    const rows = readTable(folder, 'MEASUREMENT.csv', 'first').map((row) => [
      row.measurement_concept_id,
      row.value_as_number,
      row.value_as_concept_id,
      row.unit_concept_id,
    ]);
    expect(rows.sort()).toEqual([
      ['0', '7.0', '', '0'],
      ['4100002', '12.5', '', '8686'],
      ['4100010', '', '4100011', ''],
    ]);
  });

  test('in another order, with one line more: ids stay', async () => {
    const [heading = '', ...lines] = FEATURES.trimEnd().split('\n');
    const more = [heading, '1.2.3,SRT:G-D705,99,mm3,,,,,,', ...lines.reverse()].join('\n');
    await run(more, 'second');
    const idsOf = (out: string) =>
      readTable(folder, 'MEASUREMENT.csv', out).map(
        (row) => `${row.measurement_id} ${row.value_as_number} ${row.measurement_concept_id}`,
      );
    expect(idsOf('second')).toEqual([...idsOf('first'), '4 99.0 4100002']);
  });

  test('de-identified: a name of a system only in known words', async () => {
    await run(FEATURES, 'hidden', false);
    const systems = readTable(folder, 'IMAGE_FEATURE.csv', 'hidden').map((row) => row.alg_system);
    expect(systems).not.toContain('Zyqor');
    expect(readTable(folder, 'feature_source.tsv', 'hidden').map((row) => row.place)).toEqual([
      '',
      '',
      '',
      '',
      '',
    ]);
  });
});

const FAULTS: readonly [string, string, string, number][] = [
  ['words for a feature', `${HEADING}\n1.2.3,long axis,1,,,,,,,\n`, 'site-code-malformed', 2],
  ['words for a value', `${HEADING}\n1.2.3,DCM:1,very large,,,,,,,\n`, 'site-code-malformed', 2],
  ['no series', `${HEADING}\n,DCM:1,1,,,,,,,\n`, 'site-cell-missing', 2],
  ['no name', `${HEADING}\n1.2.3,,1,,,,,,,\n`, 'site-cell-missing', 2],
  ['no day', `${HEADING}\n1.2.3,DCM:1,1,,,,,,45321,\n`, 'site-date-invalid', 2],
];
test.each(FAULTS)('%s: an error with its line', (_what, text, code, line) => {
  const { diagnostics } = readSiteTable('features', Buffer.from(text), 'features.csv');
  expect(diagnostics).toMatchObject([
    { code, severity: 'error', at: { file: 'features.csv', line }, fix: expect.any(String) },
  ]);
});
