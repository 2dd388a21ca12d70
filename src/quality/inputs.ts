/**
 * What the rules may ask, as tables of the engine: what `harvest map` wrote, the header tables, what the site remembers of the last harvest, the release, an
 * Athena download, the CDM. What is not given is told by table, so that no rule passes for want of something to look at.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireFolder } from '../disk/regular-file.js';
import type { Cdm } from '../harvest/cdm.js';
import { listRuns, openCrosswalk } from '../harvest/crosswalk.js';
import { type Engine, literal, quote } from '../harvest/engine.js';
import { readHarvestManifest } from '../harvest/harvest-manifest.js';
import { readMacros, readSql } from '../harvest/model-files.js';
import { KEPT_ROWS } from '../harvest/outputs.js';
import type { SiteTable } from '../harvest/site-tables.js';
import { insertTable, openHeaderTables, openRelease, readHeaderManifest } from '../harvest/sources.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { openCdmTables } from './cdm.js';
import { askEngine, type Questions } from './questions.js';
import { openTable, requireKey } from './text-table.js';
import { openVocabulary } from './vocabulary.js';

export interface QualityInputs {
  /** Written by `harvest map`. */
  readonly omop: string;
  /** Written by `harvest scan`, one folder or those of shards; undefined where they are not at hand. */
  readonly headers: readonly string[] | undefined;
  readonly site: string | undefined;
  readonly release: string | undefined;
  readonly athena: string | undefined;
  readonly cdm: Cdm | undefined;
  /** Whether the days of the CDM are shifted as those of a de-identified harvest are. */
  readonly cdmIsShifted?: boolean | undefined;
  readonly lists: readonly SiteTable[];
  /** Folder of the rooms. */
  readonly sources: string;
  /** `yyyy-mm-dd` */
  readonly today: string;
}

/** Table -> its file and first column. */
const OMOP_TABLES: Readonly<Record<string, readonly [file: string, key: string]>> = {
  image_occurrence: ['IMAGE_OCCURRENCE.csv', 'image_occurrence_id'],
  image_feature: ['IMAGE_FEATURE.csv', 'image_feature_id'],
  measurement: ['MEASUREMENT.csv', 'measurement_id'],
  procedure_occurrence: ['PROCEDURE_OCCURRENCE.csv', 'procedure_occurrence_id'],
  observation: ['OBSERVATION.csv', 'observation_id'],
  image_occurrence_source: ['image_occurrence_source.tsv', 'image_occurrence_id'],
};
/** Models of harvest map over the header tables, each after those that it reads. */
export const INSTANCE_MODELS = ['repeated_instance', 'instance_copy', 'instance'] as const;
const HEADER_TABLES = ['instances', 'elements', 'sr_items', 'segments', 'object_reference', 'instance'];
const SITE_TABLES = [
  ...['occurrence', 'series_outcome', 'feature_path', 'value_rule', 'series_site', 'procedure_choice'],
  ...['modality_concept', 'code_concept'],
];
const STANDARD_TABLES: Readonly<Record<string, string>> = {
  release_concept: 'CONCEPT.csv',
  iod_module: 'standard/iod_modules.tsv',
  module: 'standard/modules.tsv',
  module_attribute: 'standard/module_attributes.tsv',
  value_term: 'standard/value_terms.tsv',
  binding: 'standard/bindings.tsv',
  context_group: 'standard/context_groups.tsv',
  context_group_code: 'standard/context_group_expansion.tsv',
  context_group_member: 'standard/context_group_members.tsv',
};
const LOOKUPS = ['attribute', 'value', 'modality', 'site', 'code', 'uid', 'scheme'].map(
  (name) => `lookup_${name}`,
);

/** Without rows, for rules that ask these tables where they are there. */
const STAND_INS: Readonly<Record<string, string>> = {
  observation:
    'observation_id BIGINT, person_id BIGINT, observation_concept_id BIGINT, value_as_number DOUBLE, value_as_concept_id BIGINT, observation_source_value VARCHAR, value_source_value VARCHAR',
  occurrence:
    'series_instance_uid VARCHAR, study_instance_uid VARCHAR, image_occurrence_id BIGINT, procedure_is_known BOOLEAN',
  looked_up_code: 'code_scheme VARCHAR, code_value VARCHAR, concept_id BIGINT, standard_concept_id BIGINT',
};

