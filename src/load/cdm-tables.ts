/**
 * The vocabulary tables of OMOP CDM v5.4 as statements for PostgreSQL, SQLite and DuckDB, from the columns in the
 * model. PostgreSQL gets its keys after the tables, because concepts, vocabularies, domains and classes refer to each
 * other; SQLite takes them inside the tables. DuckDB knows no foreign key that is added later, nor one to a table that
 * does not exist yet, so it gets primary keys alone.
 */
import {
  CDM_VOCABULARY_TABLES,
  type CdmColumn,
  type CdmTable,
  type CdmTableName,
} from '../model/cdm-tables.js';

export type Dialect = 'postgresql' | 'sqlite' | 'duckdb';

const TABLES: readonly CdmTable[] = Object.values(CDM_VOCABULARY_TABLES);

/** Columns that the CDM has an index on, beside primary keys. */
const INDEXED: Readonly<Partial<Record<CdmTableName, readonly string[]>>> = {
  concept: ['concept_code', 'vocabulary_id', 'domain_id', 'concept_class_id'],
  concept_relationship: ['concept_id_1', 'concept_id_2', 'relationship_id'],
  concept_synonym: ['concept_id'],
  concept_ancestor: ['ancestor_concept_id', 'descendant_concept_id'],
  source_to_concept_map: ['target_concept_id', 'target_vocabulary_id', 'source_vocabulary_id', 'source_code'],
  drug_strength: ['drug_concept_id', 'ingredient_concept_id'],
};

/**
 * Creates what is not there yet; run it as often as you like. In PostgreSQL, into the first schema of the path;
 * `keys: false` leaves keys and indices for a second run, after an Athena download has been copied.
 */
export function formatCdmTables(dialect: Dialect, { keys: withKeys = true } = {}): string {
  const tables = TABLES.map((table) => formatTable(table, dialect));
  const indices = withKeys ? TABLES.flatMap((table) => formatIndices(table)) : [];
  const keys =
    withKeys && dialect === 'postgresql'
      ? [...TABLES.flatMap(formatPrimaryKey), ...TABLES.flatMap(formatForeignKeys)]
      : [];
  return [`-- OMOP CDM v5.4, vocabulary tables, ${dialect}`, ...tables, ...keys, ...indices, ''].join('\n');
}

function formatTable(table: CdmTable, dialect: Dialect): string {
  const lines = table.columns.map((column) => formatColumn(column, dialect));
  if (dialect !== 'postgresql' && table.primaryKey.length > 0) {
    lines.push(`PRIMARY KEY (${table.primaryKey.join(', ')})`);
  }
  if (dialect === 'sqlite') lines.push(...table.columns.flatMap(formatReference));
  return `CREATE TABLE IF NOT EXISTS ${table.name} (\n  ${lines.join(',\n  ')}\n);`;
}

function formatColumn({ name, type, length, nullable }: CdmColumn, dialect: Dialect): string {
  const sqlType =
    type === 'varchar' ? `varchar(${length})` : type === 'numeric' && dialect === 'sqlite' ? 'real' : type;
  return `${name} ${sqlType}${nullable ? '' : ' NOT NULL'}`;
}

/** `FOREIGN KEY (domain_id) REFERENCES domain (domain_id)`. */
function formatReference({ name, references }: CdmColumn): string[] {
  if (references === undefined) return [];
  return [`FOREIGN KEY (${name}) REFERENCES ${references} (${references}_id)`];
}

function formatPrimaryKey({ name, primaryKey }: CdmTable): string[] {
  return primaryKey.length === 0
    ? []
    : [addConstraint(name, `xpk_${name}`, `PRIMARY KEY (${primaryKey.join(', ')})`, 'p')];
}

function formatForeignKeys({ name, columns }: CdmTable): string[] {
  return columns.flatMap((column) =>
    formatReference(column).map((reference) =>
      addConstraint(name, `fpk_${name}_${column.name}`, reference, 'f'),
    ),
  );
}

/** `ADD CONSTRAINT` has no `IF NOT EXISTS`: the catalogue is asked for the name, or for any primary key. */
function addConstraint(table: string, name: string, what: string, type: 'p' | 'f'): string {
  const same = type === 'p' ? "contype = 'p'" : `conname = '${name}'`;
  return [
    `DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = '${table}'::regclass AND ${same}) THEN`,
    `  ALTER TABLE ${table} ADD CONSTRAINT ${name} ${what};`,
    'END IF; END $$;',
  ].join('\n');
}

function formatIndices(table: CdmTable): string[] {
  const columns = INDEXED[table.name as CdmTableName] ?? [];
  return columns.map(
    (column) => `CREATE INDEX IF NOT EXISTS idx_${table.name}_${column} ON ${table.name} (${column});`,
  );
}
