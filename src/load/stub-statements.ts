/** Stub rows as `INSERT ... SELECT` statements that leave alone what is there; concepts last. */
import { CDM_VOCABULARY_TABLES } from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import { makeStubRows, STUB_TABLES, type StubCell } from './stub-rows.js';

export function formatStubSelects(
  release: Release,
  formatDate: (day: string) => string,
): { readonly table: string; readonly sql: string }[] {
  const rows = makeStubRows(release);
  return STUB_TABLES.map((table) => {
    const { columns, primaryKey } = CDM_VOCABULARY_TABLES[table];
    const names = columns.map(({ name }) => name).join(', ');
    const key = primaryKey[0];
    const values = rows[table].map(
      (cells) =>
        `(${cells.map((cell, at) => formatCell(cell, columns[at]?.type === 'date', formatDate)).join(', ')})`,
    );
    return {
      table,
      sql: `INSERT INTO ${table} (${names}) SELECT v.* FROM (VALUES\n  ${values.join(',\n  ')}) AS v (${names})
  WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = v.${key})`,
    };
  });
}

function formatCell(cell: StubCell, isDate: boolean, formatDate: (day: string) => string): string {
  if (cell === null) return 'CAST(NULL AS varchar(1))';
  if (typeof cell === 'number') return String(cell);
  return isDate ? formatDate(cell) : `'${cell.replaceAll("'", "''")}'`;
}
