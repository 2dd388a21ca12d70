/**
 * Tables that a site gives (persons.csv, procedures.csv, visits.csv ...): comma, semicolon or tab, quoted or not, UTF-8 with or without BOM, UTF-16, CRLF. What
 * is wrong with them is an error with its line: a wrong person is worse than none.
 */
import { parse } from 'csv-parse/sync';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { decodeTable } from '../model/table-encoding.js';

export interface SiteRow {
  /** From 1, as an editor counts. */
  readonly line: number;
  /** By lower-case heading, trimmed; empty cells are undefined. */
  readonly cells: Readonly<Record<string, string | undefined>>;
}

export interface SiteFile {
  readonly file: string;
  readonly headings: readonly string[];
  readonly rows: readonly SiteRow[];
}

/** `wanted`: headings of which each must be there; of several joined by `|`, one of them. `option`: that gives the file. */
export function parseSiteFile(
  bytes: Buffer,
  file: string,
  wanted: readonly string[],
  option: string,
): Outcome<SiteFile | undefined> {
  const decoded = decodeTable(bytes);
  const diagnostics: Diagnostic[] = [];
  const fail = (diagnostic: Omit<Diagnostic, 'severity' | 'at'>, line = 1) => {
    diagnostics.push({ severity: 'error', at: { file, line }, ...diagnostic });
    return { value: undefined, diagnostics };
  };
  if (decoded === undefined) {
    return fail({
      code: 'site-file-no-text',
      message: bytes.toString('latin1', 0, 2) === 'PK' ? 'the file is a workbook' : 'the file is no text',
      expected: 'CSV',
      fix: 'save the table as CSV (UTF-8)',
    });
  }
  const { text, encoding } = decoded;
  if (text.trim() === '') {
    return fail({
      code: 'site-file-empty',
      message: 'the file is empty',
      expected: wanted.join(', '),
      fix: 'export the table again',
    });
  }
  if (encoding !== 'UTF-8') {
    diagnostics.push({
      code: 'site-file-encoding',
      severity: 'warning',
      at: { file },
      message: `the file is read as ${encoding}`,
      expected: 'UTF-8',
      fix: 'look at names with accents, or export as UTF-8',
    });
  }
  const first = /^[\r\n]*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const delimiter = ['\t', ';', ','].find((each) => first.includes(each)) ?? ',';
  let records: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    const options = {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    records = parse(text, options) as unknown as typeof records;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail({
      code: 'site-file-malformed',
      message,
      expected: 'rows of cells, quotes closed [RFC 4180]',
      fix: 'export the table again',
    });
  }
  const headings = (records[0]?.record ?? []).map((heading) => heading.toLowerCase().replaceAll(' ', '_'));
  const twice = headings.filter((heading, at) => heading !== '' && headings.indexOf(heading) < at);
  if (twice.length > 0) {
    return fail({
      code: 'site-heading-repeated',
      message: `two columns are named ${[...new Set(twice)].join(', ')}`,
      found: first,
      expected: 'one column for each name',
      fix: 'name the one that is not meant otherwise, or remove it',
    });
  }
  const missing = wanted.filter((names) => !names.split('|').some((name) => headings.includes(name)));
  if (missing.length > 0) {
    return fail({
      code: 'site-heading-missing',
      message: `the heading lacks ${missing.map((name) => name.replaceAll('|', ' or ')).join(', ')}`,
      found: first,
      expected: wanted.join(', '),
      fix: `name the columns so in the first line of the file that ${option} gives`,
    });
  }
  const rows = records.slice(1).flatMap(({ record, info }): SiteRow[] => {
    // A delimiter at the end of each line is a cell without a heading.
    const extra = record.slice(headings.length).some((cell) => cell !== '');
    if (extra || record.length < headings.filter((heading) => heading !== '').length) {
      diagnostics.push({
        code: 'site-row-ragged',
        severity: 'error',
        at: { file, line: info.lines },
        message: `${record.length} cells where the heading has ${headings.length}`,
        expected: headings.join(', '),
        fix: 'quote cells that hold the delimiter',
      });
      return [];
    }
    return [
      {
        line: info.lines,
        cells: Object.fromEntries(headings.map((heading, index) => [heading, record[index] || undefined])),
      },
    ];
  });
  if (rows.length === 0 && diagnostics.every(({ severity }) => severity !== 'error')) {
    return fail({
      code: 'site-file-empty',
      message: 'the file holds a heading and no row',
      expected: 'one row at least',
      fix: 'export the table again',
    });
  }
  return { value: { file, headings, rows }, diagnostics };
}
