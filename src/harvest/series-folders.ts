/**
 * Where the files of each series lie, as `local_path` shows it: not at all, as a digest, relative to the input, or whole. Files in several folders have the
 * folder above them all; an archive is a folder. Paths carry names and numbers of patients, so that the default is none.
 */
import { dirname } from 'node:path';
import { hidePath } from '../deidentify/path-digest.js';
import type { SiteSecret } from '../deidentify/site-secret.js';
import type { Engine } from './engine.js';
import { fillTable, type HeaderManifest, insertTable } from './sources.js';

export const LOCAL_PATHS = ['none', 'hash', 'relative', 'absolute'] as const;
export type LocalPath = (typeof LOCAL_PATHS)[number];

/** `series_folder`; empty with `none`, and for inputs that are no files. */
export async function addSeriesFolders(
  engine: Engine,
  form: LocalPath,
  inputs: HeaderManifest['inputs'],
  secret: SiteSecret,
): Promise<void> {
  const table = {
    name: 'series_folder',
    columns: { series_instance_uid: 'VARCHAR', local_path: 'VARCHAR', n_folders: 'INTEGER' },
  } as const;
  const files = inputs.flatMap(({ kind }, root) => (kind === 'folder' || kind === 'file' ? [root] : []));
  if (form === 'none' || files.length === 0) return insertTable(engine, { ...table, rows: [] });
  // With `/` at the end, what is between the least and the greatest has their common beginning.
  const places = engine.pages<SeriesPlace>(
    `SELECT series_instance_uid AS series, min(root) AS root, max(root) AS last_root, min(folder) AS least, max(folder) AS greatest, count(DISTINCT concat(root, '/', folder)) AS n
     FROM (SELECT series_instance_uid, root, CASE WHEN member IS NOT NULL THEN concat(source_id, '/') WHEN source_id LIKE '%/%' THEN regexp_replace(source_id, '[^/]*$', '') ELSE '' END AS folder
       FROM instances WHERE status <> 'refused' AND kind = 'image' AND series_instance_uid IS NOT NULL AND root IN (${files.join(', ')})) each
     GROUP BY series_instance_uid ORDER BY series`,
  );
  await fillTable(engine, table, places, (place) => [
    place.series,
    showFolder(place, form, inputs, secret),
    place.n,
  ]);
}

interface SeriesPlace {
  readonly series: string;
  readonly root: number;
  readonly last_root: number;
  readonly least: string;
  readonly greatest: string;
  readonly n: number;
}

/** Undefined where the files are of several inputs, which have no path in common. */
function showFolder(
  { root, last_root, least, greatest }: SeriesPlace,
  form: Exclude<LocalPath, 'none'>,
  inputs: HeaderManifest['inputs'],
  secret: SiteSecret,
): string | undefined {
  if (root !== last_root || inputs[root] === undefined) return undefined;
  return showPath(root, findParent(least, greatest), form, inputs, secret);
}

/** `path`: below the input of that number; empty for the input itself. */
export function showPath(
  root: number,
  path: string,
  form: Exclude<LocalPath, 'none'>,
  inputs: HeaderManifest['inputs'],
  secret: SiteSecret,
): string {
  const input = inputs[root];
  if (form === 'hash') return hidePath(secret, `${root}/${path}`);
  if (form === 'relative' || input === undefined) return path === '' ? '.' : path;
  // An input that is an archive is the folder of its members.
  const base = input.kind === 'file' ? dirname(input.path) : input.path;
  return path === '' ? base : `${base.replace(/\/$/, '')}/${path}`;
}

/** `A/B/1/`, `A/B/2/` -> `A/B`. */
export function findParent(least: string, greatest: string): string {
  const [one, other] = [least.split('/'), greatest.split('/')];
  const differs = one.findIndex((name, at) => name !== other[at]);
  return (differs < 0 ? one : one.slice(0, differs)).join('/').replace(/\/$/, '');
}
