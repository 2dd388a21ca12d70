/** persons.csv, procedures.csv, visits.csv, personal_map.csv, local-codes.csv, features.csv -> rows for the models. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { SqlValue } from './engine.js';
import { FEATURE_FORM } from './site-features.js';
import { parseSiteFile, type SiteFile, type SiteRow } from './site-file.js';
import { decimalKeys, lostZeros } from './site-keys.js';
import { makeCellReader, widenIds } from './site-values.js';

/** Columns with their types, and rows in their order. */
export interface SiteTable {
  readonly name: string;
  readonly columns: Readonly<
    Record<string, 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE' | 'DATE' | 'BOOLEAN'>
  >;
  readonly rows: readonly (readonly (SqlValue | undefined)[])[];
  /** The lines of the rows in the file that they come from. */
  readonly lines?: readonly number[];
}

type RowFault = Pick<Diagnostic, 'code' | 'message' | 'expected' | 'fix'> & {
  readonly severity?: 'warning';
};

interface SiteTableForm {
  readonly name: string;
  /** Of the command line. */
  readonly option: string;
  readonly wanted: readonly string[];
  readonly columns: SiteTable['columns'];
  readonly read: (
    row: SiteRow,
    cells: ReturnType<typeof makeCellReader>,
    file: SiteFile,
  ) => readonly (SqlValue | undefined)[];
  /** What is wrong with a row beyond its cells. */
  readonly check?: (row: readonly (SqlValue | undefined)[]) => RowFault | undefined;
  /** Two rows of one key and different values are an error; a row without a key has none. */
  readonly unique?: {
    readonly key: (row: readonly (SqlValue | undefined)[]) => string | undefined;
    readonly what: string;
  };
}

const INPATIENT: ReadonlySet<string> = new Set(['9201', '262']);

/** What cannot be told apart from what is missing: found by `check` of a form. */
const emptyCell = (message: string, expected: string) => ({
  code: 'site-cell-missing',
  message,
  expected,
  fix: 'fill the cell, or remove the row',
});

