/** The rows of a profile: its models run after those of the default, its tables are written with the columns of its list. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteSecret } from '../../deidentify/site-secret.js';
import { replaceUid } from '../../deidentify/uid-replacement.js';
import { type Engine, quote } from '../engine.js';
import { readSql } from '../model-files.js';
import { showPath } from '../series-folders.js';
import type { MapSettings } from '../settings.js';
import { fillTable, type HeaderManifest, insertTable } from '../sources.js';
import type { Profile, ProfileColumn, ProfileTable } from './profile.js';
import { formatProfileTables } from './profile-ddl.js';

export interface ProfileRequest {
  readonly profile: Profile;
  /** Folder of the rooms, with their models. */
  readonly sources: string;
  readonly settings: Pick<MapSettings, 'identified' | 'localPath' | 'uids' | 'episodes'>;
  /** Of the scan. */
  readonly inputs: HeaderManifest['inputs'];
  readonly secret: SiteSecret;
}

const NO_ROWS =
  "SELECT '' AS table_name, '' AS study_instance_uid, '' AS series_instance_uid, '' AS row_key, 0 AS image_occurrence_id, 0 AS place, CAST(NULL AS BIGINT) AS given_id WHERE FALSE";
const ROW_ID = 'harvest/row_id';

/** The models of the profile with what is written for paths and UIDs, `row_id` of its rows, and each of its tables as `profile_<name>`. */
export async function runProfile(engine: Engine, request: ProfileRequest): Promise<void> {
  const { profile, sources, settings } = request;
  const { episodes } = settings;
  if (profile.rowTables.length === 0)
    await engine.run(
      `CREATE TABLE row_key AS ${episodes ? readSql(sources, 'harvest', 'episode_key') : NO_ROWS}`,
    );
  const names = [...profile.rowTables, ...(episodes ? ['episode'] : [])].map((name) => [name]);
  await insertTable(engine, { name: 'row_table', columns: { table_name: 'VARCHAR' }, rows: names });
  for (const list of profile.lists) await insertTable(engine, list);
  const last = profile.models.includes(ROW_ID) ? [] : [ROW_ID];
  for (const model of [...profile.models, ...last]) {
    await engine.run(`CREATE TABLE ${model.split('/').at(-1)} AS\n${readModel(sources, model)}`);
    for (const replacement of REPLACED) {
      if (replacement.model === model && (replacement.profile ?? profile.name) === profile.name)
        await addReplacements(engine, replacement, request);
    }
  }
  for (const { name } of profile.tables) {
    await engine.run(`CREATE TABLE profile_${name} AS\n${readModel(sources, `${profile.name}/${name}`)}`);
  }
}

function readModel(sources: string, model: string): string {
  const [room = '', name = ''] = model.split('/');
  if (room === 'harvest') return readSql(sources, room, name);
  return readFileSync(join(sources, 'harvest', 'profiles', `${model}.sql`), 'utf8');
}

/** What is written in place of a column of a model. */
interface Replaced {
  readonly model: string;
  readonly column: string;
  readonly table: string;
  readonly kind: 'path' | 'uid';
  readonly profile?: string;
}

const REPLACED: readonly Replaced[] = [
  { model: 'image_file', column: 'path', table: 'path_map', kind: 'path' },
  { model: 'icdm/folder', column: 'folder', table: 'folder_map', kind: 'path' },
  {
    model: 'image_file',
    column: 'sop_instance_uid',
    table: 'instance_uid_map',
    kind: 'uid',
    profile: 'chorus',
  },
];

/** A table of originals and what is written for them, made a page at a time: there may be as many as there are images. */
async function addReplacements(
  engine: Engine,
  { model, column, table, kind }: Replaced,
  { settings, inputs, secret }: ProfileRequest,
): Promise<void> {
  const replace = (original: string) =>
    kind === 'path'
      ? showPlace(original, settings, inputs, secret)
      : settings.identified || settings.uids === 'keep'
        ? original
        : replaceUid(secret, original);
  await fillTable(
    engine,
    { name: table, columns: { original: 'VARCHAR', replacement: 'VARCHAR' } },
    engine.pages<{ original: string }>(
      `SELECT DISTINCT ${column} AS original FROM ${model.split('/').at(-1)} WHERE ${column} IS NOT NULL ORDER BY original`,
    ),
    ({ original }) => [original, replace(original)],
  );
}

