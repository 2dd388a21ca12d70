/**
 * Files and folders that are whole or absent: written aside as `<path>.new-<hex>`, flushed, and put in place in one
 * rename. Where a path is a symbolic link, what it leads to is replaced.
 */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { flushSync, hasCode, unwritable, writeFlushedSync } from './durable-file.js';

const waitFor = promisify(fsync);

/** Written aside and durable; nobody sees it yet. Either it is put in place or it is discarded. */
export interface Staged {
  readonly aside: string;
  readonly path: string;
  /** Puts it in place. Throws EnvironmentError if that fails; the path is then as it was. */
  readonly place: () => void;
  readonly discard: () => void;
}

/** Writes a file aside, with the rights of the one that it will replace, else those of `mode`. Throws EnvironmentError. */
export function stageFile(file: string, text: string | Uint8Array, mode?: number): Staged {
  const real = followLink(file);
  const aside = `${real}.new-${randomName()}`;
  try {
    mkdirSync(dirname(aside), { recursive: true });
    writeFlushedSync(aside, text, mode);
    if (existsSync(real)) chmodSync(aside, statSync(real).mode & 0o7777);
  } catch (error) {
    discard(aside);
    throw unwritable(file, error);
  }
  const place = () => {
    renameSync(aside, real);
    flushSync(dirname(real));
  };
  return { aside, path: real, place: () => orDiscard(file, aside, place), discard: () => discard(aside) };
}

/** Replaces one file in one rename. */
export function writeFileWhole(file: string, text: string | Uint8Array, mode?: number): void {
  stageFile(file, text, mode).place();
}

/** Path inside a folder -> content. */
export type FolderFiles = ReadonlyMap<string, string | Uint8Array>;

/**
 * Writes the files of a folder aside, all of them before the first is waited for; placed, they are all that the folder
 * holds. Throws EnvironmentError.
 */
export async function stageFolder(directory: string, files: FolderFiles): Promise<Staged> {
  const real = followLink(directory);
  const aside = `${real}.new-${randomName()}`;
  try {
    await writeAllFlushed(new Map([...files].map(([name, text]) => [join(aside, name), text])));
    for (const folder of new Set([...files.keys()].map((name) => dirname(join(aside, name)))))
      flushSync(folder);
    flushSync(dirname(aside));
  } catch (error) {
    discard(aside);
    throw unwritable(directory, error);
  }
  const place = () => {
    if (!existsSync(real)) renameSync(aside, real);
    else if (!exchange(aside, real)) renameTwice(aside, real);
    flushSync(dirname(real));
    discard(aside);
  };
  return {
    aside,
    path: real,
    place: () => orDiscard(directory, aside, place),
    discard: () => discard(aside),
  };
}

/**
 * Puts several files in place as one: from the moment in which `record` is on the disk, `recoverTogether` completes what
 * a kill cuts short; before, nothing has changed. Throws EnvironmentError.
 */
export function placeTogether(record: string, staged: readonly Staged[]): void {
  const [only, ...others] = staged;
  if (only && others.length === 0) {
    only.place();
    return;
  }
  const from = dirname(record);
  const lines = staged.map(({ aside, path }) => `${relative(from, aside)}\t${relative(from, path)}\n`);
  writeFileWhole(record, lines.join(''));
  recoverTogether(record);
}

/** Completes what `placeTogether` has begun, if there is something to complete. */
export function recoverTogether(record: string): void {
  if (!existsSync(record)) return;
  try {
    const from = dirname(record);
    for (const line of readFileSync(record, 'utf8').split('\n')) {
      const [aside, path] = line.split('\t').map((name) => join(from, name));
      if (aside === undefined || path === undefined || !existsSync(aside)) continue;
      renameSync(aside, path);
      flushSync(dirname(path));
    }
    rmSync(record);
    flushSync(from);
  } catch (error) {
    throw unwritable(record, error);
  }
}

/** True if a killed run left something beside a path. */
export function hasLeftOvers(path: string): boolean {
  return listLeftOvers(followLink(path)).length > 0;
}

/**
 * What a killed run left beside a path is removed; a folder that it had set aside and not replaced yet comes back. To
 * be called by the only writer of the path.
 */
export function recover(path: string): void {
  const real = followLink(path);
  const left = listLeftOvers(real);
  const former = left.find((each) => each.startsWith(`${real}.old-`));
  try {
    if (former !== undefined && !existsSync(real)) renameSync(former, real);
    for (const each of left) rmSync(each, { recursive: true, force: true });
  } catch (error) {
    throw unwritable(path, error);
  }
}

function listLeftOvers(real: string): string[] {
  const folder = dirname(real);
  if (!existsSync(folder)) return [];
  const start = `${basename(real)}.`;
  return readdirSync(folder)
    .filter((name) => name.startsWith(start) && /^(?:new|old)-[0-9a-f]{8}$/.test(name.slice(start.length)))
    .map((name) => join(folder, name));
}

/** What a path leads to, whether it is there or not. */
export function followLink(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw unwritable(path, error);
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
    return isLink ? followLink(resolve(dirname(path), readlinkSync(path))) : path;
  }
}

/**
 * Exchanges two folders in one step, so that there is no moment without one: renameat2(2), by way of `mv` of GNU
 * coreutils 9.5 or later. False where that cannot be done; nothing has happened then.
 */
function exchange(one: string, other: string): boolean {
  const { status } = spawnSync('mv', ['--exchange', '--no-target-directory', one, other], {
    stdio: 'ignore',
  });
  return status === 0;
}

/** The former folder is set aside first; a kill between the two renames is mended by `recover`. */
function renameTwice(aside: string, directory: string): void {
  const former = `${directory}.old-${randomName()}`;
  renameSync(directory, former);
  try {
    renameSync(aside, directory);
  } catch (error) {
    renameSync(former, directory);
    throw error;
  }
  discard(former);
}

function orDiscard(path: string, aside: string, place: () => void): void {
  try {
    place();
  } catch (error) {
    discard(aside);
    throw unwritable(path, error);
  }
}

/** Removes what was written aside; that it cannot be removed is no news beside the fault that led here. */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The first fault is the one to report; `recover` removes it at the next run.
  }
}

/** Writes all, then waits for all at once: the disk can do in one go what it would do one by one. */
async function writeAllFlushed(files: FolderFiles): Promise<void> {
  const handles: number[] = [];
  try {
    for (const [file, text] of files) {
      mkdirSync(dirname(file), { recursive: true });
      const handle = openSync(file, 'w');
      handles.push(handle);
      writeFileSync(handle, text);
    }
    const waits = handles.map((handle) => waitFor(handle));
    await Promise.allSettled(waits);
    await Promise.all(waits);
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

function randomName(): string {
  return randomBytes(4).toString('hex');
}
