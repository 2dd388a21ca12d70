/** The tables that a harvest writes: beside their place first, then in one rename. Athena's form: tabs, no quoting, NULL = empty. */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from './engine.js';
import { type Model, readSql } from './model-files.js';
import { writeOrdered } from './ordered-file.js';
import { openOutputFolder } from './output-folder.js';
import { writePartitions } from './partitions.js';
import type { Profile } from './profiles/profile.js';
import { writeProfile } from './profiles/profile-rows.js';
import type { MapSettings } from './settings.js';

export interface MapCounts {
  readonly image_occurrence: number;
  readonly procedure_occurrence: number;
  readonly measurement: number;
  readonly observation: number;
  readonly image_feature: number;
  /** Findings that are tracked through studies, where they are asked for. */
  readonly episode?: number;
  /** Rows of PERSON, where they are made. */
  readonly person?: number;
  /** By what became of them. */
  readonly instances: Readonly<Record<string, number>>;
  readonly elements: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, number>>;
  /** Structured reports and their items, by what became of them. */
  readonly reports: Readonly<Record<string, number>>;
  readonly report_items: Readonly<Record<string, number>>;
  /** Key object selections, by what became of them. */
  readonly key_objects: Readonly<Record<string, number>>;
  /** Lines of features.csv, by what became of them. */
  readonly external: Readonly<Record<string, number>>;
  /** Facts that rules derive of series, by rule and verdict. */
  readonly derived: Readonly<Record<string, number>>;
  /** Segmentations and structure sets, and their segments. */
  readonly segmentations: Readonly<Record<string, number>>;
  readonly segments: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
  /** Studies by the step that found their procedure. */
  readonly procedures: Readonly<Record<string, number>>;
  /** Rows of the tables of a profile that is not the default. */
  readonly profile?: Readonly<Record<string, number>>;
}

const TABLES = [
  { file: 'PERSON.csv', model: 'person', order: 'person_id' },
  { file: 'IMAGE_OCCURRENCE.csv', model: 'image_occurrence', order: 'image_occurrence_id' },
  { file: 'PROCEDURE_OCCURRENCE.csv', model: 'procedure_occurrence', order: 'procedure_occurrence_id' },
  { file: 'FACT_RELATIONSHIP.csv', model: 'fact_relationship', order: 'ALL' },
  { file: 'MEASUREMENT.csv', model: 'measurement', order: 'measurement_id' },
  { file: 'OBSERVATION.csv', model: 'observation', order: 'observation_id' },
  { file: 'IMAGE_FEATURE.csv', model: 'image_feature', order: 'image_feature_id' },
  { file: 'occurrence_procedure.tsv', model: 'occurrence_procedure', order: 'image_occurrence_id, choice' },
  { file: 'image_occurrence_source.tsv', model: 'image_occurrence_source', order: 'image_occurrence_id' },
  { file: 'EPISODE.csv', model: 'episode', order: 'episode_id' },
  { file: 'EPISODE_EVENT.csv', model: 'episode_event', order: 'ALL' },
  { file: 'feature_source.tsv', model: 'feature_source', order: 'image_feature_id' },
  { file: 'feature_modifiers.tsv', model: 'feature_modifier', order: 'ALL' },
  { file: 'varying_features.tsv', model: 'varying_feature', order: 'image_feature_id' },
  { file: 'key_objects.tsv', model: 'key_object_image', order: 'ALL' },
  { file: 'derived_facts.tsv', model: 'derived', order: 'ALL' },
  { file: 'pending_features.tsv', model: 'pending_feature', order: 'ALL' },
  { file: 'findings.tsv', model: 'finding', order: 'ALL' },
  { file: 'unresolved_codes.tsv', model: 'unresolved_code', order: 'ALL' },
  { file: 'unresolved_values.tsv', model: 'unresolved_value', order: 'ALL' },
  {
    file: 'procedure_candidates.tsv',
    model: 'procedure_candidate',
    order:
      'n_studies DESC, modality, study_description, requested_procedure, protocol, body_part, verdict, rank, loinc, score',
  },
  { file: 'pixel_risk.tsv', model: 'pixel_risk', order: 'ALL' },
  { file: 'refused.tsv', model: 'refused', order: 'ALL' },
  { file: 'deleted.tsv', model: 'deleted', order: 'ALL' },
] as const;

/** Of them those that know of ids of rows, which are given last. */
const AFTER_PROFILE: ReadonlySet<string> = new Set(['deleted', 'episode', 'episode_event']);

/** The tables that are written, as models. */
export const WRITTEN_MODELS: ReadonlySet<Model> = new Set(
  TABLES.filter(({ model }) => !AFTER_PROFILE.has(model)).map(({ model }): Model => `harvest/${model}`),
);

