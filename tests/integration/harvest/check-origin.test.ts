/** The compiled `harvest check` and `explain` where rows or header tables are not in one folder of the default form: shards of a scan, profiles. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { run } from '../../support/command-line.js';
import { publishMini } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(300_000);
const newFolder = useFolders();
let folder = '';
let release = '';

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  writeFileSync(join(folder, 'persons.csv'), 'patient_id,person_id\nP1,7\n');
});

describe('header tables in shards', () => {
  beforeAll(async () => {
    for (const number of [1, 2]) {
      const place = join(folder, 'shards', String(number));
      const uids = { series_instance_uid: `1.${number}`, study_instance_uid: `1.1${number}` };
      await writeHeaderTables(place, {
        instances: [instanceOf(`1.${number}.1`, uids)],
        elements: [
          elementOf('00080021', 'DA', '20200102', uids),
          elementOf('00180050', 'DS', String(number * 400), uids),
        ],
      });
      const manifest = join(place, 'manifest.json');
      const told = JSON.parse(readFileSync(manifest, 'utf8'));
      writeFileSync(manifest, JSON.stringify({ ...told, shard: `${number}/2` }));
    }
    const own = ['--persons', 'persons.csv', '--out', 'sharded', '--crosswalk', 'site-sharded'];
    run(folder, 'harvest', 'map', 'shards', '--release', release, ...own);
  });

  test('are checked and explained as those of one folder', () => {
    const own = ['--headers', 'shards', '--crosswalk', 'site-sharded'];
    const checked = run(folder, 'harvest', 'check', 'sharded', '--release', release, ...own, '--json');
    expect(checked).toMatchObject({ code: 0, err: '' });
    const { rules } = JSON.parse(checked.out) as {
      readonly rules: readonly { readonly code: string; readonly status: string; readonly total: number }[];
    };
    expect(rules.find(({ code }) => code === 'V09')).toMatchObject({ status: 'passed', total: 2 });
    expect(rules.find(({ code }) => code === 'C05')).toMatchObject({ status: 'passed' });
    const explained = run(folder, 'harvest', 'explain', 'IMAGE_OCCURRENCE', '2', ...own, '--json');
    expect(JSON.parse(explained.out)).toMatchObject({
      series: { 'series instance uid': '1.2' },
      files: { 1: '1.2.1.dcm' },
    });
  });

  test('a shard that is missing is told', () => {
    rmSync(join(folder, 'shards', '2'), { recursive: true });
    const own = ['--headers', 'shards', '--crosswalk', 'site-sharded'];
    expect(run(folder, 'harvest', 'check', 'sharded', '--release', release, ...own)).toMatchObject({
      code: 2,
      err: expect.stringContaining('lacks shard 2 of 2'),
    });
  });
});

describe('the tables of a profile', () => {
  const map = (profile: string, out = profile) => {
    const own = ['--persons', 'persons.csv', '--profile', profile, '--out', out, '--crosswalk', 'site-of'];
    return run(folder, 'harvest', 'map', 'plain', '--release', release, ...own);
  };
  const check = (out: string, ...more: string[]) => {
    const own = ['--release', release, '--headers', 'plain', '--crosswalk', 'site-of', '--json'];
    return run(folder, 'harvest', 'check', out, ...own, ...more);
  };
  const statuses = (out: string) =>
    Object.fromEntries(
      (JSON.parse(out).rules as { readonly code: string; readonly status: string }[]).map(
        ({ code, status }) => [code, status],
      ),
    );
  beforeAll(() =>
    writeHeaderTables(join(folder, 'plain'), {
      instances: [instanceOf('1.2.3.1')],
      elements: [elementOf('00080021', 'DA', '20200102'), elementOf('00180050', 'DS', '650')],
    }),
  );

  test('are judged by the rows that they are made of, as those would be', () => {
    map('micdm');
    const rows = check('micdm', '--fail-on', 'note');
    for (const profile of ['icdm', 'dicom2omop']) {
      map(profile);
      const checked = check(profile, '--fail-on', 'note');
      expect([profile, checked.code, checked.err]).toEqual([profile, 1, '']);
      expect(statuses(checked.out)).toEqual(statuses(rows.out));
      expect(existsSync(join(folder, profile, 'dqd'))).toBe(false);
    }
    expect(statuses(rows.out)).toMatchObject({ R01: 'passed', C05: 'passed', P05: 'failed' });
  });

  test('of an earlier harvest, or without what the site remembers, are not judged by rows of another', () => {
    map('rcdm');
    expect(check('icdm')).toMatchObject({
      code: 2,
      err: expect.stringContaining('remembers another harvest than the one to check as its last'),
    });
    const alone = run(folder, 'harvest', 'check', 'icdm', '--headers', 'none', '--crosswalk', 'none');
    expect(alone.out).toMatch(/not run R01 .*the rows that the tables of icdm are made of are not at hand/);
  });
});
