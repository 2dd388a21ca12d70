/** One row of a harvest -> the files, the element, the rule and the concept behind it: from the crosswalk, the header tables and what the last run kept. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentError } from '../model/diagnostic.js';
import { type CrosswalkTable, listParts, listRuns } from './crosswalk.js';
import { type Engine, quote } from './engine.js';

/** Tables of profiles whose rows stand for a study, a series, or an image or item of it: the crosswalk remembers for which. */
const ROW_TABLES = [
  'RADIOLOGY_OCCURRENCE',
  'RADIOLOGY_IMAGE',
  'IMAGING_SERIES',
  'FILEPATH',
  'IMAGE_REGISTRY',
] as const;

export const EXPLAINED_TABLES = [
  'IMAGE_OCCURRENCE',
  'IMAGE_FEATURE',
  'MEASUREMENT',
  'OBSERVATION',
  'PROCEDURE_OCCURRENCE',
  'PERSON',
  'IMAGING_ANNOTATION',
  ...ROW_TABLES,
] as const;
export type ExplainedTable = (typeof EXPLAINED_TABLES)[number];

export interface ExplainRequest {
  readonly table: ExplainedTable;
  readonly id: number;
  readonly site: string;
  /** One folder of header tables, or those of the shards of a scan. */
  readonly headers: readonly string[];
}

/** Title and lines, in the order of reading. */
export interface Explanation {
  readonly title: string;
  readonly lines: readonly (readonly [what: string, value: string])[];
}

const FILES_SHOWN = 5;

