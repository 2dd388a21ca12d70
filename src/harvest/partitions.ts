/** The OMOP tables as Parquet, in folders by year and modality, as engines of large data read them: `parquet/MEASUREMENT/year=2020/modality=CT/`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from './engine.js';

/** Table, the model of its rows, and how a row `t` finds its year and modality. */
const TABLES: readonly {
  readonly name: string;
  readonly key: string;
  readonly by: string;
  readonly join: (rowsOf: (model: string) => string) => string;
}[] = [
  {
    name: 'image_occurrence',
    key: 'image_occurrence_id',
    by: 'year(t.image_occurrence_date) AS year, o.modality',
    join: () => 'JOIN occurrence o ON o.image_occurrence_id = t.image_occurrence_id',
  },
  {
    name: 'image_feature',
    key: 'image_feature_id',
    by: 'year(o.day) AS year, o.modality',
    join: () => 'JOIN occurrence o ON o.image_occurrence_id = t.image_occurrence_id',
  },
  {
    name: 'measurement',
    key: 'measurement_id',
    by: 'year(t.measurement_date) AS year, o.modality',
    join: (rowsOf) => joinFeature(rowsOf, 'measurement_id', 'event_field_concept_id'),
  },
  {
    name: 'observation',
    key: 'observation_id',
    by: 'year(t.observation_date) AS year, o.modality',
    join: (rowsOf) => joinFeature(rowsOf, 'observation_id', 'observation_field_concept_id'),
  },
  {
    name: 'procedure_occurrence',
    key: 'procedure_occurrence_id',
    by: 'year(t.procedure_date) AS year, s.modality',
    join: () =>
      `JOIN (SELECT y.procedure_occurrence_id, CASE WHEN count(DISTINCT o.modality) = 1 THEN min(o.modality) END AS modality
         FROM study_id y JOIN occurrence o ON o.study_instance_uid = y.study_instance_uid GROUP BY y.procedure_occurrence_id) s
       ON s.procedure_occurrence_id = t.procedure_occurrence_id`,
  },
];

/** The series of a row, through the feature whose event it is. */
function joinFeature(rowsOf: (model: string) => string, key: string, field: string): string {
  return `LEFT JOIN (SELECT image_feature_event_id, min(image_occurrence_id) AS image_occurrence_id FROM (${rowsOf('image_feature')}) e
       WHERE image_feature_event_field_concept_id = (SELECT ${field} FROM setting) GROUP BY image_feature_event_id) f ON f.image_feature_event_id = t.${key}
     LEFT JOIN occurrence o ON o.image_occurrence_id = f.image_occurrence_id`;
}

/** `rowsOf`: the SELECT of a model. What has no modality, or several, stands under `none`. */
export async function writePartitions(
  engine: Engine,
  folder: string,
  rowsOf: (model: string) => string,
): Promise<void> {
  // One thread writes one file for each folder, the same each time.
  await engine.run('SET threads TO 1');
  for (const { name, key, by, join: joined } of TABLES) {
    const target = join(folder, name.toUpperCase());
    mkdirSync(target, { recursive: true });
    const rows = `SELECT t.*, ${by} FROM (${rowsOf(name)}) t ${joined(rowsOf)}`;
    await engine.run(
      `COPY (SELECT * REPLACE (coalesce(modality, 'none') AS modality) FROM (${rows}) ORDER BY ${key}) TO ${quote(target)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year, modality))`,
    );
  }
}
