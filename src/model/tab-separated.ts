/**
 * Tab-separated text: UTF-8, a header line, no quoting, LF or CRLF. Curated files (everything in `mappings/`) may hold
 * `#` comments and empty lines anywhere; rows keep their line numbers so that faults can be shown.
 */
import type { Diagnostic, Outcome } from './diagnostic.js';

/** From 1, as an editor counts. */
export interface TabLine {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface TabText {
  readonly header: readonly string[];
  readonly headerLine: number;
  /** As wide as the header. */
  readonly lines: readonly TabLine[];
  /** Of another width. */
  readonly ragged: readonly TabLine[];
}

/** Text -> cells. Lines for which `isPassedOver` holds are no rows. */
export function splitTabs(text: string, isPassedOver: (line: string) => boolean = () => false): TabText {
  const all = text.replace(/^\uFEFF/, '').split('\n');
  if (all.at(-1) === '') all.pop();
  const [head, ...rows] = all.flatMap((raw, index): TabLine[] => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    return isPassedOver(line) ? [] : [{ line: index + 1, cells: line.split('\t') }];
  });
  const header = head?.cells ?? [];
  const isWhole = ({ cells }: TabLine) => cells.length === header.length;
  return {
    header,
    headerLine: head?.line ?? 1,
    lines: rows.filter(isWhole),
    ragged: rows.filter((row) => !isWhole(row)),
  };
}

export interface CuratedRow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** By column name; empty cells are undefined. */
  readonly cells: Readonly<Record<string, string | undefined>>;
}

/** What a file may hold, and what to do about a header or row that is wrong. */
export interface TabForm {
  readonly comments: boolean;
  readonly fix: string | undefined;
}

const CURATED: TabForm = { comments: true, fix: undefined };
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/** Text -> rows. A header that lacks a column is an error and no row is read; so is a row of another width. */
export function parseTabSeparated(
  text: string,
  file: string,
  columns: readonly string[],
  { comments, fix }: TabForm = CURATED,
): Outcome<readonly CuratedRow[]> {
  const isPassedOver = (line: string) => comments && (line.trim() === '' || line.startsWith('#'));
  const { header, headerLine, lines, ragged } = splitTabs(text, isPassedOver);
  const conflict = [{ line: headerLine, cells: header }, ...lines, ...ragged]
    .filter(({ cells }) => comments && CONFLICT.test(cells.join('\t')))
    .sort((a, b) => a.line - b.line)[0];
  if (conflict) return { value: [], diagnostics: [tellConflict(file, conflict)] };
  if (header.length === 0 && comments) return { value: [], diagnostics: [tellEmpty(file, columns)] };
  const fault = findHeaderFault(header, columns, comments);
  if (fault !== undefined) {
    const wrong: Diagnostic = {
      code: 'file-header-wrong',
      severity: 'error',
      at: { file, line: headerLine },
      message: fault,
      found: header.join('\t'),
      expected: columns.join('<TAB>'),
      fix: fix ?? 'write the header line back, tab-separated',
    };
    return { value: [], diagnostics: [wrong] };
  }
  return {
    value: lines.map(({ line, cells }) => ({
      file,
      line,
      cells: nameCells(header, cells),
    })),
    diagnostics: ragged.map(
      ({ line, cells }): Diagnostic => ({
        code: 'file-row-ragged',
        severity: 'error',
        at: { file, line },
        message: `${cells.length} cells where the header has ${header.length}`,
        found: cells.join('\t').slice(0, 200),
        expected: header.join('<TAB>'),
        fix: fix ?? 'separate the cells by single tabs',
      }),
    ),
  };
}

function nameCells(header: readonly string[], cells: readonly string[]): Record<string, string | undefined> {
  const named: Record<string, string | undefined> = {};
  for (const [column, name] of header.entries()) named[name] = cells[column] || undefined;
  return named;
}

/**
 * In a curated file a column that nothing reads, but for a `note` to people, may have a mistyped name: what stands in it
 * would be lost.
 */
function findHeaderFault(
  header: readonly string[],
  columns: readonly string[],
  isCurated: boolean,
): string | undefined {
  const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ');
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) return `the header lacks ${list(missing)}`;
  const known = new Set([...columns, 'note']);
  const unknown = header.filter((name, index) => !known.has(name) || header.indexOf(name) !== index);
  return isCurated && unknown.length > 0 ? `the header has ${list(unknown)}, which nothing reads` : undefined;
}

function tellEmpty(file: string, columns: readonly string[]): Diagnostic {
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

function tellConflict(file: string, { line, cells }: TabLine): Diagnostic {
  return {
    code: 'file-merge-conflict',
    severity: 'error',
    at: { file, line },
    message: 'an unresolved merge conflict',
    found: cells.join('\t'),
    expected: 'a file without conflict markers',
    fix: 'resolve the conflict in git, then run again',
  };
}
