/**
 * Files of OHDSI Usagi, opened there by File > Open: terms with the concepts that they may be, and, saved again, what people approved. Usagi keeps the columns
 * `ADD_INFO:` as they are, so what is said in them comes back.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';

export interface UsagiConcept {
  readonly conceptId: number;
  readonly conceptName: string;
  readonly domainId: string;
}

export interface UsagiTerm {
  readonly sourceCode: string;
  readonly sourceName: string;
  readonly sourceFrequency: number;
  /** The best first. */
  readonly conceptIds: readonly number[];
  /** Column -> text, without `ADD_INFO:`. */
  readonly info: Readonly<Record<string, string>>;
  readonly matchScore: number;
  /** Shown as the choice to be approved; undefined where nothing is offered. */
  readonly offered: UsagiConcept | undefined;
}

const UNMAPPED: UsagiConcept = { conceptId: 0, conceptName: 'Unmapped', domainId: '' };

/** Columns after those of ADD_INFO -> cell. */
const DECISION: Readonly<Record<string, (term: UsagiTerm) => string | number>> = {
  matchScore: ({ matchScore }) => matchScore,
  mappingStatus: () => 'UNCHECKED',
  equivalence: () => 'UNREVIEWED',
  statusSetBy: () => '',
  statusSetOn: () => 0,
  conceptId: ({ offered = UNMAPPED }) => offered.conceptId,
  conceptName: ({ offered = UNMAPPED }) => offered.conceptName,
  domainId: ({ offered = UNMAPPED }) => offered.domainId,
  mappingType: () => 'MAPS_TO',
  comment: () => '',
  createdBy: () => 'dicom-omop',
  createdOn: () => 0,
  assignedReviewer: () => '',
};

/** `info`: the columns of all terms, in order. */
export function formatUsagi(terms: readonly UsagiTerm[], info: readonly string[]): string {
  const columns = [
    ...['sourceCode', 'sourceName', 'sourceFrequency', 'sourceAutoAssignedConceptIds'],
    ...info.map((name) => `ADD_INFO:${name}`),
    ...Object.keys(DECISION),
  ];
  const rows = terms.map((term) => [
    ...[term.sourceCode, term.sourceName, term.sourceFrequency, term.conceptIds.join(';')],
    ...info.map((name) => term.info[name] ?? ''),
    ...Object.values(DECISION).map((cell) => cell(term)),
  ]);
  return stringify([columns, ...rows]);
}

export interface ApprovedRow {
  /** Of the file, from 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string | undefined>>;
}

/** Rows that are APPROVED. `usagi-csv`: no CSV; `usagi-columns`: without one that is needed. `fix`: which file to give. */
export function parseApprovedRows(
  text: string,
  file: string,
  needed: readonly string[],
  fix: string,
): Outcome<readonly ApprovedRow[]> {
  const fail = (code: string, line: number | undefined, message: string): Outcome<readonly ApprovedRow[]> => {
    const at = { file, ...(line === undefined ? {} : { line }) };
    const diagnostic: Diagnostic = { code, severity: 'error', at, message, expected: needed.join(', '), fix };
    return { value: [], diagnostics: [diagnostic] };
  };
  let heading: readonly string[] = [];
  let rows: { readonly record: ApprovedRow['cells']; readonly info: { readonly lines: number } }[];
  try {
    const columns = (names: string[]) => {
      heading = names;
      return names;
    };
    rows = parse(text, { bom: true, columns, info: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    return fail('usagi-csv', typeof cause.lines === 'number' ? cause.lines : undefined, cause.message);
  }
  const missing = ['mappingStatus', ...needed].filter((column) => !heading.includes(column));
  if (missing.length > 0) return fail('usagi-columns', 1, `columns are missing: ${missing.join(', ')}`);
  const approved = rows.filter(({ record }) => record.mappingStatus === 'APPROVED');
  return {
    value: approved.map(({ record, info }) => ({ line: info.lines, cells: record })),
    diagnostics: [],
  };
}
