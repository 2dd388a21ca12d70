/** What the models read: header tables as they are, the look-up tables of a release, curated lists, tables of the site, as tables of the engine. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findJson } from '../disk/json-file.js';
import { requireRegularFile } from '../disk/regular-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
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

/** `headers`: one folder, or those of the shards of a scan. */
export async function openHeaderTables(engine: Engine, headers: readonly string[]): Promise<void> {
  for (const [name, place] of Object.entries(HEADER_TABLES)) {
    const files = headers.map((folder) => quote(join(folder, place, '*.parquet')));
    await engine.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet([${files.join(', ')}])`);
  }
}

/** File below the release -> table; the columns that are not text. */
const RELEASE_TABLES: readonly {
  readonly name: string;
  readonly file: string;
  readonly typed: Readonly<Record<string, string>>;
  /** The file's name of a column -> the table's. */
  readonly renamed?: Readonly<Record<string, string>>;
}[] = [
  {
    name: 'lookup_attribute',
    file: 'lookup/attributes.tsv',
    typed: {
      concept_id: 'INTEGER',
      standard_concept_id: 'INTEGER',
      successor_concept_id: 'INTEGER',
      closed: 'BOOLEAN',
      analytical: 'BOOLEAN',
      retired: 'BOOLEAN',
    },
  },
  ...['value', 'modality', 'site'].map((each) => ({
    name: `lookup_${each}`,
    file: `lookup/${{ value: 'values', modality: 'modalities', site: 'sites' }[each]}.tsv`,
    typed: { concept_id: 'INTEGER', standard_concept_id: 'INTEGER' },
  })),
  {
    name: 'lookup_code',
    file: 'lookup/codes.tsv',
    typed: { concept_id: 'INTEGER', standard_concept_id: 'INTEGER' },
  },
  {
    name: 'lookup_private',
    file: 'lookup/private_attributes.tsv',
    typed: { concept_id: 'INTEGER', value_number: 'INTEGER', modulus: 'BIGINT' },
  },
  { name: 'lookup_uid', file: 'lookup/uids.tsv', typed: { concept_id: 'INTEGER' } },
  { name: 'lookup_scheme', file: 'lookup/schemes.tsv', typed: {} },
  ...['iod_module', 'module', 'module_attribute', 'value_term', 'unit_statement'].map((each) => ({
    name: `fact_${each}`,
    file: `standard/${each}s.tsv`,
    typed: {},
    renamed: { table: 'table_label' },
  })),
  { name: 'fact_binding', file: 'standard/bindings.tsv', typed: {}, renamed: { table: 'table_label' } },
  { name: 'fact_context_group', file: 'standard/context_groups.tsv', typed: {} },
  { name: 'fact_context_group_member', file: 'standard/context_group_expansion.tsv', typed: {} },
  { name: 'template_row', file: 'standard/template_rows.tsv', typed: {} },
  { name: 'confidentiality_profile', file: 'standard/confidentiality_profile.tsv', typed: {} },
];

export async function openRelease(engine: Engine, release: string): Promise<void> {
  for (const { name, file, typed, renamed = {} } of RELEASE_TABLES) {
    const path = join(release, file);
    if (!existsSync(path)) throw new EnvironmentError(`${path} is not there`, { fix: BUILD_AGAIN });
    requireRegularFile(path);
    const casts = Object.entries(typed).map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`);
    const replaced = casts.length === 0 ? '' : ` REPLACE (${casts.join(', ')})`;
    const names = Object.entries(renamed).map(([from, to]) => `"${from}" AS ${to}`);
    const named = names.length === 0 ? '' : ` RENAME (${names.join(', ')})`;
    const rows = `read_csv(${quote(path)}, delim = '\\t', header = true, quote = '', escape = '', nullstr = '', all_varchar = true, strict_mode = false)`;
    await engine
      .run(`CREATE TABLE ${name} AS SELECT *${replaced}${named} FROM ${rows}`)
      .catch((cause: unknown) => {
        const [why] = messageOf(cause).split('\n');
        throw new EnvironmentError(`${path} is not as a build writes it: ${why}`, {
          fix: BUILD_AGAIN,
          cause,
        });
      });
  }
}

const BUILD_AGAIN = 'build the release again: dicom-omop build';

/** Rows of a table of the site or a curated list, inserted as they are. */
export async function insertTable(engine: Engine, { name, columns, rows }: SiteTable): Promise<void> {
  await createTable(engine, name, columns);
  await engine.append(name, rows);
}

/** A table whose rows are made of those of a query, page by page: neither need fit into memory. */
export async function fillTable<Row extends object>(
  engine: Engine,
  { name, columns }: Pick<SiteTable, 'name' | 'columns'>,
  pages: AsyncIterable<readonly Row[]>,
  makeRow: (row: Row) => SiteTable['rows'][number],
): Promise<void> {
  await createTable(engine, name, columns);
  await engine.append(
    name,
    (async function* () {
      for await (const rows of pages) yield* rows.map(makeRow);
    })(),
  );
}

async function createTable(engine: Engine, name: string, columns: SiteTable['columns']): Promise<void> {
  const types = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  await engine.run(`CREATE TABLE ${name} (${types.join(', ')})`);
}
