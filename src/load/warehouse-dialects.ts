/**
 * What SQL Server, BigQuery, Snowflake and Databricks word differently, as OHDSI's SqlRender words it for them: how a
 * file of a release becomes a staging table of texts, what a date is, how a script stops.
 */

export type Warehouse = 'sqlserver' | 'bigquery' | 'snowflake' | 'databricks';

export interface StageFile {
  /** Name of the staging table, qualified where the database wants it. */
  readonly stage: string;
  readonly file: string;
  readonly columns: readonly string[];
  /** What parts the cells; with commas they may stand in quotes. [RFC 4180] Tabs unless given. */
  readonly delimiter?: ',';
}

/** Types of the columns that a harvest fills, beside `varchar(n)`. */
export type CellType = 'integer' | 'bigint' | 'numeric' | 'date' | 'timestamp' | 'text';

export interface WarehouseDialect {
  readonly title: string;
  /** How the script is run, a line of its head each. `folder`: of its files, as `out/2024d`. */
  usage(folder: string, script: string): readonly string[];
  readonly begin: readonly string[];
  readonly commit: readonly string[];
  /** Name of a staging table. */
  stage(table: string, schema: string): string;
  /** Statements that read a file into a table of texts; an empty cell is NULL. */
  read(file: StageFile): readonly string[];
  drop(stage: string): readonly string[];
  readonly integer: string;
  /** Types as OHDSI's DDL has them for this database; `text` is that of `varchar(n)` too where there is no width. */
  readonly types: Readonly<Record<CellType, string>>;
  readonly hasWidth: boolean;
  /** A table that is made only where there is none; `columns`: their definitions. */
  create(table: string, columns: readonly string[]): string;
  /** A text `yyyymmdd` as a date. */
  date(text: string): string;
  /** Stops with the message if the query has a row. */
  refuse(query: string, message: string): string;
}

export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** As BigQuery, Snowflake and Databricks make a table. */
const createIfAbsent = (table: string, columns: readonly string[]): string =>
  `CREATE TABLE IF NOT EXISTS ${table} (${columns.join(', ')});`;

const SQLSERVER: WarehouseDialect = {
  title: 'SQL Server',
  usage: (folder, script) => [
    `sqlcmd -v folder="C:\\${folder.replaceAll('/', '\\')}" -i ${script} (the server reads the folder)`,
  ],
  begin: ['SET XACT_ABORT ON;', 'BEGIN TRANSACTION;'],
  commit: ['COMMIT TRANSACTION;'],
  stage: (table) => `#dicom_omop_${table}`,
  read: ({ stage, file, columns, delimiter }) => [
    `CREATE TABLE ${stage} (${columns.map((column) => `${column} varchar(max) NULL`).join(', ')});`,
    `BULK INSERT ${stage} FROM '$(folder)/${file}' WITH (${delimiter === ',' ? "FORMAT = 'CSV', " : ''}FIRSTROW = 2, FIELDTERMINATOR = '${delimiter ?? '\\t'}', ROWTERMINATOR = '0x0a', CODEPAGE = '65001', KEEPNULLS);`,
  ],
  drop: (stage) => [`DROP TABLE ${stage};`],
  integer: 'int',
  types: {
    integer: 'integer',
    bigint: 'bigint',
    numeric: 'float',
    date: 'date',
    timestamp: 'datetime2',
    text: 'varchar(max)',
  },
  hasWidth: true,
  create: (table, columns) =>
    `IF OBJECT_ID(N${quote(table)}, N'U') IS NULL CREATE TABLE ${table} (${columns.join(', ')});`,
  date: (text) => `CONVERT(date, ${text}, 112)`,
  refuse: (query, message) => `IF EXISTS (${query}) THROW 50000, ${quote(message)}, 1;`,
};

