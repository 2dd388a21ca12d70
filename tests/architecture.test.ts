import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** room -> other rooms it may import. Every room may import `model` and itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  docbook: [],
  extract: ['docbook'],
  map: ['athena'],
  load: ['emit'],
  commands: [
    'pipeline.js',
    'reading.js',
    'part-reading.js',
    'publishing.js',
    'config.js',
    'docbook',
    'fetch',
    'athena',
    'map',
    'emit',
    'assign',
    'verify',
    'load',
    'diff',
    'inspect',
  ],
};
/** library -> the only rooms (or top-level files) that may import it. */
const OWNERS: Record<string, readonly string[]> = {
  undici: ['fetch'],
  'cli-progress': ['commands'],
  'fast-xml-parser': ['docbook'],
  'better-sqlite3': ['athena', 'load'],
  'csv-parse': ['map', 'assign'],
  'csv-stringify': ['emit'],
  yargs: ['cli.ts', 'cli'],
  yauzl: ['athena'],
};
/** Files that may import any room: the table of contents and the commands. */
const ENTRANCES = new Set([
  'pipeline.ts',
  'curation.ts',
  'reading.ts',
  'part-reading.ts',
  'content-mapping.ts',
  'content-mapping-worker.ts',
  'publishing.ts',
  'cli.ts',
  'cli',
  'config.ts',
  'index.ts',
  'main.ts',
]);

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

function importsOf(file: string): Import[] {
  const path = relative(SRC, file).split('\\').join('/');
  const room = path.includes('/') ? (path.split('/')[0] ?? '') : path;
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from '([^']+)';/gms)].map((match) => ({
    file: path,
    room,
    target: resolveTarget(path, match[1] ?? ''),
  }));
}

function resolveTarget(path: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return `/${posix.join(posix.dirname(path), specifier)}`;
}

const imports = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .flatMap((entry) => importsOf(join(entry.parentPath, entry.name)));

describe('architecture', () => {
  test('rooms import only model, themselves and what the table allows', () => {
    const wrong = imports.filter(({ room, target }) => {
      if (!target.startsWith('/') || ENTRANCES.has(room)) return false;
      const targetRoom = target.slice(1).split('/')[0] ?? '';
      if (targetRoom === room || targetRoom === 'model') return false;
      return !(MAY_IMPORT[room] ?? []).includes(targetRoom);
    });
    expect(wrong).toEqual([]);
  });

  test('each library has one owner', () => {
    const wrong = imports.filter(({ room, target }) => OWNERS[target] && !OWNERS[target].includes(room));
    expect(wrong).toEqual([]);
  });

  test('only main.ts touches process and console', () => {
    const wrong = readdirSync(SRC, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && entry.name !== 'main.ts')
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => /\b(process|console)\./.test(readFileSync(file, 'utf8')))
      .map((file) => relative(SRC, file));
    expect(wrong).toEqual([]);
  });

  test('the table of imports is not empty', () => {
    expect(imports.length).toBeGreaterThan(2);
  });
});
