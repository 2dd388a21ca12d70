/**
 * The forms in which a harvest is written: MI-CDM by default, or the tables of R-CDM, I-CDM, CHoRUS or DICOM2OMOP. The columns of a profile are a list in
 * `mappings/harvest/profiles/`, its rows SQL in the folder of its name; here is which models it runs and what of the default it leaves out.
 */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { parseTabSeparated } from '../../model/tab-separated.js';
import type { SiteTable } from '../site-tables.js';
import type { ProfileDialect } from './profile-dialect.js';

export const PROFILE_NAMES = ['micdm', 'rcdm', 'icdm', 'chorus', 'dicom2omop'] as const;
export type ProfileName = (typeof PROFILE_NAMES)[number];

export interface ProfileColumn {
  readonly name: string;
  /** `integer`, `float`, `text`, `date`, `timestamp`, `varchar(20)`, or `serial`: an integer that databases may number. */
  readonly type: string;
  /** Rows without a value are not written, and counted. */
  readonly required: boolean;
}

export interface ProfileTable {
  /** In the folder of the rows, or in `site/` where it may not leave the site. */
  readonly file: string;
  readonly isLocal: boolean;
  /** As databases name it, and its model; undefined where the model alone is named so. */
  readonly name: string;
  /** The first is its key. */
  readonly columns: readonly ProfileColumn[];
}

export interface Profile {
  readonly name: ProfileName;
  /** Files of the default that it does not write. */
  readonly omits: ReadonlySet<string>;
  /**
   * Models in the order in which they run, below `src/harvest/profiles/`; the tables of the default are there. `row_key` names the rows that need ids;
   * `harvest/row_id` gives them, at the end where it is not named.
   */
  readonly models: readonly string[];
  /** The tables whose ids the crosswalk remembers as rows of their own. */
  readonly rowTables: readonly string[];
  /** The databases that get its tables as statements. */
  readonly databases: readonly ProfileDialect[];
  /** Whether its model `finding` has something to tell. */
  readonly hasFindings: boolean;
  /** Lists that its models read. */
  readonly lists: readonly SiteTable[];
  /** Whether its files that end in .csv are RFC 4180; else they are as Athena's. */
  readonly isCommaSeparated: boolean;
  /** The ids that its procedures may have; undefined for any. */
  readonly procedures: { readonly first: number; readonly last: number } | undefined;
  readonly tables: readonly ProfileTable[];
}

type Rules = Omit<Profile, 'name' | 'tables' | 'lists'> & {
  readonly lists: Readonly<Record<string, string>>;
};

/** Images and what they say in the tables of the OMOP imaging extension. */
const IMAGING = [
  'IMAGE_OCCURRENCE.csv',
  'IMAGE_FEATURE.csv',
  'MEASUREMENT.csv',
  'OBSERVATION.csv',
  'feature_source.tsv',
  'feature_modifiers.tsv',
  'varying_features.tsv',
  'derived_facts.tsv',
  'occurrence_procedure.tsv',
  'FACT_RELATIONSHIP.csv',
];
const DEFAULT: Rules = {
  omits: new Set(),
  models: [],
  rowTables: [],
  databases: ['postgresql', 'sqlite'],
  hasFindings: false,
  lists: {},
  isCommaSeparated: false,
  procedures: undefined,
};

