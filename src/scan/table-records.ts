/**
 * Rows of a table -> records: DICOM JSON, wide tables (a column for each attribute), long ones (a row for each
 * attribute). Which of them a table is, its columns say. A table without Series Instance UID or Modality is refused.
 */
import type { FindTag } from './attribute-names.js';
import { type JsonNames, readJsonDataSet } from './dicom-json.js';
import { findImagingStudies, readImagingStudy } from './fhir-imaging-study.js';
import type { Row } from './header-tables.js';
import {
  finding,
  type InstanceRecord,
  makeRecord,
  makeRefused,
  type RecordOptions,
} from './instance-record.js';
import type { Origin } from './instance-row.js';
import { type PlainDataSet, viewPlain } from './plain-view.js';
import { openRow, type Specials } from './special-columns.js';
import {
  findInstanceCount,
  isCountColumn,
  readLongTable,
  readWideRow,
  type TableDataSet,
} from './table-forms.js';
import type { TableContent, TableRow } from './table-rows.js';

export const TABLE_FORMS = ['auto', 'wide', 'long', 'dicomjson', 'fhir'] as const;
export type TableForm = (typeof TABLE_FORMS)[number];

export interface TableOptions extends RecordOptions {
  readonly names: JsonNames;
  readonly form: TableForm;
  /** Columns that are no attribute. */
  readonly specials: Specials;
}

const SERIES = 0x0020000e;
const MODALITY = 0x00080060;
const SOP = 0x00080018;
const ACCESSION = 0x00080050;

export function makeTableRecords(
  content: TableContent,
  origin: Origin,
  options: TableOptions,
): InstanceRecord[] {
  if (content.fault) {
    const { code, message, found } = content.fault;
    return [refuse(origin, code, message, found)];
  }
  const { malformed } = content;
  const records = malformed.map(({ row, message }) =>
    refuse(memberOf(origin, row), 'row-malformed', message),
  );
  const isFhir = options.form === 'fhir' || (options.form === 'auto' && isFhirRow(content.rows[0]));
  if (isFhir) return [...records, ...makeFhirRecords(content.rows, origin, options)];
  const rows = content.rows.map((row) => openRow(row, options.specials));
  const [first] = rows;
  if (first === undefined) return [...records, refuse(origin, 'table-empty', 'a table without a row')];
  const form = options.form === 'auto' ? detectForm(first, options.names.findTag) : options.form;
  const missing = form === 'wide' ? findMissing(rows, options.names.findTag) : [];
  const twice = form === 'wide' ? findRepeated(content, options.names.findTag) : [];
  if (twice.length > 0) {
    const message = `two columns are the same attribute: ${twice.join(', ')}; which one is meant cannot be told`;
    return [refuse(origin, 'column-repeated', message, twice.join(', '))];
  }
  if (missing.length > 0) {
    const found = Object.keys(first).slice(0, 20).join(', ');
    return [
      refuse(
        origin,
        'table-columns-missing',
        `no column for ${missing.join(' and ')}; name it with --columns`,
        found,
      ),
    ];
  }
  const dataSets =
    form === 'long'
      ? readLongTable(rows, options.names)
      : rows.map((row, index) => readRow(row, index, form, options));
  const statesInstances = dataSets.some(({ dataSet }) => dataSet.some(({ tag }) => tag === SOP));
  const notes = [
    ...(form === 'wide' ? noteColumns(first, origin, options.names.findTag) : []),
    ...noteEncoding(content, origin),
    ...(form === 'wide' ? noteLostZeros(dataSets, origin) : []),
  ];
  return [
    ...records,
    ...dataSets.map((each, index) =>
      makeOne(each, origin, statesInstances, index === 0 ? notes : [], options),
    ),
  ];
}

const isFhirRow = (row: TableRow | undefined): boolean =>
  row?.resourceType === 'ImagingStudy' || row?.resourceType === 'Bundle';

