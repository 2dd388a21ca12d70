import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

const SRC = join(dirname(fileURLToPath(import.meta.url)), '..', 'src');

/**
 * Room -> other rooms that it may import, from the ground up: a room imports only rooms that stand before it. Every room
 * may import `model` and itself; files beside the rooms are rooms too.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  // The ground: nouns, files, the form of a release.
  model: [],
  disk: [],
  threads: [],
  release: ['disk'],
  usagi: [],
  // The compiler, in the order of its stages.
  fetch: ['disk'],
  docbook: [],
  extract: ['docbook'],
  corrections: [],
  derive: [],
  concepts: [],
  assign: [],
  athena: ['disk'],
  map: ['athena', 'usagi'],
  links: [],
  verify: ['release'],
  emit: ['release'],
  // The tools around it.
  guide: ['release'],
  load: ['release', 'disk'],
  page: [],
  diff: ['release', 'page'],
  browse: ['release', 'page'],
  playbook: ['athena', 'threads', 'usagi'],
  // The vocabulary applied to image headers.
  dicom: [],
  scan: ['dicom', 'disk', 'threads'],
  deidentify: ['disk'],
  harvest: ['athena', 'deidentify', 'disk', 'release'],
  quality: ['disk', 'harvest', 'load', 'page', 'release'],
  // What joins them.
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
    'quality',
  ],
  cli: ['commands'],
  library: ['browse', 'disk', 'release', 'diff', 'verify', 'playbook'],
  'index.ts': ['build', 'browse', 'diff', 'library', 'playbook'],
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
  'better-sqlite3': ['load'],
  'csv-parse': ['playbook', 'usagi', 'assign', 'harvest', 'scan', 'load'],
  '@duckdb/node-api': ['disk'],
  'csv-stringify': ['emit', 'usagi', 'quality'],
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

/** Of the house at most; the ground is the first. A new room stands on an old floor, or says why not. */
const FLOORS = 8;

/** Rooms above rooms, the ground floor counted. */
function countFloors(table: Readonly<Record<string, readonly string[]>>): number {
  const floors = new Map<string, number>();
  for (const [room, targets] of Object.entries(table)) {
    const below = room === 'model' ? [] : ['model', ...targets];
    floors.set(room, 1 + Math.max(0, ...below.map((target) => floors.get(target) ?? 0)));
  }
  return Math.max(...floors.values());
}

/** Each circle by the files that lead back to its first. */
function findCircles(arrows: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of arrows) {
    if (!target.startsWith('/')) continue;
    targets.set(file, [...(targets.get(file) ?? []), target.slice(1).replace(/\.js$/, '.ts')]);
  }
  const circles: string[][] = [];
  const done = new Set<string>();
  const follow = (file: string, path: readonly string[]) => {
    const start = path.indexOf(file);
    if (start >= 0) circles.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    for (const next of targets.get(file) ?? []) follow(next, [...path, file]);
    done.add(file);
  };
  for (const file of targets.keys()) follow(file, []);
  return circles;
}

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

  test('rooms stand on floors: none imports a room above it', () => {
    const rooms = Object.keys(MAY_IMPORT);
    const back = rooms.flatMap((room, floor) =>
      (MAY_IMPORT[room] ?? [])
        .filter((target) => rooms.indexOf(target) >= floor)
        .map((target) => [room, target]),
    );
    expect(back).toEqual([]);
    expect(countFloors(MAY_IMPORT)).toBeLessThanOrEqual(FLOORS);
  });

  test('no circle of files, types included', () => {
    expect(findCircles(imports)).toEqual([]);
  });

  test('a circle would be found', () => {
    const arrow = (file: string, target: string) => ({ file, room: 'a', target: `/${target}` });
    const arrows = [
      arrow('a/one.ts', 'a/two.js'),
      arrow('a/two.ts', 'a/one.js'),
      arrow('a/two.ts', 'a/three.js'),
    ];
    expect(findCircles(arrows)).toEqual([['a/one.ts', 'a/two.ts', 'a/one.ts']]);
  });

  test('each library has one owner', () => {
    const ownersOf = (target: string) =>
      Object.entries(OWNERS).find(([name]) => target === name || target.startsWith(`${name}/`))?.[1];
    const wrong = imports.filter(({ room, target }) => ownersOf(target)?.includes(room) === false);
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
