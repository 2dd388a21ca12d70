/** persons.csv, procedures.csv, visits.csv, personal_map.csv, local-codes.csv -> rows for the models. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { SqlValue } from './engine.js';
import { parseSiteFile, type SiteFile, type SiteRow } from './site-file.js';
import { makeCellReader } from './site-values.js';

/** Columns with their types, and rows in their order. */
export interface SiteTable {
  readonly name: string;
  readonly columns: Readonly<Record<string, 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DATE' | 'BOOLEAN'>>;
  readonly rows: readonly (readonly (SqlValue | undefined)[])[];
  /** The lines of the rows in the file that they come from. */
  readonly lines?: readonly number[];
}

interface SiteTableForm {
  readonly name: string;
  readonly wanted: readonly string[];
  readonly columns: SiteTable['columns'];
  readonly read: (
    row: SiteRow,
    cells: ReturnType<typeof makeCellReader>,
    file: SiteFile,
  ) => readonly (SqlValue | undefined)[];
  /** Two rows of one key and different values are an error. */
  readonly unique?: {
    readonly key: (row: readonly (SqlValue | undefined)[]) => string;
    readonly what: string;
  };
}

const INPATIENT: ReadonlySet<string> = new Set(['9201', '262']);

const FORMS = {
  persons: {
    name: 'site_person',
    wanted: ['patient_id|person_source_value', 'person_id'],
    columns: { patient_id: 'VARCHAR', issuer: 'VARCHAR', person_id: 'INTEGER' },
    read: (row, cells, { headings }) => [
      cells.key(row, headings.includes('patient_id') ? 'patient_id' : 'person_source_value'),
      headings.includes('issuer') ? (row.cells.issuer ?? '') : undefined,
      cells.integer(row, 'person_id'),
    ],
    unique: { key: ([patient, issuer]) => `${patient}\t${issuer}`, what: 'one patient_id names two persons' },
  },
  procedures: {
    name: 'site_procedure',
    wanted: ['accession_number|study_instance_uid', 'procedure_occurrence_id'],
    columns: {
      accession_number: 'VARCHAR',
      study_instance_uid: 'VARCHAR',
      procedure_occurrence_id: 'INTEGER',
      visit_occurrence_id: 'INTEGER',
    },
    read: (row, cells) => [
      cells.key(row, 'accession_number'),
      cells.key(row, 'study_instance_uid'),
      cells.integer(row, 'procedure_occurrence_id'),
      cells.integer(row, 'visit_occurrence_id'),
    ],
  },
  visits: {
    name: 'site_visit',
    wanted: ['visit_occurrence_id', 'accession_number|study_instance_uid|person_id'],
    columns: {
      accession_number: 'VARCHAR',
      study_instance_uid: 'VARCHAR',
      visit_occurrence_id: 'INTEGER',
      person_id: 'INTEGER',
      visit_start: 'DATE',
      visit_end: 'DATE',
      is_inpatient: 'BOOLEAN',
    },
    read: (row, cells, { headings }) => {
      const day = (name: string) =>
        cells.day(row, headings.includes(`${name}_date`) ? `${name}_date` : `${name}_datetime`);
      const start = day('visit_start');
      return [
        cells.key(row, 'accession_number'),
        cells.key(row, 'study_instance_uid'),
        cells.integer(row, 'visit_occurrence_id'),
        cells.integer(row, 'person_id'),
        start,
        day('visit_end') ?? start,
        INPATIENT.has(row.cells.visit_concept_id ?? ''),
      ];
    },
  },
  shifts: {
    name: 'site_shift',
    wanted: ['person_id', 'shift_days|date_shift|shift'],
    columns: { person_id: 'INTEGER', shift_days: 'INTEGER' },
    read: (row, cells, { headings }) => {
      const column = ['shift_days', 'date_shift', 'shift'].find((name) => headings.includes(name)) ?? '';
      const back = row.cells[column]?.replace(/^-/, '');
      const days = cells.integer({ ...row, cells: { [column]: back } }, column);
      return [cells.integer(row, 'person_id'), days === undefined ? undefined : -days];
    },
    unique: { key: ([person]) => String(person), what: 'one person has two shifts' },
  },
  imageMap: {
    name: 'site_image_map',
    wanted: ['accession_number|accessionnumber', 'image_occurrence_id'],
    columns: { accession_number: 'VARCHAR', image_occurrence_id: 'INTEGER' },
    read: (row, cells, { headings }) => [
      cells.key(row, headings.includes('accession_number') ? 'accession_number' : 'accessionnumber'),
      cells.integer(row, 'image_occurrence_id'),
    ],
    unique: { key: ([accession]) => String(accession), what: 'one accession number has two replacements' },
  },
  localCodes: {
    name: 'site_code',
    wanted: ['source_code', 'source_vocabulary_id', 'target_concept_id'],
    columns: {
      scheme: 'VARCHAR',
      code: 'VARCHAR',
      source_concept_id: 'INTEGER',
      target_concept_id: 'INTEGER',
      target_domain_id: 'VARCHAR',
    },
    read: (row, cells) => [
      row.cells.source_vocabulary_id,
      cells.key(row, 'source_code'),
      cells.integer(row, 'source_concept_id'),
      cells.integer(row, 'target_concept_id'),
      row.cells.target_domain_id ?? 'Procedure',
    ],
  },
} as const satisfies Record<string, SiteTableForm>;