const FORMS = {
  persons: {
    name: 'site_person',
    option: '--persons',
    wanted: ['patient_id|person_source_value', 'person_id'],
    columns: { patient_id: 'VARCHAR', issuer: 'VARCHAR', person_id: 'INTEGER' },
    read: (row, cells, { headings }) => [
      cells.key(row, headings.includes('patient_id') ? 'patient_id' : 'person_source_value'),
      headings.includes('issuer') ? (row.cells.issuer ?? '') : undefined,
      cells.id(row, 'person_id'),
    ],
    check: ([patient, , person]) => {
      if (patient === undefined)
        return {
          ...emptyCell('no patient_id', 'the id as Patient ID (0010,0020) has it'),
          severity: 'warning',
        };
      if (person === 0) {
        return {
          code: 'site-person-zero',
          message: 'person_id 0 names nobody',
          expected: 'an id of PERSON [CDM v5.4]',
          fix: 'remove the row: series of unknown patients are refused, or given person 0 with --unmatched zero',
        };
      }
      return person === undefined ? emptyCell('no person_id', 'an id of PERSON [CDM v5.4]') : undefined;
    },
    unique: { key: ([patient, issuer]) => `${patient}\t${issuer}`, what: 'one patient_id names two persons' },
  },
  procedures: {
    name: 'site_procedure',
    option: '--procedures',
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
      cells.id(row, 'procedure_occurrence_id'),
      cells.id(row, 'visit_occurrence_id'),
    ],
    check: ([accession, study, procedure]) => {
      if (accession === undefined && study === undefined)
        return emptyCell('neither accession_number nor study_instance_uid', 'one of them');
      return procedure === undefined
        ? emptyCell('no procedure_occurrence_id', 'an id of PROCEDURE_OCCURRENCE [CDM v5.4]')
        : undefined;
    },
    unique: {
      key: ([accession, study, procedure]) => `${accession}\t${study}\t${procedure}`,
      what: 'one procedure of a study has two visits',
    },
  },
  visits: {
    name: 'site_visit',
    option: '--visits',
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
        cells.id(row, 'visit_occurrence_id'),
        cells.id(row, 'person_id'),
        start,
        day('visit_end') ?? start,
        INPATIENT.has(row.cells.visit_concept_id ?? ''),
      ];
    },
    check: ([accession, study, visit, person, start, end]) => {
      if (visit === undefined)
        return emptyCell('no visit_occurrence_id', 'an id of VISIT_OCCURRENCE [CDM v5.4]');
      if (accession !== undefined || study !== undefined) return undefined;
      if (person === undefined || start === undefined) {
        return emptyCell(
          'the visit is that of no study, and lacks person_id or visit_start_date',
          'accession_number, study_instance_uid, or person_id and visit_start_date',
        );
      }
      return String(end) >= String(start)
        ? undefined
        : {
            code: 'site-visit-reversed',
            severity: 'warning',
            message: 'the visit ends before it starts: no study lies in it',
            expected: 'visit_end_date on or after visit_start_date',
            fix: 'look which of the two is right',
          };
    },
    unique: {
      key: ([accession, study, visit]) =>
        accession === undefined && study === undefined ? `visit ${visit}` : `${accession}\t${study}`,
      what: 'one study has two visits, or one visit two rows',
    },
  },
  shifts: {
    name: 'site_shift',
    option: '--shifts',
    wanted: ['person_id', 'shift_days|date_shift|shift'],
    columns: { person_id: 'INTEGER', shift_days: 'INTEGER' },
    read: (row, cells, { headings }) => {
      const column = ['shift_days', 'date_shift', 'shift'].find((name) => headings.includes(name)) ?? '';
      const back = row.cells[column]?.replace(/^-/, '');
      const days = cells.integer({ ...row, cells: { [column]: back } }, column);
      return [cells.id(row, 'person_id'), days === undefined ? undefined : -days];
    },
    check: ([person, days]) => {
      if (person === undefined) return emptyCell('no person_id', 'an id of PERSON [CDM v5.4]');
      if (days === undefined) return emptyCell('no shift', 'a number of days');
      return days !== 0
        ? undefined
        : {
            code: 'site-shift-zero',
            severity: 'warning',
            message: 'a shift of 0 days leaves the days of a person as they are',
            expected: '1 to 730 days',
            fix: 'draw another number, or leave the table out: shifts are drawn then',
          };
    },
    unique: { key: ([person]) => String(person), what: 'one person has two shifts' },
  },
  imageMap: {
    name: 'site_image_map',
    option: '--image-map',
    wanted: ['accession_number|accessionnumber', 'image_occurrence_id'],
    columns: { accession_number: 'VARCHAR', image_occurrence_id: 'INTEGER' },
    read: (row, cells, { headings }) => [
      cells.key(row, headings.includes('accession_number') ? 'accession_number' : 'accessionnumber'),
      cells.id(row, 'image_occurrence_id'),
    ],
    check: ([accession, image]) =>
      accession === undefined || image === undefined
        ? emptyCell('an accession number or its replacement', 'both')
        : undefined,
    unique: { key: ([accession]) => String(accession), what: 'one accession number has two replacements' },
  },
  localCodes: {
    name: 'site_code',
    option: '--local-codes',
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
    check: ([scheme, code, , target]) =>
      scheme === undefined || code === undefined || target === undefined
        ? emptyCell(
            'a code without scheme, code or target',
            'source_vocabulary_id, source_code, target_concept_id',
          )
        : undefined,
    unique: {
      key: ([scheme, code]) => `${scheme}\t${code}`,
      what: 'one code has two targets',
    },
  },
  features: FEATURE_FORM,
} as const satisfies Record<string, SiteTableForm>;

export type SiteTableKind = keyof typeof FORMS;
export const SITE_TABLES = Object.keys(FORMS) as readonly SiteTableKind[];

/** A table without rows for a kind that the site does not give. */
export function emptySiteTable(kind: SiteTableKind, bigint = false): SiteTable {
  const { name, columns } = FORMS[kind];
  return { name, columns: widenIds(columns, bigint), rows: [] };
}

/** `bigint`: the ids of the target have 64 bits. */
export function readSiteTable(
  kind: SiteTableKind,
  bytes: Buffer,
  file: string,
  bigint = false,
): Outcome<SiteTable | undefined> {
  const form: SiteTableForm = FORMS[kind];
  const parsed = parseSiteFile(bytes, file, form.wanted, form.option);
  if (!parsed.value) return { value: undefined, diagnostics: parsed.diagnostics };
  const site = parsed.value;
  const cells = makeCellReader(site, bigint);
  const rows = site.rows.map((row) => ({ line: row.line, values: form.read(row, cells, site) }));
  const diagnostics: Diagnostic[] = [
    ...parsed.diagnostics,
    ...cells.diagnostics,
    ...lostZeros(site),
    ...decimalKeys(site),
  ];
  const seen = new Map<string, (typeof rows)[number]>();
  const faults = new Set(cells.diagnostics.map(({ at }) => (at && 'line' in at ? at.line : undefined)));
  for (const row of rows) {
    // A cell that cannot be read is told already.
    const fault = faults.has(row.line) ? undefined : form.check?.(row.values);
    if (fault) diagnostics.push({ severity: 'error', at: { file, line: row.line }, ...fault });
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
      columns: widenIds(form.columns, bigint),
      rows: rows.map(({ values }) => values),
      lines: rows.map(({ line }) => line),
    },
    diagnostics,
  };
}