const RULES: Readonly<Record<ProfileName, Rules>> = {
  micdm: DEFAULT,
  rcdm: {
    ...DEFAULT,
    omits: new Set([...IMAGING, 'PROCEDURE_OCCURRENCE.csv']),
    models: [
      'image_file',
      'slice_position',
      'study_total',
      'study_word',
      'unlisted_image',
      'sure_fact',
      'rcdm/row_key',
      'rcdm/modality_list',
      'rcdm/slice_thickness',
    ],
    rowTables: ['radiology_occurrence', 'radiology_image'],
    hasFindings: true,
  },
  icdm: {
    ...DEFAULT,
    omits: new Set(IMAGING),
    models: [
      'image_file',
      'study_total',
      'study_word',
      'unlisted_image',
      'sure_fact',
      'icdm/folder',
      'icdm/item',
      'icdm/row_key',
    ],
    rowTables: ['imaging_series', 'filepath'],
    hasFindings: true,
    lists: { 'icdm-items': 'keyword attribute source' },
  },
  chorus: {
    ...DEFAULT,
    omits: new Set([...IMAGING, 'PROCEDURE_OCCURRENCE.csv']),
    models: [
      'image_file',
      'unlisted_image',
      'chorus/image_group',
      'chorus/row_key',
      'harvest/row_id',
      'chorus/registry_row',
    ],
    rowTables: ['image_registry', 'image_group'],
    databases: ['mysql', 'postgresql', 'sqlite'],
    hasFindings: true,
    lists: { 'chorus-tags': 'attribute keyword section metadata' },
    isCommaSeparated: true,
    procedures: { first: 2_000_000_000, last: 2_000_999_999 },
  },
  dicom2omop: {
    ...DEFAULT,
    omits: new Set(['MEASUREMENT.csv']),
    models: [],
  },
};

const COLUMNS = ['file', 'table', 'column', 'type', 'required'];
const LOCAL = 'site/';

type TextOf = (name: string) => { readonly file: string; readonly text: string };

/** `textOf`: the text of a list by its file name, below `mappings/harvest/`. */
export function readProfile(name: ProfileName, textOf: TextOf): Outcome<Profile> {
  const rules = RULES[name];
  const lists = Object.entries(rules.lists).map(([file, columns]) =>
    readList(textOf, file, columns.split(' ')),
  );
  const profile = { name, ...rules, lists: lists.map(({ value }) => value), tables: [] };
  if (name === 'micdm') return { value: profile, diagnostics: [] };
  const list = textOf(`profiles/${name}.tsv`);
  const { value: rows, diagnostics } = parseTabSeparated(list.text, list.file, COLUMNS);
  const tables = new Map<string, ProfileTable & { readonly columns: ProfileColumn[] }>();
  const wrong: Diagnostic[] = [];
  for (const { line, cells } of rows) {
    const { file = '', table = '', column = '', type = '', required } = cells;
    if (!/^(?:integer|float|text|date|timestamp|serial|varchar\(\d+\))$/.test(type)) {
      wrong.push({
        code: 'profile-type-unknown',
        severity: 'error',
        at: { file: list.file, line },
        message: `column ${column} has no type that a database is told`,
        found: type,
        expected: 'integer, float, text, date, timestamp, serial or varchar(N)',
        fix: 'write one of these types',
      });
    }
    const known = tables.get(file) ?? {
      file: file.replace(LOCAL, ''),
      isLocal: file.startsWith(LOCAL),
      name: table,
      columns: [],
    };
    known.columns.push({ name: column, type, required: required === 'yes' });
    tables.set(file, known);
  }
  return {
    value: { ...profile, tables: [...tables.values()] },
    diagnostics: [...lists.flatMap((each) => each.diagnostics), ...diagnostics, ...wrong],
  };
}

/** `icdm-items` -> `list_icdm_item` */
function readList(textOf: TextOf, name: string, columns: readonly string[]): Outcome<SiteTable> {
  const { file, text } = textOf(`profiles/${name}.tsv`);
  const { value, diagnostics } = parseTabSeparated(text, file, columns);
  return {
    value: {
      name: `list_${name.replace('-', '_').replace(/s$/, '')}`,
      columns: Object.fromEntries(columns.map((column) => [column, 'VARCHAR'])),
      rows: value.map(({ cells }) => columns.map((column) => cells[column])),
    },
    diagnostics,
  };
}

/** The same profile with a column that rows may lack. */
export function withOptional(profile: Profile, name: string): Profile {
  const tables = profile.tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => (column.name === name ? { ...column, required: false } : column)),
  }));
  return { ...profile, tables };
}
