import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { shardOf } from '../../../src/scan/scan.js';
import { decodeName, listWork } from '../../../src/scan/work-list.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'work-list-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function list(inputs: readonly string[], followLinks = false): string[] {
  return [...listWork(inputs, { followLinks })].map(({ root, sourceId, fault }) =>
    [root, sourceId, fault?.code].join(' ').trim(),
  );
}

describe('listWork', () => {
  test('every file of every folder, in order of names, whatever they are called; a file is named by itself', () => {
    mkdirSync(join(folder, 'b', 'c'), { recursive: true });
    for (const name of ['z', 'b/c/1.txt', 'b/IM', 'a b']) writeFileSync(join(folder, name), 'x');
    expect(list([folder, join(folder, 'z')])).toEqual(['0 a b', '0 b/IM', '0 b/c/1.txt', '0 z', '1 z']);
  });

  test('links are told, or followed; a loop is told', () => {
    mkdirSync(join(folder, 'a'));
    writeFileSync(join(folder, 'a', 'file'), 'x');
    symlinkSync(folder, join(folder, 'a', 'up'));
    symlinkSync(join(folder, 'a', 'file'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'lost'));
    expect(list([folder])).toEqual([
      '0 a/file',
      '0 a/up link-skipped',
      '0 link link-skipped',
      '0 lost link-skipped',
    ]);
    expect(list([folder], true)).toEqual([
      '0 a/file',
      '0 a/up link-loop',
      '0 link',
      '0 lost file-unreadable',
    ]);
  });

  test('names that are no UTF-8 are read by their bytes and shown by them', () => {
    const name = Buffer.from([0x49, 0x4d, 0xe9]);
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), 'x');
    const [item] = [...listWork([folder], { followLinks: false })];
    expect(item?.sourceId).toBe('IM\\xE9');
    expect(
      Buffer.from(item?.path ?? [])
        .subarray(-3)
        .equals(name),
    ).toBe(true);
    expect(decodeName(Buffer.from('Ümlaut'))).toBe('Ümlaut');
  });

  test('an input that is not there is an error', () => {
    expect(() => list([join(folder, 'none')])).toThrow(/cannot read .*none/);
  });
});

test('files of a folder are in one shard, and every folder is in one', () => {
  const shards = Array.from({ length: 300 }, (_, index) =>
    shardOf({ root: 0, sourceId: `p${index}/IM1` }, 3),
  );
  expect(new Set(shards)).toEqual(new Set([1, 2, 3]));
  expect(shardOf({ root: 0, sourceId: 'p7/IM2' }, 3)).toBe(shards[7]);
});