/** Undefined where no harvest gave that id. */
export async function explainRow(
  engine: Engine,
  request: ExplainRequest,
): Promise<readonly Explanation[] | undefined> {
  const { site, headers, table, id } = request;
  const runs = listRuns(site);
  const last = join(site, 'last');
  if (runs.length === 0 || !existsSync(last)) {
    throw new EnvironmentError(`${site} remembers no harvest`, {
      fix: 'give --crosswalk the folder that harvest map used',
    });
  }
  const known = (name: CrosswalkTable) =>
    `(SELECT * FROM read_parquet([${listParts(site, name).map(quote).join(', ')}], union_by_name = true))`;
  const kept = (name: string) => `read_parquet(${quote(join(last, `${name}.parquet`))})`;
  const tables = (name: string) =>
    `read_parquet([${headers.map((folder) => quote(join(folder, name, '*.parquet'))).join(', ')}])`;
  const ask = async (title: string, sql: string): Promise<Explanation | undefined> => {
    const [row] = await engine.rows<Record<string, unknown>>(sql);
    if (!row) return undefined;
    const lines = Object.entries(row).flatMap(([what, value]) =>
      value === null || value === '' ? [] : [[what.replaceAll('_', ' '), String(value)] as const],
    );
    return { title, lines };
  };
  const found = existsSync(join(last, 'found_id.parquet'))
    ? await ask(
        'feature',
        `SELECT f.source, f.object_uid AS object,
           (SELECT min(i.source_id) FROM ${tables('instances')} i WHERE i.sop_instance_uid = f.object_uid) AS object_file, f.place, f.found_by AS series_found_by, f.template_id AS template, f.name_known_from,
           f.source_value AS name, f.concept_id, f.value_source_value AS value, f.value_as_number, f.value_as_concept_id, f.unit_source_value AS unit,
           f.unit_concept_id, f.finding_concept_id, f.image_finding_id, f.site_concept_id, f.alg_system, f.completion_flag, f.verification_flag
         FROM ${kept('found_id')} f WHERE ${foundColumn(table)} = ${id}`,
      )
    : undefined;
  const said = found
    ? await explainSaid(ask, kept, tables, `${foundColumn(table)} = ${id}`, last)
    : undefined;
  const foundSeries = `(SELECT min(image_occurrence_id) FROM ${kept('found_id')} WHERE ${foundColumn(table)} = ${id})`;
  const isRow = ROW_TABLES.some((name) => name === table);
  if (isRow && listParts(site, 'row').length === 0) return undefined;
  const row = `SELECT * FROM ${known('row')} WHERE table_name = ${quote(table.toLowerCase())} AND row_id = ${id}`;
  const measurement = table === 'IMAGING_SERIES' ? await findMeasurement(engine, row) : id;
  const feature = found
    ? undefined
    : table === 'IMAGE_FEATURE'
      ? `SELECT * FROM ${known('feature')} WHERE image_feature_id = ${id}`
      : measurement !== undefined && (table === 'MEASUREMENT' || table === 'IMAGING_SERIES')
        ? `SELECT * FROM ${known('feature')} WHERE measurement_id = ${measurement}`
        : undefined;
  const series = isRow
    ? `SELECT s.* FROM ${known('series')} s JOIN (${row}) r ON r.study_instance_uid = s.study_instance_uid AND r.series_instance_uid IN ('', s.series_instance_uid)`
    : feature === undefined
      ? table === 'PERSON'
        ? `SELECT * FROM ${known('series')} WHERE person_id = ${id}`
        : table !== 'PROCEDURE_OCCURRENCE'
          ? `SELECT * FROM ${known('series')} WHERE image_occurrence_id = ${found ? foundSeries : table === 'IMAGE_OCCURRENCE' ? id : -1}`
          : `SELECT s.* FROM ${known('series')} s JOIN ${known('study')} t ON t.study_instance_uid = s.study_instance_uid WHERE t.procedure_occurrence_id = ${id}`
      : `SELECT s.* FROM ${known('series')} s JOIN (${feature}) f ON f.image_occurrence_id = s.image_occurrence_id`;
  const explained = [
    found,
    table !== 'PERSON' || !existsSync(join(last, 'made_person.parquet'))
      ? undefined
      : await ask(
          'person',
          `SELECT patient_key, issuer, person_id, sex, n_sexes AS sexes_in_headers, year_of_birth, year_from AS year_of_birth_from, n_births AS births_in_headers
           FROM ${kept('made_person')} WHERE person_id = ${id} ORDER BY patient_key, issuer LIMIT 1`,
        ),
    said,
    feature === undefined
      ? undefined
      : await ask(
          'element',
          `SELECT f.path, f.value_index AS value_number, f.edge, e.vr, coalesce(e.value, concat(e.code_value, '^', e.code_meaning, '^', e.code_scheme)) AS value,
             count(*) AS elements, sum(e.n_instances) AS instances
           FROM (${feature}) f JOIN (${series}) s ON TRUE
           LEFT JOIN ${tables('elements')} e ON e.series_instance_uid = s.series_instance_uid AND CASE WHEN e.private_creator IS NULL THEN e.path ELSE concat(e.path, '|', e.private_creator) END = split_part(f.path, '=', 1) AND (e.value_index = f.value_index OR f.value_index = 0)
             AND (f.value_key = '' OR coalesce(e.value, concat(e.code_value, '^', coalesce(e.code_scheme, ''))) = f.value_key OR f.value_index = 0)
           GROUP BY ALL ORDER BY elements DESC LIMIT 1`,
        ),
    feature === undefined
      ? undefined
      : await ask(
          'rule',
          `SELECT p.outcome, p.class AS variation, p.multi AS several_values, p.attribute_concept_id, p.measurement_concept_id, p.unit, p.unit_concept_id,
             v.rule AS value_rule, v.value_as_concept_id, v.value_source_concept_id, v.finding
           FROM (${feature}) f JOIN ${kept('feature_path')} p ON p.known_path = f.path
           LEFT JOIN ${kept('value_rule')} v ON v.path_id = p.path_id AND v.value_index = f.value_index
             AND coalesce(v.value, concat(v.code_value, '^', coalesce(v.code_scheme, ''))) = f.value_key LIMIT 1`,
        ),
    await ask(
      'series',
      `SELECT s.series_instance_uid, s.study_instance_uid, s.image_occurrence_id, s.person_id, o.procedure_occurrence_id, o.modality, o.modality_concept_id,
         o.anatomic_site_concept_id, a.finding AS site_finding, a.rank AS site_found_at_rank, r.day_level AS day_found_at_level, c.step AS procedure_found_by, c.procedure_concept_id
       FROM (${series}) s
       LEFT JOIN ${kept('occurrence')} o ON o.image_occurrence_id = s.image_occurrence_id
       LEFT JOIN ${kept('series_site')} a ON a.series_instance_uid = s.series_instance_uid
       LEFT JOIN ${kept('series_outcome')} r ON r.series_instance_uid = s.series_instance_uid
       LEFT JOIN ${kept('procedure_choice')} c ON c.study_instance_uid = s.study_instance_uid
       ORDER BY s.image_occurrence_id LIMIT 1`,
    ),
  ];
  if (explained.every((each) => each === undefined)) return undefined;
  const image = `SELECT r.row_key FROM (${row}) r JOIN ${tables('instances')} x ON x.sop_instance_uid = r.row_key`;
  const files = await engine.rows<{ file: string; n: number }>(
    `SELECT coalesce(i.source_id || ' > ' || i.member, i.source_id) AS file, count(*) OVER () AS n
     FROM ${tables('instances')} i JOIN (${series}) s ON s.series_instance_uid = i.series_instance_uid
     ${isRow ? `WHERE NOT EXISTS (${image}) OR i.sop_instance_uid IN (${image})` : ''} ORDER BY file LIMIT ${FILES_SHOWN}`,
  );
  const more = (files[0]?.n ?? 0) - files.length;
  return [
    ...explained.flatMap((each) => each ?? []),
    {
      title: 'files',
      lines: [
        ...files.map(({ file }, at) => [String(at + 1), file] as const),
        ...(more > 0 ? [['and', `${more} more`] as const] : []),
      ],
    },
  ];
}

