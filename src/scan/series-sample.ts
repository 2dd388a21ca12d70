/**
 * `--sample series`: of the images of a series one is read, that of the smallest Instance Number which can be; it stands for all of them. The others are
 * opened to see which series they are of, by the elements up to Instance Number (0020,0013), and counted. What is no image of a series is read whole, and so are
 * archives, tables and services.
 */
import { findValue, viewDataSet } from '../dicom/data-set-view.js';
import { readHeader } from '../dicom/header.js';
import { readInteger } from './cell-text.js';
import type { FileReader } from './file-source.js';
import type { InstanceRecord } from './instance-record.js';
import { type AddRecord, type ItemOptions, readItem } from './item-records.js';
import { findObjectKind } from './object-kind.js';
import type { WorkItem } from './work-list.js';

const INSTANCE_NUMBER = 0x00200013;

interface Candidate {
  readonly item: WorkItem;
  readonly sop: string;
  readonly number: number;
}

/** Reads the items of a batch. */
export async function readSample(
  items: readonly WorkItem[],
  reader: FileReader,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> {
  const series = new Map<string, Candidate[]>();
  for (const item of items) {
    const probe =
      item.kind === 'file' && item.fault === undefined ? probeFile(item, reader, options) : undefined;
    if (probe === undefined) await readItem(item, reader, options, add);
    else {
      const known = series.get(probe.series) ?? [];
      known.push({ item, sop: probe.sop, number: probe.number });
      series.set(probe.series, known);
    }
  }
  for (const candidates of series.values()) await readOne(candidates, reader, options, add);
}

/** The first that is not refused stands for all; those before it are told as they are. */
async function readOne(
  candidates: readonly Candidate[],
  reader: FileReader,
  options: ItemOptions,
  add: AddRecord,
): Promise<void> {
  const order = [...candidates].sort(
    (a, b) => a.number - b.number || (a.sop < b.sop ? -1 : a.sop > b.sop ? 1 : 0),
  );
  const tried = new Set<WorkItem>();
  let isFound = false;
  for (const { item } of order) {
    if (isFound) break;
    tried.add(item);
    await readItem(item, reader, options, (record, bytes) => {
      isFound = record.status === 'ok' || record.status === 'recovered';
      const others = new Set(
        order.filter((each) => !tried.has(each.item) || each.item === item).map(({ sop }) => sop),
      );
      add(isFound ? withCount(record, others.size) : record, bytes);
    });
  }
  for (const { item } of order) if (!tried.has(item)) add(COUNTED, item.size);
}

function withCount(record: InstanceRecord, count: number): InstanceRecord {
  return record.instance === undefined
    ? record
    : { ...record, instance: { ...record.instance, n_instances: count } };
}

/** An image that another one stands for. */
const COUNTED: InstanceRecord = {
  status: 'ok',
  instance: undefined,
  values: [],
  srItems: [],
  segments: [],
  references: [],
  findings: [],
  elements: { read: 0, private: 0 },
};

/** Undefined for what is no image of a series that can be read so far. */
function probeFile(
  item: WorkItem,
  reader: FileReader,
  { dictionary, limits }: ItemOptions,
): { readonly series: string; readonly sop: string; readonly number: number } | undefined {
  try {
    return reader.withFile(item.path, item.size, (source) => {
      const until = (tag: number) => tag > INSTANCE_NUMBER;
      const header = readHeader({ source, dictionary, limits, until });
      if (header.status === 'refused') return undefined;
      const view = viewDataSet(header.dataSet, header.bytes, 64);
      const series = findValue(view, 0x0020000e);
      const kind = findObjectKind(findValue(view, 0x00080016), findValue(view, 0x00080060));
      if (series === undefined || kind !== 'image') return undefined;
      const number = readInteger(findValue(view, INSTANCE_NUMBER)) ?? Number.MAX_SAFE_INTEGER;
      return { series, sop: findValue(view, 0x00080018) ?? item.sourceId, number };
    });
  } catch {
    return undefined;
  }
}
