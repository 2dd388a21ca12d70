/** `values.sqlite`: which value stands for which, for a site that asks for it. It names patients: readable by its owner alone. */
import { chmodSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

type Row = readonly [attribute: string, person: number | null, original: string, replacement: string];

/** Replaces the file in one step when all rows are in. */
export async function writeValueFile(file: string, pages: AsyncIterable<readonly Row[]>): Promise<void> {
  const aside = `${file}.new`;
  rmSync(aside, { force: true });
  const database = new Database(aside);
  try {
    chmodSync(aside, 0o600);
    database.pragma('journal_mode = OFF');
    database.exec(
      'CREATE TABLE value_map (attribute text NOT NULL, person_id integer, original text NOT NULL, replacement text NOT NULL)',
    );
    const insert = database.prepare('INSERT INTO value_map VALUES (?, ?, ?, ?)');
    const insertAll = database.transaction((rows: readonly Row[]) => {
      for (const row of rows) insert.run(...row);
    });
    for await (const rows of pages) insertAll(rows);
    database.exec('CREATE INDEX value_map_original ON value_map (attribute, original)');
    database.exec('CREATE INDEX value_map_replacement ON value_map (attribute, replacement)');
  } finally {
    database.close();
  }
  renameSync(aside, file);
}
