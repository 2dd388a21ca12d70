/** What the models read: header tables as they are, the look-up tables of a release, curated lists, tables of the site, as tables of the engine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findJson } from '../disk/json-file.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { type Diagnostic, EnvironmentError } from '../model/diagnostic.js';
import { findAltered } from '../release/altered-files.js';
import { FACT_TABLES, type FactTableName, factFileOf } from '../release/fact-tables.js';
import { openFolder } from '../release/release-folder.js';
import { type Engine, quote } from './engine.js';
import { messageOf } from './engine-fault.js';
import type { SiteTable } from './site-tables.js';

/** Table -> folder of its files. `references` is a word of SQL. */
export const HEADER_TABLES = {
  instances: 'instances',
  elements: 'elements',
  sr_items: 'sr_items',
  segments: 'segments',
  object_reference: 'references',
  findings: 'findings',
} as const;

export interface HeaderManifest {
  readonly form: number;
  /** `kind`: folder, file, table or dicomweb. */
  readonly inputs: readonly { readonly path: string; readonly kind: string }[];
  readonly counts: Readonly<Record<string, number>>;
  readonly attributes: { readonly list: string; readonly sha256: string };
  readonly files: Readonly<Record<string, { readonly rows: number; readonly sha256: string }>>;
}

/** Refuses a folder without a manifest: its scan has not ended. */
export function readHeaderManifest(headers: string): HeaderManifest {
  const file = join(headers, 'manifest.json');
  const manifest = findJson<HeaderManifest>(file, {
    members: ['inputs', 'counts', 'attributes', 'files'],
    fix: 'scan again into another folder',
  });
  if (manifest === undefined) {
    throw new EnvironmentError(`${headers} holds no finished header tables: there is no manifest.json`, {
      fix: existsSync(join(headers, '.parts'))
        ? 'end the scan first: dicom-omop harvest scan ... --resume'
        : 'name the folder that `dicom-omop harvest scan --out` wrote',
    });
  }
  if (manifest.form === 1) return manifest;
  throw new EnvironmentError(`${file} is of form ${manifest.form}, this program reads form 1`, {
    fix: 'scan again with the same version of dicom-omop',
  });
}

/** Columns that header tables of an earlier scan may lack: there they are empty. */
const LATER_COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  segments: { n_annotations: 'INTEGER' },
};

