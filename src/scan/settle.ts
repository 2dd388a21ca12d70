/**
 * Parts of batches -> the header tables in their final place. A series that several parts have is brought together in a
 * part of its own, so that what is the same in the whole series is said once, however the work was cut.
 */

import { createHash } from 'node:crypto';
import { existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PartSummary } from './batch.js';
import { type Copies, collectCopies, isConflict } from './copies.js';
import { type Row, sortRows, TABLE_NAMES, type TableName } from './header-tables.js';
import { collectSeriesValues, readElementRow } from './series-values.js';
import {
  formatColumns,
  formatParquet,
  formatTabSeparated,
  makeFolder,
  makeRows,
  readColumns,
  readTable,
  selectRows,
  writeForOwner,
} from './table-file.js';

export interface SettledPart {
  /** Folder with one Parquet file for each table. */
  readonly directory: string;
  readonly summary: PartSummary;
}

export interface SettledFile {
  readonly rows: number;
  readonly sha256: string;
}

/** Instances that are brought together at a time, at most. */
const GATHERED = 50_000;

/**
 * Writes `<aside>/<table>/part-NNNNN.parquet`, and the same as text if asked. Gives rows and digest by file name, and how many copies of instances were found
 * to say something else than the first in another part.
 */
export async function settleTables(
  parts: readonly SettledPart[],
  aside: string,
  withText: boolean,
  sample?: 'series',
): Promise<{ readonly files: Record<string, SettledFile>; readonly conflicts: number }> {
  const files: Record<string, SettledFile> = {};
  const numbers = Object.fromEntries(TABLE_NAMES.map((name) => [name, 0])) as Record<TableName, number>;
  rmSync(aside, { recursive: true, force: true });
  for (const name of TABLE_NAMES) makeFolder(join(aside, name));
  const place = (name: TableName) => `${name}/part-${String(numbers[name]++).padStart(5, '0')}`;

  const write = (name: TableName, count: number, bytes: Uint8Array, rows: () => readonly Row[]) => {
    const file = place(name);
    writeForOwner(join(aside, `${file}.parquet`), bytes);
    files[`${file}.parquet`] = { rows: count, sha256: digest(bytes) };
    if (withText) writeForOwner(join(aside, `${file}.tsv`), formatTabSeparated(name, rows()));
  };
  const put = (name: TableName, rows: readonly Row[]) =>
    write(name, rows.length, formatParquet(name, rows), () => rows);
  const keep = async (name: TableName, source: string, rows: number) => {
    const file = place(name);
    linkOrCopy(source, join(aside, `${file}.parquet`));
    files[`${file}.parquet`] = { rows, sha256: digest(readFileSync(source)) };
    if (withText)
      writeForOwner(join(aside, `${file}.tsv`), formatTabSeparated(name, await readTable(source, name)));
  };

  const shared = findSharedSeries(parts);
  for (const { directory, summary } of parts) {
    const mixed = summary.series.some((uid) => shared.has(uid));
    for (const name of TABLE_NAMES) {
      const source = join(directory, `${name}.parquet`);
      const rows = summary.rows[name] ?? 0;
      if (mixed && (name === 'instances' || name === 'elements')) {
        const own = selectRows(name, await readColumns(source, name), (uid) => !isOf(uid, shared));
        const count = own[0]?.length ?? 0;
        if (count > 0) write(name, count, formatColumns(name, own), () => makeRows(name, own));
      } else if (rows > 0) await keep(name, source, rows);
    }
  }
  let conflicts = 0;
  for (const group of groupSeries(parts, shared)) {
    conflicts += (await gather(parts, group, put, sample)).length;
  }
  for (const name of TABLE_NAMES) if (numbers[name] === 0) put(name, []);
  return { files, conflicts };
}

/** Replaces the tables of `out` by those of `aside`. */
export function publishTables(out: string, aside: string): void {
  for (const name of TABLE_NAMES) {
    rmSync(join(out, name), { recursive: true, force: true });
    renameSync(join(aside, name), join(out, name));
  }
  rmSync(aside, { recursive: true, force: true });
}

const isOf = (uid: string | undefined, series: ReadonlySet<string>): boolean =>
  uid !== undefined && series.has(uid);

function findSharedSeries(parts: readonly SettledPart[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { summary } of parts) {
    for (const uid of summary.series) {
      if (seen.has(uid)) shared.add(uid);
      else seen.add(uid);
    }
  }
  return shared;
}

/** Shared series in groups that fit into memory, in order of their UIDs. */
function groupSeries(parts: readonly SettledPart[], shared: ReadonlySet<string>): ReadonlySet<string>[] {
  if (shared.size === 0) return [];
  const touched = parts.filter(({ summary }) => summary.series.some((uid) => shared.has(uid)));
  const instances = touched.reduce((sum, { summary }) => sum + (summary.rows.instances ?? 0), 0);
  const groups = Math.ceil(instances / GATHERED);
  const uids = [...shared].sort();
  const size = Math.ceil(uids.length / groups);
  return Array.from(
    { length: Math.ceil(uids.length / size) },
    (_, index) => new Set(uids.slice(index * size, (index + 1) * size)),
  );
}