export type SiteTableKind = keyof typeof FORMS;
export const SITE_TABLES = Object.keys(FORMS) as readonly SiteTableKind[];

/** A table without rows for a kind that the site does not give. */
export function emptySiteTable(kind: SiteTableKind): SiteTable {
  const { name, columns } = FORMS[kind];
  return { name, columns, rows: [] };
}

export function readSiteTable(
  kind: SiteTableKind,
  bytes: Buffer,
  file: string,
): Outcome<SiteTable | undefined> {
  const form: SiteTableForm = FORMS[kind];
  const parsed = parseSiteFile(bytes, file, form.wanted);
  if (!parsed.value) return { value: undefined, diagnostics: parsed.diagnostics };
  const site = parsed.value;
  const cells = makeCellReader(site);
  const rows = site.rows.map((row) => ({ line: row.line, values: form.read(row, cells, site) }));
  const diagnostics: Diagnostic[] = [...parsed.diagnostics, ...cells.diagnostics, ...lostZeros(site)];
  const seen = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    const key = form.unique?.key(row.values);
    const known = key === undefined ? undefined : seen.get(key);
    if (key !== undefined && !known) seen.set(key, row);
    if (known && known.values.join('\t') !== row.values.join('\t')) {
      diagnostics.push({
        code: 'site-key-ambiguous',
        severity: 'error',
        at: { file, line: row.line },
        message: `${form.unique?.what ?? 'one key has two values'}: line ${known.line} and line ${row.line}`,
        expected: 'one row for each key',
        fix: 'find out which line is right and remove the other',
      });
    }
  }
  return {
    value: {
      name: form.name,
      columns: form.columns,
      rows: rows.map(({ values }) => values),
      lines: rows.map(({ line }) => line),
    },
    diagnostics,
  };
}

/** Accession numbers of digits that are shorter than all others have most likely lost their zeros in a spreadsheet. */
function lostZeros({ file, headings, rows }: SiteFile): Diagnostic[] {
  if (!headings.includes('accession_number')) return [];
  const lengths = new Map<number, number>();
  for (const { cells } of rows) {
    const key = cells.accession_number ?? '';
    if (/^\d+$/.test(key)) lengths.set(key.length, (lengths.get(key.length) ?? 0) + 1);
  }
  const [usual] = [...lengths].sort(([, a], [, b]) => b - a);
  const short = rows.filter(({ cells }) => {
    const key = cells.accession_number ?? '';
    return (
      usual !== undefined && usual[1] > rows.length / 2 && /^[1-9]\d*$/.test(key) && key.length < usual[0]
    );
  });
  return short.slice(0, 1).map(({ line }) => ({
    code: 'site-zeros-lost',
    severity: 'warning',
    at: { file, line },
    message: `${short.length} accession numbers have fewer digits than the others: a spreadsheet may have dropped their zeros`,
    expected: `${usual?.[0]} digits`,
    fix: 'format the column as text before exporting',
  }));
}
