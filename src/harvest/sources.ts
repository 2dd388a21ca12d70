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

/** File below the release -> table; the columns that are not text. */
const RELEASE_TABLES: readonly {
  readonly name: string;
  readonly file: string;
  readonly typed: Readonly<Record<string, string>>;
  /** A column that releases of an earlier version of the program lack: it is empty there. */
  readonly later?: string;
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
  {
    name: 'template_row',
    file: 'standard/template_rows.tsv',
    typed: {},
    later: 'value_set_strength',
  },
  { name: 'confidentiality_profile', file: 'standard/confidentiality_profile.tsv', typed: {} },
];

export async function openRelease(engine: Engine, release: string): Promise<void> {
  for (const { name, file, typed, later, renamed = {} } of RELEASE_TABLES) {
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
    if (later !== undefined)
      await engine.run(`ALTER TABLE ${name} ADD COLUMN IF NOT EXISTS ${later} VARCHAR`);
  }
}

const BUILD_AGAIN = 'build the release again: dicom-omop build';

/** Rows of a table of the site or a curated list, inserted as they are. */
export async function insertTable(engine: Engine, { name, columns, rows }: SiteTable): Promise<void> {
  const types = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
  await engine.run(`CREATE TABLE ${name} (${types.join(', ')})`);
  await engine.append(name, rows);
}
