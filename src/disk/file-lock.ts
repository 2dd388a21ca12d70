/**
 * One writer at a time, across processes. The lock is a file that says who holds it and that its holder touches twice
 * a second. A holder that was killed is told by its process number; one of another machine by a lock that nobody touched
 * for ten seconds.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { EnvironmentError } from '../model/diagnostic.js';
import { hasCode, unwritable } from './durable-file.js';
import { describeSelf, findState, formatHolder, parseHolder } from './lock-holder.js';

/** Milliseconds. */
export interface LockTimes {
  readonly touchEvery: number;
  readonly staleAfter: number;
  readonly giveUpAfter: number;
}

const LOCK_TIMES: LockTimes = { touchEvery: 500, staleAfter: 10_000, giveUpAfter: 120_000 };

/** Milliseconds after which a lock that does not say who holds it was left by a process that was killed as it took it. */
const CREATED_AFTER = 2000;

export interface LockRequest {
  /** The lock file; its folder is made if it is not there. */
  readonly file: string;
  /** What the holder does, in a few words: told to those who wait. */
  readonly purpose: string;
  readonly times?: LockTimes | undefined;
  /** Called once if the lock is held by another process: `process 4711 (build 2024d) since ...`. */
  readonly onWait?: ((holder: string) => void) | undefined;
}

/** Lock files that the running chain of calls holds, with what was written into them. */
const held = new AsyncLocalStorage<ReadonlyMap<string, string>>();

/**
 * Runs `action` while this process is the only holder of the lock. A lock that the caller holds already is not taken
 * again. Throws EnvironmentError if another holds it for too long, or if the file cannot be written.
 */
export async function withLock<T>(request: LockRequest, action: () => Promise<T>): Promise<T> {
  const { file, purpose, times = LOCK_TIMES } = request;
  const before = held.getStore() ?? new Map<string, string>();
  if (before.has(file)) return action();
  const content = JSON.stringify(describeSelf(randomUUID(), purpose));
  try {
    await acquire(request, content, times);
  } catch (error) {
    throw error instanceof EnvironmentError ? error : unwritable(file, error);
  }
  const touching = setInterval(() => void touch(file), times.touchEvery);
  try {
    return await held.run(new Map([...before, [file, content]]), action);
  } finally {
    clearInterval(touching);
    if ((await findContent(file)) === content) await rm(file, { force: true });
  }
}

/**
 * True if this chain of calls holds the lock and nobody has taken it over: to be asked before what must not be done
 * by two at once.
 */
export function isHeld(file: string): boolean {
  const content = held.getStore()?.get(file);
  if (content === undefined) return false;
  try {
    return readFileSync(file, 'utf8') === content;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function acquire({ file, onWait }: LockRequest, content: string, times: LockTimes): Promise<void> {
  const start = performance.now();
  let seen = '';
  let seenAt = start;
  let isTold = false;
  await mkdir(dirname(file), { recursive: true });
  while (!(await tryCreate(file, content))) {
    const now = performance.now();
    const state = await describe(file);
    const holder = parseHolder(state.slice(state.indexOf(' ') + 1));
    const life = findState(holder);
    if (state !== seen) {
      seen = state;
      seenAt = now;
    }
    const staleAfter = holder ? times.staleAfter : Math.min(times.staleAfter, CREATED_AFTER);
    if (state !== '' && (life === 'gone' || (life === 'unknown' && now - seenAt > staleAfter))) {
      await breakStale(file, state);
    } else if (now - start > times.giveUpAfter) {
      throw new EnvironmentError(
        `another process has held ${file} for ${times.giveUpAfter / 1000} seconds: ${formatHolder(holder)}`,
        { fix: 'wait for it to end; if none is running, remove the file and run the command again' },
      );
    } else {
      // A lock that was made a moment ago does not say yet who holds it.
      const canTell = state !== '' && (holder !== undefined || now - seenAt > CREATED_AFTER / 2);
      if (!isTold && canTell) onWait?.(formatHolder(holder));
      isTold ||= canTell;
      await sleep(20);
    }
  }
}

async function tryCreate(file: string, content: string): Promise<boolean> {
  let isOurs = false;
  try {
    const handle = await open(file, 'wx');
    isOurs = true;
    try {
      await handle.writeFile(content);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (isOurs) await rm(file, { force: true });
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

/** What changes whenever the lock is touched or taken; empty if there is none. */
async function describe(file: string): Promise<string> {
  try {
    return `${(await stat(file)).mtimeMs} ${await findContent(file)}`;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

async function findContent(file: string): Promise<string | undefined> {
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
