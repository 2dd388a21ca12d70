/** Columns of tables that are no attribute: a whole header in one cell, a list of tags and values, what says nothing of a header. */
import { isRecord } from './dicom-json.js';
import type { TableRow } from './table-rows.js';

export type SpecialColumn = 'data set' | 'elements' | 'left';
/** What stands for names of columns and for codes: `data set`, `scheme SCT`. By lower-case name. */
export type Specials = ReadonlyMap<string, string>;

/** Of `column` and `attribute` of files of columns: those whose attribute is in parentheses. */
export function findSpecials(columns: ReadonlyMap<string, string>): Specials {
  return new Map(
    [...columns].flatMap(([column, attribute]) => {
      const word = /^\((.*)\)$/.exec(attribute)?.[1];
      return word === undefined ? [] : [[column.toLowerCase(), word] as const];
    }),
  );
}

/** The row with its headers and lists opened; what is left of it goes. */
export function openRow(row: TableRow, specials: Specials): TableRow {
  if (!Object.keys(row).some((name) => specials.has(name.toLowerCase()))) return row;
  const opened: Record<string, unknown> = {};
  for (const [name, cell] of Object.entries(row)) {
    const kind = specials.get(name.toLowerCase());
    if (kind === undefined) opened[name] = cell;
    else if (kind !== 'left') {
      const found = kind === 'data set' ? readDataSet(cell) : readElements(cell);
      // A column that is only named so is told as any other that is no attribute.
      if (Object.keys(found).length === 0 && cell !== '') opened[name] = cell;
      Object.assign(opened, found);
    }
  }
  return opened;
}

/** A map, its text, or a list of keys and values. */
function readDataSet(cell: unknown): Record<string, unknown> {
  const value = typeof cell === 'string' ? tryJson(cell) : cell;
  if (Array.isArray(value))
    return Object.fromEntries(value.filter(isPair).map(({ key, value: of }) => [key, of]));
  return isRecord(value) ? value : {};
}

function isPair(item: unknown): item is { key: string; value: unknown } {
  return isRecord(item) && typeof item.key === 'string';
}

/** `[{ Tag: 'Tag_00091001', Data: ['a'] }]` */
function readElements(cell: unknown): Record<string, unknown> {
  const value = typeof cell === 'string' ? tryJson(cell) : cell;
  const items = Array.isArray(value) ? value.filter(isRecord) : [];
  return Object.fromEntries(items.flatMap(({ Tag, Data }) => (typeof Tag === 'string' ? [[Tag, Data]] : [])));
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
