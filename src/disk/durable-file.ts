/** Files that are whole or absent after a kill or a power cut: written aside, flushed, renamed. */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { EnvironmentError } from '../model/diagnostic.js';

/** True for a system error of one of these codes (`ENOENT`). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
}

/** Creates or overwrites a file and waits until its bytes are on the disk. */
export async function writeFlushed(path: string, bytes: Uint8Array | string): Promise<void> {
  const handle = await open(path, 'w');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The same without giving way to other work. `mode`: the rights of a new file. */
export function writeFlushedSync(path: string, bytes: Uint8Array | string, mode = 0o666): void {
  const handle = openSync(path, 'w', mode);
  try {
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Waits until a file, or the names in a folder, are on the disk; nothing where a system has no such call. */
export function flushSync(path: string): void {
  try {
    const handle = openSync(path, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (!hasCode(error, 'EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'EBADF')) throw error;
  }
}

/** Replaces `path` in one step: whoever opens it reads the old bytes or the new ones. `aside`: same disk. */
export async function replaceFile(path: string, aside: string, bytes: Uint8Array | string): Promise<void> {
  try {
    await writeFlushed(aside, bytes);
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

/** The fault of a file or folder that cannot be written. */
export function unwritable(path: string, cause: unknown): EnvironmentError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EnvironmentError(`cannot write ${path}: ${reason}`, {
    fix: 'check that the folder exists, is writable and has room',
    cause,
  });
}
