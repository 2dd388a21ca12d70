/**
 * Values of many instances -> rows of `elements`: what is the same in every instance of a series is one row, the rest
 * is a row for each instance. The rows do not depend on the order in which instances come.
 */
import { type ElementValue, isSameValue } from './element-values.js';
import { type Row, sortRows } from './header-tables.js';
import { makeValuePlaces, type ValuePlaces } from './value-places.js';

export interface SeriesValues {
  /** `key`: SOP Instance UID, or what stands for it. The same key again adds nothing; the paths are given where it says something else than the first. */
  readonly add: (
    series: string | undefined,
    key: string,
    values: readonly ElementValue[],
  ) => readonly string[];
  /** In the order of the table. */
  readonly rows: () => Row[];
}

interface Series {
  readonly uid: string | undefined;
  /** Instance -> position, in the order of coming. */
  readonly instances: Map<string, number>;
  /** How many values each instance has, by position. */
  readonly sizes: number[];
  readonly cells: ValueCell[];
  readonly places: ValuePlaces<ValueCell>;
}

/** What is known of one path, frame and value position: all the same so far, or value by value. */
interface ValueCell {
  readonly first: ElementValue;
  /** Instances 0 to count - 1 have `first`, and nothing else. */
  count: number;
  varying: VaryingValues | undefined;
}

/** Which instance says what, in two lists of the same length. */
interface VaryingValues {
  readonly instances: number[];
  readonly values: ElementValue[];
}

export function collectSeriesValues(): SeriesValues {
  const all = new Map<string, Series>();
  return {
    add: (uid, key, values) => {
      let series = all.get(uid ?? '');
      if (series === undefined) {
        series = { uid, instances: new Map(), sizes: [], cells: [], places: makeValuePlaces() };
        all.set(uid ?? '', series);
      }
      const known = series.instances.get(key);
      if (known !== undefined) return findDifferences(series, known, values);
      const instance = series.instances.size;
      series.instances.set(key, instance);
      series.sizes.push(values.length);
      for (const value of values) addValue(series, instance, value);
      return [];
    },
    // Series by series: as the table is sorted, and in less time than all rows at once.
    rows: () =>
      [...all.entries()]
        .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
        .flatMap(([, series]) => sortRows('elements', makeRows(series))),
  };
}

function addValue(series: Series, instance: number, value: ElementValue): void {
  const cell = series.places.find(value);
  if (cell === undefined) {
    const starts = instance === 0;
    const varying = starts ? undefined : { instances: [instance], values: [value] };
    const made: ValueCell = { first: value, count: starts ? 1 : 0, varying };
    series.places.set(value, made);
    series.cells.push(made);
  } else if (cell.varying === undefined && isSameValue(cell.first, value)) {
    if (instance === cell.count) cell.count++;
    else if (instance > cell.count) push(vary(cell), instance, value);
  } else {
    const varying = vary(cell);
    // Instances come one after the other; only values of the same one have to be looked for.
    const isLater = (varying.instances.at(-1) ?? -1) < instance;
    if (isLater || !says(varying, instance, value)) push(varying, instance, value);
  }
}

function push({ instances, values }: VaryingValues, instance: number, value: ElementValue): void {
  instances.push(instance);
  values.push(value);
}

function says({ instances, values }: VaryingValues, instance: number, value: ElementValue): boolean {
  return values.some((each, at) => instances[at] === instance && isSameValue(each, value));
}

/** Paths whose values another copy of an instance has not said; an empty path where it lacks what the first said. */
function findDifferences(series: Series, instance: number, values: readonly ElementValue[]): string[] {
  const paths = new Set<string>();
  for (const value of values) {
    const cell = series.places.find(value);
    const isSame =
      cell?.varying === undefined
        ? cell !== undefined && instance < cell.count && isSameValue(cell.first, value)
        : says(cell.varying, instance, value);
    if (!isSame) paths.add(value.path);
  }
  if (paths.size === 0 && values.length < (series.sizes[instance] ?? 0)) paths.add('');
  return [...paths].sort();
}

function vary(cell: ValueCell): VaryingValues {
  cell.varying ??= {
    instances: Array.from({ length: cell.count }, (_, instance) => instance),
    values: Array.from({ length: cell.count }, () => cell.first),
  };
  return cell.varying;
}

function makeRows({ uid, instances, cells }: Series): Row[] {
  const keys = [...instances.keys()];
  const rows: Row[] = [];
  for (const cell of cells) {
    // A series that is not known says nothing of instances that have no more in common than that.
    const common = uid !== undefined && isCommon(cell, keys.length);
    if (common) {
      rows.push(makeRow(uid, undefined, cell.first, keys.length));
      continue;
    }
    const { instances: which, values } = vary(cell);
    for (const [at, value] of values.entries()) rows.push(makeRow(uid, keys[which[at] ?? 0], value, 1));
  }
  return rows;
}

function isCommon(cell: ValueCell, instances: number): boolean {
  if (cell.varying === undefined) return cell.count === instances;
  const { first } = cell;
  const { instances: which, values } = cell.varying;
  return (
    values.length === instances &&
    values.every((value) => isSameValue(first, value)) &&
    new Set(which).size === instances
  );
}

function makeRow(
  series: string | undefined,
  sop: string | undefined,
  value: ElementValue,
  count: number,
): Row {
  return {
    series_instance_uid: series,
    sop_instance_uid: sop,
    frame: value.frame,
    path: value.path,
    tag: value.tag,
    private_creator: value.privateCreator,
    vr: value.vr,
    value_index: value.valueIndex,
    value: value.value,
    code_value: value.code?.value,
    code_scheme: value.code?.scheme,
    code_scheme_version: value.code?.version,
    code_meaning: value.code?.meaning,
    n_instances: count,
  };
}

/** A row of `elements` -> the value it stands for. */
export function readElementRow(row: Row): ElementValue {
  const text = (name: string) => (row[name] === undefined ? undefined : String(row[name]));
  const codes = ['code_value', 'code_scheme', 'code_scheme_version', 'code_meaning'].map(text);
  const [value, scheme, version, meaning] = codes;
  return {
    path: text('path') ?? '',
    tag: text('tag') ?? '',
    privateCreator: text('private_creator'),
    vr: text('vr') ?? 'UN',
    frame: row.frame === undefined ? undefined : Number(row.frame),
    valueIndex: Number(row.value_index),
    value: text('value'),
    code: codes.every((cell) => cell === undefined) ? undefined : { value, scheme, version, meaning },
  };
}
