/** Rows of a release as cells in the column order of the CDM; NULL for what is absent. */
import { CDM_VOCABULARY_TABLES, type ReleaseTableName } from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import { cellReader, rowsOf } from '../release/omop-tables.js';

export type ReleaseCell = string | number | null;

export function cellsOf(release: Release, table: ReleaseTableName): ReleaseCell[][] {
  const read = cellReader(CDM_VOCABULARY_TABLES[table]);
  return rowsOf(release, table).map((row) =>
    read(row).map((cell) => (typeof cell === 'boolean' ? Number(cell) : (cell ?? null))),
  );
}
