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
  const drafts = new Map<string, Draft>();
  const parts = new Map<string, PlaybookPart>();
  const above: CsvRow[] = [];
  let header: Header | undefined;
  const isWhole = eachRow(content, fail, (row) => {
    if (header) addRow(row, header, drafts, parts, fail);
    else if (above.length < HEADER_WITHIN) {
      header = findHeader(row);
      above.push(row);
    }
  });
  if (isWhole && !header) failHeader(above, fail);
  else if (isWhole && drafts.size === 0 && diagnostics.length === 0) {
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

/** A line of LOINC's own file: every cell quoted, and none holds a quote. Tens of thousands of them need no parser. */
const AS_SHIPPED = /^"[^"]*"(?:,"[^"]*")*$/;

/** False if the text cannot be read to its end. */
function eachRow(content: Uint8Array | string, fail: Fail, take: (row: CsvRow) => void): boolean {
  let text: string;
  try {
    text = typeof content === 'string' ? content : new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    fail('encoding', undefined, { message: 'not UTF-8 text', expected: 'UTF-8', fix: FIX_FILE });
    return false;
  }
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines.every((line) => line === '' || AS_SHIPPED.test(line))) {
    for (const [index, line] of lines.entries())
      if (line !== '') take({ line: index + 1, cells: line.slice(1, -1).split('","') });
    return true;
  }
  try {
    parse(text, {
      bom: true,
      rtrim: true,
      ltrim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], context) => {
        take({ line: context.lines, cells });
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
    return false;
  }
  return true;
}

interface Header {
  readonly width: number;
  /** Of each of PLAYBOOK_COLUMNS. */
  readonly places: readonly number[];
}

function findHeader({ cells }: CsvRow): Header | undefined {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const places = PLAYBOOK_COLUMNS.map((column) => names.indexOf(column.toLowerCase()));
  return places.includes(-1) ? undefined : { width: cells.length, places };
}

/** Says which columns the likeliest header lacks. */
function failHeader(rows: readonly CsvRow[], fail: Fail): void {
  const missingIn = ({ cells }: CsvRow) => {
    const names = new Set(cells.map((cell) => cell.trim().toLowerCase()));
    return PLAYBOOK_COLUMNS.filter((column) => !names.has(column.toLowerCase()));
  };
  const [best] = [...rows].sort((a, b) => missingIn(a).length - missingIn(b).length);
  const missing = best ? missingIn(best) : PLAYBOOK_COLUMNS;
  const line = missing.length === PLAYBOOK_COLUMNS.length ? 1 : (best?.line ?? 1);
  fail('columns', line, {
    message: `columns are missing: ${missing.join(', ')}`,
    ...(best ? { found: best.cells.join(',').slice(0, 200) } : {}),
    expected: PLAYBOOK_COLUMNS.join(','),
    fix: FIX_FILE,
  });
}

/** `parts`: most procedures share theirs with others, so that each is kept once. */
function addRow(
  { line, cells }: CsvRow,
  { width, places }: Header,
  drafts: Map<string, Draft>,
  parts: Map<string, PlaybookPart>,
  fail: Fail,
): void {
  if (cells.length !== width) {
    fail('ragged', line, {
      message: 'a row does not have the cells of the header: the file is damaged or truncated',
      found: `${cells.length} cells`,
      expected: `${width} cells`,
      fix: FIX_FILE,
    });
    return;
  }
  const [
    loinc = '',
    longCommonName = '',
    partNumber = '',
    typeName = '',
    partName = '',
    sequence = '',
    rid = '',
    preferredName = '',
    rpid = '',
    longName = '',
  ] = places.map((place) => cells[place]?.trim());
  const partType = parsePartType(typeName);
  if (!LOINC.test(loinc)) {
    const expected = 'digits, a hyphen and a check digit';
    fail('loinc', line, { message: 'not a LOINC number', found: loinc, expected, fix: FIX_FILE });
    return;
  }
  if (!partType) {
    fail('part-type', line, {
      message: 'a part type outside the closed list',
      found: typeName,
      expected: PART_TYPES.join(', '),
      fix: 'if a newer LOINC release adds part types, add the type to src/playbook/part-types.ts',
    });
    return;
  }
  if (partName === '') {
    fail('part-name', line, { message: `${loinc} has a part without a name`, fix: FIX_FILE });
    return;
  }
  let draft = drafts.get(loinc);
  if (!draft) {
    draft = { loinc, longCommonName, line, radLex: new Map(), parts: new Map() };
    drafts.set(loinc, draft);
  }
  if (draft.longCommonName !== longCommonName) {
    fail('name', line, {
      message: `${loinc} has two long common names`,
      found: longCommonName,
      expected: `"${draft.longCommonName}", as in line ${draft.line}`,
      fix: FIX_FILE,
    });
  }
  if (rpid !== '' && !draft.radLex.has(rpid)) {
    draft.radLex.set(rpid, { rpid, longName: longName || undefined });
  }
  const key = `${partNumber}|${partType}|${partName}|${sequence}`;
  if (draft.parts.has(key)) return;
  const id = `${key}|${rid}|${preferredName}`;
  const part = parts.get(id) ?? {
    partNumber,
    partType,
    partName,
    sequence,
    rid: rid || undefined,
    preferredName: preferredName || undefined,
  };
  parts.set(id, part);
  draft.parts.set(key, part);
}

function toProcedure(draft: Draft): PlaybookProcedure {
  return { ...draft, radLex: [...draft.radLex.values()], parts: [...draft.parts.values()] };
}