/** `headers`: one folder, or those of the shards of a scan. The columns that they lack, as `table.column`. */
export async function openHeaderTables(
  engine: Engine,
  headers: readonly string[],
): Promise<readonly string[]> {
  const lacking: string[] = [];
  for (const [name, place] of Object.entries(HEADER_TABLES)) {
    const later = LATER_COLUMNS[name];
    const files = headers.map((folder) => quote(join(folder, place, '*.parquet')));
    const rows = `read_parquet([${files.join(', ')}]${later ? ', union_by_name = true' : ''})`;
    const found = later ? await engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${rows}`) : [];
    const added = Object.entries(later ?? {}).filter(
      ([column]) => !found.some(({ column_name }) => column_name === column),
    );
    lacking.push(...added.map(([column]) => `${name}.${column}`));
    const cells = added.map(([column, type]) => `, CAST(NULL AS ${type}) AS ${column}`);
    await engine.run(`CREATE VIEW ${name} AS SELECT *${cells.join('')} FROM ${rows}`);
  }
  return lacking;
}

interface ReleaseTable {
  readonly name: string;
  /** Below the release. */
  readonly file: string;
  /** Those that the models read; a mark `?`: releases of older programs may lack it. */
  readonly columns: string;
  /** The columns that are not text. */
  readonly typed?: Readonly<Record<string, string>>;
}

const VALUE_COLUMNS = 'value concept_code concept_name concept_id standard_concept_id standard_domain_id';
const CONCEPT_IDS = { concept_id: 'INTEGER', standard_concept_id: 'INTEGER' };

const FACTS: Readonly<Record<string, FactTableName>> = {
  fact_iod_module: 'iod_modules',
  fact_module: 'modules',
  fact_module_attribute: 'module_attributes',
  fact_value_term: 'value_terms',
  fact_unit_statement: 'unit_statements',
  fact_binding: 'bindings',
  fact_context_group: 'context_groups',
  fact_context_group_member: 'context_group_expansion',
  template_row: 'template_rows',
  confidentiality_profile: 'confidentiality_profile',
};

const RELEASE_TABLES: readonly ReleaseTable[] = [
  {
    name: 'lookup_attribute',
    file: 'lookup/attributes.tsv',
    columns:
      'attribute tag keyword name vr vm concept_id standard_concept_id standard_domain_id cdm_column analytical closed unit unit_concept_id retired successor_concept_id',
    typed: {
      ...CONCEPT_IDS,
      successor_concept_id: 'INTEGER',
      closed: 'BOOLEAN',
      analytical: 'BOOLEAN',
      retired: 'BOOLEAN',
    },
  },
  {
    name: 'lookup_value',
    file: 'lookup/values.tsv',
    columns: `attribute keyword value_index ${VALUE_COLUMNS} cdm_column list`,
    typed: CONCEPT_IDS,
  },
  {
    name: 'lookup_modality',
    file: 'lookup/modalities.tsv',
    columns: VALUE_COLUMNS,
    typed: CONCEPT_IDS,
  },
  { name: 'lookup_site', file: 'lookup/sites.tsv', columns: VALUE_COLUMNS, typed: CONCEPT_IDS },
  {
    name: 'lookup_code',
    file: 'lookup/codes.tsv',
    columns:
      'scheme code meaning vocabulary_id concept_code concept_id standard_concept_id standard_domain_id status',
    typed: CONCEPT_IDS,
  },
  {
    name: 'lookup_private',
    file: 'lookup/private_attributes.tsv',
    columns:
      'creator element name vr vm unit unit_concept_id vocabulary_id concept_code concept_id value_number modulus meaning source',
    typed: { concept_id: 'INTEGER', value_number: 'INTEGER', modulus: 'BIGINT' },
  },
  {
    name: 'lookup_uid',
    file: 'lookup/uids.tsv',
    columns: 'uid name type concept_id retired',
    typed: { concept_id: 'INTEGER' },
  },
  { name: 'lookup_scheme', file: 'lookup/schemes.tsv', columns: 'designator uid name vocabulary_id' },
  ...Object.entries(FACTS).map(([name, facts]) => ({
    name,
    file: factFileOf(facts),
    columns: FACT_TABLES[facts].columns,
  })),
];

/** `table` is a word of SQL. */
const RENAMED: Readonly<Record<string, string>> = { table: 'table_label' };

/** A finding for each table that is not as the build of this release wrote it. */
export function findAlteredTables(release: string): readonly Diagnostic[] {
  return findAltered(
    openFolder(release),
    RELEASE_TABLES.map(({ file }) => file),
  );
}

/** Throws EnvironmentError if a table is missing, lacks a column or holds what is none of its type. */
export async function openRelease(engine: Engine, release: string): Promise<void> {
  for (const table of RELEASE_TABLES) {
    const path = join(release, table.file);
    if (!existsSync(path)) throw new EnvironmentError(`${path} is not there`, { fix: BUILD_AGAIN });
    requireRegularFile(path);
    await createTable(engine, table, path).catch((cause: unknown) => {
      if (cause instanceof EnvironmentError) throw cause;
      const [why] = messageOf(cause).split('\n');
      throw new EnvironmentError(`${path} is not as a build writes it: ${why}`, { fix: BUILD_AGAIN, cause });
    });
  }
}

async function createTable(engine: Engine, table: ReleaseTable, path: string): Promise<void> {
  const rows = `read_csv(${quote(path)}, delim = '\\t', header = true, quote = '', escape = '', nullstr = '', all_varchar = true, strict_mode = false)`;
  const found = await engine.rows<{ column_name: string }>(`DESCRIBE SELECT * FROM ${rows}`);
  const columns = selectColumns(table, new Set(found.map((each) => each.column_name)), path);
  await engine.run(`CREATE TABLE ${table.name} AS SELECT ${columns.join(', ')} FROM ${rows}`);
}

function selectColumns({ columns, typed = {} }: ReleaseTable, found: ReadonlySet<string>, path: string) {
  const words = columns
    .split(' ')
    .map((word) => ({ name: word.replace('?', ''), isOptional: word.endsWith('?') }));
  const missing = words.filter(({ name, isOptional }) => !isOptional && !found.has(name));
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new EnvironmentError(`${path} lacks the column ${names}`, { fix: BUILD_AGAIN });
  }
  return words.map(
    ({ name }) =>
      `CAST(${found.has(name) ? `"${name}"` : 'NULL'} AS ${typed[name] ?? 'VARCHAR'}) AS ${RENAMED[name] ?? name}`,
  );
}

const BUILD_AGAIN = 'build the release again: dicom-omop build';

/** Rows of a table of the site or a curated list, inserted as they are. */
export async function insertTable(engine: Engine, { name, columns, rows }: SiteTable): Promise<void> {
  await makeTable(engine, name, columns);
  await engine.append(name, rows);
}

/** A table whose rows are made of those of a query, page by page: neither need fit into memory. */
export async function fillTable<Row extends object>(
  engine: Engine,
  { name, columns }: Pick<SiteTable, 'name' | 'columns'>,
  pages: AsyncIterable<readonly Row[]>,
  makeRow: (row: Row) => SiteTable['rows'][number],
): Promise<void> {
  await makeTable(engine, name, columns);
  await engine.append(
    name,
    (async function* () {
      for await (const rows of pages) yield* rows.map(makeRow);
    })(),
  );
}

async function makeTable(engine: Engine, name: string, columns: SiteTable['columns']): Promise<void> {
  const types = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  await engine.run(`CREATE TABLE ${name} (${types.join(', ')})`);
}
