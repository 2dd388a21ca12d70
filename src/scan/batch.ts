/**
 * A run of the work list, read by one thread: its parts are written aside and take their place in one rename, so that
 * what is there is whole, whenever the program dies.
 */
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DictionaryEntry } from '../dicom/dictionary.js';
import { makeDictionary } from '../dicom/dictionary.js';
import type { ReadingLimits } from '../dicom/element.js';
import { readHeader } from '../dicom/header.js';
import { type AttributeList, parseAttributeList, parsePrivateList, takesOf } from './attribute-list.js';
import { syncFolder, writeDurably } from './durable-file.js';
import { makeFileReader } from './file-source.js';
import {
  finding,
  type InstanceRecord,
  makeFileRecord,
  makeRefused,
  type RecordOptions,
} from './instance-record.js';
import type { Origin } from './instance-row.js';
import { buildPart, type Part, type ScanCounts } from './part.js';
import { makeFolder, writeTables } from './table-file.js';
import { reasonOf, type WorkItem } from './work-list.js';

/** Everything a thread needs, as it can be cloned. */
export interface ScanSettings {
  readonly dictionary: readonly DictionaryEntry[];
  readonly attributes: { readonly name: string; readonly text: string; readonly file: string };
  readonly privateAttributes: { readonly text: string; readonly file: string } | undefined;
  readonly limits: ReadingLimits;
  readonly maxValueBytes: number;
  readonly archives: boolean;
  /** Instances in a part. */
  readonly partSize: number;
}

export interface BatchRequest {
  /** Folder of the batch; absent until it is whole. */
  readonly directory: string;
  readonly items: readonly WorkItem[];
}

/** What is told of a part without reading its tables. */
export interface PartSummary {
  readonly counts: ScanCounts;
  readonly findings: Readonly<Record<string, number>>;
  readonly rows: Readonly<Record<string, number>>;
  readonly series: readonly string[];
}

export interface BatchSummary {
  readonly parts: readonly PartSummary[];
}

const SUMMARY = 'batch.json';

export function makeBatchReader(settings: ScanSettings): (request: BatchRequest) => BatchSummary {
  const options = makeRecordOptions(settings);
  const reader = makeFileReader();
  return ({ directory, items }) =>
    writeBatch(directory, settings.partSize, (add) => {
      for (const item of items) {
        const origin = { root: item.root, sourceId: item.sourceId, member: undefined, fileSize: item.size };
        add(readItem(item, origin), item.size);
      }
    });

  function readItem(item: WorkItem, origin: Origin): InstanceRecord {
    if (item.fault) return makeSkipped(origin, item.fault.code, item.fault.message);
    try {
      return reader.withFile(item.path, item.size, (source) => {
        const header = readHeader({ source, dictionary: options.dictionary, limits: settings.limits });
        return makeFileRecord(header, origin, options);
      });
    } catch (error) {
      return makeSkipped(origin, 'file-unreadable', `cannot be read: ${reasonOf(error)}`);
    }
  }
}

export function makeRecordOptions(settings: ScanSettings): RecordOptions {
  const { attributes, privateAttributes } = settings;
  const dictionary = makeDictionary(settings.dictionary);
  const list: AttributeList = {
    name: attributes.name,
    root: parseAttributeList(attributes.text, attributes.file).value,
    takes: takesOf(attributes.name, dictionary),
    isPrivateTaken: privateAttributes
      ? parsePrivateList(privateAttributes.text, privateAttributes.file).value
      : () => false,
  };
  return { list, dictionary, maxValueBytes: settings.maxValueBytes };
}

function makeSkipped(origin: Origin, code: string, message: string): InstanceRecord {
  return {
    ...makeRefused(origin, [finding(origin, code, 'error', message, {})]),
    status: 'skipped',
    instance: undefined,
  };
}

/** Runs `fill`, cuts what it adds into parts, and puts the whole batch in its place. */
function writeBatch(
  directory: string,
  partSize: number,
  fill: (add: (record: InstanceRecord, bytes: number) => void) => void,
): BatchSummary {
  const aside = `${directory}.new`;
  rmSync(aside, { recursive: true, force: true });
  makeFolder(aside);
  const parts: PartSummary[] = [];
  const builder = buildPart();
  const flush = () =>
    parts.push(writePart(join(aside, String(parts.length).padStart(5, '0')), builder.finish()));
  fill((record, bytes) => {
    builder.add(record, bytes);
    if (builder.size() >= partSize) flush();
  });
  if (builder.size() > 0 || parts.length === 0) flush();
  const summary: BatchSummary = { parts };
  writeDurably(join(aside, SUMMARY), JSON.stringify(summary));
  syncFolder(aside);
  rmSync(directory, { recursive: true, force: true });
  renameSync(aside, directory);
  syncFolder(dirname(directory));
  return summary;
}

function writePart(directory: string, part: Part): PartSummary {
  makeFolder(directory);
  writeTables(directory, part.tables);
  const rows = Object.fromEntries(Object.entries(part.tables).map(([name, each]) => [name, each.length]));
  return { counts: part.counts, findings: part.findings, rows, series: part.series };
}

/** The summary of a batch that is there; undefined if it has to be read. */
export function findBatch(directory: string): BatchSummary | undefined {
  const file = join(directory, SUMMARY);
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as BatchSummary;
}
