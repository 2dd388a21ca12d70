/** Findings that are tracked through studies, as EPISODE and EPISODE_EVENT; ids stay from harvest to harvest. */
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { loadHarvestIntoSqlite } from '../../../src/load/harvest-sqlite.js';
import { HARVEST_TABLES } from '../../../src/load/harvest-tables.js';
import type { MapIn } from '../../support/harvest.js';
import {
  dayOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../support/header-tables.js';
import { addReportCodes, itemsOf, reportOf } from '../../support/reports.js';
import { useSmallHarvests } from '../../support/small-harvest.js';
import { askSqlite } from '../../support/sqlite-file.js';

jest.setTimeout(120_000);
const { harvest } = useSmallHarvests(addReportCodes);
const ON: MapIn = { settings: { episodes: true, identified: true } };

/** Study `n` of a patient, on day n - 2 of January 2020, at the latest the second: one image series, and a report with a tracked volume and an untracked one. */
function studyOf(
  n: number,
  tracking: string,
  finding = 'SRT:M-03010',
  patient = 'P1',
): HeaderRows & { sr_items: HeaderRows['instances'] } {
  const study = { study_instance_uid: `1.2.${n}`, patient_key: patient };
  const series = `1.2.${n}.1`;
  const own = { sop_instance_uid: `1.9.${n}`, series_instance_uid: `1.9.${n}.0`, ...study };
  return {
    instances: [instanceOf(`${series}.1`, { series_instance_uid: series, ...study }), reportOf(own)],
    elements: [elementOf('00080021', 'DA', `2020010${n - 2}`, { series_instance_uid: series })],
    sr_items: itemsOf(
      `1 - CONTAINER DCM:126000
       1.1 > CONTAINER DCM:125007
       1.1.1 obs UIDREF DCM:112040 ${tracking}
       1.1.2 > CODE DCM:121071 ${finding}
       1.1.3 > NUM SRT:G-D705 ${n}.5 UCUM:mm3
       1.1.4 > CODE SCT:246120007 SCT:255508009
       1.1.5 > IMAGE - ${series}.1
       1.2 > CONTAINER DCM:125007
       1.2.1 > NUM SRT:G-D705 9 UCUM:mm3
       1.2.2 > IMAGE - ${series}.1`,
      { sop_instance_uid: `1.9.${n}`, series_instance_uid: `1.9.${n}.0`, study_instance_uid: `1.2.${n}` },
    ),
  };
}

function joined(...studies: readonly ReturnType<typeof studyOf>[]): Partial<HeaderRows> {
  return {
    instances: studies.flatMap(({ instances }) => instances),
    elements: studies.flatMap(({ elements }) => elements).concat(dayOf('none')),
    sr_items: studies.flatMap(({ sr_items }) => sr_items),
  };
}

/** Loaded twice, what others said of the episode in between stays. */
async function expectLoaded(folder: string): Promise<void> {
  const file = join(folder, 'cdm.db');
  const load = async () => {
    const request = { folder: join(folder, 'omop'), tables: HARVEST_TABLES, prune: false };
    const { value } = await loadHarvestIntoSqlite(file, request);
    return Object.fromEntries((value ?? []).map(({ name, rows }) => [name, rows]));
  };
  expect(await load()).toMatchObject({ 'episode added': 1, 'episode_event added': 6 });
  const database = new Database(file);
  database.exec('INSERT INTO episode_event VALUES (1, 4711, 1147127)');
  database.close();
  expect(Object.values(await load()).every((rows) => rows === 0)).toBe(true);
  expect(askSqlite(file, 'SELECT count(*) AS n FROM episode_event')).toEqual([{ n: 7 }]);
}

test('one episode for what two studies show, with its events; what one study shows is none', async () => {
  const { outcome, read } = await harvest(
    joined(
      studyOf(3, '1.7.1'),
      studyOf(5, '1.7.1'),
      studyOf(6, '1.7.9'),
      studyOf(7, '1.7.1', undefined, 'P2'),
    ),
    ON,
  );
  expect(outcome.value?.episode).toBe(1);
  expect(read('EPISODE.csv')).toEqual([
    {
      episode_id: '1',
      person_id: '7',
      episode_concept_id: '0',
      episode_start_date: '2020-01-01',
      episode_start_datetime: '',
      episode_end_date: '2020-01-02',
      episode_end_datetime: '',
      episode_parent_id: '',
      episode_number: '',
      episode_object_concept_id: '4100006',
      episode_type_concept_id: '32817',
      episode_source_value: expect.stringMatching(/^image_finding_id \d+$/),
      episode_source_concept_id: '',
    },
  ]);
  const tracked = read('IMAGE_FEATURE.csv').filter(
    (row) => row.image_finding_id === read('EPISODE.csv')[0]?.episode_source_value?.split(' ')[1],
  );
  expect(tracked).toHaveLength(6);
  expect(
    read('EPISODE_EVENT.csv')
      .map((row) => row.event_id)
      .sort(),
  ).toEqual(tracked.map((row) => row.image_feature_event_id).sort());
});

test('a site that goes on keeps the ids of its episodes, and is told of those that are gone', async () => {
  const one = await harvest(joined(studyOf(3, '1.7.2'), studyOf(5, '1.7.2')), ON);
  const episode = one.read('EPISODE.csv')[0]?.episode_id;
  await expectLoaded(one.folder);
  await writeHeaderTables(join(one.folder, 'headers'), {
    ...joined(studyOf(3, '1.7.2'), studyOf(4, '1.7.1'), studyOf(5, '1.7.2'), studyOf(6, '1.7.1')),
    instances:
      joined(studyOf(3, '1.7.2'), studyOf(4, '1.7.1'), studyOf(5, '1.7.2'), studyOf(6, '1.7.1')).instances ??
      [],
    elements: [3, 4, 5, 6].map((n) => dayOf(`1.2.${n}.1`)),
  });
  await one.again();
  const rows = one.read('EPISODE.csv');
  expect(rows).toHaveLength(2);
  expect(one.read('EPISODE_EVENT.csv').filter((row) => row.episode_id === episode)).toHaveLength(6);
  const gone = joined(studyOf(3, '1.7.2'), studyOf(4, '1.7.1'), studyOf(6, '1.7.1'));
  await writeHeaderTables(join(one.folder, 'headers'), {
    ...gone,
    instances: gone.instances ?? [],
    elements: [3, 4, 6].map((n) => dayOf(`1.2.${n}.1`)),
  });
  await one.again();
  expect(one.read('EPISODE.csv').map((row) => row.episode_id)).toEqual(
    rows.map((row) => row.episode_id).filter((id) => id !== episode),
  );
  expect(one.read('deleted.tsv')).toContainEqual({ table_name: 'episode', id: episode });
});

test('segments alone make an episode without events; its object is what all of them are', async () => {
  const drawn = (n: number) => ({
    sop_instance_uid: `1.8.${n}`,
    series_instance_uid: `1.8.${n}.0`,
    study_instance_uid: `1.2.${n}`,
    segment_number: 1,
    type_scheme: 'SRT',
    type_code: 'M-03010',
    type_meaning: 'Nodule',
    tracking_uid: '1.7.3',
    referenced_series_instance_uid: `1.2.${n}.1`,
  });
  const image = (n: number) =>
    instanceOf(`1.2.${n}.1.1`, { series_instance_uid: `1.2.${n}.1`, study_instance_uid: `1.2.${n}` });
  const object = (n: number) =>
    reportOf({
      sop_instance_uid: `1.8.${n}`,
      series_instance_uid: `1.8.${n}.0`,
      study_instance_uid: `1.2.${n}`,
      kind: 'seg',
      modality: 'SEG',
      sop_class_uid: '1.2.840.10008.5.1.4.1.1.66.4',
    });
  const { read } = await harvest(
    { instances: [1, 2].flatMap((n) => [image(n), object(n)]), segments: [1, 2].map(drawn) },
    ON,
  );
  expect(read('EPISODE.csv')).toMatchObject([{ episode_object_concept_id: '4100006' }]);
  expect(read('EPISODE_EVENT.csv')).toEqual([]);
});

test('without --episodes there are no files of them', async () => {
  const { read, outcome } = await harvest(joined(studyOf(3, '1.7.1'), studyOf(5, '1.7.1')));
  expect(() => read('EPISODE.csv')).toThrow(/ENOENT/);
  expect(outcome.value).not.toHaveProperty('episode');
});
