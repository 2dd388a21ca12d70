/**
 * The tables of the OMOP medical imaging extension: one IMAGE_OCCURRENCE for each DICOM series, one IMAGE_FEATURE for
 * each thing measured or found in it. [OHDSI ImageWG, DDL 1.0] References to concepts and between the two tables are
 * always stated; those to clinical tables only where the target has them.
 */
import type { Dialect } from './cdm-tables.js';

interface ImagingColumn {
  readonly name: string;
  readonly type: 'integer' | 'text' | 'date' | 'timestamp';
  readonly nullable?: boolean;
  readonly references?: string;
}

interface ImagingTable {
  readonly name: string;
  readonly columns: readonly ImagingColumn[];
}

const CLINICAL: ReadonlySet<string> = new Set(['person', 'procedure_occurrence', 'visit_occurrence']);

export const IMAGING_TABLES: readonly ImagingTable[] = [
  {
    name: 'image_occurrence',
    columns: [
      { name: 'image_occurrence_id', type: 'integer' },
      { name: 'person_id', type: 'integer', references: 'person' },
      { name: 'procedure_occurrence_id', type: 'integer', references: 'procedure_occurrence' },
      { name: 'visit_occurrence_id', type: 'integer', nullable: true, references: 'visit_occurrence' },
      { name: 'anatomic_site_concept_id', type: 'integer', nullable: true, references: 'concept' },
      { name: 'wadors_uri', type: 'text', nullable: true },
      { name: 'local_path', type: 'text', nullable: true },
      { name: 'image_occurrence_date', type: 'date' },
      { name: 'image_study_uid', type: 'text' },
      { name: 'image_series_uid', type: 'text' },
      { name: 'modality_concept_id', type: 'integer', references: 'concept' },
    ],
  },
  {
    name: 'image_feature',
    columns: [
      { name: 'image_feature_id', type: 'integer' },
      { name: 'person_id', type: 'integer', references: 'person' },
      { name: 'image_occurrence_id', type: 'integer', references: 'image_occurrence' },
      {
        name: 'image_feature_event_field_concept_id',
        type: 'integer',
        nullable: true,
        references: 'concept',
      },
      { name: 'image_feature_event_id', type: 'integer', nullable: true },
      { name: 'image_feature_concept_id', type: 'integer', references: 'concept' },
      { name: 'image_feature_type_concept_id', type: 'integer', references: 'concept' },
      { name: 'image_finding_concept_id', type: 'integer', nullable: true, references: 'concept' },
      { name: 'image_finding_id', type: 'integer', nullable: true },
      { name: 'anatomic_site_concept_id', type: 'integer', nullable: true, references: 'concept' },
      { name: 'alg_system', type: 'text', nullable: true },
      { name: 'alg_datetime', type: 'timestamp', nullable: true },
    ],
  },
];

export interface ImagingOptions {
  /** PERSON, PROCEDURE_OCCURRENCE and VISIT_OCCURRENCE are there: references to them are stated too. */
  readonly clinicalTables: boolean;
}

export function formatImagingTables(
  dialect: Exclude<Dialect, 'duckdb'>,
  { clinicalTables }: ImagingOptions,
): string {
  const tables = IMAGING_TABLES.map(({ name, columns }) => {
    const lines = columns.map(
      (column) => `${column.name} ${column.type}${column.nullable ? '' : ' NOT NULL'}`,
    );
    const references = columns.flatMap((column) => {
      const target = column.references;
      if (target === undefined || (CLINICAL.has(target) && !clinicalTables)) return [];
      return [`FOREIGN KEY (${column.name}) REFERENCES ${target} (${target}_id)`];
    });
    const parts = [...lines, `PRIMARY KEY (${name}_id)`, ...references];
    return `CREATE TABLE IF NOT EXISTS ${name} (\n  ${parts.join(',\n  ')}\n);`;
  });
  const indices = [
    ['image_occurrence', 'person_id'],
    ['image_occurrence', 'image_series_uid'],
    ['image_occurrence', 'modality_concept_id'],
    ['image_feature', 'person_id'],
    ['image_feature', 'image_occurrence_id'],
    ['image_feature', 'image_feature_concept_id'],
  ].map(([table, column]) => `CREATE INDEX IF NOT EXISTS idx_${table}_${column} ON ${table} (${column});`);
  return [`-- OMOP medical imaging extension, ${dialect}`, ...tables, ...indices, ''].join('\n');
}
