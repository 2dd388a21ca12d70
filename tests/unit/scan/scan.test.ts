import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readTable } from '../../../src/scan/table-file.js';
import { digestsOf } from '../../support/command-line.js';
import { element, file, instance } from '../../support/dicom-bytes.js';
import { makeImage, rowsOf, SETTINGS, scan, write, writeArchive } from '../../support/scan-archive.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const ELEMENTS = ['series_instance_uid', 'sop_instance_uid', 'path', 'value', 'n_instances'];

describe('scan', () => {
  test('what all instances of a series share is one row, in however many parts they were read', async () => {
    writeArchive(at('in'), 2, 12, true);
    const { counts, rows } = await scan(at('in'), at('out'));
    expect(counts).toMatchObject({ read: 24, ok: 24, recovered: 0, refused: 0, skipped: 0 });
    expect(rows).toMatchObject({ instances: 24, elements: 2 * 2 + 24 });
    const shared = rowsOf(at('out'), 'elements', ELEMENTS).filter((row) => row.includes(' - '));
    expect(shared).toEqual([
      '1.2.2.1 - 00080060 CT 12',
      '1.2.2.1 - 00180050 1 12',
      '1.2.2.2 - 00080060 CT 12',
      '1.2.2.2 - 00180050 2 12',
    ]);
  });

  test('Parquet and text hold the same rows; every table has a file', async () => {
    writeArchive(at('in'), 1, 3);
    const { files } = await scan(at('in'), at('out'));
    expect(Object.keys(files)).toHaveLength(6);
    const rows = await readTable(at('out/instances/part-00000.parquet'), 'instances');
    expect(rows.map((row) => row.sop_instance_uid)).toEqual(['1.2.3.1.1', '1.2.3.1.2', '1.2.3.1.3']);
    expect(rows[0]).toMatchObject({
      root: 0,
      source_id: 'S1/IM0001',
      instance_number: 1,
      file_size: makeImage(1, 1).length,
      kind: 'image',
    });
    expect(await readTable(at('out/segments/part-00000.parquet'), 'segments')).toEqual([]);
  });

  test('counts add up over files of every kind', async () => {
    writeArchive(at('in'), 1, 2);
    write(at('in/empty'), '');
    write(at('in/readme.txt'), 'no image');
    write(at('in/meta-alone'), makeImage(1, 1).subarray(0, 200));
    write(at('in/cut'), makeImage(3, 1).subarray(0, -1));
    const { counts, findings } = await scan(at('in'), at('out'));
    expect(counts).toMatchObject({ read: 6, ok: 2, recovered: 1, refused: 1, skipped: 2 });
    expect(findings).toMatchObject({
      'file-empty': 1,
      'not-dicom': 1,
      'data-set-empty': 1,
      'length-beyond-end': 1,
    });
    expect(rowsOf(at('out'), 'findings', ['source_id', 'code', 'severity'])).toContain(
      'readme.txt not-dicom error',
    );
    expect(rowsOf(at('out'), 'instances', ['source_id', 'status', 'finding_codes'])).toEqual([
      'S1/IM0001 ok -',
      'S1/IM0002 ok -',
      'cut recovered length-beyond-end',
      'meta-alone refused data-set-empty,syntax-guessed,truncated',
    ]);
  });

  test.each([
    ['of the same part', 1],
    ['of different parts', 6],
  ])(
    'a copy that says something else is told with its place, the first is used: copies %s',
    async (_, others) => {
      const thick = (thickness: string) =>
        file(
          instance({ study: '1.2.1', series: '1.2.2.1', sop: '1.2.3.1.99' }, [
            element(0x00180050, 'DS', thickness),
            element(0x00200013, 'IS', '99'),
          ]),
        );
      write(at('in/0'), thick('1'));
      for (let number = 1; number <= others; number++) write(at(`in/${number}`), makeImage(1, number));
      write(at('in/7'), thick('7'));
      const { findings } = await scan(at('in'), at('out'));
      expect(findings).toEqual({ 'instance-conflict': 1 });
      expect(rowsOf(at('out'), 'findings', ['source_id', 'code', 'path', 'severity'])).toEqual([
        '7 instance-conflict 00180050 warning',
      ]);
      expect(rowsOf(at('out'), 'elements', ELEMENTS)).toContain(`1.2.2.1 - 00180050 1 ${others + 1}`);
      expect(
        rowsOf(at('out'), 'instances', ['source_id', 'finding_codes']).filter((row) => !row.endsWith('-')),
      ).toEqual(['7 instance-conflict']);
    },
  );

  test('the same inputs give the same bytes', async () => {
    writeArchive(at('in'), 3, 7, true);
    await scan(at('in'), at('one'));
    await scan(at('in'), at('two'));
    await scan(at('in'), at('two'));
    expect(digestsOf(at('two'))).toEqual(digestsOf(at('one')));
  });

  test('shards together are the whole, once their folders are read together', async () => {
    writeArchive(at('in'), 7, 3);
    await scan(at('in'), at('whole'));
    for (const index of [1, 2, 3]) await scan(at('in'), at(`shard${index}`), { shard: { index, count: 3 } });
    const shards = [1, 2, 3].flatMap((index) => rowsOf(at(`shard${index}`), 'elements', ELEMENTS)).sort();
    expect(shards).toEqual(rowsOf(at('whole'), 'elements', ELEMENTS));
  });
});

