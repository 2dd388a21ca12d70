/**
 * One writer at a time per edition. The lock is a file that its holder touches twice a second; a lock that
 * nobody touched for ten seconds was left by a killed process and is taken over. Held only while finished
 * files are renamed, never during a download.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentError } from '../../model/diagnostic.js';
import type { Edition } from '../../model/edition.js';
import { hasCode } from './durable-file.js';

/** Milliseconds. */
export interface LockTimes {
  readonly touchEvery: number;
  readonly staleAfter: number;
  readonly giveUpAfter: number;
}

const LOCK_TIMES: LockTimes = { touchEvery: 500, staleAfter: 10_000, giveUpAfter: 120_000 };

/** Runs `action` while this process is the only writer of the edition. */
export async function withLock<T>(
  cacheRoot: string,
  edition: Edition,
  action: () => Promise<T>,
  times: LockTimes = LOCK_TIMES,
): Promise<T> {
  const file = join(cacheRoot, `.lock-${edition}`);
  const owner = randomUUID();
  await acquire(file, owner, times);
  const touching = setInterval(() => void touch(file), times.touchEvery);
  try {
    return await action();
  } finally {
    clearInterval(touching);
    if ((await findOwner(file)) === owner) await rm(file, { force: true });
  }
}

async function acquire(file: string, owner: string, times: LockTimes): Promise<void> {
  const start = performance.now();
  let seen = '';
  let seenAt = start;
  while (!(await tryCreate(file, owner))) {
    const now = performance.now();
    const state = await describe(file);
    if (state !== seen) {
      seen = state;
      seenAt = now;
    } else if (now - seenAt > times.staleAfter) {
      await breakStale(file, state);
    }
    if (now - start > times.giveUpAfter) {
      throw new EnvironmentError(`another process has held ${file} for ${times.giveUpAfter / 1000} seconds`, {
        fix: 'wait for it to end; if none is running, remove the file and run the command again',
      });
    }
    await sleep(20);
  }
}

async function tryCreate(file: string, owner: string): Promise<boolean> {
  try {
    await writeFile(file, owner, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Takes the lock away only if it is still the one that was judged; a newer one is put back. */
async function breakStale(file: string, judged: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await describe(aside)) !== judged) await link(aside, file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'EEXIST')) throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

async function describe(file: string): Promise<string> {
  try {
    return `${(await stat(file)).mtimeMs} ${await findOwner(file)}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

async function findOwner(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function touch(file: string): Promise<void> {
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
}
