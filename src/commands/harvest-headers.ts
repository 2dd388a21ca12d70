/** The header tables that a command is given: a folder of harvest scan, or a folder with those of all shards of a scan. */
import { join } from 'node:path';
import { quote, useEngine } from '../harvest/engine.js';
import { type HeaderManifest, readHeaderManifest } from '../harvest/sources.js';
import { addCounts, NO_COUNTS } from '../scan/part.js';
import { findShards, mergeShards, type Shard } from '../scan/shards.js';
import { digestFiles } from './file-digest.js';

export interface Headers {
  /** To be read together. */
  readonly folders: readonly string[];
  readonly manifest: HeaderManifest;
  /** Of the manifests. */
  readonly sha256: string;
}

/** Shards that share no series are read where they are; else they are merged once, into `.merged` beside them. */
export async function openHeaders(folder: string): Promise<Headers> {
  const shards = findShards(folder);
  if (shards === undefined) {
    return { folders: [folder], manifest: readHeaderManifest(folder), sha256: digestManifests([folder]) };
  }
  const shared = await findSharedSeries(shards);
  const merged = join(folder, '.merged');
  if (shared.size > 0) await mergeShards(shards, shared, merged);
  const [first = folder] = shards.map((shard) => shard.folder);
  return {
    folders: shared.size > 0 ? [merged] : shards.map((shard) => shard.folder),
    manifest: {
      ...readHeaderManifest(first),
      counts: shards.reduce((sum, { manifest }) => addCounts(sum, manifest.counts), NO_COUNTS),
    },
    sha256: digestManifests(shards.map((shard) => shard.folder)),
  };
}

async function findSharedSeries(shards: readonly Shard[]): Promise<ReadonlySet<string>> {
  const each = shards.map(
    ({ folder }, at) =>
      `SELECT DISTINCT series_instance_uid, ${at} AS shard FROM read_parquet(${quote(join(folder, 'instances', '*.parquet'))})`,
  );
  const rows = await useEngine({ threads: 2, memory: 500 }, (engine) =>
    engine.rows<{ uid: string }>(
      `SELECT series_instance_uid AS uid FROM (${each.join(' UNION ALL ')}) named WHERE uid IS NOT NULL GROUP BY uid HAVING count(*) > 1`,
    ),
  );
  return new Set(rows.map(({ uid }) => uid));
}

function digestManifests(folders: readonly string[]): string {
  return digestFiles(
    folders.map((folder) => join(folder, 'manifest.json')),
    'name the folder that `dicom-omop harvest scan --out` wrote',
  );
}
