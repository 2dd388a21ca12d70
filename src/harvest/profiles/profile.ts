/**
 * The forms in which a harvest is written: MI-CDM by default, or the tables of R-CDM, I-CDM, CHoRUS or DICOM2OMOP. The columns of a profile are a list in
 * `mappings/harvest/profiles/`, its rows SQL in the folder of its name; here is which models it runs and what of the default it leaves out.
 */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { parseTabSeparated } from '../../model/tab-separated.js';
import type { ProfileDialect } from './profile-dialect.js';

export const PROFILE_NAMES = ['micdm', 'rcdm'] as const;
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
  /** Models of its own in the order in which they run, below `src/harvest/profiles/`; `row_key` names the rows that need ids. */
  readonly models: readonly string[];
  /** The tables whose ids the crosswalk remembers as rows of their own. */
  readonly rowTables: readonly string[];
  /** The databases that get its tables as statements. */
  readonly databases: readonly ProfileDialect[];
  /** Whether its model `finding` has something to tell. */
  readonly hasFindings: boolean;
  readonly tables: readonly ProfileTable[];
}

type Rules = Omit<Profile, 'name' | 'tables'>;

const IMAGING = ['IMAGE_OCCURRENCE.csv', 'IMAGE_FEATURE.csv', 'MEASUREMENT.csv'];

const RULES: Readonly<Record<ProfileName, Rules>> = {
  micdm: { omits: new Set(), models: [], rowTables: [], databases: [], hasFindings: false },
  rcdm: {
    omits: new Set([...IMAGING, 'PROCEDURE_OCCURRENCE.csv']),
    models: [
      'image_file',
      'slice_position',
      'study_total',
      'study_word',
      'rcdm/row_key',
      'rcdm/modality_list',
      'rcdm/slice_thickness',
    ],
    rowTables: ['radiology_occurrence', 'radiology_image'],
    databases: ['postgresql', 'sqlite'],
    hasFindings: true,
  },
};

const COLUMNS = ['file', 'table', 'column', 'type', 'required'];
const LOCAL = 'site/';

/** `textOf`: the text of a list by its file name, below `mappings/harvest/`. */
export function readProfile(
  name: ProfileName,
  textOf: (name: string) => { readonly file: string; readonly text: string },
): Outcome<Profile> {
  const rules = RULES[name];
  if (name === 'micdm') return { value: { name, ...rules, tables: [] }, diagnostics: [] };
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
    value: { name, ...rules, tables: [...tables.values()] },
    diagnostics: [...diagnostics, ...wrong],
  };
}
