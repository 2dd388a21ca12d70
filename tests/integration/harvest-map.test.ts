/** The compiled `harvest map` and `harvest explain` as a user runs them; what a kill leaves behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { digestsOf, ROOT, run, runWith } from '../support/command-line.js';
import { CT_CLASS, element, file } from '../support/dicom-bytes.js';
import { publishMini, readTable } from '../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../support/header-tables.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(300_000);
const newFolder = useFolders();
let folder = '';
let options: readonly string[] = [];
const map = (...more: readonly string[]) => run(folder, 'harvest', 'map', 'headers', ...options, ...more);

beforeAll(async () => {
  folder = await newFolder();
  const release = await publishMini(folder);
  await writeHeaderTables(join(folder, 'headers'), {
    instances: [
      instanceOf('1.2.3.1'),
      instanceOf('9', { series_instance_uid: '9.9', study_instance_uid: '9.8', patient_key: 'P9' }),
    ],
    elements: [elementOf('00080021', 'DA', '20200102'), elementOf('00180081', 'DS', '4.5')],
  });
  writeFileSync(join(folder, 'persons.csv'), 'patient_id,person_id\nP1,7\n');
  options = ['--release', release, '--persons', 'persons.csv', '--out', 'omop', '--jobs', '1'];
  map();
});

describe('harvest map', () => {
  test('refused series are exit code 1; the counts say why', () => {
    const mapped = map('--json');
    expect(mapped.code).toBe(1);
    expect(JSON.parse(mapped.out)).toMatchObject({
      image_occurrence: 1,
      measurement: 1,
      series: { used: 1, 'person-unknown': 1 },
    });
  });

  test('the manifest names the options of the profile by their codes', () => {
    const [row] = readTable(folder, 'IMAGE_OCCURRENCE.csv');
    expect(row?.image_series_uid).toMatch(/^2\.25\./);
    const manifest = JSON.parse(readFileSync(join(folder, 'omop', 'manifest.json'), 'utf8'));
    expect(manifest).toMatchObject({ deidentified: true, counts: { measurement: 1 } });
    expect(manifest.options).toContain('(113100, DCM, "Basic Application Confidentiality Profile")');
  });

  test('explain: the file, the element, the rule and the concept of a row', () => {
    const explained = run(folder, 'harvest', 'explain', 'MEASUREMENT', '1', '--json');
    expect(JSON.parse(explained.out)).toMatchObject({
      element: { path: '00180081', vr: 'DS', value: '4.5' },
      rule: { 'attribute concept id': '2128200225', unit: 'ms' },
      series: { 'series instance uid': '1.2.3', 'person id': '7', 'procedure found by': 'modality' },
      files: { 1: '1.2.3.1.dcm' },
    });
    expect(run(folder, 'harvest', 'explain', 'MEASUREMENT', '99')).toMatchObject({
      code: 1,
      err: 'no harvest gave MEASUREMENT 99\n',
    });
    expect(run(folder, 'harvest', 'explain', 'DEATH', '1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('IMAGE_OCCURRENCE'),
    });
    expect(run(folder, 'harvest', 'explain', 'MEASUREMENT', '1', '--crosswalk', 'none').err).toContain(
      'remembers no harvest',
    );
  });

  test('--playbook: descriptions are matched; what has no concept is told and left for review', async () => {
    await writeHeaderTables(join(folder, 'described'), {
      instances: [instanceOf('1.2.3.1')],
      elements: [elementOf('00080021', 'DA', '20200102'), elementOf('00081030', 'LO', 'CT HEAD W CONTRAST')],
    });
    const playbook = join(ROOT, 'tests/support/playbook/sample-playbook.csv');
    const described = (file: string) =>
      run(
        folder,
        'harvest',
        'map',
        'described',
        ...options,
        '--playbook',
        file,
        '--out',
        'matched',
        '--crosswalk',
        'other',
      );
    expect(described(playbook)).toMatchObject({
      code: 0,
      err: expect.stringContaining('playbook-code-without-concept'),
    });
    const candidates = readFileSync(join(folder, 'matched', 'procedure_candidates.tsv'), 'utf8');
    expect(candidates).toContain('CT HEAD _ CONTRAST\t');
    expect(candidates).toContain('sure\t1\t24727-0\t');
    expect(described('nowhere.csv')).toMatchObject({ code: 2, err: expect.stringContaining('nowhere.csv') });
    writeFileSync(join(folder, 'empty.csv'), '');
    expect(described('empty.csv').code).toBe(1);
  });

  test('run, with or without its name: DICOM files in, rows out; a file that is no DICOM is told, and the others are mapped', () => {
    mkdirSync(join(folder, 'images'));
    const text = (tag: number, vr: string, value: string) => element(tag, vr, value);
    writeFileSync(
      join(folder, 'images', 'one'),
      file([
        text(0x00080016, 'UI', CT_CLASS),
        text(0x00080018, 'UI', '1.2.3.1'),
        text(0x00080021, 'DA', '20200102'),
        text(0x00080060, 'CS', 'CT'),
        text(0x00100020, 'LO', 'P1'),
        text(0x0020000d, 'UI', '1.2'),
        text(0x0020000e, 'UI', '1.2.3'),
      ]),
    );
    const own = [
      '--headers',
      'scanned',
      '--out',
      'rows',
      '--crosswalk',
      'third',
      '--csv',
      'rfc4180',
      '--json',
    ];
    const ran = run(folder, 'harvest', 'images', ...options, ...own);
    expect([ran.code, ran.err]).toEqual([0, expect.stringContaining('scanned')]);
    expect(JSON.parse(ran.out)).toMatchObject({ image_occurrence: 1, series: { used: 1 } });
    expect(ran.err).toMatch(/rules: \d+ passed/);
    expect(readFileSync(join(folder, 'rows', 'dq_results.tsv'), 'utf8')).toContain('R01');
    writeFileSync(join(folder, 'images', 'two'), 'no image');
    const again = run(folder, 'harvest', 'run', 'images', ...options, ...own);
    expect(again.err).toMatch(/1 +not-dicom/);
    expect(JSON.parse(again.out)).toMatchObject({ image_occurrence: 1 });
  });

  test('--athena names no download', () => {
    expect(map('--athena', 'headers')).toMatchObject({ code: 2, err: expect.stringContaining('unpacked') });
    expect(map('--athena', 'persons.csv')).toMatchObject({ code: 2, err: expect.stringContaining('ZIP') });
    expect(map('--athena', 'nowhere.zip')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nowhere.zip'),
    });
  });

  test('--engine spark: a job that waits, and one whose Spark fails, with the settings that were given', () => {
    const spark = ['--engine', 'spark', '--job', 'job', '--out', 'by-spark', '--crosswalk', 'fourth'];
    expect(map(...spark, '--submit', 'never')).toMatchObject({
      code: 0,
      err: expect.stringContaining('spark-job-waiting'),
    });
    expect(existsSync(join(folder, 'by-spark'))).toBe(false);
    const python = join(folder, 'python3');
    writeFileSync(python, '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "$@"\nexit 1\n', { mode: 0o700 });
    const conf = ['--spark-conf', 'a.b=c', '--spark-conf', 'd.e=f'];
    const failed = runWith(
      { ...process.env, DICOM_OMOP_PYTHON: python },
      folder,
      ...['harvest', 'map', 'headers', ...options, ...spark, ...conf],
    );
    expect(failed).toMatchObject({ code: 2, err: expect.stringContaining('Spark ended with code 1') });
    expect(readFileSync(join(folder, 'job', 'spark.log'), 'utf8')).toContain('--conf a.b=c --conf d.e=f');
  });

  test('faults of use: no finished scan, a table that is wrong, a release that is none', () => {
    expect(run(folder, 'harvest', 'map', 'omop', ...options)).toMatchObject({
      code: 2,
      err: expect.stringContaining('manifest.json'),
    });
    expect(run(folder, 'harvest', 'map', 'nowhere', ...options)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no manifest.json'),
    });
    writeFileSync(join(folder, 'bad.csv'), 'mrn,person\n1,2\n');
    expect(map('--persons', 'bad.csv')).toMatchObject({
      code: 1,
      err: expect.stringContaining('site-heading-missing'),
    });
    expect(map('--release', 'omop').err).toContain('dicom-omop build');
    expect(map('--id-base', 'x')).toMatchObject({ code: 2, err: expect.stringContaining('--id-base') });
  });

  test('killed at any moment: the next run gives the rows, the ids and the bytes of one that was not', async () => {
    const whole = digestsOf(join(folder, 'omop'));
    const runs = Object.keys(digestsOf(join(folder, 'site'))).filter((name) => name.startsWith('run-'));
    rmSync(join(folder, 'omop'), { recursive: true });
    for (const name of readdirSync(join(folder, 'site'))) {
      if (/^(?:run-|last)/.test(name)) rmSync(join(folder, 'site', name), { recursive: true });
    }
    for (let round = 0; round < 12; round += 1) {
      const child = spawn(
        process.execPath,
        [join(ROOT, 'dist', 'main.js'), 'harvest', 'map', 'headers', ...options],
        { cwd: folder, stdio: 'ignore' },
      );
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await sleep(100 + round * 120);
      child.kill('SIGKILL');
      await ended;
      if (existsSync(join(folder, 'omop'))) expect(digestsOf(join(folder, 'omop'))).toEqual(whole);
    }
    expect(map().code).toBe(1);
    expect(digestsOf(join(folder, 'omop'))).toEqual(whole);
    expect(Object.keys(digestsOf(join(folder, 'site'))).filter((name) => name.startsWith('run-'))).toEqual(
      runs,
    );
  });
});
