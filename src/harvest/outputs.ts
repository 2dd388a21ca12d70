/** The tables that a harvest writes: beside their place first, then in one rename. Athena's form: tabs, no quoting, NULL = empty. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refuseForeign } from '../release/release-directory.js';
import { type Engine, quote } from './engine.js';
import type { Model } from './model-files.js';
import type { MapSettings } from './settings.js';

export interface MapCounts {
  readonly image_occurrence: number;
  readonly procedure_occurrence: number;
  readonly measurement: number;
  readonly image_feature: number;
  /** By what became of them. */
  readonly instances: Readonly<Record<string, number>>;
  readonly elements: Readonly<Record<string, number>>;
  readonly series: Readonly<Record<string, number>>;
  readonly findings: Readonly<Record<string, number>>;
  /** Studies by the step that found their procedure. */
  readonly procedures: Readonly<Record<string, number>>;
}

const TABLES = [
  { file: 'IMAGE_OCCURRENCE.csv', model: 'image_occurrence', order: 'image_occurrence_id' },
  { file: 'PROCEDURE_OCCURRENCE.csv', model: 'procedure_occurrence', order: 'procedure_occurrence_id' },
  { file: 'MEASUREMENT.csv', model: 'measurement', order: 'measurement_id' },
  { file: 'IMAGE_FEATURE.csv', model: 'image_feature', order: 'image_feature_id' },
  { file: 'image_occurrence_source.tsv', model: 'image_occurrence_source', order: 'image_occurrence_id' },
  { file: 'findings.tsv', model: 'finding', order: 'ALL' },
  { file: 'unresolved_codes.tsv', model: 'unresolved_code', order: 'ALL' },
  {
    file: 'procedure_candidates.tsv',
    model: 'procedure_candidate',
    order:
      'n_studies DESC, modality, study_description, requested_procedure, protocol, body_part, verdict, rank, loinc, score',
  },
  { file: 'refused.tsv', model: 'refused', order: 'ALL' },
  { file: 'deleted.tsv', model: 'deleted', order: 'ALL' },
] as const;

const BEFORE = [
  'instance_outcome',
  'element_outcome',
  'shown_value',
  'source_text',
  'candidate_text',
] as const;

/** The tables that are written. */
export const WRITTEN_MODELS: ReadonlySet<Model> = new Set(
  TABLES.map(({ model }): Model => `harvest/${model}`),
);
/** What they are made of, then they. */
export const OUTPUT_MODELS: readonly Model[] = [
  ...BEFORE.map((name): Model => `harvest/${name}`),
  ...WRITTEN_MODELS,
];

/** Where the tables go, what they are made with, and what the manifest says of it. */
export interface OutputRequest {
  readonly out: string;
  readonly settings: Pick<MapSettings, 'tool'>;
  readonly origin: object;
}

export async function writeTables(
  engine: Engine,
  request: OutputRequest,
): Promise<{ readonly counts: MapCounts; readonly putInPlace: () => void }> {
  const { out } = request;
  refuseForeign(out);
  const aside = `${out}.new`;
  const former = `${out}.old`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  for (const { file, model, order } of TABLES) {
    const select = `SELECT * FROM ${model} ORDER BY ${order}`;
    await engine.run(
      `COPY (${select}) TO ${quote(join(aside, file))} (FORMAT csv, DELIMITER '\\t', HEADER true, QUOTE '', ESCAPE '', NULLSTR '')`,
    );
  }
  const counts = await countRows(engine);
  const manifest = { tool: request.settings.tool, ...request.origin, counts };
  writeFileSync(join(aside, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  return {
    counts,
    putInPlace: () => {
      rmSync(former, { recursive: true, force: true });
      if (existsSync(out)) renameSync(out, former);
      renameSync(aside, out);
      rmSync(former, { recursive: true, force: true });
    },
  };
}

async function countRows(engine: Engine): Promise<MapCounts> {
  const group = async (select: string) => {
    const rows = await engine.rows<{ name: string; n: number }>(`${select} ORDER BY name`);
    return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
  };
  const totals = await group(
    `SELECT 'image_occurrence' AS name, count(*) AS n FROM occurrence
     UNION ALL SELECT 'measurement', count(*) FROM feature_id
     UNION ALL SELECT 'procedure_occurrence', count(DISTINCT study_key) FROM occurrence WHERE NOT procedure_is_known`,
  );
  return {
    image_occurrence: totals.image_occurrence ?? 0,
    procedure_occurrence: totals.procedure_occurrence ?? 0,
    measurement: totals.measurement ?? 0,
    image_feature: totals.measurement ?? 0,
    instances: await group('SELECT outcome AS name, n FROM instance_outcome'),
    elements: await group('SELECT outcome AS name, n FROM element_outcome'),
    series: await group(
      "SELECT coalesce(refused, 'used') AS name, count(*) AS n FROM series_outcome GROUP BY name",
    ),
    findings: await group(
      'SELECT finding AS name, count(*) AS n FROM value_rule WHERE finding IS NOT NULL GROUP BY name',
    ),
    procedures: await group('SELECT step AS name, count(*) AS n FROM procedure_choice GROUP BY name'),
  };
}

const EXPLAINED = [
  'feature_path',
  'value_rule',
  'occurrence',
  'series_site',
  'modality_concept',
  'procedure_choice',
  'series_outcome',
];

/** `site/last/`: what `harvest explain` asks of the last run. Stays local: it holds values as found. */
export async function keepForExplain(engine: Engine, site: string): Promise<void> {
  const last = join(site, 'last');
  const aside = `${last}.new`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { mode: 0o700 });
  for (const name of EXPLAINED) {
    await engine.run(
      `COPY (SELECT * FROM ${name}) TO ${quote(join(aside, `${name}.parquet`))} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  rmSync(last, { recursive: true, force: true });
  renameSync(aside, last);
}
