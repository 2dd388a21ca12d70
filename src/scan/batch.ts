/**
 * A run of the work list, read by one thread: its parts are written aside and take their place in one rename, so that
 * what is there is whole, whenever the program dies.
 */
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DictionaryEntry } from '../dicom/dictionary.js';
import { makeDictionary } from '../dicom/dictionary.js';
import type { ReadingLimits } from '../dicom/element.js';
import { flushSync } from '../disk/durable-file.js';
import { findJson } from '../disk/json-file.js';
import {
  type AttributeList,
  type PrivateList,
  parseAttributeList,
  parsePrivateLists,
  takesOf,
} from './attribute-list.js';
import { makeTagFinder, parseColumnNames } from './attribute-names.js';
import type { ElementCounts } from './element-values.js';
import { makeFileReader } from './file-source.js';
import { type AddRecord, type ItemOptions, readItem } from './item-records.js';
import { buildPart, type Part, type ScanCounts } from './part.js';
import { readSample } from './series-sample.js';
import { findSpecials } from './special-columns.js';
import { makeFolder, writeForOwner, writeTables } from './table-file.js';
import type { TableForm } from './table-records.js';
import type { WorkItem } from './work-list.js';

/** Everything a thread needs, as it can be cloned. */
export interface ScanSettings {
  readonly dictionary: readonly DictionaryEntry[];
  readonly attributes: { readonly name: string; readonly text: string; readonly file: string };
  /** That of the release first. */
  readonly privateAttributes: readonly PrivateList[];
  readonly limits: ReadingLimits;
  readonly maxValueBytes: number;
  readonly archives: boolean;
  readonly tableForm: TableForm;
  /** Of each series one instance. */
  readonly sample: 'series' | undefined;
  /** Names of columns beyond tags and keywords, the last file first heard. */
  readonly columns: readonly { readonly text: string; readonly file: string }[];
  /** What a server asks for; never written anywhere. */
  readonly authorization: string | undefined;
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
  readonly elements: ElementCounts;
}

export interface BatchSummary {
  readonly parts: readonly PartSummary[];
}

const SUMMARY = 'batch.json';

export function makeBatchReader(settings: ScanSettings): (request: BatchRequest) => Promise<BatchSummary> {
  const options = makeItemOptions(settings);
  const reader = makeFileReader();
  return ({ directory, items }) =>
    writeBatch(directory, settings.partSize, async (add) => {
      if (settings.sample === 'series') await readSample(items, reader, options, add);
      else
        for (const item of items) {
          const pending = readItem(item, reader, options, add);
          if (pending !== undefined) await pending;
        }
    });
}

function makeItemOptions(settings: ScanSettings): ItemOptions {
  const { attributes, privateAttributes, columns } = settings;
  const dictionary = makeDictionary(settings.dictionary);
  const list: AttributeList = {
    name: attributes.name,
    root: parseAttributeList(attributes.text, attributes.file).value,
    takes: takesOf(attributes.name, dictionary),
    privateVrs: parsePrivateLists(privateAttributes).value,
  };
  const aliases = new Map(columns.flatMap(({ text, file }) => [...parseColumnNames(text, file).value]));
  return {
    list,
    dictionary,
    maxValueBytes: settings.maxValueBytes,
    limits: settings.limits,
    archives: settings.archives,
    authorization: settings.authorization,
    form: settings.tableForm,
    names: { dictionary, findTag: makeTagFinder(settings.dictionary, aliases) },
    specials: findSpecials(aliases),
  };
}

/** Runs `fill`, cuts what it adds into parts, and puts the whole batch in its place. */
async function writeBatch(
  directory: string,
  partSize: number,
  fill: (add: AddRecord) => Promise<void>,
): Promise<BatchSummary> {
  const aside = `${directory}.new`;
  rmSync(aside, { recursive: true, force: true });
  makeFolder(aside);
  const parts: PartSummary[] = [];
  const builder = buildPart();
  const flush = () =>
    parts.push(writePart(join(aside, String(parts.length).padStart(5, '0')), builder.finish()));
  await fill((record, bytes) => {
    builder.add(record, bytes);
    if (builder.size() >= partSize) flush();
  });
  if (builder.size() > 0 || parts.length === 0) flush();
  const summary: BatchSummary = { parts };
  writeForOwner(join(aside, SUMMARY), JSON.stringify(summary));
  flushSync(aside);
  rmSync(directory, { recursive: true, force: true });
  renameSync(aside, directory);
  flushSync(dirname(directory));
  return summary;
}

function writePart(directory: string, part: Part): PartSummary {
  makeFolder(directory);
  writeTables(directory, part.tables);
  const rows = Object.fromEntries(Object.entries(part.tables).map(([name, each]) => [name, each.length]));
  const { counts, findings, series, elements } = part;
  return { counts, findings, rows, series, elements };
}

/** The summary of a batch that is there; undefined if it has to be read. */
export function findBatch(directory: string): BatchSummary | undefined {
  return findJson(join(directory, SUMMARY), {
    members: ['parts'],
    fix: 'scan again without --resume',
  });
}