type Ask = (title: string, sql: string) => Promise<Explanation | undefined>;
type NameTable = (name: string) => string;

/** What was said where: the content item as the report has it, the segment as its object has it, or the inputs of a rule. */
async function explainSaid(
  ask: Ask,
  kept: NameTable,
  tables: NameTable,
  where: string,
  last: string,
): Promise<Explanation | undefined> {
  const row = `SELECT * FROM ${kept('found_id')} WHERE ${where}`;
  const code = (name: string) =>
    `nullif(concat_ws('^', s.${name}_code, s.${name}_meaning, s.${name}_scheme), '') AS ${name}`;
  const item = await ask(
    'item',
    `SELECT s.item_path AS place, s.relationship, s.value_type, nullif(concat_ws('^', s.concept_code, s.concept_meaning, s.concept_scheme), '') AS name,
       coalesce(s.value, nullif(concat_ws('^', s.code_value, s.code_meaning, s.code_scheme), '')) AS value, ${code('unit')}, ${code('qualifier')},
       p.item_path AS parent, nullif(concat_ws('^', p.concept_code, p.concept_meaning, p.concept_scheme), '') AS parent_name
     FROM (${row}) f JOIN ${tables('sr_items')} s ON f.source = 'report' AND s.sop_instance_uid = f.object_uid AND s.item_path = f.place
     LEFT JOIN ${tables('sr_items')} p ON p.sop_instance_uid = s.sop_instance_uid AND p.item_path = s.parent_path LIMIT 1`,
  );
  const segment = await ask(
    'segment',
    `SELECT s.segmentation_type, s.segment_number, s.label, ${code('category')}, ${code('type')}, ${code('region')}, s.algorithm_type, s.algorithm_name,
       s.algorithm_version, s.tracking_uid
     FROM (${row}) f JOIN ${tables('segments')} s ON f.source = 'segment' AND s.sop_instance_uid = f.object_uid AND CAST(coalesce(s.segment_number, 0) AS VARCHAR) = f.place
       AND starts_with(f.value_key, concat(coalesce(s.type_code, ''), '^', coalesce(s.type_scheme, ''))) LIMIT 1`,
  );
  if (item ?? segment) return item ?? segment;
  if (!existsSync(join(last, 'derived_fact.parquet'))) return undefined;
  return ask(
    'rule',
    `SELECT d.rule, d.verdict, d.value, d.number, d.unit, d.inputs
     FROM (${row}) f JOIN ${kept('derived_fact')} d ON f.source = 'derived' AND d.rule = f.place AND d.image_occurrence_id = f.image_occurrence_id LIMIT 1`,
  );
}

/** The column of found features that holds ids of a table; NULL for tables that hold none of them. */
function foundColumn(table: ExplainedTable): string {
  if (table === 'MEASUREMENT') return 'measurement_id';
  if (table === 'OBSERVATION') return 'observation_id';
  return table === 'IMAGE_FEATURE' || table === 'IMAGING_ANNOTATION' ? 'image_feature_id' : 'NULL';
}

/** The measurement that an item of I-CDM repeats: its key is keyword and id. */
async function findMeasurement(engine: Engine, row: string): Promise<number | undefined> {
  const [found] = await engine.rows<{ row_key: string }>(row);
  const id = found?.row_key.split(' ')[1];
  return id === undefined ? undefined : Number(id);
}
