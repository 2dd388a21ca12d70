/** `--sample series`: one image of each series, which stands for all of them, however the work is cut. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { element, file, instance } from '../../support/dicom-bytes.js';
import { makeImage, rowsOf, SETTINGS, scan, write, writeArchive } from '../../support/scan-archive.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sample-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const sampled = (partSize: number) => ({ settings: { ...SETTINGS, sample: 'series' as const, partSize } });
const INSTANCES = ['series_instance_uid', 'sop_instance_uid', 'n_instances', 'kind', 'status'];

test.each([100, 5, 1])(
  'parts of %d: the smallest Instance Number stands for all of its series',
  async (partSize) => {
    writeArchive(at('in'), 3, 7, true);
    const manifest = await scan(at('in'), at('out'), sampled(partSize));
    expect(manifest.counts).toMatchObject({ read: 21, ok: 21, refused: 0, skipped: 0 });
    expect(manifest).toMatchObject({ sample: 'series', rows: { instances: 3 } });
    expect(rowsOf(at('out'), 'instances', INSTANCES)).toEqual([
      '1.2.2.1 1.2.3.1.1 7 image ok',
      '1.2.2.2 1.2.3.2.1 7 image ok',
      '1.2.2.3 1.2.3.3.1 7 image ok',
    ]);
    expect(
      rowsOf(at('out'), 'elements', ['series_instance_uid', 'sop_instance_uid', 'path', 'value']),
    ).toEqual([
      '1.2.2.1 - 00080060 CT',
      '1.2.2.1 - 00180050 1',
      '1.2.2.1 - 00200013 1',
      '1.2.2.2 - 00080060 CT',
      '1.2.2.2 - 00180050 2',
      '1.2.2.2 - 00200013 1',
      '1.2.2.3 - 00080060 CT',
      '1.2.2.3 - 00180050 3',
      '1.2.2.3 - 00200013 1',
    ]);
  },
);

test('copies count once; what is no image, no series or no DICOM is read as ever', async () => {
  const report = (sop: string) =>
    file([
      element(0x00080016, 'UI', '1.2.840.10008.5.1.4.1.1.88.11'),
      ...instance({ study: '1.2.1', series: '1.2.2.9', sop }).slice(1),
    ]);
  write(at('in/a'), makeImage(1, 2));
  write(at('in/b'), makeImage(1, 2));
  write(at('in/c'), makeImage(1, 3));
  write(at('in/report1'), report('1.2.3.91'));
  write(at('in/report2'), report('1.2.3.92'));
  write(at('in/text'), 'no image');
  const { counts, findings } = await scan(at('in'), at('out'), sampled(100));
  expect(counts).toMatchObject({ read: 6, ok: 5, skipped: 1 });
  expect(findings['not-dicom']).toBe(1);
  expect(rowsOf(at('out'), 'instances', INSTANCES)).toEqual([
    '1.2.2.1 1.2.3.1.2 2 image ok',
    '1.2.2.9 1.2.3.91 1 sr ok',
    '1.2.2.9 1.2.3.92 1 sr ok',
  ]);
});

test('a header longer than the first look is opened further', async () => {
  const uids = { study: '1.2.1', series: '1.2.2.1', sop: '1.2.3.1' };
  const long = element(0x00081030, 'LO', 'x'.repeat(20_000));
  write(at('in/a'), file(instance(uids, [long, element(0x00200013, 'IS', '4')])));
  const { counts } = await scan(at('in'), at('out'), sampled(100));
  expect(counts).toMatchObject({ read: 1, ok: 1 });
  expect(rowsOf(at('out'), 'instances', ['instance_number', 'n_instances'])).toEqual(['4 1']);
});
