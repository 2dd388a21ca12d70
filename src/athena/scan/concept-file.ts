/** CONCEPT.csv, and CONCEPT_CPT4.csv of the same form: the rows asked for, by code or by id. */
import type { AthenaConcept } from '../../model/athena-concept.js';
import type { FaultList } from '../../model/fault-list.js';
import type { ConceptId, InvalidReason, StandardConcept } from '../../model/omop.js';
import { type BundleFile, CONCEPT } from '../bundle/bundle.js';
import { CONCEPT_ID_EXPECTED, NOT_A_CONCEPT_ID } from '../concept-id.js';
import type { CodeSet } from './code-set.js';
import type { ConceptList } from './concept-list.js';
import { IdSet } from './id-set.js';
import { seekRows } from './row-seeker.js';
import { makeSeenIds } from './seen-ids.js';
import { layoutOf, placeOf } from './table-layout.js';
import { isDate, type TableRow } from './table-row.js';
import { type OnBytes, scanTable } from './table-scanner.js';

const CONCEPT_LAYOUT = layoutOf('concept');
const ID = placeOf(CONCEPT_LAYOUT, 'concept_id');
const NAME = placeOf(CONCEPT_LAYOUT, 'concept_name');
const DOMAIN = placeOf(CONCEPT_LAYOUT, 'domain_id');
const VOCABULARY = placeOf(CONCEPT_LAYOUT, 'vocabulary_id');
const CLASS = placeOf(CONCEPT_LAYOUT, 'concept_class_id');
const STANDARD = placeOf(CONCEPT_LAYOUT, 'standard_concept');
const CODE = placeOf(CONCEPT_LAYOUT, 'concept_code');
const START = placeOf(CONCEPT_LAYOUT, 'valid_start_date');
const END = placeOf(CONCEPT_LAYOUT, 'valid_end_date');
const INVALID = placeOf(CONCEPT_LAYOUT, 'invalid_reason');

export interface ConceptScan {
  readonly file: BundleFile;
  readonly codes: CodeSet;
  /** Concepts asked for by id. */
  readonly ids: IdSet;
  readonly faults: FaultList;
  /** Takes what is found. */
  readonly found: ConceptList;
  readonly onBytes?: OnBytes | undefined;
}

/**
 * Checks every row of the file and hands on those whose code or id is asked for. Answers the number of rows
 * of each vocabulary of `codes`.
 */
export async function scanConcepts(scan: ConceptScan): Promise<{ readonly byVocabulary: Int32Array }> {
  const { file, codes, ids, faults, found, onBytes } = scan;
  const byVocabulary = new Int32Array(codes.vocabularies.length);
  const passed = makeSeenIds();
  const onRow = (row: TableRow): void => {
    const id = row.id(ID);
    const vocabulary = codes.findVocabulary(row.bytes, row.startOf(VOCABULARY), row.endOf(VOCABULARY));
    if (vocabulary >= 0) byVocabulary[vocabulary] = (byVocabulary[vocabulary] ?? 0) + 1;
    if (id === NOT_A_CONCEPT_ID) {
      addIdFault(row, ID, 'concept_id', file, faults);
      return;
    }
    const wanted =
      (vocabulary >= 0 && codes.has(vocabulary, row.bytes, row.startOf(CODE), row.endOf(CODE))) ||
      ids.has(id);
    if (!wanted) {
      passed.add(id);
      if (found.byId.has(id as ConceptId)) addRepeatedFault(row, file, faults);
      return;
    }
    if (passed.has(id)) addRepeatedFault(row, file, faults);
    const concept = readConcept(row, file, faults);
    if (concept !== undefined) found.add(concept, file, row.line);
  };
  const rows = await scanTable({ file, layout: CONCEPT_LAYOUT, faults, onRow, onBytes });
  if (rows === 0 && file.name === CONCEPT) addEmptyFault(file, faults);
  return { byVocabulary };
}

