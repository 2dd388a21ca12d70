import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/** room -> other rooms it may import. Every room may import `model` and itself; files beside the rooms are rooms too. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  disk: [],
  docbook: [],
  extract: ['docbook'],
  corrections: [],
  derive: [],
  concepts: [],
  assign: [],
  athena: [],
  map: ['athena'],
  links: [],
  release: ['disk'],
  guide: ['release'],
  verify: ['release'],
  emit: ['release'],
  load: ['release'],
  diff: ['release', 'page'],
  page: [],
  browse: ['release', 'page'],
  fetch: ['disk'],
  playbook: [],
  deidentify: [],
  harvest: ['deidentify', 'release'],
  build: [
    'disk',
    'fetch',
    'docbook',
    'extract',
    'corrections',
    'derive',
    'concepts',
    'assign',
    'athena',
    'map',
    'links',
    'release',
    'guide',
    'verify',
    'emit',
    'load',
    'browse',
  ],
  dicom: [],
  scan: ['dicom'],
  commands: [
    'dicom',
    'scan',
    'disk',
    'build',
    'docbook',
    'fetch',
    'athena',
    'map',
    'playbook',
    'emit',
    'assign',
    'release',
    'verify',
    'load',
    'diff',
    'browse',
    'harvest',
  ],
  cli: ['commands'],
  'index.ts': ['build'],
  'main.ts': ['cli', 'commands'],
};
/** library -> the only rooms that may import it. */
const OWNERS: Record<string, readonly string[]> = {
  undici: ['fetch', 'scan'],
  'cli-progress': ['commands'],
  'dicom-character-set': ['dicom'],
  hyparquet: ['scan'],
  'hyparquet-writer': ['scan'],
  'tar-stream': ['scan'],
  'better-sqlite3': ['athena', 'load'],
  'csv-parse': ['playbook', 'assign', 'harvest', 'scan'],
  '@duckdb/node-api': ['harvest'],
  'csv-stringify': ['release', 'emit', 'playbook'],
  pg: ['load'],
  'pg-copy-streams': ['load'],
  yargs: ['cli'],
  yauzl: ['athena', 'scan'],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

/** `import ... from`, `export ... from`, `import(...)`, `typeof import(...)`, and the URL of a worker. */
const IMPORT = /^(?:import|export)\b[^;]*?from '([^']+)';|\b(?:import|new URL)\(\s*'([^']+)'/gms;

function importsOf(file: string): Import[] {
  const path = relative(SRC, file).split('\\').join('/');
  const room = path.includes('/') ? (path.split('/')[0] ?? '') : path;
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => ({
    file: path,
    room,
    target: resolveTarget(path, match[1] ?? match[2] ?? ''),
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
      if (!target.startsWith('/')) return false;
      const targetRoom = target.slice(1).split('/')[0] ?? '';
      if (targetRoom === room || targetRoom === 'model') return false;
      return !(MAY_IMPORT[room] ?? []).includes(targetRoom);
    });
    expect(wrong).toEqual([]);
  });

  test('every room stands in the table, and the table holds no arrow that is not there', () => {
    const rooms = [...new Set(imports.map(({ room }) => room))].sort();
    expect(Object.keys(MAY_IMPORT).sort()).toEqual(rooms);
    const arrows = new Set(imports.map(({ room, target }) => `${room} ${target.split('/')[1]}`));
    const idle = Object.entries(MAY_IMPORT).flatMap(([room, targets]) =>
      targets.filter((target) => !arrows.has(`${room} ${target}`)).map((target) => `${room} ${target}`),
    );
    expect(idle).toEqual([]);
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