/** What the written tables read beside the features, then they. */
export const OUTPUT_MODELS: readonly Model[] = [
  'harvest/instance_outcome',
  'harvest/element_outcome',
  'harvest/shown_value',
  'harvest/source_text',
  'harvest/candidate_text',
  'harvest/found_measurement',
  'harvest/found_image_feature',
  'harvest/object_outcome',
  ...WRITTEN_MODELS,
];

/** Where the tables go, what they are made with, and what the manifest says of it. */
export interface OutputRequest {
  readonly out: string;
  readonly sources: string;
  readonly settings: Pick<
    MapSettings,
    'tool' | 'csv' | 'cdmVersion' | 'parquet' | 'makePersons' | 'keyObjects' | 'episodes'
  >;
  readonly origin: object;
  readonly profile: Profile;
}

export interface WrittenTables {
  readonly counts: MapCounts;
  /** Text of manifest.json. */
  readonly manifest: string;
  readonly putInPlace: () => void;
}

export async function writeTables(engine: Engine, request: OutputRequest): Promise<WrittenTables> {
  const { out, profile, settings } = request;
  const { aside, putInPlace } = openOutputFolder(out);
  for (const table of TABLES) {
    if (profile.omits.has(table.file) || isLeftOut(table.model, settings)) continue;
    const form = table.file.endsWith('.csv') && settings.csv === 'rfc4180' ? COMMAS : TABS;
    await writeTable(engine, table, request, aside, form);
  }
  const rows = await writeProfile(engine, request, aside);
  const [persons] = await engine.rows<{ n: number }>('SELECT count(*) AS n FROM person');
  const [episodes] = await engine.rows<{ n: number }>(
    "SELECT count(*) AS n FROM row_id WHERE table_name = 'episode'",
  );
  const counts = {
    ...(await countRows(engine)),
    ...(settings.makePersons && { person: persons?.n ?? 0 }),
    ...(settings.episodes && { episode: episodes?.n ?? 0 }),
    ...(rows && { profile: rows }),
  };
  const told = { tool: request.settings.tool, ...request.origin, counts, files: sizesIn(aside) };
  const manifest = `${JSON.stringify(told, undefined, 2)}\n`;
  writeFileSync(join(aside, 'manifest.json'), manifest);
  if (settings.parquet)
    await writePartitions(engine, join(aside, 'parquet'), (model) => formatRows(model, request));
  return { counts, manifest, putInPlace };
}

/** Bytes by file, for whoever reads a copy. */
function sizesIn(folder: string): Readonly<Record<string, number>> {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name).sort();
  return Object.fromEntries(names.map((name) => [name, statSync(join(folder, name)).size]));
}

/** Tables that are written only where they are asked for. */
function isLeftOut(model: string, { makePersons, keyObjects, episodes }: OutputRequest['settings']): boolean {
  if (model === 'person') return !makePersons;
  if (model === 'key_object_image') return !keyObjects;
  return model.startsWith('episode') && !episodes;
}

async function writeTable(
  engine: Engine,
  { file, model, order }: (typeof TABLES)[number],
  request: OutputRequest,
  folder: string,
  form: string,
): Promise<void> {
  const rows = formatRows(model, request);
  const isLong = HELD_TEXTS.has(model);
  const cells = isLong ? '*' : await listCells(engine, rows);
  await writeOrdered(engine, { file: join(folder, file), rows, cells, order, form, isLong });
}

/** Tables of many rows, whose models keep their texts within one cell themselves. */
const HELD_TEXTS: ReadonlySet<string> = new Set(['measurement', 'observation', 'image_feature']);

