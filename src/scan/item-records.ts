/** An item of the work list -> its records: one of a file, many of an archive, a table or a study. */

import type { ReadingLimits } from '../dicom/element.js';
import type { ByteSource } from '../dicom/header.js';
import { readHeader } from '../dicom/header.js';
import { type ArchiveMember, findArchiveKind, readArchive } from './archive.js';
import { getJson } from './dicomweb.js';
import type { FileReader } from './file-source.js';
import { finding, type InstanceRecord, makeFileRecord, makeRefused } from './instance-record.js';
import type { Origin } from './instance-row.js';
import { makeTableRecords, type TableOptions } from './table-records.js';
import { readTableRows } from './table-rows.js';
import { decodeName, reasonOf, type WorkItem } from './work-list.js';

export interface ItemOptions extends TableOptions {
  readonly limits: ReadingLimits;
  readonly archives: boolean;
  readonly authorization: string | undefined;
}

/** Takes a record, and the bytes that were read for it. */
export type AddRecord = (record: InstanceRecord, bytes: number) => void;

/** A promise only where it takes one: a file is read at once. */
export function readItem(
  item: WorkItem,
  reader: FileReader,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> | undefined {
  const origin: Origin = { root: item.root, sourceId: item.sourceId, member: undefined, fileSize: item.size };
  if (item.fault) {
    add(makeSkipped(origin, item.fault.code, item.fault.message), 0);
    return undefined;
  }
  if (item.kind === 'table') return readTableItem(item, origin, options, add);
  if (item.kind === 'study') return readStudyItem(item, origin, options, add);
  const record = readFileItem(item, origin, reader, options);
  const isOther = record.findings.some(({ code }) => code === 'not-dicom');
  // What names itself an archive is one, where archives are asked for or this one was named.
  const kind =
    isOther && (options.archives || !item.sourceId.includes('/')) ? findArchiveKind(item.path) : undefined;
  if (kind === undefined) {
    add(record, item.size);
    return undefined;
  }
  return readArchiveItem(item, origin, kind, options, add);
}

function readFileItem(
  item: WorkItem,
  origin: Origin,
  reader: FileReader,
  options: ItemOptions,
): InstanceRecord {
  try {
    return reader.withFile(item.path, item.size, (source) => readSource(source, origin, options));
  } catch (error) {
    return makeSkipped(origin, 'file-unreadable', `cannot be read: ${reasonOf(error)}`);
  }
}

function readSource(source: ByteSource, origin: Origin, options: ItemOptions): InstanceRecord {
  const { dictionary, limits } = options;
  return makeFileRecord(readHeader({ source, dictionary, limits }), origin, options);
}

async function readArchiveItem(
  item: WorkItem,
  origin: Origin,
  kind: NonNullable<ReturnType<typeof findArchiveKind>>,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> {
  const fault = await readArchive(item.path, kind, item.size, async (member: ArchiveMember) => {
    const place: Origin = { ...origin, member: decodeName(Buffer.from(member.name)), fileSize: member.size };
    try {
      add(await member.read((source) => readSource(source, place, options)), member.size);
    } catch (error) {
      add(makeSkipped(place, 'archive-damaged', `the member cannot be read: ${messageOf(error)}`), 0);
    }
  });
  if (fault) add(makeSkipped(origin, fault.code, fault.message), 0);
}

async function readTableItem(
  item: WorkItem,
  origin: Origin,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> {
  const content = await readTableRows(item.path).catch((error: unknown) => ({
    rows: [],
    malformed: [],
    fault: { code: 'table-malformed' as const, message: `cannot be read: ${reasonOf(error)}` },
  }));
  for (const record of makeTableRecords(content, origin, options)) add(record, 0);
}

async function readStudyItem(
  item: WorkItem,
  origin: Origin,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> {
  const rows = (await getJson(Buffer.from(item.path).toString(), options.authorization)) as Record<
    string,
    unknown
  >[];
  const content = { rows, malformed: [], fault: undefined };
  for (const record of makeTableRecords(content, origin, { ...options, form: 'dicomjson' })) add(record, 0);
}

export function makeSkipped(origin: Origin, code: string, message: string): InstanceRecord {
  return {
    ...makeRefused(origin, [finding(origin, code, 'error', message, {})]),
    status: 'skipped',
    instance: undefined,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