/** Of two rows of one id, only one is of a code that is asked for: they cannot be the same. */
function addRepeatedFault(row: TableRow, file: BundleFile, faults: FaultList): void {
  faults.add({
    code: 'athena-concept-repeated',
    severity: 'error',
    at: { file: file.path, line: row.line },
    message: `concept ${row.id(ID)} has a second row that says something else`,
    found: `${row.text(VOCABULARY) ?? ''} ${row.text(CODE) ?? ''}`,
    expected: 'one row per concept_id [CDM v5.4 concept, primary key]',
    fix: 'download the bundle again, and do not join the files of two downloads',
  });
}

export interface ConceptSeek {
  /** Scanned before, without errors. */
  readonly file: BundleFile;
  /** The concepts wanted; those found are taken out. */
  readonly ids: Set<number>;
  readonly faults: FaultList;
  readonly found: ConceptList;
  readonly onBytes?: OnBytes | undefined;
}

/** Finds concepts by id alone; ends as soon as it has all. */
export async function seekConcepts({ file, ids, faults, found, onBytes }: ConceptSeek): Promise<void> {
  await seekRows({
    file,
    layout: CONCEPT_LAYOUT,
    faults,
    column: ID,
    ids: new IdSet(ids),
    isDone: () => ids.size === 0,
    onBytes,
    onRow: (row) => {
      const concept = readConcept(row, file, faults);
      if (concept === undefined) return;
      found.add(concept, file, row.line);
      ids.delete(concept.conceptId);
    },
  });
  onBytes?.(file.size);
}

function addEmptyFault(file: BundleFile, faults: FaultList): void {
  if (faults.hasErrors()) return;
  faults.add({
    code: 'athena-truncated',
    severity: 'error',
    at: { file: file.path },
    message: 'the file ends after its header',
    expected: 'a row per concept',
    fix: 'download the bundle again and unpack it anew',
  });
}

export function addIdFault(
  row: TableRow,
  column: number,
  name: string,
  file: BundleFile,
  faults: FaultList,
): void {
  faults.add({
    code: 'athena-concept-id-malformed',
    severity: 'error',
    at: { file: file.path, line: row.line },
    message: `${name} is not a concept id`,
    found: row.text(column) ?? '',
    expected: CONCEPT_ID_EXPECTED,
    fix: 'download the bundle again; a program that reads ids as decimal numbers may have written this file',
  });
}

function readConcept(row: TableRow, file: BundleFile, faults: FaultList): AthenaConcept | undefined {
  let sound = true;
  const refuse = (column: number, expected: string): void => {
    sound = false;
    const name = CONCEPT_LAYOUT.columns[column]?.name ?? '';
    faults.add({
      code: 'athena-value-malformed',
      severity: 'error',
      at: { file: file.path, line: row.line },
      message: `${name} of concept ${row.text(ID)} is not what Athena writes`,
      found: row.text(column) ?? '',
      expected: `${expected} [CDM v5.4 concept.${name}]`,
      fix: 'download the bundle again; another program may have written this file',
    });
  };
  const need = (column: number): string => {
    const text = row.text(column);
    if (text === undefined) refuse(column, 'a value: the column is NOT NULL');
    return text ?? '';
  };
  const needDate = (column: number): string => {
    if (!isDate(row, column)) refuse(column, 'a date yyyymmdd');
    return row.text(column) ?? '';
  };
  if (row.text(NAME)?.includes('\u0000')) refuse(NAME, 'text without the character U+0000');
  if (row.text(CODE)?.includes('\u0000')) refuse(CODE, 'text without the character U+0000');
  const standard = row.text(STANDARD);
  if (standard !== undefined && standard !== 'S' && standard !== 'C') refuse(STANDARD, 'S, C or nothing');
  const invalid = row.text(INVALID);
  if (invalid !== undefined && invalid !== 'D' && invalid !== 'U') refuse(INVALID, 'D, U or nothing');
  const concept: AthenaConcept = {
    conceptId: row.id(ID) as ConceptId,
    conceptName: row.text(NAME),
    domainId: need(DOMAIN),
    vocabularyId: need(VOCABULARY),
    conceptClassId: need(CLASS),
    standardConcept: standard as StandardConcept | undefined,
    conceptCode: row.text(CODE) ?? '',
    validStartDate: needDate(START),
    validEndDate: needDate(END),
    invalidReason: invalid as InvalidReason | undefined,
  };
  return sound ? concept : undefined;
}
