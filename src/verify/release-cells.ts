/** The rows of a release seen as cells of the CDM's columns, for rules about types, lengths and text. */
import { CDM_VOCABULARY_TABLES, type CdmColumn, propertyOf, RELEASE_TABLES } from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import { rowsOf } from '../release/omop-tables.js';
import type { ReleaseIndex } from './release-index.js';

export interface ReleaseCell {
  readonly file: string;
  readonly column: CdmColumn;
  readonly row: object;
  readonly value: unknown;
}

/** Every cell of the columns that `wanted` picks. */
export function findCells(
  release: Release,
  wanted: (column: CdmColumn) => boolean,
  isWrong: (value: unknown, column: CdmColumn) => boolean,
): ReleaseCell[] {
  const wrong: ReleaseCell[] = [];
  for (const name of RELEASE_TABLES) {
    const { file, columns } = CDM_VOCABULARY_TABLES[name];
    const properties = columns
      .filter(wanted)
      .map((column) => ({ column, property: propertyOf(column.name) }));
    for (const row of rowsOf(release, name)) {
      for (const { column, property } of properties) {
        const value: unknown = Reflect.get(row, property);
        if (isWrong(value, column)) wrong.push({ file, column, row, value });
      }
    }
  }
  return wrong;
}

/** How a finding calls the row of a cell: its concept, link, or the name of the vocabulary, class, relationship. */
export function formatCellKey(cell: ReleaseCell, index: ReleaseIndex): string {
  const get = (property: string): unknown => Reflect.get(cell.row, property);
  const column = cell.column.name;
  if (get('conceptId1') !== undefined) {
    return `${index.nameOf(Number(get('conceptId1')))} > ${String(get('relationshipId'))} > ${index.nameOf(Number(get('conceptId2')))} ${column}`;
  }
  const id = get('conceptId');
  if (id !== undefined) return `${index.nameOf(Number(id))} ${column}`;
  const name = get('vocabularyId') ?? get('conceptClassId') ?? get('relationshipId');
  return `${cell.file} ${String(name)} ${column}`;
}
