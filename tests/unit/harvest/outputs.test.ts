/** What a site may choose of the outputs: paths, addresses, UIDs, forms of the tables; and the lists for those who share pixels. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { openEngine } from '../../../src/harvest/engine.js';
import { findParent } from '../../../src/harvest/series-folders.js';
import { type MapIn, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf } from '../../support/header-tables.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { newFolder, harvest } = useSmallHarvests();

describe('local_path', () => {
  const series = (uid: string, ...files: readonly string[]) =>
    files.map((source_id, at) => instanceOf(`${uid}.${at}`, { series_instance_uid: uid, source_id }));
  const instances = [
    ...series('1.2.1', 'MUELLER/CT/1.dcm', 'MUELLER/CT/2.dcm'),
    ...series('1.2.2', 'MUELLER/MR/a/1.dcm', 'MUELLER/MR/b/1.dcm'),
    instanceOf('1.2.4.1', { series_instance_uid: '1.2.4', source_id: 'disk/all.zip', member: 'x/1.dcm' }),
    ...series('1.2.5', '1.dcm'),
    instanceOf('1.2.6.1', { series_instance_uid: '1.2.6', source_id: 'table.csv', root: 1 }),
  ];
  const inputs = [
    { path: '/archive', kind: 'folder' },
    { path: '/tables/table.csv', kind: 'table' },
  ];
  const paths = async (localPath: 'none' | 'hash' | 'relative' | 'absolute') => {
    const { read } = await harvest({ instances }, { settings: { localPath }, request: { inputs } });
    return {
      paths: read('IMAGE_OCCURRENCE.csv').map((row) => row.local_path),
      findings: read('findings.tsv'),
    };
  };

  test('relative and whole, the folder above several, archives as folders; none for tables', async () => {
    const relative = await paths('relative');
    expect(relative.paths).toEqual(['MUELLER/CT', 'MUELLER/MR', 'disk/all.zip', '.', '']);
    expect(relative.findings).toContainEqual({
      code: 'folder-several',
      attribute: '',
      value: '',
      n_series: '1',
    });
    expect((await paths('absolute')).paths).toEqual([
      '/archive/MUELLER/CT',
      '/archive/MUELLER/MR',
      '/archive/disk/all.zip',
      '/archive',
      '',
    ]);
  });

  test('by default none; as a digest, which tells folders apart and names nobody', async () => {
    expect(new Set((await paths('none')).paths)).toEqual(new Set(['']));
    const hashed = (await paths('hash')).paths;
    expect(hashed.slice(0, 4).every((path) => /^[0-9a-f]{32}$/.test(path ?? ''))).toBe(true);
    expect(new Set(hashed).size).toBe(5);
  });

  const PARENTS: readonly [string, string, string][] = [
    ['a/b/', 'a/b/', 'a/b'],
    ['a/b/1/', 'a/b/2/', 'a/b'],
    ['a/b/', 'a/bc/', 'a'],
    ['', 'a/', ''],
    ['a/', 'b/', ''],
  ];
  test.each(PARENTS)('the folder above %s and %s: %s', (least, greatest, parent) => {
    expect(findParent(least, greatest)).toBe(parent);
  });
});

test('wadors_uri: of the base, else the Retrieve URL of the headers, and that only with --identified', async () => {
  const elements = [elementOf('00081190', 'UR', 'https://pacs.example/wado/studies/1/series/2/instances/3')];
  const uri = async (settings: MapIn['settings']) =>
    (await harvest({ elements }, { settings: settings ?? {} })).read('IMAGE_OCCURRENCE.csv')[0]?.wadors_uri;
  expect(await uri({})).toBe('');
  expect(await uri({ identified: true })).toBe('https://pacs.example/wado/studies/1/series/2');
  expect(await uri({ identified: true, wadors: 'https://other' })).toBe(
    'https://other/studies/1.2/series/1.2.3',
  );
});

test('--uids keep: the UIDs as they are, the days shifted all the same', async () => {
  const { read } = await harvest(
    {},
    { settings: { uids: 'keep' }, site: { shifts: 'person_id,shift_days\n7,10\n' } },
  );
  expect(read('IMAGE_OCCURRENCE.csv')[0]).toMatchObject({
    image_study_uid: '1.2',
    image_series_uid: '1.2.3',
    image_occurrence_date: '2019-12-23',
  });
});

describe('forms of the tables', () => {
  const elements = [elementOf('00185100', 'CS', 'HFS'), elementOf('00180081', 'DS', '4.5')];

  test('--cdm-version 5.5: the DICOM concept of the value, in a last column; else the columns of 5.4', async () => {
    const { read } = await harvest({ elements }, { settings: { cdmVersion: '5.5' } });
    const [echo, position] = read('MEASUREMENT.csv');
    expect(Object.keys(echo ?? {}).at(-1)).toBe('value_source_concept_id');
    expect([echo?.value_source_concept_id, Number(position?.value_source_concept_id)]).toEqual([
      '',
      expect.any(Number),
    ]);
    expect(Number(position?.value_source_concept_id)).toBeGreaterThan(2_128_200_000);
    const [row] = (await harvest({ elements })).read('MEASUREMENT.csv');
    expect(Object.keys(row ?? {})).not.toContain('value_source_concept_id');
  });

  test('--csv rfc4180: commas and quotes in the OMOP tables, and nowhere else', async () => {
    const quoted = [elementOf('00080070', 'LO', 'ACME, "Best" Ltd')];
    const { folder } = await harvest(
      { elements: quoted },
      { settings: { csv: 'rfc4180', identified: true } },
    );
    const lines = readFileSync(join(folder, 'omop', 'MEASUREMENT.csv'), 'utf8').split('\n');
    expect(lines[0]).toMatch(/^measurement_id,person_id,/);
    expect(lines[1]).toContain(',"ACME, ""Best"" Ltd",');
    expect(readFileSync(join(folder, 'omop', 'findings.tsv'), 'utf8')).toMatch(/^code\tattribute\t/);
  });

  test('--parquet: the same rows, by year and modality', async () => {
    const instances = [
      instanceOf('1'),
      instanceOf('2', {
        series_instance_uid: '1.2.4',
        modality: 'MR',
        sop_class_uid: '1.2.840.10008.5.1.4.1.1.4',
      }),
    ];
    const { folder, read } = await harvest(
      { instances, elements },
      { settings: { parquet: true, identified: true } },
    );
    const tables = join(folder, 'omop', 'parquet');
    expect(readdirSync(join(tables, 'IMAGE_OCCURRENCE', 'year=2020')).sort()).toEqual([
      'modality=CT',
      'modality=MR',
    ]);
    const work = join(folder, 'work');
    const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 300 });
    for (const name of ['IMAGE_OCCURRENCE', 'IMAGE_FEATURE', 'MEASUREMENT', 'PROCEDURE_OCCURRENCE']) {
      const rows = await engine.rows<Record<string, unknown>>(
        `SELECT * EXCLUDE (year, modality) FROM read_parquet('${tables}/${name}/**/*.parquet', hive_partitioning = true) ORDER BY ALL`,
      );
      const text = rows.map((row) => Object.values(row).map((cell) => String(cell ?? '')));
      expect([name, text]).toEqual([name, read(`${name}.csv`).map((row) => Object.values(row))]);
    }
    engine.close();
    expect(existsSync(work)).toBe(false);
  });
});