/** `0/A/B`: below the first input. A digest, unless the site asks for the path or for nothing to be hidden. */
function showPlace(
  place: string,
  { identified, localPath }: ProfileRequest['settings'],
  inputs: HeaderManifest['inputs'],
  secret: SiteSecret,
): string {
  const [root = '', ...path] = place.split('/');
  const form = localPath !== 'none' ? localPath : identified ? 'relative' : 'hash';
  return showPath(Number(root), path.join('/'), form, inputs, secret);
}

/** Writes the tables, `profile_findings.tsv` and the DDL of each database into the folder of the rows; returns the rows of each table. */
export async function writeProfile(
  engine: Engine,
  { profile, sources }: Pick<ProfileRequest, 'profile' | 'sources'>,
  folder: string,
): Promise<Readonly<Record<string, number>> | undefined> {
  if (profile.tables.length === 0) return undefined;
  const counts: Record<string, number> = {};
  const findings = profile.hasFindings ? [readModel(sources, `${profile.name}/finding`)] : [];
  for (const table of profile.tables.filter(({ isLocal }) => !isLocal)) {
    counts[table.name] = await writeTable(engine, profile, table, folder);
    findings.push(...describeFaults(table));
  }
  await engine.run(
    copyTo(
      `SELECT code, table_name, column_name, n FROM (${findings.join('\nUNION ALL\n')}) found ORDER BY ALL`,
      join(folder, 'profile_findings.tsv'),
      TABS,
    ),
  );
  for (const dialect of profile.databases) {
    writeFileSync(join(folder, `${profile.name}-${dialect}.sql`), formatProfileTables(profile, dialect));
  }
  return counts;
}

/** The tables that may not leave the site, into its folder. */
export async function writeLocalTables(engine: Engine, profile: Profile, site: string): Promise<void> {
  for (const table of profile.tables.filter(({ isLocal }) => isLocal))
    await writeTable(engine, profile, table, site);
}

async function writeTable(
  engine: Engine,
  { isCommaSeparated }: Profile,
  table: ProfileTable,
  folder: string,
): Promise<number> {
  const form = isCommaSeparated && table.file.endsWith('.csv') ? RFC_4180 : TABS;
  const required = table.columns.filter((column) => column.required);
  const where = required.map(({ name }) => `${name} IS NOT NULL`).join(' AND ') || 'TRUE';
  const rows = `FROM profile_${table.name} WHERE ${where}`;
  await engine.run(
    copyTo(
      `SELECT ${table.columns.map(formatCell).join(', ')} ${rows} ORDER BY ALL`,
      join(folder, table.file),
      form,
    ),
  );
  const [count] = await engine.rows<{ n: number }>(`SELECT count(*) AS n ${rows}`);
  return count?.n ?? 0;
}

const widthOf = ({ type }: ProfileColumn): number | undefined => {
  const width = /^varchar\((\d+)\)$/.exec(type)?.[1];
  return width === undefined ? undefined : Number(width);
};

/** Text without tabs and line ends, as wide as the column is. */
function formatCell(column: ProfileColumn): string {
  const width = widthOf(column);
  if (width === undefined && column.type !== 'text') return column.name;
  const text = `without_controls(CAST(${column.name} AS VARCHAR))`;
  return `${width === undefined ? text : `substr(${text}, 1, ${width})`} AS ${column.name}`;
}

/** Rows that lack a required value, and texts that are wider than their column, counted. */
function describeFaults({ name, columns }: ProfileTable): readonly string[] {
  return columns.flatMap((column) => {
    const count = (code: string, where: string) =>
      `SELECT '${code}' AS code, '${name}' AS table_name, '${column.name}' AS column_name, count(*) AS n FROM profile_${name} WHERE ${where} HAVING count(*) > 0`;
    const width = widthOf(column);
    return [
      ...(column.required ? [count('value-missing', `${column.name} IS NULL`)] : []),
      ...(width === undefined
        ? []
        : [count('value-cut', `length(CAST(${column.name} AS VARCHAR)) > ${width}`)]),
    ];
  });
}

const TABS = "DELIMITER '\\t', HEADER true, QUOTE '', ESCAPE '', NULLSTR ''";
const RFC_4180 = "DELIMITER ',', HEADER true, NULLSTR ''";

function copyTo(select: string, file: string, form: string): string {
  return `COPY (${select}) TO ${quote(file)} (FORMAT csv, ${form})`;
}
