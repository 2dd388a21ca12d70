/**
 * A release by subject: rows of its tables by the value of a column. `openView` reads what it is asked for, line by
 * line; `openWholeView` reads each table once and suits whoever asks for everything.
 */
import { propertyOf } from '../model/cdm-tables.js';
import type { Diagnostic } from '../model/diagnostic.js';
import { groupBy } from '../model/grouping.js';
import { splitTabs } from '../model/tab-separated.js';
import type { TextRow } from '../release/columns.js';
import { FACT_TABLES, type FactTableName, factFileOf } from '../release/fact-tables.js';
import { type Manifest, parseManifest } from '../release/manifest.js';
import { findRows } from '../release/read-facts.js';
import { keepTexts, openFiles, type ReleaseFolder } from '../release/release-folder.js';

/** Tables of a release beside the facts, by file. */
const OTHER_TABLES = {
  'CONCEPT.csv':
    'concept_id concept_name domain_id vocabulary_id concept_class_id standard_concept? concept_code valid_start_date valid_end_date invalid_reason?',
  'CONCEPT_RELATIONSHIP.csv':
    'concept_id_1 concept_id_2 relationship_id valid_start_date valid_end_date invalid_reason?',
  'CONCEPT_SYNONYM.csv': 'concept_id concept_synonym_name language_concept_id',
  'VOCABULARY.csv':
    'vocabulary_id vocabulary_name vocabulary_reference vocabulary_version? vocabulary_concept_id',
  'link_provenance.tsv':
    'concept_id_1 concept_id_2 relationship_id rule at? scheme? code? steps? target_vocabulary? target_code? target_name?',
  'code_maps.tsv':
    'subject_vocabulary subject_code relationship_id predicate object_vocabulary object_code rule justification? at?',
  'unresolved.tsv': 'scheme code meaning? status vocabulary_id? concept_code? note? places?',
  'attribute_guide.tsv': 'tag target target_reason unit? unit_concept_id?',
  'history.tsv': 'concept_id edition event detail?',
  'lookup/private_attributes.tsv':
    'creator element name vr? vm? unit? concept_code concept_id meaning? source?',
} as const;
type OtherTable = keyof typeof OTHER_TABLES;
export type TableName = FactTableName | OtherTable;

const FILES: ReadonlySet<string> = new Set([
  ...Object.keys(OTHER_TABLES),
  ...(Object.keys(FACT_TABLES) as FactTableName[]).map(factFileOf),
]);

/** True for the path of a table that a view can be asked for. */
export function isTableOfView(file: string): boolean {
  return FILES.has(file);
}

type ColumnsOf<Name extends TableName> = Name extends FactTableName
  ? (typeof FACT_TABLES)[Name]['columns']
  : Name extends OtherTable
    ? (typeof OTHER_TABLES)[Name]
    : never;
export type Row<Name extends TableName> = TextRow<ColumnsOf<Name>>;

export interface ReleaseView {
  readonly manifest: Manifest | undefined;
  /** `DICOM`. */
  readonly vocabularyId: string;
  /** All rows; none where the release lacks the table. */
  readonly rows: <Name extends TableName>(table: Name) => readonly Row<Name>[];
  /** Cells of some columns of all rows, in order; an empty cell is empty text. Far quicker than `rows`. */
  readonly cells: <Name extends TableName>(
    table: Name,
    ...columns: readonly (keyof Row<Name> & string)[]
  ) => readonly (readonly string[])[];
  /** As `cells`, of the lines that the text is in, whatever its case and accents, and perhaps of others. */
  readonly cellsNaming: <Name extends TableName>(
    folded: string,
    table: Name,
    ...columns: readonly (keyof Row<Name> & string)[]
  ) => readonly (readonly string[])[];
  /** Rows that hold the value in the column, in order. */
  readonly select: <Name extends TableName>(
    table: Name,
    column: keyof Row<Name> & string,
    value: string,
  ) => readonly Row<Name>[];
  /** What could not be read so far. */
  readonly diagnostics: () => readonly Diagnostic[];
}

type Rows = readonly Readonly<Record<string, string | undefined>>[];

/** Reads the lines that hold the value: quick for a few questions. */
export function openView(folder: ReleaseFolder): ReleaseView {
  const reader = makeReader(folder);
  return {
    ...reader.view,
    select: ((table: TableName, column: string, value: string) =>
      reader
        .read(table, (text) => linesWith(text, value))
        .filter((row) => row[column] === value)) as ReleaseView['select'],
  };
}

/** Reads each table once, whole, when it is first asked for: for the files of a build, whose form is known. */
export function openWholeView(folder: ReleaseFolder): ReleaseView {
  const reader = makeReader(folder);
  const groups = new Map<TableName, Map<string, ReadonlyMap<string, Rows>>>();
  const whole = new Map<TableName, Rows>();
  const rowsOf = (table: TableName): Rows => {
    const known = whole.get(table) ?? reader.readAll(table);
    whole.set(table, known);
    return known;
  };
  const groupOf = (table: TableName, column: string) => {
    const ofTable = groups.get(table) ?? new Map<string, ReadonlyMap<string, Rows>>();
    groups.set(table, ofTable);
    const made = ofTable.get(column) ?? groupBy(rowsOf(table), (row) => row[column] ?? '');
    ofTable.set(column, made);
    return made;
  };
  const cells: ReleaseView['cells'] = (table, ...columns) =>
    rowsOf(table).map((row) => columns.map((column) => row[column] ?? ''));
  return {
    ...reader.view,
    rows: rowsOf as unknown as ReleaseView['rows'],
    cells,
    cellsNaming: (_folded, table, ...columns) => cells(table, ...columns),
    select: ((table: TableName, column: string, value: string) =>
      (groups.get(table)?.get(column) ?? groupOf(table, column)).get(value) ??
      NO_ROWS) as unknown as ReleaseView['select'],
  };
}

