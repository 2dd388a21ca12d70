/**
 * Curated files: tab-separated, UTF-8, a header line, `#` comments and empty lines allowed anywhere, no quoting.
 * Used by everything in `mappings/`; rows keep their line numbers so that faults can be shown.
 */
import type { Diagnostic, Outcome } from './diagnostic.js';

export interface CuratedRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** By column name; empty cells are undefined. */
  readonly cells: Readonly<Record<string, string | undefined>>;
}

/** Text of a curated file -> rows. A header that lacks a column, or a row of another width, is an error. */
export function parseTabSeparated(
  text: string,
  file: string,
  columns: readonly string[],
): Outcome<readonly CuratedRow[]> {
  const diagnostics: Diagnostic[] = [];
  const rows: CuratedRow[] = [];
  let header: readonly string[] | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const lineText = raw.replace(/\r$/, '');
    if (lineText.trim() === '' || lineText.startsWith('#')) continue;
    const at = { file, line: index + 1 };
    if (/^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/.test(lineText)) {
      return { value: [], diagnostics: [conflict(at, lineText)] };
    }
    const cells = lineText.split('\t');
    if (header === undefined) {
      header = cells;
      const fault = findHeaderFault(cells, columns);
      if (fault === undefined) continue;
      return {
        value: [],
        diagnostics: [
          {
            code: 'file-header-wrong',
            severity: 'error',
            at,
            message: fault,
            found: lineText,
            expected: columns.join('<TAB>'),
            fix: 'write the header line back, tab-separated',
          },
        ],
      };
    }
    if (cells.length !== header.length) {
      diagnostics.push({
        code: 'file-row-ragged',
        severity: 'error',
        at,
        message: `${cells.length} cells where the header has ${header.length}`,
        found: lineText,
        expected: header.join('<TAB>'),
        fix: 'separate the cells by single tabs',
      });
      continue;
    }
    rows.push({
      ...at,
      cells: Object.fromEntries(header.map((name, column) => [name, cells[column] || undefined])),
    });
  }
  if (header === undefined) return { value: [], diagnostics: [empty(file, columns)] };
  return { value: rows, diagnostics };
}

/** A column that nothing reads, but for a `note` to people, may have a mistyped name: what stands in it would be lost. */
function findHeaderFault(cells: readonly string[], columns: readonly string[]): string | undefined {
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const missing = columns.filter((column) => !cells.includes(column));
  if (missing.length > 0) return `the header lacks ${list(missing)}`;
  const known = new Set([...columns, 'note']);
  const unknown = cells.filter((name, index) => !known.has(name) || cells.indexOf(name) !== index);
  return unknown.length > 0 ? `the header has ${list(unknown)}, which nothing reads` : undefined;
}

function empty(file: string, columns: readonly string[]): Diagnostic {
  return {
    code: 'file-empty',
    severity: 'error',
    at: { file, line: 1 },
    message: 'the file holds no line',
    found: '',
    expected: `at least the header, ${columns.join('<TAB>')}`,
    fix: `restore the file from git (git checkout -- ${file}) or from a copy; without a row, it has its header still`,
  };
}

function conflict(at: { file: string; line: number }, found: string): Diagnostic {
  return {
    code: 'file-merge-conflict',
    severity: 'error',
    at,
    message: 'an unresolved merge conflict',
    found,
    expected: 'a file without conflict markers',
    fix: 'resolve the conflict in git, then run again',
  };
}
