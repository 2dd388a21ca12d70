/** Records of instances -> the rows of one part of the header tables. */
import { collectCopies } from './copies.js';
import type { ElementCounts } from './element-values.js';
import { type Row, sortRows, TABLE_NAMES } from './header-tables.js';
import type { InstanceRecord, ScanStatus } from './instance-record.js';
import { collectSeriesValues } from './series-values.js';
import type { TableRows } from './table-file.js';

/** What became of everything that was read: read = ok + recovered + refused + skipped. */
export type ScanCounts = Readonly<Record<'read' | 'bytes' | ScanStatus, number>>;

export const NO_COUNTS: ScanCounts = { read: 0, bytes: 0, ok: 0, recovered: 0, refused: 0, skipped: 0 };

export function addCounts(a: ScanCounts, b: ScanCounts): ScanCounts {
  return {
    read: a.read + b.read,
    bytes: a.bytes + b.bytes,
    ok: a.ok + b.ok,
    recovered: a.recovered + b.recovered,
    refused: a.refused + b.refused,
    skipped: a.skipped + b.skipped,
  };
}

export interface Part {
  readonly tables: TableRows;
  readonly counts: ScanCounts;
  readonly findings: Readonly<Record<string, number>>;
  /** Series with rows in this part. */
  readonly series: readonly string[];
  readonly elements: ElementCounts;
}

export interface PartBuilder {
  readonly add: (record: InstanceRecord, bytes: number) => void;
  /** Instances so far, and everything else that was read. */
  readonly size: () => number;
  /** The part; the builder starts anew. */
  readonly finish: () => Part;
}

export function buildPart(): PartBuilder {
  let state = startPart();
  return {
    add: (record, bytes) => {
      state.counts.read++;
      state.counts.bytes += bytes;
      state.counts[record.status]++;
      state.elements.read += record.elements.read;
      state.elements.private += record.elements.private;
      state.srItems.push(...record.srItems);
      state.segments.push(...record.segments);
      state.references.push(...record.references);
      state.findings.push(...record.findings);
      if (record.instance === undefined) return;
      if (record.status === 'refused') {
        state.instances.push(record.instance);
        return;
      }
      const { instance, findings } = state.copies.add(record.instance, record.values);
      state.instances.push(instance);
      state.findings.push(...findings);
    },
    size: () => state.counts.read,
    finish: () => {
      const part = makePart(state);
      state = startPart();
      return part;
    },
  };
}

function startPart() {
  const values = collectSeriesValues();
  return {
    counts: { ...NO_COUNTS } as Record<keyof ScanCounts, number>,
    instances: [] as Row[],
    srItems: [] as Row[],
    segments: [] as Row[],
    references: [] as Row[],
    findings: [] as Row[],
    elements: { read: 0, private: 0 },
    values,
    copies: collectCopies(values),
  };
}

function makePart(state: ReturnType<typeof startPart>): Part {
  const tables: TableRows = {
    instances: state.instances,
    elements: state.values.rows(),
    sr_items: state.srItems,
    segments: state.segments,
    references: state.references,
    findings: state.findings,
  };
  for (const name of TABLE_NAMES) sortRows(name, tables[name] as Row[]);
  const findings: Record<string, number> = {};
  for (const { code } of state.findings) findings[String(code)] = (findings[String(code)] ?? 0) + 1;
  const series = new Set<string>();
  for (const { series_instance_uid: uid } of state.instances) if (uid !== undefined) series.add(String(uid));
  const { counts, elements } = state;
  return { tables, counts, findings, series: [...series].sort(), elements };
}
