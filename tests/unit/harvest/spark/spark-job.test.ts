import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { makeSubmit } from '../../../../src/commands/harvest-spark.js';
import type { Terminal } from '../../../../src/commands/terminal.js';
import type { SubmitJob } from '../../../../src/harvest/spark/job-folder.js';
import { type MapIn, mapIn, publishMini } from '../../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../../support/header-tables.js';
import { useFolders } from '../../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';
let folder = '';
const SECRET = 'ab12'.repeat(16);

beforeAll(async () => {
  release = await publishMini(await newFolder());
  folder = await newFolder();
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [instanceOf('1.2.3.1')],
    elements: [elementOf('00080021', 'DA', '20200102')],
  });
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'secret'), `${SECRET}\n`);
}, 60_000);

function harvest(submit: SubmitJob, options: MapIn = {}, job = join(folder, 'job')) {
  return mapIn(folder, release, {
    ...options,
    request: { ...options.request, spark: { job, keep: true, submit } },
  });
}
const readManifest = () => JSON.parse(readFileSync(join(folder, 'job', 'manifest.json'), 'utf8'));

describe('a job', () => {
  test('waits where no Spark is: nothing is written but the folder, with all that a cluster needs', async () => {
    const { value, diagnostics } = await harvest(async () => false);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'spark-job-waiting', severity: 'warning', fix: expect.stringContaining('submit.sh') },
    ]);
    expect(diagnostics[0]?.message).toContain(join(folder, 'job'));
    expect(existsSync(join(folder, 'omop'))).toBe(false);
    expect(readdirSync(join(folder, 'site')).filter((name) => name.startsWith('run-'))).toEqual([]);
    const manifest = readManifest();
    for (const { file } of manifest.models) expect(existsSync(join(folder, 'job', file))).toBe(true);
    for (const name of manifest.tables)
      expect(existsSync(join(folder, 'job', 'tables', `${name}.parquet`))).toBe(true);
    expect(manifest.tables).toEqual(
      expect.arrayContaining(['person_shift', 'replaced_uid', 'setting', 'known_series']),
    );
    expect(manifest.models.at(-1)).toMatchObject({ name: 'refused', kind: 'table' });
    expect(execFileSync('sh', ['-n', 'submit.sh'], { cwd: join(folder, 'job') }).length).toBe(0);
  });

  test('does not hold the secret of the site', () => {
    const files = readdirSync(join(folder, 'job'), { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    expect(files.length).toBeGreaterThan(60);
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      expect([name, bytes.includes(SECRET), bytes.includes(Buffer.from(SECRET, 'hex'))]).toEqual([
        name,
        false,
        false,
      ]);
    }
  });

  test('of the same inputs is gone on with, on another day too; of other inputs it is refused once it has results', async () => {
    const { identity } = readManifest();
    const table = join(folder, 'job', 'tables', 'setting.parquet');
    const before = readFileSync(table);
    await harvest(async () => false, { settings: { today: '2026-03-04' } });
    expect([readManifest().identity, readFileSync(table).equals(before)]).toEqual([identity, true]);
    await harvest(async () => false, { settings: { strict: true } });
    expect(readManifest().identity).not.toBe(identity);
    mkdirSync(join(folder, 'job', 'results'));
    await expect(harvest(async () => false)).rejects.toMatchObject({
      message: expect.stringContaining('other inputs'),
      fix: expect.stringContaining('--job'),
    });
    rmSync(join(folder, 'job'), { recursive: true });
  });

  test('that says it is done and is not, and a folder of something else: refused', async () => {
    await expect(harvest(async () => true)).rejects.toThrow('not whole');
    await expect(harvest(async () => true, {}, folder)).rejects.toMatchObject({
      message: expect.stringContaining('something else'),
    });
  });
});

describe('submitting', () => {
  const options = { master: undefined, threads: 1, memory: 100, conf: ['a.b=c'] };
  /** A Python that has PySpark and does what the script says. */
  const makePython = (script: string) => {
    const file = join(folder, 'python3');
    writeFileSync(file, `#!/bin/sh\n[ "$1" = -c ] && exit 0\n${script}\n`, { mode: 0o700 });
    return { env: { PATH: '', DICOM_OMOP_PYTHON: file } } as unknown as Terminal;
  };

  test('a model that fails is named, with the place of the log', async () => {
    const job = await newFolder();
    const terminal = makePython('echo "fault series: no such column" >&2; exit 1');
    await expect(makeSubmit(options, terminal)(job)).rejects.toMatchObject({
      message: 'Spark failed in model series: no such column',
      fix: expect.stringContaining(join(job, 'spark.log')),
    });
  });

  test('a Spark that dies is told by its last line', async () => {
    const terminal = makePython('echo "out of memory" >&2; exit 137');
    await expect(makeSubmit(options, terminal)(await newFolder())).rejects.toThrow('code 137: out of memory');
  });

  test('the driver is given master, memory and settings', async () => {
    const job = await newFolder();
    expect(await makeSubmit(options, makePython('echo "$@"'))(job)).toBe(true);
    const told = readFileSync(join(job, 'spark.log'), 'utf8');
    expect(told).toContain(`${join(job, 'driver.py')} --master local[1] --memory 100m`);
    expect(told).toContain('--conf a.b=c');
  });

  test('no Spark here', async () => {
    const nowhere = { env: { PATH: await newFolder() } } as unknown as Terminal;
    expect(await makeSubmit(options, nowhere)(folder)).toBe(false);
  });
});
