/** A facts table of a release -> its rows as text. */
import { join } from 'node:path';
import { propertyOf } from '../model/cdm-tables.js';
import type { Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import type { ColumnName, PropertyOf, TextRow, Words } from './columns.js';
import type { ReleaseFolder } from './release-folder.js';

/** Some columns of a row, by property. */
export type Picked<Columns extends string, Wanted extends string> = Pick<
  TextRow<Columns>,
  PropertyOf<Extract<Words<Wanted>, ColumnName<Words<Columns>>>> & keyof TextRow<Columns>
>;

/**
 * The rows of `file`, a table of `columns` (with marks, see columns.ts), with the columns in `wanted`; undefined if
 * the release has no such file. A wanted column that the file lacks is an error and no row is read; so is a row of
 * another width, and it is left out. Other columns may lack: older releases have fewer.
 */
export function findRows<Columns extends string, Wanted extends string>(
  folder: ReleaseFolder,
  file: string,
  columns: Columns,
  wanted: Wanted,
): Outcome<readonly Picked<Columns, Wanted>[] | undefined> {
  const text = folder.find(file);
  if (text === undefined) return { value: undefined, diagnostics: [] };
  const marked = new Set(columns.split(' '));
  const names = wanted.split(' ');
  const cellOf = names.map((name) => ({
    name,
    property: propertyOf(name),
    absent: marked.has(`${name}?`) ? undefined : '',
  }));
  const { value, diagnostics } = parseTabSeparated(text, join(folder.name, file), names, {
    comments: false,
    fix: 'build the release again with this version of the program',
  });
  const rows = value.map(({ cells }) =>
    Object.fromEntries(cellOf.map(({ name, property, absent }) => [property, cells[name] ?? absent])),
  );
  return { value: rows as unknown as readonly Picked<Columns, Wanted>[], diagnostics };
}
