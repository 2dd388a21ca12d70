/** The tables of a profile as `harvest map` wrote them, for a database. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import {
  type Profile,
  type ProfileName,
  type ProfileTable,
  readProfile,
} from '../../src/harvest/profiles/profile.js';
import { ROOT } from './command-line.js';

export function getProfile(name: ProfileName): Profile {
  const { value, diagnostics } = readProfile(name, (list) => {
    const file = join(ROOT, 'mappings', 'harvest', list);
    return { file, text: readFileSync(file, 'utf8') };
  });
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  return value;
}

/** Empty cells are NULL. */
export function readProfileRows(
  { isCommaSeparated }: Profile,
  { file }: ProfileTable,
  folder: string,
): readonly (string | null)[][] {
  const commas = isCommaSeparated && file.endsWith('.csv');
  const form = commas ? ({ delimiter: ',' } as const) : ({ delimiter: '\t', quote: null } as const);
  const [, ...rows] = parse(readFileSync(join(folder, file), 'utf8'), form) as string[][];
  return rows.map((row) => row.map((cell) => cell || null));
}

/** By the DDL that lies beside the rows; returns the rows of each table. */
export function loadProfile(
  database: Database.Database,
  profile: Profile,
  folder: string,
): Readonly<Record<string, number>> {
  database.exec(readFileSync(join(folder, `${profile.name}-sqlite.sql`), 'utf8'));
  const tables = profile.tables.filter(({ isLocal }) => !isLocal);
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      insertRows(
        database,
        table.name,
        table.columns.map(({ name }) => name),
        readProfileRows(profile, table, folder),
      ),
    ]),
  );
}

export function insertRows(
  database: Database.Database,
  table: string,
  columns: readonly string[],
  rows: readonly (string | number | null)[][],
): number {
  const insert = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  database.transaction(() => {
    for (const row of rows) insert.run(row);
  })();
  return rows.length;
}
