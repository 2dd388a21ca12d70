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
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EnvironmentError } from '../model/diagnostic.js';
import type { Files } from './omop-tables.js';

/**
 * Replaces `directory` whole. The former content is removed only after the new one is in place, and only if it
 * is of our making: a folder that holds anything else than a release of this program is refused.
 */
export function writeReleaseDirectory(directory: string, files: Files): void {
  refuseForeign(directory);
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
    discard(aside);
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
    discard(aside);
    throw unwritable(file, error);
  }
}

/** A folder may be replaced if it is absent, empty, or has a manifest that names this program. */
export function refuseForeign(directory: string): void {
  if (!existsSync(directory) || (statSync(directory).isDirectory() && readdirSync(directory).length === 0))
    return;
  const manifest = join(directory, 'manifest.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8').includes('"tool": "dicom-omop')) return;
  throw new EnvironmentError(`${directory} holds something else than a release of dicom-omop`, {
    fix: 'name another folder with --out, or empty this one: a release replaces its folder whole',
  });
}

/** A file may be replaced, a folder may not. */
export function refuseFolder(file: string): void {
  if (!existsSync(file) || !statSync(file).isDirectory()) return;
  throw new EnvironmentError(`${file} is a folder`, { fix: 'name a file to write' });
}

/** Removes what was written aside; that it cannot be removed is no news beside the fault that led here. */
function discard(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // The first fault is the one to report.
  }
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