/** A resource that is no ImagingStudy is refused; one without a series says nothing of images. */
function makeFhirRecords(rows: readonly TableRow[], origin: Origin, options: TableOptions): InstanceRecord[] {
  return rows.flatMap((row, at) => {
    const place = memberOf(origin, at + 1);
    const dataSets = findImagingStudies(row).flatMap((study) => readImagingStudy(study, options.specials));
    if (dataSets.length === 0)
      return [refuse(place, 'row-malformed', 'no ImagingStudy with a series is in it')];
    return dataSets.map(({ json, instances }, index) =>
      makeOne(
        {
          row: dataSets.length === 1 ? at + 1 : `${at + 1}.${index + 1}`,
          dataSet: withoutEmpty(readJsonDataSet(json, options.names) ?? []),
          instances,
        },
        origin,
        instances === undefined,
        [],
        options,
      ),
    );
  });
}

const withoutEmpty = (dataSet: PlainDataSet): PlainDataSet =>
  dataSet.filter(({ values, items }) => values.length > 0 || (items !== undefined && items.length > 0));

/** Objects with `vr` in them are DICOM JSON; a column of tags and one of values are a long table. */
function detectForm(row: TableRow, findTag: FindTag): TableForm {
  const values = Object.values(row);
  if (values.some((value) => typeof value === 'object' && value !== null && 'vr' in value))
    return 'dicomjson';
  const names = Object.keys(row).map((name) => name.toLowerCase());
  const isLong = names.some((name) => ['tag', 'path'].includes(name)) && names.includes('value');
  return isLong && !Object.keys(row).some((name) => findTag(name) === MODALITY) ? 'long' : 'wide';
}

function readRow(row: TableRow, index: number, form: TableForm, { names }: TableOptions): TableDataSet {
  const isText = Object.values(row).every((value) => typeof value === 'string');
  const dataSet = form === 'wide' && isText ? readWideRow(row, names) : readJsonDataSet(row, names);
  return { row: index + 1, dataSet: dataSet ?? [], instances: findInstanceCount(row) };
}

function makeOne(
  { row, dataSet, instances }: TableDataSet,
  origin: Origin,
  statesInstances: boolean,
  notes: readonly Row[],
  options: TableOptions,
): InstanceRecord {
  const place = memberOf(origin, row);
  const fault = findSpreadsheetFault(dataSet, place);
  if (dataSet.length === 0)
    return makeRefused(place, [finding(place, 'row-malformed', 'error', 'no attribute is in it', {})]);
  if (fault) return makeRefused(place, [fault]);
  const stands = statesInstances ? undefined : (instances ?? 1);
  const facts = {
    origin: place,
    headerBytes: undefined,
    transferSyntaxUid: dataSet.find(({ tag }) => tag === 0x00020010)?.values[0],
    mediaStorage: { sopClass: undefined, sopInstance: undefined },
    standsFor: stands,
  };
  const told = [
    ...(stands !== undefined && instances === undefined ? [noteCount(place)] : []),
    ...noteRepeated(dataSet, place),
  ];
  return makeRecord(viewPlain(dataSet, options.maxValueBytes), facts, [...notes, ...told], options);
}

/** An attribute that a data set has more than once, as rows of a long table may that name no instance: the first counts. [PS3.5 7.1] */
function noteRepeated(dataSet: PlainDataSet, place: Origin): Row[] {
  const seen = new Map<number, string>();
  const differing = new Set<number>();
  for (const { tag, values } of dataSet) {
    const text = values.join('\\');
    if ((seen.get(tag) ?? text) !== text) differing.add(tag);
    else seen.set(tag, text);
  }
  return [...differing].map((tag) =>
    finding(
      place,
      'attribute-repeated',
      'warning',
      'an attribute stands there with several values; the first is used',
      {
        path: tag.toString(16).toUpperCase().padStart(8, '0'),
        expected:
          'one value for each attribute of an instance: a column for SOP Instance UID, or one row for each attribute',
      },
    ),
  );
}

const noteCount = (place: Origin) =>
  finding(
    place,
    'instances-not-stated',
    'note',
    'a row of a series that does not say how many instances it has',
    {},
  );

