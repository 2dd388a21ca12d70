import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { isHeld, withLock } from '../../../src/disk/file-lock.js';
import { describeSelf, findState, formatHolder } from '../../../src/disk/lock-holder.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const TIMES = { touchEvery: 20, staleAfter: 200, giveUpAfter: 5000 };
const newLock = async () => ({
  file: join(await newFolder(), 'ids.tsv.lock'),
  purpose: 'a test',
  times: TIMES,
});

/** A process number that was in use a moment ago and is not any more. */
async function findFreeProcess(): Promise<number> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid ?? 0;
}

describe('withLock', () => {
  test('lets one in after the other, and leaves no file', async () => {
    const lock = await newLock();
    const steps: string[] = [];
    const waited: string[] = [];
    const enter = (name: string) =>
      withLock({ ...lock, onWait: (holder) => waited.push(`${name}: ${holder}`) }, async () => {
        steps.push(`${name} in`);
        await sleep(30);
        steps.push(`${name} out`);
      });
    await Promise.all([enter('one'), enter('two')]);
    expect(steps).toHaveLength(4);
    expect(steps[1]).toBe(steps[0]?.replace('in', 'out'));
    expect(waited).toEqual([expect.stringMatching(/: process \d+ \(a test\) since \d{4}-\d\d-\d\d .* UTC$/)]);
    expect(existsSync(lock.file)).toBe(false);
  });

  test('is given back when the action fails, and not taken twice by one chain of calls', async () => {
    const lock = await newLock();
    const inner = () => withLock(lock, () => Promise.reject(new Error('no')));
    await expect(withLock(lock, inner)).rejects.toThrow('no');
    expect(existsSync(lock.file)).toBe(false);
  });

  test('is taken over at once from a process that is gone', async () => {
    const lock = await newLock();
    const gone = { ...describeSelf('other', 'a killed build'), pid: await findFreeProcess() };
    writeFileSync(lock.file, JSON.stringify(gone));
    const times = { ...TIMES, staleAfter: 60_000 };
    expect(await withLock({ ...lock, times }, async () => 'in')).toBe('in');
  });

  test('is taken over from one that is not known when nobody touched it for long', async () => {
    const lock = await newLock();
    writeFileSync(lock.file, '');
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  test('is never taken from a process that runs: who holds it is told, and what to do', async () => {
    const lock = await newLock();
    writeFileSync(lock.file, JSON.stringify(describeSelf('other', 'edition 2024d')));
    const times = { ...TIMES, staleAfter: 50, giveUpAfter: 300 };
    await expect(withLock({ ...lock, times }, async () => 'in')).rejects.toMatchObject({
      message: expect.stringMatching(/another process has held .*: process \d+ \(edition 2024d\) since /),
      fix: expect.stringContaining('remove the file'),
    });
    expect(readFileSync(lock.file, 'utf8')).toContain('"other"');
  });

  test('the holder knows when another took it over, and leaves the lock of the other alone', async () => {
    const lock = await newLock();
    await withLock(lock, async () => {
      expect(isHeld(lock.file)).toBe(true);
      writeFileSync(lock.file, 'another');
      expect(isHeld(lock.file)).toBe(false);
    });
    expect(readFileSync(lock.file, 'utf8')).toBe('another');
    expect(isHeld(lock.file)).toBe(false);
  });

  test('a folder that cannot be made is said', async () => {
    const { file, ...rest } = await newLock();
    writeFileSync(file, '');
    await expect(withLock({ ...rest, file: join(file, 'inside') }, async () => 'in')).rejects.toThrow(
      /^cannot write .*inside: /,
    );
  });
});

describe('the holder of a lock', () => {
  test('of this process runs; under its number, but started at another time, it is gone', () => {
    const self = describeSelf('mine', 'a test');
    expect(findState(self)).toBe('running');
    if (self.started !== undefined) expect(findState({ ...self, started: '1 boot' })).toBe('gone');
  });

  test('of another machine is not known, and is told with its host', () => {
    const other = { ...describeSelf('mine', 'a test'), machine: 'archive pid:[1]' };
    expect(findState(other)).toBe('unknown');
    expect(formatHolder(other)).toMatch(/^process \d+ on archive \(a test\) since /);
  });
});