/** Tables that are made of others, in their order; what they read comes first in their files. */
export const PREPARED: readonly string[] = [
  ...[
    'used_concept',
    'attribute_value',
    'known_concept',
    'image_header',
    'scanned_attribute',
    'annotation_value',
    'standard_site',
    'looked_up_code',
  ],
  ...['slice_values', 'slice_geometry', 'series_iod', 'iod_term', 'iod_attribute'],
];

/** Table -> why it is not there. */
export type Absent = ReadonlyMap<string, string>;

/** `make`: makes a table of others; what tells which foreign concepts are read is made by the engine. */
export async function openInputs(
  engine: Engine,
  inputs: QualityInputs,
  make: Questions['make'] = askEngine(engine).make,
): Promise<Absent> {
  const { omop, headers, site, release, sources } = inputs;
  const absent = new Map<string, string>();
  for (const macro of readMacros(sources)) await engine.run(macro);
  for (const list of inputs.lists) await insertTable(engine, list);
  await openOmop(engine, omop, findRows(omop, site), absent);
  if (headers === undefined)
    for (const name of HEADER_TABLES)
      absent.set(name, 'the header tables are not at hand: give --headers the folder of harvest scan');
  else {
    await openHeaderTables(engine, headers);
    for (const model of INSTANCE_MODELS) await make(model, readSql(sources, 'harvest', model), 'view');
  }
  await openSite(engine, site, absent);
  for (const [name, columns] of Object.entries(STAND_INS))
    if (absent.has(name)) await engine.run(`CREATE TABLE ${name} (${columns})`);
  if (release === undefined)
    for (const name of [...Object.keys(STANDARD_TABLES), ...LOOKUPS])
      absent.set(name, 'the release is not at hand: give --release its folder');
  else {
    await openRelease(engine, release);
    for (const [name, file] of Object.entries(STANDARD_TABLES))
      await openTable(engine, name, join(release, file), absent);
  }
  await engine.run(formatCheckSetting(inputs));
  await prepare(engine, askEngine(engine).make, sources, absent, ['used_concept']);
  await openVocabulary(engine, inputs.athena, absent);
  await openCdmTables(engine, { cdm: inputs.cdm, isShifted: inputs.cdmIsShifted === true }, absent);
  await prepare(engine, make, sources, absent, PREPARED.slice(1));
  return absent;
}

/** `reads:` of a prepared table, as the rules have it; `empty:` is why the table is as good as absent where it has no rows. */
export function readPrepared(
  sources: string,
  name: string,
): { readonly sql: string; readonly reads: readonly string[]; readonly empty: string | undefined } {
  const sql = readFileSync(join(sources, 'quality', 'tables', `${name}.sql`), 'utf8');
  const [, reads = ''] = /^-- reads: (.*)$/m.exec(sql) ?? [];
  const [, empty] = /^-- empty: (.*)$/m.exec(sql) ?? [];
  return { sql, reads: reads.split(/,\s*/), empty };
}

async function prepare(
  engine: Engine,
  make: Questions['make'],
  sources: string,
  absent: Map<string, string>,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    const { sql, reads, empty } = readPrepared(sources, name);
    const missing = reads.find((each) => absent.has(each));
    if (missing !== undefined) {
      absent.set(name, absent.get(missing) ?? missing);
      if (STAND_INS[name] !== undefined) await engine.run(`CREATE TABLE ${name} (${STAND_INS[name]})`);
      continue;
    }
    await make(name, sql);
    if (empty === undefined) continue;
    const [first] = await engine.rows(`SELECT 1 FROM ${name} LIMIT 1`);
    if (first === undefined) absent.set(name, empty);
  }
}