/** The columns of the rows, texts without tabs and line ends: a row stays a line, whatever a header, a path or a table of the site holds. */
async function listCells(engine: Engine, rows: string): Promise<string> {
  const columns = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${rows}`);
  return columns
    .map(({ column_name: name, column_type }) =>
      column_type === 'VARCHAR' ? `without_controls(${name}) AS ${name}` : name,
    )
    .join(', ');
}

const TABS = "DELIMITER '\\t', QUOTE '', ESCAPE ''";
const COMMAS = `DELIMITER ',', QUOTE '"', ESCAPE '"'`;

/** The rows of a model; those of MEASUREMENT and OBSERVATION with what CDM v5.5 adds, where that is asked for. */
function formatRows(
  model: string,
  { sources, settings }: Pick<OutputRequest, 'sources' | 'settings'>,
): string {
  const rows = AFTER_PROFILE.has(model) ? readSql(sources, 'harvest', model) : `SELECT * FROM ${model}`;
  const isLater = settings.cdmVersion === '5.5' && (model === 'measurement' || model === 'observation');
  if (!isLater) return rows;
  return `SELECT m.*, s.value_source_concept_id FROM (${rows}) m
    LEFT JOIN (${readSql(sources, 'harvest', 'value_source')}) s ON s.table_name = '${model}' AND s.row_id = m.${model}_id`;
}

async function countRows(engine: Engine): Promise<MapCounts> {
  const group = async (select: string) => {
    const rows = await engine.rows<{ name: string; n: number }>(`${select} ORDER BY name`);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  };
  const totals = await group(
    `SELECT 'image_occurrence' AS name, count(*) AS n FROM occurrence
     UNION ALL SELECT 'measurement', (SELECT count(*) FROM feature_id) + (SELECT count(*) FROM found_measurement)
     UNION ALL SELECT 'observation', count(*) FROM found_id WHERE event = 'observation'
     UNION ALL SELECT 'image_feature', (SELECT count(*) FROM feature_id) + (SELECT count(*) FROM found_id)
     UNION ALL SELECT 'procedure_occurrence', count(DISTINCT study_key) FROM occurrence WHERE NOT procedure_is_known`,
  );
  return {
    image_occurrence: totals.image_occurrence ?? 0,
    procedure_occurrence: totals.procedure_occurrence ?? 0,
    measurement: totals.measurement ?? 0,
    observation: totals.observation ?? 0,
    image_feature: totals.image_feature ?? 0,
    instances: await group('SELECT outcome AS name, n FROM instance_outcome'),
    elements: await group('SELECT outcome AS name, n FROM element_outcome'),
    series: await group(
      "SELECT coalesce(refused, 'used') AS name, count(*) AS n FROM series_outcome GROUP BY name",
    ),
    reports: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'report'"),
    report_items: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'item'"),
    key_objects: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'key-object'"),
    external: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'external'"),
    derived: await group(
      "SELECT concat(rule, ' ', verdict) AS name, count(*) AS n FROM derived_fact GROUP BY name",
    ),
    segmentations: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'segmentation'"),
    segments: await group("SELECT outcome AS name, n FROM object_outcome WHERE level = 'segment'"),
    findings: await group(
      'SELECT finding AS name, count(*) AS n FROM value_finding WHERE finding IS NOT NULL GROUP BY name',
    ),
    procedures: await group('SELECT step AS name, count(*) AS n FROM procedure_choice GROUP BY name'),
  };
}

const EXPLAINED = [
  'code_concept',
  'feature_path',
  'value_rule',
  'occurrence',
  'series_site',
  'modality_concept',
  'procedure_choice',
  'series_outcome',
  'found_id',
  'made_person',
  'occurrence_procedure',
  'derived_fact',
];

/** Below `site/last/`. */
export const KEPT_ROWS = 'omop';
const JUDGED: ReadonlySet<string> = new Set([
  ...['IMAGE_OCCURRENCE.csv', 'PROCEDURE_OCCURRENCE.csv', 'MEASUREMENT.csv', 'OBSERVATION.csv'],
  ...['IMAGE_FEATURE.csv', 'image_occurrence_source.tsv'],
]);

/** The rows of the imaging extension that the tables of a profile are made of, for the quality rules, which ask those. */
async function keepRows(
  engine: Engine,
  folder: string,
  request: OutputRequest,
  manifest: string,
): Promise<void> {
  mkdirSync(folder);
  for (const table of TABLES)
    if (JUDGED.has(table.file)) await writeTable(engine, table, request, folder, TABS);
  writeFileSync(join(folder, 'manifest.json'), manifest);
}

/** `site/last/`: what `harvest explain` and `harvest check` ask of the last run; `site/deid_crosswalk.tsv`, and `site/unknown_patients.tsv`. They stay local: the first and the last hold values as found. */
export async function keepForExplain(
  engine: Engine,
  site: string,
  request: OutputRequest,
  manifest: string,
): Promise<void> {
  const last = join(site, 'last');
  const aside = `${last}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  for (const name of EXPLAINED) {
    await engine.run(
      `COPY (SELECT * FROM ${name}) TO ${quote(join(aside, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  if (request.profile.name !== 'micdm') await keepRows(engine, join(aside, KEPT_ROWS), request, manifest);
  rmSync(last, { recursive: true, force: true });
  renameSync(aside, last);
  for (const model of ['deid_crosswalk', 'unknown_patients']) {
    const file = join(site, `${model}.tsv`);
    await engine.run(
      `COPY (SELECT * FROM (${readSql(request.sources, 'harvest', model)}) ORDER BY ALL) TO ${quote(`${file}.new`)} (FORMAT csv, HEADER true, NULLSTR '', ${TABS})`,
    );
    renameSync(`${file}.new`, file);
  }
}
