/**
 * Files to disk so that nothing half-written is ever visible: a release is written aside and takes its place
 * in one rename; single files are written aside and renamed.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../model/diagnostic.js';
import type { Files } from './omop-tables.js';

/** Replaces `directory` whole. The former content is removed only after the new one is in place. */
export function writeReleaseDirectory(directory: string, files: Files): void {
  const aside = `${directory}.new-${randomBytes(4).toString('hex')}`;
  const former = `${directory}.old-${randomBytes(4).toString('hex')}`;
  try {
    for (const [name, text] of files) writeDurably(join(aside, name), text);
    if (existsSync(directory)) renameSync(directory, former);
    try {
      renameSync(aside, directory);
    } catch (error) {
      if (existsSync(former)) renameSync(former, directory);
      throw error;
    }
    rmSync(former, { recursive: true, force: true });
  } catch (error) {
    removeQuietly(aside);
    throw unwritable(directory, error);
  }
}

/** Replaces one file in one rename. */
export function writeFileWhole(file: string, text: string): void {
  const aside = `${file}.new-${randomBytes(4).toString('hex')}`;
  try {
    writeDurably(aside, text);
    renameSync(aside, file);
  } catch (error) {
    removeQuietly(aside);
    throw unwritable(file, error);
  }
}

/** After a fault that is reported already: a second one would hide it. */
function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {}
}

function writeDurably(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'w');
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function unwritable(path: string, cause: unknown): EnvironmentError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EnvironmentError(`cannot write ${path}: ${reason}`, {
    fix: 'check that the folder exists, is writable and has room',
    cause,
  });
}
