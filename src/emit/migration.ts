/** Old id -> new id, for sites that hold rows under ids of another origin: a table, and SQL that applies it. */
import { formatTable } from '../release/tab-table.js';

export interface Migration {
  readonly oldId: number;
  readonly newId: number | undefined;
  readonly oldCode: string;
  readonly oldName: string;
  readonly code: string | undefined;
  readonly how: string;
  readonly candidates: readonly string[];
}

export function formatMigrationTable(rows: readonly Migration[]): string {
  return formatTable(
    {
      file: 'id_migration.tsv',
      columns: ['old_id', 'new_id', 'code', 'how', 'old_code', 'old_name', 'candidates'],
      cells: (row) => [
        row.oldId,
        row.newId,
        row.code,
        row.how,
        clean(row.oldCode),
        clean(row.oldName),
        row.candidates.join(' ') || undefined,
      ],
    },
    rows,
  );
}

function clean(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** Columns of CDM v5.4 and the imaging extension that may hold ids of ours. */
const STORED: readonly (readonly [string, readonly string[]])[] = [
  [
    'measurement',
    [
      'measurement_concept_id',
      'measurement_source_concept_id',
      'value_as_concept_id',
      'unit_concept_id',
      'unit_source_concept_id',
    ],
  ],
  [
    'observation',
    [
      'observation_concept_id',
      'observation_source_concept_id',
      'value_as_concept_id',
      'qualifier_concept_id',
      'unit_concept_id',
    ],
  ],
  ['procedure_occurrence', ['procedure_source_concept_id', 'modifier_concept_id']],
  ['image_occurrence', ['modality_concept_id', 'anatomic_site_concept_id']],
  ['image_feature', ['image_feature_concept_id', 'image_finding_concept_id', 'anatomic_site_concept_id']],
];

/**
 * PostgreSQL, one transaction: a temporary table of the pairs, then one UPDATE for each stored column whose
 * table and column exist. Old and new ids may overlap: every row is read once.
 */
export function formatMigrationSql(rows: readonly Migration[]): string {
  const pairs = rows.filter(({ oldId, newId }) => newId !== undefined && newId !== oldId);
  const values = pairs.map(({ oldId, newId }) => `  (${oldId}, ${newId})`);
  const updates = STORED.flatMap(([table, columns]) => columns.map((column) => formatUpdate(table, column)));
  return [
    '-- Moves stored concept ids to those of this release. Run with: psql -v ON_ERROR_STOP=1 -f migrate.sql',
    'BEGIN;',
    'CREATE TEMPORARY TABLE id_migration (old_id integer PRIMARY KEY, new_id integer NOT NULL) ON COMMIT DROP;',
    ...(values.length > 0
      ? [`INSERT INTO id_migration (old_id, new_id) VALUES\n${values.join(',\n')};`]
      : []),
    ...updates,
    'COMMIT;',
    '',
  ].join('\n');
}

function formatUpdate(table: string, column: string): string {
  return [
    'DO $$ BEGIN',
    `  IF EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = '${table}' AND column_name = '${column}'`,
    '    AND table_schema = ANY (current_schemas(false))) THEN',
    `    UPDATE ${table} SET ${column} = m.new_id FROM id_migration m WHERE ${table}.${column} = m.old_id;`,
    '  END IF;',
    'END $$;',
  ].join('\n');
}