const BIGQUERY: WarehouseDialect = {
  title: 'BigQuery',
  usage: (folder, script) => [
    `gsutil cp ${folder}/*.csv gs://BUCKET/dicom-omop/ ; put the name of the bucket in place of BUCKET below`,
    `bq query --use_legacy_sql=false < ${script}`,
  ],
  begin: ['BEGIN TRANSACTION;'],
  commit: ['COMMIT TRANSACTION;'],
  stage: (table, schema) => `${schema}.dicom_omop_${table}`,
  read: ({ stage, file, columns, delimiter }) => [
    `LOAD DATA OVERWRITE ${stage} (${columns.map((column) => `${column} STRING`).join(', ')}) FROM FILES (format = 'CSV', uris = ['gs://BUCKET/dicom-omop/${file}'], ${delimiter === ',' ? "field_delimiter = ',', quote = '\"'" : "field_delimiter = '\t', quote = ''"}, skip_leading_rows = 1);`,
  ],
  drop: (stage) => [`DROP TABLE IF EXISTS ${stage};`],
  integer: 'INT64',
  types: {
    integer: 'INT64',
    bigint: 'INT64',
    numeric: 'FLOAT64',
    date: 'DATE',
    timestamp: 'DATETIME',
    text: 'STRING',
  },
  hasWidth: false,
  create: createIfAbsent,
  date: (text) => `PARSE_DATE('%Y%m%d', ${text})`,
  refuse: (query, message) => `ASSERT NOT EXISTS (${query}) AS ${quote(message)};`,
};

const SNOWFLAKE: WarehouseDialect = {
  title: 'Snowflake',
  usage: (folder, script) => [
    `snowsql -q "PUT file://${folder}/*.csv @~/dicom_omop OVERWRITE = TRUE"`,
    `snowsql -f ${script} -o exit_on_error=true`,
  ],
  begin: ['BEGIN TRANSACTION;'],
  commit: ['COMMIT;'],
  stage: (table, schema) => `${schema}.dicom_omop_${table}`,
  read: ({ stage, file, columns, delimiter }) => [
    `CREATE OR REPLACE TEMPORARY TABLE ${stage} (${columns.map((column) => `${column} VARCHAR`).join(', ')});`,
    `COPY INTO ${stage} FROM @~/dicom_omop/${file} FILE_FORMAT = (TYPE = CSV FIELD_DELIMITER = '${delimiter ?? '\t'}' SKIP_HEADER = 1 FIELD_OPTIONALLY_ENCLOSED_BY = ${delimiter === ',' ? `'"'` : 'NONE'} ESCAPE_UNENCLOSED_FIELD = NONE EMPTY_FIELD_AS_NULL = TRUE NULL_IF = (''));`,
  ],
  drop: (stage) => [`DROP TABLE IF EXISTS ${stage};`],
  integer: 'INTEGER',
  types: {
    integer: 'INTEGER',
    bigint: 'BIGINT',
    numeric: 'FLOAT',
    date: 'DATE',
    timestamp: 'TIMESTAMP_NTZ',
    text: 'VARCHAR',
  },
  hasWidth: true,
  create: createIfAbsent,
  date: (text) => `TO_DATE(${text}, 'YYYYMMDD')`,
  refuse: (query, message) =>
    `SELECT CASE WHEN COUNT(*) > 0 THEN TO_NUMBER(${quote(message)}) END AS refused FROM (${query}) f;`,
};

const DATABRICKS: WarehouseDialect = {
  title: 'Databricks',
  usage: (folder) => [
    `databricks fs cp -r ${folder} dbfs:/Volumes/CATALOG/SCHEMA/VOLUME/dicom-omop ; put that folder in place of FOLDER below`,
    'run it statement by statement in the SQL editor or a notebook: Delta tables have no transaction over several',
  ],
  begin: [],
  commit: [],
  stage: (table) => `dicom_omop_${table}`,
  read: ({ stage, file, columns, delimiter }) => [
    `CREATE OR REPLACE TEMPORARY VIEW ${stage} (${columns.join(', ')}) AS SELECT ${columns.join(', ')} FROM read_files('FOLDER/${file}', format => 'csv', ${delimiter === ',' ? `sep => ',', header => true, quote => '"', escape => '"'` : "sep => '\t', header => true, quote => '', escape => ''"}, schema => '${columns.map((column) => `${column} STRING`).join(', ')}');`,
  ],
  drop: (stage) => [`DROP VIEW IF EXISTS ${stage};`],
  integer: 'INT',
  types: {
    integer: 'INT',
    bigint: 'BIGINT',
    numeric: 'DOUBLE',
    date: 'DATE',
    timestamp: 'TIMESTAMP',
    text: 'STRING',
  },
  hasWidth: false,
  create: createIfAbsent,
  date: (text) => `to_date(${text}, 'yyyyMMdd')`,
  refuse: (query, message) =>
    `SELECT CASE WHEN count(*) > 0 THEN raise_error(${quote(message)}) END AS refused FROM (${query}) f;`,
};

export const WAREHOUSES: Readonly<Record<Warehouse, WarehouseDialect>> = {
  sqlserver: SQLSERVER,
  bigquery: BIGQUERY,
  snowflake: SNOWFLAKE,
  databricks: DATABRICKS,
};
