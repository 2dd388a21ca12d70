import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { writeValueFile } from '../../../src/load/value-file.js';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { readSqlite } from '../../support/sqlite-file.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();

test('values.sqlite: each original with what was written for it, to be read by its owner alone', async () => {
  const folder = await newFolder();
  const release = await publishMini(folder);
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [instanceOf('1', { accession_key: 'ACC-77' })],
    elements: [
      elementOf('00080021', 'DA', '20200102'),
      elementOf('00101010', 'AS', '102Y'),
      elementOf('0008103E', 'LO', 'AXIAL Miller'),
    ],
  });
  const file = join(folder, 'site', 'values.sqlite');
  const map = () =>
    mapIn(folder, release, {
      site: { shifts: 'person_id,shift_days\n7,10\n' },
      request: { writeValues: (pages) => writeValueFile(file, pages) },
    });
  const stored = () => readSqlite(file, 'SELECT * FROM value_map');
  await map();
  const [image] = readTable(folder, 'IMAGE_OCCURRENCE.csv');
  const first = stored();
  expect(first).toEqual([
    ['00080050', 7, 'ACC-77', '1'],
    ['00100020', 7, 'P1', '7'],
    ['00101010', null, '102Y', '090Y'],
    ['0020000D', 7, '1.2', image?.image_study_uid],
    ['0020000E', 7, '1.2.3', image?.image_series_uid],
    ['day', 7, '2020-01-02', '2019-12-23'],
    ['text', null, 'AXIAL Miller', 'AXIAL _'],
  ]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await map();
  expect(stored()).toEqual(first);
});