/** Where the rows of the imaging extension are: in the harvest, or, if that is of another profile, kept by the site. */
function findRows(omop: string, site: string | undefined): string | undefined {
  if (readHarvestManifest(omop).profile === undefined) return omop;
  const kept = join(site ?? '', 'last', KEPT_ROWS);
  if (site === undefined || !existsSync(join(kept, 'manifest.json'))) return undefined;
  const manifestOf = (folder: string) => readFileSync(join(folder, 'manifest.json'), 'utf8');
  if (manifestOf(kept) === manifestOf(omop)) return kept;
  throw otherHarvest(site);
}

/** `rows`: the folder of the rows; undefined where they are not at hand. */
async function openOmop(
  engine: Engine,
  omop: string,
  rows: string | undefined,
  absent: Map<string, string>,
): Promise<void> {
  const { counts, scanned = {}, profile } = readHarvestManifest(omop);
  for (const [name, [file, key]] of Object.entries(OMOP_TABLES)) {
    if (rows === undefined) {
      absent.set(
        name,
        `the rows that the tables of ${profile} are made of are not at hand: give --crosswalk the folder of harvest map`,
      );
      continue;
    }
    const path = join(rows, file);
    if (existsSync(path)) requireKey(path, key);
    await openTable(engine, name, path, absent);
    if (absent.has(name)) absent.set(name, `the harvest wrote no ${file}`);
  }
  const told = Object.entries({ ...counts, scanned }).flatMap(([section, value]) =>
    typeof value === 'number'
      ? [['rows', section, value]]
      : Object.entries(value).map(([name, n]) => [section, name, Number(n)]),
  );
  await insertTable(engine, {
    name: 'manifest_count',
    columns: { section: 'VARCHAR', name: 'VARCHAR', n: 'INTEGER' },
    rows: told,
  });
}

async function openSite(
  engine: Engine,
  site: string | undefined,
  absent: Map<string, string>,
): Promise<void> {
  const last = join(site ?? '', 'last');
  for (const folder of site === undefined ? [] : [site, last]) requireFolder(folder);
  if (site === undefined || !existsSync(last) || listRuns(site).length === 0) {
    for (const name of [
      ...SITE_TABLES,
      'known_person',
      'known_study',
      'known_series',
      'known_feature',
      'known_uid',
    ])
      absent.set(name, 'what the site remembers is not at hand: give --crosswalk the folder of harvest map');
    return;
  }
  await openCrosswalk(engine, site);
  const files = readdirSync(last);
  for (const name of SITE_TABLES) {
    const file = `${name}.parquet`;
    if (!files.includes(file)) absent.set(name, `${join(last, file)} is not there: harvest again`);
    else await engine.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet(${quote(join(last, file))})`);
  }
  if (absent.has('image_occurrence') || absent.has('occurrence')) return;
  const [other] = await engine.rows<{ n: number }>(
    `SELECT (SELECT count(*) FROM image_occurrence i LEFT JOIN occurrence o ON o.image_occurrence_id = i.image_occurrence_id WHERE o.image_occurrence_id IS NULL)
       + (SELECT count(*) FROM occurrence o LEFT JOIN image_occurrence i ON o.image_occurrence_id = i.image_occurrence_id WHERE i.image_occurrence_id IS NULL) AS n`,
  );
  if ((other?.n ?? 0) === 0) return;
  throw otherHarvest(site);
}

function otherHarvest(site: string): EnvironmentError {
  return new EnvironmentError(`${site} remembers another harvest than the one to check as its last`, {
    fix: 'give --crosswalk the folder that this harvest used, and check before the next harvest',
  });
}

/** One row: what the run itself says. `attributes`: the list that was scanned with. */
function formatCheckSetting({ omop, headers, today }: QualityInputs): string {
  const { deidentified } = readHarvestManifest(omop);
  const [first] = headers ?? [];
  const list = first === undefined ? undefined : readHeaderManifest(first).attributes.list;
  return `CREATE TABLE check_setting AS SELECT CAST(${literal(today)} AS DATE) AS today, ${literal(deidentified !== false)} AS deidentified,
    CAST(${literal(list)} AS VARCHAR) AS attributes`;
}
