/**
 * The LOINC release's accessory file LoincRsnaRadiologyPlaybook.csv: comma-separated, quoted, one row per LOINC
 * code and part. Accepted besides: a byte order mark, CRLF, blanks before commas, lines before the header.
 */
import { CsvError, parse } from 'csv-parse/sync';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { PART_TYPES, parsePartType } from './part-types.js';
import type { Playbook, PlaybookPart, PlaybookProcedure, RadLexProcedure } from './playbook.js';

const PLAYBOOK_COLUMNS = [
  'LoincNumber',
  'LongCommonName',
  'PartNumber',
  'PartTypeName',
  'PartName',
  'PartSequenceOrder',
  'RID',
  'PreferredName',
  'RPID',
  'LongName',
] as const;

type Column = (typeof PLAYBOOK_COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

interface Draft {
  readonly loinc: string;
  readonly longCommonName: string;
  readonly line: number;
  readonly radLex: Map<string, RadLexProcedure>;
  readonly parts: Map<string, PlaybookPart>;
}

const HEADER_WITHIN = 20;
const LOINC = /^\d{1,7}-\d$/;
const FIX_FILE = 'take LoincRsnaRadiologyPlaybook.csv unchanged from AccessoryFiles of a LOINC release';

/**
 * Reads a whole file, or nothing: the value is undefined when any diagnostic is an error
 * (playbook-encoding, -csv, -empty, -columns, -ragged, -loinc, -part-type, -part-name, -name). `file` is the
 * path that the messages print; lines count from 1.
 */
export function readPlaybook(content: Uint8Array | string, file: string): Outcome<Playbook | undefined> {
  const diagnostics: Diagnostic[] = [];
  const fail = (
    code: string,
    line: number | undefined,
    rest: Omit<Diagnostic, 'code' | 'severity' | 'at'>,
  ) => {
    const at = line === undefined ? { file } : { file, line };
    diagnostics.push({ code: `playbook-${code}`, severity: 'error', at, ...rest });
  };
  const rows = readRows(content, fail);
  const header = rows && findHeader(rows);
  if (rows && !header) failHeader(rows, fail);
  if (!rows || !header) return { value: undefined, diagnostics };
  const drafts = new Map<string, Draft>();
  for (const row of rows.slice(header.index + 1)) {
    if (row.cells.length !== header.width) {
      fail('ragged', row.line, {
        message: 'a row does not have the cells of the header: the file is damaged or truncated',
        found: `${row.cells.length} cells`,
        expected: `${header.width} cells`,
        fix: FIX_FILE,
      });
    } else addRow(row.line, header.read(row.cells), drafts, fail);
  }
  if (drafts.size === 0 && diagnostics.length === 0) {
    fail('empty', undefined, { message: 'no rows below the header', fix: FIX_FILE });
  }
  if (diagnostics.length > 0) return { value: undefined, diagnostics };
  return { value: { file, procedures: [...drafts.values()].map(toProcedure) }, diagnostics };
}

type Fail = (
  code: string,
  line: number | undefined,
  rest: Omit<Diagnostic, 'code' | 'severity' | 'at'>,
) => void;

function readRows(content: Uint8Array | string, fail: Fail): readonly CsvRow[] | undefined {
  let text: string;
  try {
    text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    fail('encoding', undefined, { message: 'not UTF-8 text', expected: 'UTF-8', fix: FIX_FILE });
    return undefined;
  }
  const rows: CsvRow[] = [];
  try {
    parse(text, {
      bom: true,
      rtrim: true,
      ltrim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => {
        rows.push({ line: context.lines, cells });
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === 'number' ? cause.lines : undefined;
    fail('csv', line, {
      message: `not comma-separated text with closed quotes (${cause.code}): damaged or truncated`,
      fix: FIX_FILE,
    });
    return undefined;
  }
  return rows;
}

interface Header {
  readonly index: number;
  readonly width: number;
  read(cells: readonly string[]): Cells;
}

function findHeader(rows: readonly CsvRow[]): Header | undefined {
  for (const [index, { cells }] of rows.slice(0, HEADER_WITHIN).entries()) {
    const names = cells.map((cell) => cell.trim().toLowerCase());
    const places = PLAYBOOK_COLUMNS.map((column) => names.indexOf(column.toLowerCase()));
    if (places.includes(-1)) continue;
    const read = (row: readonly string[]) =>
      Object.fromEntries(
        PLAYBOOK_COLUMNS.map((column, i) => [column, row[places[i] ?? -1]?.trim() ?? '']),
      ) as Cells;
    return { index, width: cells.length, read };
  }
  return undefined;
}

/** Says which columns the likeliest header lacks. */
function failHeader(rows: readonly CsvRow[], fail: Fail): void {
  const missingIn = ({ cells }: CsvRow) => {
    const names = new Set(cells.map((cell) => cell.trim().toLowerCase()));
    return PLAYBOOK_COLUMNS.filter((column) => !names.has(column.toLowerCase()));
  };
  const [best] = rows.slice(0, HEADER_WITHIN).sort((a, b) => missingIn(a).length - missingIn(b).length);
  const missing = best ? missingIn(best) : PLAYBOOK_COLUMNS;
  const line = missing.length === PLAYBOOK_COLUMNS.length ? 1 : (best?.line ?? 1);
  fail('columns', line, {
    message: `columns are missing: ${missing.join(', ')}`,
    ...(best ? { found: best.cells.join(',').slice(0, 200) } : {}),
    expected: PLAYBOOK_COLUMNS.join(','),
    fix: FIX_FILE,
  });
}

function addRow(line: number, cells: Cells, drafts: Map<string, Draft>, fail: Fail): void {
  const partType = parsePartType(cells.PartTypeName);
  if (!LOINC.test(cells.LoincNumber)) {
    const expected = 'digits, a hyphen and a check digit';
    fail('loinc', line, { message: 'not a LOINC number', found: cells.LoincNumber, expected, fix: FIX_FILE });
    return;
  }
  if (!partType) {
    fail('part-type', line, {
      message: 'a part type outside the closed list',
      found: cells.PartTypeName,
      expected: PART_TYPES.join(', '),
      fix: 'if a newer LOINC release adds part types, add the type to src/playbook/part-types.ts',
    });
    return;
  }
  if (cells.PartName === '') {
    fail('part-name', line, { message: `${cells.LoincNumber} has a part without a name`, fix: FIX_FILE });
    return;
  }
  const draft = drafts.get(cells.LoincNumber) ?? newDraft(line, cells);
  drafts.set(cells.LoincNumber, draft);
  if (draft.longCommonName !== cells.LongCommonName) {
    fail('name', line, {
      message: `${cells.LoincNumber} has two long common names`,
      found: cells.LongCommonName,
      expected: `"${draft.longCommonName}", as in line ${draft.line}`,
      fix: FIX_FILE,
    });
  }
  if (cells.RPID !== '' && !draft.radLex.has(cells.RPID)) {
    draft.radLex.set(cells.RPID, { rpid: cells.RPID, longName: cells.LongName || undefined });
  }
  const key = `${cells.PartNumber}|${partType}|${cells.PartName}|${cells.PartSequenceOrder}`;
  if (draft.parts.has(key)) return;
  draft.parts.set(key, {
    partNumber: cells.PartNumber,
    partType,
    partName: cells.PartName,
    sequence: cells.PartSequenceOrder,
    rid: cells.RID || undefined,
    preferredName: cells.PreferredName || undefined,
  });
}

function newDraft(line: number, cells: Cells): Draft {
  const { LoincNumber: loinc, LongCommonName: longCommonName } = cells;
  return { loinc, longCommonName, line, radLex: new Map(), parts: new Map() };
}

function toProcedure(draft: Draft): PlaybookProcedure {
  return { ...draft, radLex: [...draft.radLex.values()], parts: [...draft.parts.values()] };
}
