/**
 * The header tables of the shards of a scan, side by side in one folder: one set of header tables. Files of a folder are in one shard, so that most series
 * are too; a series that several shards have is brought together, as a scan in one piece would have it.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findJson, getJson, type JsonForm } from '../disk/json-file.js';
import { requireFolder } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { collectCopies } from './copies.js';
import { type Row, sortRows, TABLE_NAMES, type TableName } from './header-tables.js';
import { addCounts, NO_COUNTS } from './part.js';
import type { ScanManifest } from './scan-manifest.js';
import { collectSeriesValues } from './series-values.js';
import { addPart, linkOrCopy } from './settle.js';
import {
  formatColumns,
  formatParquet,
  makeFolder,
  readColumns,
  readTable,
  selectRows,
  writeForOwner,
} from './table-file.js';

export interface Shard {
  readonly folder: string;
  readonly manifest: ScanManifest;
}

/** Series that are brought together at a time. */
const AT_ONCE = 1_000;

const MANIFEST: JsonForm = {
  members: ['inputs', 'counts', 'attributes', 'files'],
  fix: 'scan the shard again into another folder',
};
const MERGED: JsonForm = { members: [], fix: 'remove the folder, it is made again' };

/** The shards in a folder, by number; undefined if it holds none. Throws if one is missing, there twice, or of another scan. */
export function findShards(folder: string): readonly Shard[] | undefined {
  requireFolder(folder);
  if (!existsSync(folder) || existsSync(join(folder, 'manifest.json'))) return undefined;
  const shards = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name))
    .filter((each) => existsSync(join(each, 'manifest.json')))
    .map((each): Shard => {
      const manifest = getJson<ScanManifest>(join(each, 'manifest.json'), MANIFEST);
      return { folder: each, manifest };
    })
    .filter(({ manifest }) => typeof manifest.shard === 'string')
    .sort((a, b) => numberOf(a) - numberOf(b));
  const [first] = shards;
  if (first === undefined) return undefined;
  const count = Number(first.manifest.shard?.split('/')[1]);
  for (const { folder: each, manifest } of shards) {
    if (describeScan(manifest) === describeScan(first.manifest)) continue;
    throw new EnvironmentError(`${each} and ${first.folder} are shards of different scans`, {
      fix: 'scan all shards of the same inputs with the same options and the same version, into a folder of their own',
    });
  }
  const numbers = shards.map(numberOf);
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((each) => !numbers.includes(each));
  if (missing.length > 0) {
    throw new EnvironmentError(`${folder} lacks shard ${missing.join(', ')} of ${count}`, {
      fix: `end the scan of it: --shard ${missing[0]}/${count}`,
    });
  }
  const twice = numbers.find((each, at) => numbers.indexOf(each) !== at);
  if (twice === undefined) return shards;
  throw new EnvironmentError(`${folder} holds shard ${twice} of ${count} twice`, {
    fix: 'remove one of them',
  });
}

function numberOf({ manifest }: Shard): number {
  return Number(manifest.shard?.split('/')[0]);
}

function describeScan({ tool, inputs, shard, dictionary, attributes }: ScanManifest): string {
  return JSON.stringify([tool, inputs, shard?.split('/')[1], dictionary, attributes]);
}

/**
 * Writes the tables of all shards into `out`, with each series of `shared` brought together. What stands there of the same shards is kept.
 */
export async function mergeShards(
  shards: readonly Shard[],
  shared: ReadonlySet<string>,
  out: string,
): Promise<void> {
  const identity = digest(JSON.stringify(shards.map(({ manifest }) => manifest)));
  const known = join(out, 'manifest.json');
  if (findJson<{ readonly merged?: string }>(known, MERGED)?.merged === identity) return;
  const aside = `${out}.new`;
  rmSync(aside, { recursive: true, force: true });
  /** File -> its digest. */
  const files: Record<string, string> = {};
  for (const name of TABLE_NAMES) {
    makeFolder(join(aside, name));
    for (const file of listFiles(shards, name)) {
      const place = `${name}/part-${String(Object.keys(files).length).padStart(5, '0')}.parquet`;
      const columns = name === 'instances' || name === 'elements' ? await readColumns(file, name) : [];
      const own = selectRows(name, columns, (uid) => !isOf(uid, shared));
      const isMixed = (own[0]?.length ?? 0) < (columns[0]?.length ?? 0);
      if (isMixed) files[place] = put(join(aside, place), formatColumns(name, own));
      else {
        linkOrCopy(file, join(aside, place));
        files[place] = digest(readFileSync(file));
      }
    }
  }
  const uids = [...shared].sort();
  for (let from = 0; from < uids.length; from += AT_ONCE) {
    const gathered = await gather(shards, new Set(uids.slice(from, from + AT_ONCE)));
    for (const name of ['instances', 'elements', 'findings'] as const) {
      const rows = gathered[name];
      const place = `${name}/shared-${String(from / AT_ONCE).padStart(5, '0')}.parquet`;
      files[place] = put(join(aside, place), formatParquet(name, rows));
    }
  }
  const [first] = shards;
  const manifest = {
    ...first?.manifest,
    shard: null,
    merged: identity,
    counts: shards.reduce((sum, each) => addCounts(sum, each.manifest.counts), NO_COUNTS),
    files: Object.fromEntries(Object.entries(files).map(([name, sha256]) => [name, { sha256 }])),
  };
  writeForOwner(join(aside, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  rmSync(out, { recursive: true, force: true });
  renameSync(aside, out);
}

async function gather(shards: readonly Shard[], group: ReadonlySet<string>) {
  const instances: Row[] = [];
  const findings: Row[] = [];
  const values = collectSeriesValues();
  const copies = collectCopies(values);
  for (const shard of shards) {
    const mine = await readRows(shard, 'instances', group);
    const added = addPart(copies, mine, await readRows(shard, 'elements', group));
    instances.push(...added.instances);
    findings.push(...added.findings);
  }
  return {
    instances: sortRows('instances', instances),
    elements: sortRows('elements', values.rows()),
    findings: sortRows('findings', findings),
  };
}

async function readRows(shard: Shard, name: TableName, group: ReadonlySet<string>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const file of listFiles([shard], name)) {
    for (const row of await readTable(file, name, (uid) => isOf(uid, group))) rows.push(row);
  }
  return rows;
}

function listFiles(shards: readonly Shard[], name: TableName): readonly string[] {
  return shards.flatMap(({ folder }) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith('.parquet'))
      .sort()
      .map((file) => join(folder, name, file)),
  );
}

function isOf(uid: string | undefined, series: ReadonlySet<string>): boolean {
  return uid !== undefined && series.has(uid);
}

function put(file: string, bytes: Uint8Array): string {
  writeForOwner(file, bytes);
  return digest(bytes);
}

function digest(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
