/** Cells of a site's tables -> values, with what spreadsheets do to them told. */
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { SiteFile, SiteRow } from './site-file.js';

export interface CellReader {
  readonly diagnostics: Diagnostic[];
  /** A whole number that fits into 32 bits; undefined with a diagnostic if the cell holds something else. */
  readonly integer: (row: SiteRow, column: string) => number | undefined;
  /** The id of a row of the CDM: as `integer`, or up to 53 bits where the target has bigint ids. */
  readonly id: (row: SiteRow, column: string) => number | undefined;
  /** An identifier as it stands. */
  readonly key: (row: SiteRow, column: string) => string | undefined;
  /** Scheme, code and concept id: of `SCHEME:CODE` or of the id of a concept. */
  readonly concept: (
    row: SiteRow,
    column: string,
  ) => readonly [scheme: string | undefined, code: string | undefined, concept: number | undefined];
  /** `yyyy-mm-dd`, from that form, `yyyymmdd`, or a date and time that begins so. */
  readonly day: (row: SiteRow, column: string) => string | undefined;
}

/** 30 February is none. */
function isDay(value: string): boolean {
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export function makeCellReader({ file }: SiteFile, bigint = false): CellReader {
  const diagnostics: Diagnostic[] = [];
  const fault = (
    row: SiteRow,
    code: string,
    column: string,
    message: string,
    expected: string,
    fix: string,
  ) => {
    // The value itself may name a patient.
    diagnostics.push({
      code,
      severity: 'error',
      at: { file, line: row.line },
      message: `${column}: ${message}`,
      expected,
      fix,
    });
    return undefined;
  };
  const readNumber = (row: SiteRow, column: string, greatest: number, fix: string) => {
    const text = row.cells[column];
    if (text === undefined) return undefined;
    if (!/^\d+(?:\.0+)?$/.test(text)) {
      return fault(
        row,
        'site-id-not-integer',
        column,
        'no whole number',
        'digits only',
        'export ids as whole numbers',
      );
    }
    const value = Number(text);
    if (value <= greatest) return value;
    const bits = greatest > LAST_CONCEPT_ID ? 53 : 32;
    return fault(
      row,
      'site-id-too-large',
      column,
      `over ${greatest}`,
      `a number that fits into ${bits} bits${bits === 32 ? ' [CDM v5.4: integer]' : ''}`,
      fix,
    );
  };
  return {
    diagnostics,
    integer: (row, column) => readNumber(row, column, LAST_CONCEPT_ID, 'give one that fits'),
    id: (row, column) =>
      bigint
        ? readNumber(row, column, Number.MAX_SAFE_INTEGER, 'use the ids of the CDM')
        : readNumber(
            row,
            column,
            LAST_CONCEPT_ID,
            'give --ids bigint if the target database has bigint ids, else use the ids of the CDM',
          ),
    key: (row, column) => {
      const text = row.cells[column];
      if (text === undefined || !/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) return text;
      return fault(
        row,
        'site-key-scientific',
        column,
        'a number as a spreadsheet shortens it',
        'the identifier with all its digits',
        'format the column as text before exporting',
      );
    },
    concept: (row, column) => {
      const text = row.cells[column];
      if (text === undefined) return [undefined, undefined, undefined];
      const [, scheme, code] = /^([^\s:]{1,16}):([^\s:]{1,64})$/.exec(text) ?? [];
      if (scheme !== undefined) return [scheme, code, undefined];
      const id = /^\d{1,10}$/.test(text) ? Number(text) : undefined;
      if (id !== undefined && id <= LAST_CONCEPT_ID) return [undefined, undefined, id];
      fault(
        row,
        'site-code-malformed',
        column,
        'neither a code nor the id of a concept',
        'SCHEME:CODE as DICOM names schemes, e.g. SCT:39607008, or a concept_id',
        'give words a code; free text is not taken',
      );
      return [undefined, undefined, undefined];
    },
    day: (row, column) => {
      const text = row.cells[column];
      if (text === undefined) return undefined;
      const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:$|[T ])/.exec(text) ?? [];
      const value = `${year}-${month}-${day}`;
      if (year !== undefined && isDay(value)) return value;
      const found = /^\d{5}(?:\.\d+)?$/.test(text) ? 'a day as a spreadsheet counts it' : 'no date';
      return fault(row, 'site-date-invalid', column, found, 'yyyy-mm-dd', 'export dates as yyyy-mm-dd');
    },
  };
}

/** Columns with ids of rows in 64 bits, where the target has bigint ids. */
export function widenIds<Type extends string>(
  columns: Readonly<Record<string, Type>>,
  bigint: boolean,
): Readonly<Record<string, Type | 'BIGINT'>> {
  if (!bigint) return columns;
  return Object.fromEntries(
    Object.entries(columns).map(([column, type]) => [
      column,
      /^(?:person|procedure_occurrence|visit_occurrence|image_occurrence)_id$/.test(column) ? 'BIGINT' : type,
    ]),
  );
}