/** What spreadsheets do to identifiers and dates: nothing of such a row can be trusted. */
function findSpreadsheetFault(dataSet: PlainDataSet, place: Origin): Row | undefined {
  for (const { tag, vr, values } of dataSet) {
    const [value = ''] = values;
    const path = tag.toString(16).toUpperCase().padStart(8, '0');
    if (vr === 'UI' && values.some((each) => /^\d+(?:[.,]\d+)?E\+?\d+$/i.test(each))) {
      const message =
        'a UID in scientific notation: a spreadsheet has made a number of it; export it as text';
      return finding(place, 'uid-scientific', 'error', message, {
        path,
        found: value,
        expected: 'a UID [PS3.5 9.1]',
      });
    }
    if (vr === 'DA' && /^\d{5}(?:\.\d+)?$/.test(value)) {
      const message = "a date as a spreadsheet's day number; export it as text";
      return finding(place, 'date-serial', 'error', message, { path, expected: 'YYYYMMDD [PS3.5 6.2]' });
    }
  }
  return undefined;
}

function findMissing(rows: readonly TableRow[], findTag: FindTag): string[] {
  const tags = new Set(rows.slice(0, 100).flatMap((row) => Object.keys(row).map(findTag)));
  return [...(tags.has(SERIES) ? [] : ['Series Instance UID']), ...(tags.has(MODALITY) ? [] : ['Modality'])];
}

/** Columns of one attribute in two spellings, or of one name. */
function findRepeated({ rows: [first = {}], repeated = [] }: TableContent, findTag: FindTag): string[] {
  const seen = new Map<number, string>();
  const twice = repeated.filter((name) => findTag(name) !== undefined);
  for (const name of Object.keys(first)) {
    const tag = findTag(name);
    const other = tag === undefined ? undefined : seen.get(tag);
    if (other !== undefined) twice.push(`${other} and ${name}`);
    if (tag !== undefined) seen.set(tag, name);
  }
  return twice;
}

function noteEncoding({ encoding }: TableContent, origin: Origin): Row[] {
  if (encoding === undefined || encoding === 'UTF-8') return [];
  const message = `the table is read as ${encoding}; look at names with accents, or save it as UTF-8`;
  return [finding(origin, 'table-encoding', 'note', message, { expected: 'UTF-8' })];
}

/** Accession numbers of digits that are shorter than most have lost their zeros in a spreadsheet. */
function noteLostZeros(dataSets: readonly TableDataSet[], origin: Origin): Row[] {
  const keys = dataSets.flatMap(
    ({ dataSet }) => dataSet.find(({ tag }) => tag === ACCESSION)?.values[0] ?? [],
  );
  const lengths = new Map<number, number>();
  for (const key of keys) if (/^\d+$/.test(key)) lengths.set(key.length, (lengths.get(key.length) ?? 0) + 1);
  const [usual] = [...lengths].sort(([, a], [, b]) => b - a);
  if (usual === undefined || usual[1] <= keys.length / 2) return [];
  const short = keys.filter((key) => /^[1-9]\d*$/.test(key) && key.length < usual[0]).length;
  if (short === 0) return [];
  const message = `${short} accession numbers have fewer digits than the others: a spreadsheet may have dropped their zeros`;
  return [
    finding(origin, 'accession-zeros-lost', 'warning', message, {
      path: '00080050',
      expected: `${usual[0]} digits`,
    }),
  ];
}

/** Columns that are no attribute are told once for the table. */
function noteColumns(first: TableRow, origin: Origin, findTag: FindTag): Row[] {
  const unknown = Object.keys(first).filter((name) => findTag(name) === undefined && !isCountColumn(name));
  if (unknown.length === 0) return [];
  const message = `${unknown.length} columns are no attributes and are left; --columns names them`;
  return [finding(origin, 'column-unknown', 'note', message, { found: unknown.slice(0, 20).join(', ') })];
}

function refuse(origin: Origin, code: string, message: string, found?: string): InstanceRecord {
  return makeRefused(origin, [finding(origin, code, 'error', message, found === undefined ? {} : { found })]);
}

function memberOf(origin: Origin, row: number | string): Origin {
  return { ...origin, member: `#${row}`, fileSize: undefined };
}
