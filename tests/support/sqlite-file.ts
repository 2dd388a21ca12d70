/** What a SQLite file holds; nothing is written to it. */
import Database from 'better-sqlite3';

/** Rows by the names of their columns. */
export const askSqlite = (file: string, sql: string): unknown[] =>
  withFile(file, (database) => database.prepare(sql).all());

/** Rows as lists of their cells. */
export const readSqlite = (file: string, sql: string): unknown[] =>
  withFile(file, (database) => database.prepare(sql).raw().all());

function withFile(file: string, ask: (database: Database.Database) => unknown[]): unknown[] {
  const database = new Database(file, { readonly: true });
  try {
    return ask(database);
  } finally {
    database.close();
  }
}
