/** The tables of a profile as statements for a database. Their columns, types and keys are those of the profile's list. */
import type { Profile, ProfileTable } from './profile.js';
import { type ProfileDialect, TYPES } from './profile-dialect.js';

/** `CREATE TABLE IF NOT EXISTS ...;` for each table that leaves the site. */
export function formatProfileTables({ name, tables }: Profile, dialect: ProfileDialect): string {
  const statements = tables.filter(({ isLocal }) => !isLocal).map((table) => formatTable(table, dialect));
  return [`-- Tables of the profile ${name}, ${dialect}`, ...statements, ''].join('\n');
}

function formatTable({ name, columns }: ProfileTable, dialect: ProfileDialect): string {
  const lines = columns.map(
    (column) =>
      `${column.name} ${TYPES[dialect][column.type] ?? column.type}${column.required ? ' NOT NULL' : ''}`,
  );
  const key = columns[0]?.required ? [`PRIMARY KEY (${columns[0].name})`] : [];
  return `CREATE TABLE IF NOT EXISTS ${name} (\n  ${[...lines, ...key].join(',\n  ')}\n);`;
}
