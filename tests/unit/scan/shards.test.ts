import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openHeaders } from '../../../src/commands/harvest-headers.js';
import { openEngine, quote } from '../../../src/harvest/engine.js';
import { findShards } from '../../../src/scan/shards.js';
import { digestsOf } from '../../support/command-line.js';
import { makeImage, scan, write, writeArchive } from '../../support/scan-archive.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shards-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const COUNT = 3;
async function scanShards(): Promise<void> {
  await scan(at('in'), at('whole'));
  for (let index = 1; index <= COUNT; index++) {
    await scan(at('in'), at(`shards/${index}`), { shard: { index, count: COUNT } });
  }
}

/** Every row of every table, sorted. */
async function readRows(folders: readonly string[]): Promise<Record<string, readonly string[]>> {
  const work = mkdtempSync(join(tmpdir(), 'shards-work-'));
  const engine = await openEngine({ folder: work, threads: 1, memory: 500 });
  const tables: Record<string, readonly string[]> = {};
  for (const name of ['instances', 'elements', 'sr_items', 'segments', 'references', 'findings']) {
    const files = folders.map((each) => quote(join(each, name, '*.parquet'))).join(', ');
    const rows = await engine.rows<{ row: string }>(
      `SELECT CAST(t AS VARCHAR) AS row FROM read_parquet([${files}]) t ORDER BY row`,
    );
    tables[name] = rows.map(({ row }) => row);
  }
  engine.close();
  rmSync(work, { recursive: true });
  return tables;
}

describe('the shards of a scan, read together', () => {
  test('are the whole, where each folder holds series of its own: read where they are', async () => {
    writeArchive(at('in'), 7, 3);
    await scanShards();
    const { folders, manifest } = await openHeaders(at('shards'));
    expect(folders).toEqual([at('shards/1'), at('shards/2'), at('shards/3')]);
    expect(manifest.counts).toMatchObject({ read: 21, ok: 21 });
    expect(await readRows(folders)).toEqual(await readRows([at('whole')]));
  });

  test('are the whole, where series are spread over folders: what all instances share is one row again', async () => {
    for (let number = 1; number <= 12; number++) {
      // The thickness of series 1 differs in one folder; that of series 2 is the same in all.
      write(at(`in/F${number}/one`), makeImage(1, number));
      write(at(`in/F${number}/two`), makeImage(2, number));
    }
    write(at('in/F7/one'), makeImage(3, 7));
    write(at('in/own/IM1'), makeImage(4, 1));
    await scanShards();
    const { folders, manifest } = await openHeaders(at('shards'));
    expect(folders).toEqual([at('shards/.merged')]);
    expect(manifest.counts).toMatchObject({ read: 25, ok: 25 });
    const whole = await readRows([at('whole')]);
    expect(whole.elements?.length).toBeGreaterThan(20);
    expect(await readRows(folders)).toEqual(whole);
    const before = digestsOf(at('shards/.merged'));
    await openHeaders(at('shards'));
    expect(digestsOf(at('shards/.merged'))).toEqual(before);
  });

  test('one that is missing, one that is there twice, one of another scan: refused', async () => {
    writeArchive(at('in'), 3, 2);
    await scanShards();
    renameSync(at('shards/2'), at('two'));
    expect(() => findShards(at('shards'))).toThrow('lacks shard 2 of 3');
    await scan(at('in'), at('shards/2'), { shard: { index: 1, count: COUNT } });
    renameSync(at('two'), at('shards/two'));
    expect(() => findShards(at('shards'))).toThrow('holds shard 1 of 3 twice');
    rmSync(at('shards/2'), { recursive: true });
    rmSync(at('shards/3'), { recursive: true });
    await scan(at('in'), at('shards/3'), { shard: { index: 3, count: COUNT }, edition: 'another' });
    expect(() => findShards(at('shards'))).toThrow('different scans');
  });

  test('header tables of one scan, and folders of something else, are no shards', async () => {
    writeFileSync(at('a-file'), '');
    expect(() => findShards(at('a-file'))).toThrow('is no folder: it is a file');
    writeArchive(at('in'), 1, 1);
    await scan(at('in'), at('whole'));
    expect([findShards(at('whole')), findShards(at('in')), findShards(at('nowhere'))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    writeFileSync(at('note'), '');
    await expect(openHeaders(folder)).rejects.toThrow('no manifest.json');
  });
});