const NO_ROWS: Rows = [];

function makeReader(folder: ReleaseFolder) {
  const diagnostics: Diagnostic[] = [];
  const whole = new Map<TableName, Rows>();
  const { find } = keepTexts(folder);
  const textOf = (file: string): string => find(file) ?? '';
  const read = (table: TableName, narrow: (text: string) => string): Rows => {
    const { file, columns } = tableOf(table);
    const text = textOf(file);
    if (text === '') return [];
    const files = openFiles(folder.name, new Map([[file, narrow(text)]]));
    const found = findRows(files, file, columns, requiredOf(columns, text));
    diagnostics.push(...found.diagnostics);
    return (found.value ?? []) as unknown as Rows;
  };
  const rows = (table: TableName): Rows => {
    const known = whole.get(table) ?? read(table, (text) => text);
    whole.set(table, known);
    return known;
  };
  const cellsOf = (text: string, columns: readonly string[]): readonly (readonly string[])[] => {
    const { header, lines } = splitTabs(text);
    const indexes = columns.map((property) => header.findIndex((name) => propertyOf(name) === property));
    return lines.map((line) => indexes.map((index) => line.cells[index] ?? ''));
  };
  const readAll = (table: TableName): Rows => {
    const { file, columns } = tableOf(table);
    const [head = '', ...lines] = textOf(file).replace(/\n$/, '').split('\n');
    const header = head.split('\t');
    const optional = new Set(
      columns.split(' ').flatMap((word) => (word.endsWith('?') ? [word.slice(0, -1)] : [])),
    );
    const properties = header.map(propertyOf);
    const absent = header.map((name) => (optional.has(name) ? undefined : ''));
    // Where a cell repeats the one above it, they are one text.
    const above: (string | undefined)[] = header.map(() => undefined);
    const rows: Record<string, string | undefined>[] = [];
    for (const line of lines) {
      const values = line.split('\t');
      if (values.length !== header.length) continue;
      const row: Record<string, string | undefined> = {};
      for (let index = 0; index < values.length; index += 1) {
        if (values[index] !== above[index]) above[index] = values[index];
        row[properties[index] ?? ''] = above[index] || absent[index];
      }
      rows.push(row);
    }
    return rows;
  };
  const manifest = parseManifest(textOf('manifest.json'));
  const [vocabulary] = rows('VOCABULARY.csv') as unknown as readonly Row<'VOCABULARY.csv'>[];
  const view: Omit<ReleaseView, 'select'> = {
    manifest,
    vocabularyId: vocabulary?.vocabularyId ?? 'DICOM',
    rows: rows as unknown as ReleaseView['rows'],
    cells: (table, ...columns) => cellsOf(textOf(tableOf(table).file), columns),
    cellsNaming: (folded, table, ...columns) =>
      cellsOf(linesNaming(textOf(tableOf(table).file), folded), columns),
    diagnostics: () => diagnostics,
  };
  return { read, readAll, view };
}

function tableOf(table: TableName): { readonly file: string; readonly columns: string } {
  if (table in OTHER_TABLES) return { file: table, columns: OTHER_TABLES[table as OtherTable] };
  const name = table as FactTableName;
  return { file: factFileOf(name), columns: FACT_TABLES[name].columns };
}

/** Columns that may be empty may also be missing: releases of older programs have fewer. */
function requiredOf(columns: string, text: string): string {
  const header = new Set(text.slice(0, text.indexOf('\n')).split('\t'));
  return columns
    .split(' ')
    .filter((word) => !word.endsWith('?') || header.has(word.slice(0, -1)))
    .map((word) => word.replace('?', ''))
    .join(' ');
}

/** The header, and the lines that have the text as a cell. */
function linesWith(text: string, needle: string): string {
  return linesAt(text, (from) => {
    let at = text.indexOf(needle, from);
    while (at >= 0 && !(CELL_END.has(text[at - 1]) && CELL_END.has(text[at + needle.length]))) {
      at = text.indexOf(needle, at + needle.length);
    }
    return at;
  });
}

/** The header, the lines that the folded text is in, and all with letters that are not plain. */
function linesNaming(text: string, folded: string): string {
  const pattern = new RegExp(`${folded.replace(/[^\w ]/g, '\\$&')}|[^\\t\\n -~]`, 'gi');
  return linesAt(text, (from) => {
    pattern.lastIndex = from;
    return pattern.exec(text)?.index ?? -1;
  });
}

/** The header, and the lines of what is found; -1 for nothing more. */
function linesAt(text: string, find: (from: number) => number): string {
  const headerEnd = text.indexOf('\n') + 1;
  const lines = [text.slice(0, headerEnd)];
  for (let at = find(headerEnd); at >= 0 && at < text.length; ) {
    const end = text.indexOf('\n', at) + 1 || text.length;
    lines.push(text.slice(text.lastIndexOf('\n', at) + 1, end));
    at = find(end);
  }
  return lines.join('');
}

const CELL_END: ReadonlySet<string | undefined> = new Set(['\t', '\n', '\r', undefined]);
