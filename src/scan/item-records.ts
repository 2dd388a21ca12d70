/** An item of the work list -> its records: one of a file, many of an archive, a table or a study. */

import type { ReadingLimits } from '../dicom/element.js';
import type { ByteSource } from '../dicom/header.js';
import { readHeader } from '../dicom/header.js';
import {
  type ArchiveInput,
  type ArchiveKind,
  type ArchiveMember,
  findArchiveKind,
  findKindOf,
  KIND_BYTES,
  readArchive,
} from './archive.js';
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
  // What names itself an archive is one, where archives are asked for or this one was named.
  const kind =
    isNoInstance(record) && (options.archives || !item.sourceId.includes('/'))
      ? findArchiveKind(item.path)
      : undefined;
  if (kind === undefined) {
    add(record, item.size);
    return undefined;
  }
  return readArchiveItem({ path: item.path }, origin, kind, options, add);
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

/** What a member of an archive turned out to be. */
type Member =
  | { readonly record: InstanceRecord }
  | { readonly kind: ArchiveKind; readonly bytes: Buffer }
  | { readonly fault: string };

/** Bytes of an archive within an archive, which is held in memory. */
const MAX_NESTED = 256 * 1024 ** 2;

/** Archives in archives are read one level deep; `depth`: of the one that is read. */
async function readArchiveItem(
  input: ArchiveInput,
  origin: Origin,
  kind: ArchiveKind,
  options: ItemOptions,
  add: AddRecord,
  depth = 0,
): Promise<void> {
  const size = origin.fileSize ?? 0;
  const fault = await readArchive(input, kind, size, async (member: ArchiveMember) => {
    const name = decodeName(Buffer.from(member.name));
    const place: Origin = {
      ...origin,
      member: origin.member === undefined ? name : `${origin.member}!${name}`,
      fileSize: member.size,
    };
    try {
      const found = await member.read((source) => readMember(source, place, options, depth));
      if ('record' in found) add(found.record, member.size);
      else if ('fault' in found) add(makeSkipped(place, 'archive-limit', found.fault), 0);
      else await readArchiveItem({ bytes: found.bytes }, place, found.kind, options, add, depth + 1);
    } catch (error) {
      add(makeSkipped(place, 'archive-damaged', `the member cannot be read: ${messageOf(error)}`), 0);
    }
  });
  if (fault) add(makeSkipped(origin, fault.code, fault.message), 0);
}

function readMember(source: ByteSource, place: Origin, options: ItemOptions, depth: number): Member {
  const record = readSource(source, place, options);
  if (!isNoInstance(record)) return { record };
  const kind = findKindOf(source.read(Math.min(KIND_BYTES, source.size)));
  if (kind === undefined) return { record };
  if (depth > 0) return { fault: 'an archive within an archive within an archive is not opened' };
  if (source.size > MAX_NESTED) {
    return { fault: `an archive within an archive of ${source.size} bytes; ${MAX_NESTED} are read at most` };
  }
  return { kind, bytes: source.read(source.size) };
}

const isNoInstance = (record: InstanceRecord): boolean =>
  record.findings.some(({ code }) => code === 'not-dicom');

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

function makeSkipped(origin: Origin, code: string, message: string): InstanceRecord {
  return {
    ...makeRefused(origin, [finding(origin, code, 'error', message, {})]),
    status: 'skipped',
    instance: undefined,
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