describe('a scan that was stopped', () => {
  /** Leaves what a scan has done when it dies after its second batch. */
  async function stop(): Promise<void> {
    let batches = 0;
    const onProgress = () => {
      if (++batches === 2) throw new Error('killed');
    };
    await expect(scan(at('in'), at('out'), { onProgress })).rejects.toThrow('killed');
  }

  test('is no set of header tables, is not written over, and goes on to the same bytes', async () => {
    writeArchive(at('in'), 3, 7, true);
    await scan(at('in'), at('whole'));
    await stop();
    expect(existsSync(at('out/manifest.json'))).toBe(false);
    await expect(scan(at('in'), at('out'))).rejects.toThrow('not finished');
    const read: number[] = [];
    await scan(at('in'), at('out'), { resume: true, onProgress: ({ read: count }) => read.push(count) });
    expect(digestsOf(at('out'))).toEqual(digestsOf(at('whole')));
    expect(existsSync(at('out/.parts'))).toBe(false);
  });

  test('reads again what has changed since', async () => {
    writeArchive(at('in'), 1, 20);
    await stop();
    write(at('in/S1/IM0002'), makeImage(9, 2));
    renameSync(at('in/S1/IM0020'), at('in/S1/IM0021'));
    await scan(at('in'), at('out'), { resume: true });
    await scan(at('in'), at('whole'));
    expect(digestsOf(at('out'))).toEqual(digestsOf(at('whole')));
  });

  test('a folder of something else is not touched', async () => {
    write(at('out/thesis.txt'), 'mine');
    write(at('in/a'), makeImage(1, 1));
    await expect(scan(at('in'), at('out'))).rejects.toThrow('holds something else');
    expect(readFileSync(at('out/thesis.txt'), 'utf8')).toBe('mine');
  });

  test('with other settings nothing of it is used', async () => {
    writeArchive(at('in'), 1, 20);
    await stop();
    const attributes = { name: 'list', text: 'path\tuse\n00080060\tfeature\n', file: 'list.tsv' };
    await scan(at('in'), at('out'), { resume: true, settings: { ...SETTINGS, attributes } });
    expect(rowsOf(at('out'), 'elements', ELEMENTS)).toEqual(['1.2.2.1 - 00080060 CT 20']);
  });
});

test('a scan that died while it tidied up is whole, and is tidied up by the next', async () => {
  writeArchive(at('in'), 1, 12);
  await scan(at('in'), at('whole'));
  await scan(at('in'), at('out'));
  write(at('out/.done/000000-0/batch.json'), '{"parts":[]}');
  await scan(at('in'), at('out'), { resume: true });
  expect(digestsOf(at('out'))).toEqual(digestsOf(at('whole')));
});
