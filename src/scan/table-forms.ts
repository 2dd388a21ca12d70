/** A row of a wide table, the rows of a long one -> data sets. */
import { readInteger } from './cell-text.js';
import { formatValue, type JsonNames } from './dicom-json.js';
import type { PlainDataSet, PlainElement } from './plain-view.js';
import type { TableRow } from './table-rows.js';

/** A data set of the table: which row it is of, and how many instances it stands for where the table says so. */
export interface TableDataSet {
  readonly row: number | string;
  readonly dataSet: PlainDataSet;
  readonly instances: number | undefined;
}

const NOTHING = new Set(['', 'nan', 'none', 'na', 'n/a', 'null', '<na>', 'nat']);
/** VRs whose values hold no comma, so that one separates values. */
const WITHOUT_COMMA = new Set('AE AS AT CS DA DS DT FD FL IS SL SS TM UI UL US'.split(' '));
const COUNTS = new Set(['ninstances', 'instancecount', 'numberofimages', 'numberofinstances', 'imagecount']);

/** Cells of text: several values as `a\b`, `a, b`, `['a', 'b']` or a JSON list. */
export function readWideRow(row: TableRow, { findTag, dictionary }: JsonNames): PlainDataSet {
  return Object.entries(row).flatMap(([name, cell]): PlainElement[] => {
    const tag = findTag(name);
    const text = String(cell ?? '').trim();
    if (tag === undefined || NOTHING.has(text.toLowerCase())) return [];
    const vr = dictionary.findVr(tag)?.slice(0, 2) ?? 'UN';
    return [{ tag, vr, values: splitCell(text, vr).map((value) => formatValue(value, vr)) }];
  });
}

export function splitCell(text: string, vr: string): string[] {
  const list = /^[[(](.*)[\])]$/s.exec(text)?.[1];
  if (list !== undefined) return splitList(list);
  if (['LT', 'ST', 'UT', 'UR'].includes(vr)) return [text];
  if (text.includes('\\')) return text.split('\\').map((value) => value.trim());
  return WITHOUT_COMMA.has(vr) && text.includes(',') ? splitList(text) : [text];
}

/** `'A', 'B'` or `1, 2`: quotes of either kind belong to no value. */
function splitList(text: string): string[] {
  const values = text.match(/\s*(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^,]+)/g) ?? [];
  return values.map((value) => value.trim().replace(/^(['"])(.*)\1$/s, '$2')).filter((value) => value !== '');
}

/** Rows `Tag, Value` under their study, series and, where there is one, instance. */
export function readLongTable(rows: readonly TableRow[], { findTag, dictionary }: JsonNames): TableDataSet[] {
  const sets = new Map<string, { row: number; elements: PlainElement[] }>();
  for (const [index, row] of rows.entries()) {
    const cells = new Map(
      Object.entries(row).map(([name, cell]) => [name.toLowerCase(), String(cell ?? '').trim()]),
    );
    const owner = Object.entries(row).flatMap(([name, cell]): PlainElement[] => {
      const tag = findTag(name);
      return tag === undefined || NOTHING.has(String(cell))
        ? []
        : [{ tag, vr: 'UI', values: [String(cell).trim()] }];
    });
    const key = owner.map(({ tag, values }) => `${tag}=${values[0]}`).join('|');
    const set = sets.get(key) ?? { row: index + 1, elements: [...owner] };
    sets.set(key, set);
    const tag = findTag(cells.get('tag') ?? cells.get('path') ?? '');
    const value = cells.get('value') ?? '';
    if (tag === undefined || NOTHING.has(value.toLowerCase())) continue;
    const vr = dictionary.findVr(tag)?.slice(0, 2) ?? cells.get('vr')?.toUpperCase() ?? 'UN';
    if (vr !== 'SQ')
      set.elements.push({ tag, vr, values: splitCell(value, vr).map((each) => formatValue(each, vr)) });
  }
  return [...sets.values()].map(({ row, elements }) => ({ row, dataSet: elements, instances: undefined }));
}

export const isCountColumn = (name: string): boolean => COUNTS.has(name.toLowerCase().replace(/[_ ]/g, ''));

/** How many instances a row of a series stands for, if a column says so. */
export function findInstanceCount(row: TableRow): number | undefined {
  for (const [name, cell] of Object.entries(row)) {
    if (isCountColumn(name)) return readInteger(String(cell));
  }
  return undefined;
}