async function gather(
  parts: readonly SettledPart[],
  group: ReadonlySet<string>,
  put: (name: TableName, rows: readonly Row[]) => void,
  sample: 'series' | undefined,
): Promise<readonly Row[]> {
  const instances: Row[] = [];
  const findings: Row[] = [];
  const values = collectSeriesValues();
  const copies = collectCopies(values);
  const chosen = sample && (await chooseSamples(parts, group));
  for (const { directory, summary } of parts) {
    if (!summary.series.some((uid) => group.has(uid))) continue;
    const read = (name: TableName) =>
      readTable(join(directory, `${name}.parquet`), name, (uid) => isOf(uid, group));
    const mine = (await read('instances')).flatMap((row): Row[] => {
      const kept = chosen ? chosen.get(keyOf(row)) : row;
      return kept === undefined ? [] : [kept];
    });
    if (mine.length === 0) continue;
    const added = addPart(copies, mine, await read('elements'));
    instances.push(...added.instances);
    findings.push(...added.findings);
  }
  put('instances', sortRows('instances', instances));
  put('elements', sortRows('elements', values.rows()));
  if (findings.length > 0) put('findings', sortRows('findings', findings));
  return findings;
}

const keyOf = (row: Row): string => `${row.root}/${row.source_id}/${row.member ?? ''}`;

/** Of samples of one series in several parts that of the smallest Instance Number, which stands for all; other rows as they are. By their place. */
async function chooseSamples(
  parts: readonly SettledPart[],
  group: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Row>> {
  const kept = new Map<string, Row>();
  const images = new Map<string, Row[]>();
  for (const { directory, summary } of parts) {
    if (!summary.series.some((uid) => group.has(uid))) continue;
    const rows = await readTable(join(directory, 'instances.parquet'), 'instances', (uid) =>
      isOf(uid, group),
    );
    for (const row of rows) {
      const series = String(row.series_instance_uid);
      if (row.kind === 'image' && row.status !== 'refused')
        images.set(series, [...(images.get(series) ?? []), row]);
      else kept.set(keyOf(row), row);
    }
  }
  for (const rows of images.values()) {
    const [first] = sortRows('instances', [...rows]).sort((a, b) => numberOf(a) - numberOf(b));
    const count = rows.reduce((sum, row) => sum + Number(row.n_instances ?? 1), 0);
    if (first) kept.set(keyOf(first), { ...first, n_instances: count });
  }
  return kept;
}

const numberOf = (row: Row): number => Number(row.instance_number ?? Number.MAX_SAFE_INTEGER);

/**
 * Rows that stand for every instance of the series in a part count for each of these. Of copies in a part it holds the values of the first; what its
 * rows are to be, and what is to be told of them, is given back.
 */
export function addPart(
  copies: Copies,
  instances: readonly Row[],
  elements: readonly Row[],
): { readonly instances: readonly Row[]; readonly findings: readonly Row[] } {
  const bySeries = new Map<string, { common: Row[]; own: Map<string, { its: Row[]; copies: Row[] }> }>();
  for (const row of instances) {
    const series = String(row.series_instance_uid);
    const entry = bySeries.get(series) ?? {
      common: [],
      own: new Map<string, { its: Row[]; copies: Row[] }>(),
    };
    const own = entry.own.get(String(row.sop_instance_uid)) ?? { its: [], copies: [] };
    if (isConflict(row)) own.copies.push(row);
    else own.copies.unshift(row);
    entry.own.set(String(row.sop_instance_uid), own);
    bySeries.set(series, entry);
  }
  for (const row of elements) {
    const entry = bySeries.get(String(row.series_instance_uid));
    if (row.sop_instance_uid === undefined) entry?.common.push(row);
    else entry?.own.get(String(row.sop_instance_uid))?.its.push(row);
  }
  const kept: Row[] = [];
  const findings: Row[] = [];
  for (const { common, own } of bySeries.values()) {
    const shared = common.map(readElementRow);
    for (const { its, copies: rows } of own.values()) {
      const values = [...shared, ...its.map(readElementRow)];
      for (const row of rows) {
        const added = copies.add(row, values);
        kept.push(added.instance);
        findings.push(...added.findings);
      }
    }
  }
  return { instances: kept, findings };
}

export function linkOrCopy(source: string, target: string): void {
  try {
    linkSync(source, target);
  } catch {
    writeForOwner(target, readFileSync(source));
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** True if the header tables of a folder are whole: their manifest is written last. */
export function isSettled(out: string): boolean {
  return existsSync(join(out, 'manifest.json'));
}
