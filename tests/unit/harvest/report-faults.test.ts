/** Structured reports that say too little, too much or what cannot be read: no row without a name, no algorithm made of two, nothing unverified where that is not wanted. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type MapIn, mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, itemsOf, reportOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
let release = '';

const REPORT = `1 - CONTAINER DCM:126000
1.1 > CONTAINER DCM:125007
1.1.1 mod TEXT DCM:111001 AlgoB
1.1.2 mod TEXT DCM:111001 AlgoA
1.1.3 mod TEXT DCM:111003 1.0
1.1.4 > NUM SRT:G-D705 12.5 UCUM:mm3
1.1.5 > NUM SRT:G-D705 1,5 UCUM:mm3
1.1.6 > NUM SRT:G-D705 7 UCUM:mm3`;

async function harvest(options: MapIn = {}, flag = 'UNVERIFIED') {
  const folder = await newFolder();
  const items = itemsOf(REPORT).map((item) =>
    item.item_path === '1.1.6' ? { ...item, concept_code: null, concept_scheme: null } : item,
  );
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [instanceOf('1.2.3.1'), reportOf()],
    elements: [
      elementOf('00080021', 'DA', '20200102'),
      elementOf('0040A493', 'CS', flag, { series_instance_uid: '1.9' }),
    ],
    sr_items: items,
    references: [],
  });
  const outcome = await mapIn(folder, release, {
    ...options,
    settings: { identified: true, ...options.settings },
  });
  const read = (file: string) => readTable(folder, file);
  return {
    counts: outcome.value,
    read,
    rows: read('MEASUREMENT.csv').filter((row) => row.unit_source_value === 'mm3'),
  };
}

beforeAll(async () => {
  release = await publishMini(await newFolder());
  addReportCodes(release);
}, 60_000);

describe('a report with faults', () => {
  let harvested: Awaited<ReturnType<typeof harvest>>;
  beforeAll(async () => {
    harvested = await harvest();
  });

  test('a number without a name is no row, and counted', () => {
    expect(harvested.rows.map((row) => row.value_source_value).sort()).toEqual(['1,5', '12.5']);
    expect(harvested.counts?.report_items).toMatchObject({ measurement: 2, 'name-missing': 1 });
  });

  test('a number that cannot be read stays as it was written, and is told', () => {
    expect(harvested.rows.find((row) => row.value_source_value === '1,5')?.value_as_number).toBe('');
    expect(harvested.read('findings.tsv')).toContainEqual({
      code: 'number-invalid',
      attribute: '0040A30A',
      value: '',
      n_series: '1',
    });
  });

  test('of several algorithms all are named, and no version is given to one of them', () => {
    const systems = harvested.read('IMAGE_FEATURE.csv').map((row) => row.alg_system);
    expect(systems).toContain('urn:dicom:alg:AlgoA+AlgoB');
    expect(systems.some((system) => system?.includes(':1.0'))).toBe(false);
    expect(harvested.read('findings.tsv').map((row) => row.code)).toContain('algorithm-several');
  });
});

describe('--verified-only', () => {
  test('a report that is not verified gives no row, and is counted', async () => {
    const { counts, rows } = await harvest({ settings: { verifiedOnly: true } });
    expect(rows).toEqual([]);
    expect(counts?.reports).toEqual({ 'not-verified': 1 });
    expect(counts?.report_items).toMatchObject({ 'not-verified': 2, 'name-missing': 1 });
  });

  test('one that is verified is taken', async () => {
    const { counts } = await harvest({ settings: { verifiedOnly: true } }, 'VERIFIED');
    expect(counts?.report_items).toMatchObject({ measurement: 2 });
  });
});
