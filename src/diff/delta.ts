/**
 * What a site applies to go from one release to the next: the rows of each OMOP table that differ, each with
 * an action. old + delta = new, cell by cell:
 * - insert: a new key, the whole row;
 * - update, deprecate: a known key, the whole new row (deprecate: it had no invalid_reason and has one now);
 * - delete: a key that is gone, the whole old row.
 * A synonym is its own key, so a changed one is a delete and an insert. Rows stand in key order, deletes first.
 */
import type { ReleaseTables, TextTable } from './release-tables.js';

export const DELTA_ACTIONS = ['delete', 'deprecate', 'update', 'insert'] as const;
export type DeltaAction = (typeof DELTA_ACTIONS)[number];

interface OmopKey {
  readonly file: string;
  readonly key: readonly string[];
  readonly isOptional: boolean;
}

/** The OMOP tables of a release and what identifies a row of each. */
export const OMOP_KEYS: readonly OmopKey[] = [
  { file: 'CONCEPT.csv', key: ['concept_id'], isOptional: false },
  {
    file: 'CONCEPT_RELATIONSHIP.csv',
    key: ['concept_id_1', 'concept_id_2', 'relationship_id'],
    isOptional: false,
  },
  {
    file: 'CONCEPT_SYNONYM.csv',
    key: ['concept_id', 'concept_synonym_name', 'language_concept_id'],
    isOptional: false,
  },
  { file: 'VOCABULARY.csv', key: ['vocabulary_id'], isOptional: true },
  { file: 'CONCEPT_CLASS.csv', key: ['concept_class_id'], isOptional: true },
  { file: 'RELATIONSHIP.csv', key: ['relationship_id'], isOptional: true },
];

/** `CONCEPT_delta.csv` -> text, for every OMOP table that one of the releases has; also where nothing changed. */
export function emitDelta(old: ReleaseTables, now: ReleaseTables): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { file, key } of OMOP_KEYS) {
    const before = old.texts.get(file);
    const after = now.texts.get(file);
    const columns = (after ?? before)?.columns;
    if (!columns) continue;
    const lines = compareTables(before, after, columns, key);
    const text = [['action', ...columns], ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
    files.set(file.replace(/\.csv$/, '_delta.csv'), text);
  }
  return files;
}

/** How many rows there are of each action. */
export function countActions(delta: string): Readonly<Record<DeltaAction, number>> {
  const counts = { delete: 0, deprecate: 0, update: 0, insert: 0 };
  for (const action of DELTA_ACTIONS) {
    counts[action] = delta.split('\n').filter((line) => line.startsWith(`${action}\t`)).length;
  }
  return counts;
}

function compareTables(
  before: TextTable | undefined,
  after: TextTable | undefined,
  columns: readonly string[],
  key: readonly string[],
): string[][] {
  const oldRows = rowsByKey(before, columns, key);
  const newRows = rowsByKey(after, columns, key);
  const invalid = columns.indexOf('invalid_reason');
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

/** Cells in the order of `columns`, whatever the order in the file. */
function rowsByKey(
  table: TextTable | undefined,
  columns: readonly string[],
  key: readonly string[],
): Map<string, string[]> {
  const order = columns.map((column) => table?.columns.indexOf(column) ?? -1);
  const keyAt = key.map((column) => columns.indexOf(column));
  const rows = new Map<string, string[]>();
  for (const row of table?.rows ?? []) {
    const cells = order.map((index) => row[index] ?? '');
    rows.set(keyAt.map((index) => cells[index]).join('\t'), cells);
  }
  return rows;
}
