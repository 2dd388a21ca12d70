/** `join-ENGINE.sql`: opens the look-up tables in an engine and joins the table `elements` with them, by one SELECT that all of them read. */

export interface LookUpFile {
  /** Without ending. */
  readonly file: string;
  readonly table: string;
  /** Types as DuckDB names them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: number;
}

interface JoinEngine {
  readonly head: readonly string[];
  readonly open: (file: LookUpFile) => string;
  readonly view: string;
}

const ELEMENTS =
  '-- `elements` is a table or view of header elements, columns as harvest scan writes them: series_instance_uid, sop_instance_uid, frame, path, tag, vr, value_index, value, code_value, code_scheme.';

const ENGINES = {
  duckdb: {
    head: [
      '-- Run in the folder of this file: duckdb my.duckdb < join-duckdb.sql',
      ELEMENTS,
      "-- CREATE VIEW elements AS SELECT * FROM read_parquet('headers/elements/*.parquet');",
    ],
    open: ({ file, table }) =>
      `CREATE OR REPLACE TABLE ${table} AS SELECT * FROM read_parquet('${file}.parquet');`,
    view: 'CREATE OR REPLACE VIEW element_concept AS',
  },
  spark: {
    head: [
      '-- Run in the folder of this file: spark-sql -f join-spark.sql',
      ELEMENTS,
      "-- CREATE TEMPORARY VIEW elements USING parquet OPTIONS (path 'headers/elements');",
    ],
    open: ({ file, table }) =>
      `CREATE OR REPLACE TEMPORARY VIEW ${table} USING parquet OPTIONS (path '${file}.parquet');`,
    view: 'CREATE OR REPLACE TEMPORARY VIEW element_concept AS',
  },
  postgresql: {
    head: [
      '-- Run in the folder of this file: psql -f join-postgresql.sql',
      ELEMENTS,
      '\\set ON_ERROR_STOP on',
      'BEGIN;',
      'SET LOCAL client_min_messages TO warning;',
      'DROP VIEW IF EXISTS element_concept;',
    ],
    open: ({ file, table, columns }) =>
      [
        `DROP TABLE IF EXISTS ${table};`,
        `CREATE TABLE ${table} (${columns.map(({ name, type }) => `${name} ${type === 'VARCHAR' ? 'text' : type.toLowerCase()}`).join(', ')});`,
        `\\copy ${table} FROM '${file}.tsv' WITH (FORMAT csv, HEADER true, DELIMITER E'\\t', QUOTE E'\\b', NULL '', ENCODING 'UTF8')`,
      ].join('\n'),
    view: 'CREATE OR REPLACE VIEW element_concept AS',
  },
  bigquery: {
    head: [
      '-- Copy the Parquet files to the bucket first; set the data set as default: bq query --dataset_id=... < join-bigquery.sql',
      ELEMENTS,
    ],
    open: ({ file, table }) =>
      `LOAD DATA OVERWRITE ${table} FROM FILES (format = 'PARQUET', uris = ['gs://BUCKET/lookup/${file}.parquet']);`,
    view: 'CREATE OR REPLACE VIEW element_concept AS',
  },
} as const satisfies Record<string, JoinEngine>;

export const JOIN_ENGINES = Object.keys(ENGINES) as readonly (keyof typeof ENGINES)[];

/** `select`: reads `elements` and the tables of the files. */
export function formatJoin(name: keyof typeof ENGINES, files: readonly LookUpFile[], select: string): string {
  const { head, open, view }: JoinEngine = ENGINES[name];
  const end = name === 'postgresql' ? ['COMMIT;'] : [];
  return [...head, ...files.map(open), view, `${select.trimEnd()};`, ...end, ''].join('\n');
}
