/**
 * What a site applies to go from one release to the next: the rows of each OMOP table that differ, each with
 * an action. old + delta = new, cell by cell:
 * - insert: a new key, the whole row;
 * - update, deprecate: a known key, the whole new row (deprecate: it had no invalid_reason and has one now);
 * - delete: a key that is gone, the whole old row.
 * A synonym is its own key, so a changed one is a delete and an insert. Rows stand in key order, deletes first.
 */
import { CDM_VOCABULARY_TABLES, type CdmTable, RELEASE_TABLES } from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import { cellReader, rowsOf } from '../release/omop-tables.js';

const DELTA_ACTIONS = ['delete', 'deprecate', 'update', 'insert'] as const;
export type DeltaAction = (typeof DELTA_ACTIONS)[number];

/** `CONCEPT_delta.csv` -> text, for every OMOP table of a release; also where nothing changed. */
export function emitDelta(old: Release, now: Release): ReadonlyMap<string, string> {
  return new Map(
    RELEASE_TABLES.map((name) => {
      const table: CdmTable = CDM_VOCABULARY_TABLES[name];
      const lines = compareTables(rowsOf(old, name), rowsOf(now, name), table);
      const header = ['action', ...table.columns.map((column) => column.name)];
      const text = [header, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
      return [table.file.replace(/\.csv$/, '_delta.csv'), text];
    }),
  );
}

/** How many rows there are of each action. */
export function countActions(delta: string): Readonly<Record<DeltaAction, number>> {
  const counts = { delete: 0, deprecate: 0, update: 0, insert: 0 };
  for (const action of DELTA_ACTIONS) {
    counts[action] = delta.split('\n').filter((line) => line.startsWith(`${action}\t`)).length;
  }
  return counts;
}

function compareTables(before: readonly object[], after: readonly object[], table: CdmTable): string[][] {
  const oldRows = rowsByKey(before, table);
  const newRows = rowsByKey(after, table);
  const invalid = table.columns.findIndex(({ name }) => name === 'invalid_reason');
  const lines: Record<DeltaAction, string[][]> = { delete: [], deprecate: [], update: [], insert: [] };
  for (const [id, row] of oldRows) if (!newRows.has(id)) lines.delete.push(['delete', ...row]);
  for (const [id, row] of newRows) {
    const former = oldRows.get(id);
    if (!former) lines.insert.push(['insert', ...row]);
    else if (former.some((cell, index) => cell !== row[index])) {
      const action = invalid >= 0 && former[invalid] === '' && row[invalid] !== '' ? 'deprecate' : 'update';
      lines[action].push([action, ...row]);
    }
  }
  return DELTA_ACTIONS.flatMap((action) => lines[action]);
}

function rowsByKey(rows: readonly object[], table: CdmTable): ReadonlyMap<string, string[]> {
  const read = cellReader(table);
  const keyAt = table.key.map((column) => table.columns.findIndex(({ name }) => name === column));
  return new Map(
    rows.map((row) => {
      const cells = read(row).map((cell) => String(cell ?? ''));
      return [keyAt.map((index) => cells[index]).join('\t'), cells];
    }),
  );
}
