/**
 * The findings of one resolution in a small file, so that the next run need not read 3 GB. It is written beside its
 * name and renamed: a reader sees the old file, the new one or none. A file that
 * cannot be read, or was made for other inputs, is as good as none.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Diagnostic, EnvironmentError } from '../model/diagnostic.js';
import type { AthenaFindings } from './athena-index.js';

export interface StoredFindings {
  readonly findings: AthenaFindings;
  /** Of the resolution that found them: a reader is warned again. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What was stored under that key; undefined if the file is absent, damaged, or made for another key. */
export async function readIndexFile(path: string, key: string): Promise<StoredFindings | undefined> {
  try {
    const stored = JSON.parse(await readFile(path, 'utf8')) as StoredFindings & { readonly key: unknown };
    if (stored.key !== key) return undefined;
    return { findings: stored.findings, diagnostics: stored.diagnostics };
  } catch {
    return undefined;
  }
}

/** Throws EnvironmentError if the file cannot be written; what was there before stays. */
export async function writeIndexFile(path: string, key: string, stored: StoredFindings): Promise<void> {
  const text = JSON.stringify({ key, ...stored });
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(aside, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw new EnvironmentError(`cannot write the look-up index ${path}: ${(error as Error).message}`, {
      fix: 'name a file in a folder that can be written',
      cause: error,
    });
  }
}
