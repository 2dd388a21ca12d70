/** Files that are whole or absent after a kill or a power cut: written aside, flushed, renamed. */
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

/** Waits until renames inside a folder are on the disk; nothing where a system has no such call. */
export async function flushFolder(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
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
