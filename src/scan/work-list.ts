/**
 * What there is to read, in an order that does not depend on the file system: every regular file of the folders given,
 * whatever its name. Links, special files and folders that cannot be opened are told, not skipped in silence.
 */
import { lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import { EnvironmentError } from '../model/diagnostic.js';

/** A file is an instance or an archive of them; a table holds rows, a study is asked of a server. */
export type WorkKind = 'file' | 'table' | 'study';

export interface WorkItem {
  readonly kind: WorkKind;
  /** Index of the input. */
  readonly root: number;
  /** Path relative to the input, `/` between folders; bytes that are no UTF-8 as `\xNN`. */
  readonly sourceId: string;
  /** The bytes of the path, which need not be UTF-8; the address of a study. */
  readonly path: Uint8Array;
  readonly size: number;
  /** Milliseconds. */
  readonly modified: number;
  /** Why it is not read. */
  readonly fault?: { readonly code: string; readonly message: string } | undefined;
}

export interface ListOptions {
  readonly followLinks: boolean;
  /** The inputs are tables. */
  readonly tables?: boolean;
}

/** Throws if an input is not there. */
export function* listWork(inputs: readonly string[], options: ListOptions): Generator<WorkItem> {
  for (const [root, input] of inputs.entries()) {
    const stats = findInput(input);
    const path = Buffer.from(input);
    if (options.tables) yield { ...makeItem(root, Buffer.from(basename(input)), path, stats), kind: 'table' };
    else if (!stats.isDirectory()) yield makeItem(root, Buffer.from(basename(input)), path, stats);
    else yield* listFolder(root, path, Buffer.alloc(0), options, [realpathSync(input)]);
  }
}

function findInput(input: string): Stats {
  try {
    return statSync(input);
  } catch (error) {
    throw new EnvironmentError(`cannot read ${input}`, {
      fix: 'name a file or folder that is there',
      cause: error,
    });
  }
}

const SLASH = Buffer.from('/');

function* listFolder(
  root: number,
  path: Buffer,
  relative: Buffer,
  options: ListOptions,
  above: readonly string[],
): Generator<WorkItem> {
  let names: Buffer[];
  try {
    names = readdirSync(path, { encoding: 'buffer' }).sort(Buffer.compare);
  } catch (error) {
    yield makeFault(
      root,
      relative,
      path,
      'folder-unreadable',
      `the folder cannot be opened: ${reasonOf(error)}`,
    );
    return;
  }
  for (const name of names) {
    const child = Buffer.concat([path, SLASH, name]);
    const inner = relative.length === 0 ? name : Buffer.concat([relative, SLASH, name]);
    yield* listEntry(root, child, inner, options, above);
  }
}

function* listEntry(
  root: number,
  path: Buffer,
  relative: Buffer,
  options: ListOptions,
  above: readonly string[],
): Generator<WorkItem> {
  let stats: Stats;
  let folders = above;
  try {
    stats = lstatSync(path);
    if (stats.isSymbolicLink()) {
      if (!options.followLinks) {
        yield makeFault(
          root,
          relative,
          path,
          'link-skipped',
          'a symbolic link; --follow-links reads what it names',
        );
        return;
      }
      stats = statSync(path);
    }
    if (stats.isDirectory() && options.followLinks) {
      const real = realpathSync(path.toString());
      if (above.includes(real)) {
        const target = readlinkSync(path).length;
        yield makeFault(
          root,
          relative,
          path,
          'link-loop',
          `a link to a folder above it (${target} characters)`,
        );
        return;
      }
      folders = [...above, real];
    }
  } catch (error) {
    yield makeFault(root, relative, path, 'file-unreadable', `cannot be looked at: ${reasonOf(error)}`);
    return;
  }
  if (stats.isDirectory()) yield* listFolder(root, path, relative, options, folders);
  else if (stats.isFile()) yield makeItem(root, relative, path, stats);
  else yield makeFault(root, relative, path, 'file-special', 'neither a file nor a folder');
}

function makeItem(root: number, relative: Buffer, path: Buffer, stats: Stats): WorkItem {
  return {
    kind: 'file',
    root,
    sourceId: decodeName(relative),
    path: new Uint8Array(path),
    size: stats.size,
    modified: Math.floor(stats.mtimeMs),
  };
}

function makeFault(root: number, relative: Buffer, path: Buffer, code: string, message: string): WorkItem {
  return {
    kind: 'file',
    root,
    sourceId: decodeName(relative),
    path: new Uint8Array(path),
    size: 0,
    modified: 0,
    fault: { code, message },
  };
}

/** UTF-8, with bytes that are none as `\xNN`. */
export function decodeName(name: Buffer): string {
  const text = name.toString('utf8');
  if (Buffer.from(text).equals(name)) return text;
  return name
    .toString('latin1')
    .replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).toUpperCase()}`);
}

export function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  return error instanceof Error ? error.message : String(error);
}
