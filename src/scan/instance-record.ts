/** A header -> everything the header tables take of it. */
import { type DataSetView, findValue, viewDataSet } from '../dicom/data-set-view.js';
import type { Dictionary } from '../dicom/dictionary.js';
import type { Header } from '../dicom/header.js';
import type { AttributeList } from './attribute-list.js';
import { takeContentItems } from './content-items.js';
import { type ElementCounts, type ElementValue, takeValues, type ValueFault } from './element-values.js';
import type { Row } from './header-tables.js';
import { type InstanceFacts, makeInstanceRow, type Origin, originCells } from './instance-row.js';
import { BULK_ANNOTATIONS, KEY_OBJECTS } from './object-kind.js';
import { takeReferences } from './references.js';
import { takeAnnotationGroups, takeSegments, takeStructures } from './segments.js';

export type ScanStatus = 'ok' | 'recovered' | 'refused' | 'skipped';

export interface InstanceRecord {
  readonly status: ScanStatus;
  /** Undefined for what is no instance: skipped. */
  readonly instance: Row | undefined;
  readonly values: readonly ElementValue[];
  readonly elements: ElementCounts;
  readonly srItems: readonly Row[];
  readonly segments: readonly Row[];
  readonly references: readonly Row[];
  readonly findings: readonly Row[];
}

export interface RecordOptions {
  readonly list: AttributeList;
  readonly dictionary: Dictionary;
  /** Bytes kept of a value. */
  readonly maxValueBytes: number;
}

/** Codes of files that are no DICOM instance at all; they are skipped, not refused. */
const NO_INSTANCE = new Set(['not-dicom', 'file-empty', 'dicomdir-skipped']);

export function makeFileRecord(header: Header, origin: Origin, options: RecordOptions): InstanceRecord {
  const view = viewDataSet(header.dataSet, header.bytes, options.maxValueBytes);
  const meta = header.meta && viewDataSet(header.meta, header.metaBytes, options.maxValueBytes);
  const findings = header.findings.map(({ offset, path, code, severity, message, found, expected }) => ({
    ...originCells(origin),
    offset,
    path,
    code,
    severity,
    message,
    found,
    expected,
  }));
  if (header.status === 'refused') return makeRefused(origin, findings);
  const facts: InstanceFacts = {
    origin,
    headerBytes: header.headerBytes,
    transferSyntaxUid: header.transferSyntaxUid,
    mediaStorage: {
      sopClass: meta && findValue(meta, 0x00020002),
      sopInstance: meta && findValue(meta, 0x00020003),
    },
  };
  return makeRecord(view, facts, findings, options);
}

/** The same for any view of a data set: of a file, of DICOM JSON, of a row of a table. */
export function makeRecord(
  view: DataSetView,
  facts: InstanceFacts,
  reading: readonly Row[],
  options: RecordOptions,
): InstanceRecord {
  const { origin } = facts;
  const row = makeInstanceRow(view, facts);
  if (row.kind === 'dicomdir') {
    const message = 'a directory of files, not an instance; the files it names are read where they are found';
    return makeRefused(origin, [...reading, finding(origin, 'dicomdir-skipped', 'note', message, {})]);
  }
  const { values, elements, faults } = takeValues(view, options.list, options.dictionary);
  const sop = row.sop_instance_uid;
  const findings = [
    ...reading,
    ...identityFindings(view, origin, facts.standsFor === undefined),
    ...faults.map((fault) => formatFault(fault, origin)),
  ].map((each): Row => ({ ...each, sop_instance_uid: sop }));
  const status = findings.some(({ severity }) => severity === 'warning') ? 'recovered' : 'ok';
  const codes = [...new Set(findings.map(({ code }) => String(code)))].sort();
  const { series_instance_uid: series, study_instance_uid: study } = row;
  const object = { sop_instance_uid: sop, series_instance_uid: series, study_instance_uid: study };
  const references = row.kind === 'image' ? [] : takeReferences(view, { sop, series });
  const referenced = references
    .map((each) => each.referenced_series_instance_uid)
    .filter((uid) => uid !== undefined);
  const first = referenced.sort()[0] as string | undefined;
  const takeParts = findPartReader(row);
  return {
    status,
    instance: { ...row, status, finding_codes: codes.join(',') || undefined },
    values,
    elements,
    srItems: row.kind === 'sr' || row.sop_class_uid === KEY_OBJECTS ? takeContentItems(view, object) : [],
    segments: takeParts?.(view, object, first) ?? [],
    references,
    findings,
  };
}

/** What reads the parts that an object of that kind says something of. */
function findPartReader(row: Row): typeof takeSegments | undefined {
  if (row.kind === 'seg') return takeSegments;
  if (row.modality === 'RTSTRUCT') return takeStructures;
  return row.sop_class_uid === BULK_ANNOTATIONS ? takeAnnotationGroups : undefined;
}

/** Nothing of the object is in a table but its findings, and its place if it was an instance. */
export function makeRefused(origin: Origin, findings: readonly Row[]): InstanceRecord {
  const codes = [...new Set(findings.map(({ code }) => String(code)))].sort();
  const skipped = codes.some((code) => NO_INSTANCE.has(code));
  const instance = {
    ...originCells(origin),
    file_size: origin.fileSize,
    n_instances: 0,
    status: 'refused',
    finding_codes: codes.join(',') || undefined,
  };
  return {
    status: skipped ? 'skipped' : 'refused',
    instance: skipped ? undefined : instance,
    values: [],
    elements: { read: 0, private: 0 },
    srItems: [],
    segments: [],
    references: [],
    findings,
  };
}

function identityFindings(view: DataSetView, origin: Origin, isInstance: boolean): Row[] {
  const missing = (tag: number, path: string, code: string, name: string, type: string) =>
    findValue(view, tag) === undefined
      ? [finding(origin, code, 'warning', `no ${name}`, { path, expected: `a UID, type 1 [${type}]` })]
      : [];
  return [
    ...(isInstance
      ? missing(0x00080018, '00080018', 'sop-uid-missing', 'SOP Instance UID', 'PS3.3 C.12.1')
      : []),
    ...missing(0x0020000e, '0020000E', 'series-uid-missing', 'Series Instance UID', 'PS3.3 C.7.3.1'),
    ...missing(0x0020000d, '0020000D', 'study-uid-missing', 'Study Instance UID', 'PS3.3 C.7.2.1'),
  ];
}

export function finding(
  origin: Origin,
  code: string,
  severity: string,
  message: string,
  more: {
    readonly path?: string;
    readonly found?: string;
    readonly expected?: string;
    readonly offset?: number;
  },
): Row {
  return { ...originCells(origin), code, severity, message, ...more };
}

const FAULTS: Readonly<Record<ValueFault['code'], readonly [string, string]>> = {
  'value-cut': ['note', 'a value longer than is kept'],
  'charset-fault': ['warning', 'bytes that are not of its character set'],
  'charset-undeclared': [
    'note',
    'bytes beyond ASCII without a Specific Character Set; read as UTF-8, else Latin 1',
  ],
  'charset-unknown': ['warning', 'a Specific Character Set that is not of the standard'],
  'length-odd': ['warning', 'a length that is no multiple of the size of its numbers'],
  'private-creator-missing': ['note', 'private elements without their creator, dropped; the first is named'],
};

function formatFault({ code, path }: ValueFault, origin: Origin): Row {
  const [severity, message] = FAULTS[code];
  return finding(origin, code, severity, message, { path });
}