describe('lists for those who share pixels', () => {
  test('pixel_risk.tsv: each risk of each series, documents counted', async () => {
    const of = (uid: string, more = {}) => instanceOf(`${uid}.1`, { series_instance_uid: uid, ...more });
    const at = (uid: string, path: string, vr: string, value: string, more = {}) =>
      elementOf(path, vr, value, { series_instance_uid: uid, ...more });
    const { read } = await harvest(
      {
        instances: [
          of('1.1'),
          of('1.2', { sop_class_uid: '1.2.840.10008.5.1.4.1.1.7.2' }),
          of('1.3', { modality: 'US', sop_class_uid: '1.2.840.10008.5.1.4.1.1.6.1' }),
          of('1.4'),
          of('1.5'),
          of('1.6'),
          of('1.7'),
          of('1.8', { kind: 'other', sop_class_uid: '1.2.840.10008.5.1.4.1.1.104.1', modality: 'DOC' }),
        ],
        elements: [
          at('1.1', '00280301', 'CS', 'yes'),
          at('1.1', '00280302', 'CS', 'NO'),
          at('1.4', '00080008', 'CS', 'DERIVED'),
          at('1.4', '00080008', 'CS', 'SECONDARY', { value_index: 2 }),
          at('1.4', '00080008', 'CS', 'SCREEN SAVE', { value_index: 3 }),
          at('1.5', '00180050', 'DS', '1.0'),
          at('1.5', '00180015', 'CS', 'Head'),
          at('1.6', '00180050', 'DS', '1.0'),
          at('1.7', '00180050', 'DS', '1.0'),
          at('1.7', '00180015', 'CS', 'CHEST'),
        ],
      },
      { settings: { identified: true } },
    );
    const uids = new Map(
      read('IMAGE_OCCURRENCE.csv').map((row) => [row.image_occurrence_id, row.image_series_uid]),
    );
    expect(
      read('pixel_risk.tsv').map((row) => [
        uids.get(row.image_occurrence_id) ?? '',
        row.risk,
        row.n_instances,
      ]),
    ).toEqual([
      ['1.1', 'burned-in-annotation', '1'],
      ['1.2', 'secondary-capture', '1'],
      ['1.3', 'ultrasound', '1'],
      ['1.4', 'derived-secondary', '1'],
      ['1.4', 'screen-save', '1'],
      ['1.5', 'thin-head', '1'],
      ['1.6', 'thin-slices-of-unknown-part', '1'],
      ['', 'encapsulated-document', '1'],
      ['', 'scanned-document', '1'],
    ]);
  });

  test('unknown_patients.tsv: whom the site does not name, with what waits for that; it stays at the site', async () => {
    const unknown = { patient_key: 'MRN\t7', issuer: 'WARD' };
    const { folder, read } = await harvest({
      instances: [
        instanceOf('1'),
        instanceOf('2', { ...unknown, series_instance_uid: '1.2.4', study_instance_uid: '1.3' }),
        instanceOf('3', { ...unknown, series_instance_uid: '1.2.5', study_instance_uid: '1.3' }),
      ],
    });
    expect(readTable(folder, 'unknown_patients.tsv', 'site')).toEqual([
      { patient_id: 'MRN 7', issuer: 'WARD', reason: 'person-unknown', n_studies: '1', n_series: '2' },
    ]);
    expect(existsSync(join(folder, 'omop', 'unknown_patients.tsv'))).toBe(false);
    expect(read('refused.tsv')).toContainEqual({ level: 'series', code: 'person-unknown', n: '2' });
  });

  test('deid_crosswalk.tsv: what became of each attribute; it stays at the site and names no value', async () => {
    const { folder } = await harvest({
      elements: [
        elementOf('00180081', 'DS', '4.5'),
        elementOf('00100010', 'PN', 'MUELLER^EVA'),
        elementOf('00081010', 'SH', 'ROOM4'),
      ],
    });
    expect(existsSync(join(folder, 'omop', 'deid_crosswalk.tsv'))).toBe(false);
    const rows = readTable(folder, 'deid_crosswalk.tsv', 'site');
    const of = (attribute: string) => rows.find((row) => row.attribute === attribute);
    expect(of('00180081')).toMatchObject({ name: 'Echo Time', method: 'kept', n_elements: '1' });
    expect(of('00080021')).toMatchObject({ method: 'days shifted by person' });
    expect(of('00100010')).toMatchObject({ method: 'not written: never-taken' });
    expect(of('00081010')).toMatchObject({ action: 'X' });
    expect(JSON.stringify(rows)).not.toMatch(/MUELLER|ROOM4/);
  });
});
