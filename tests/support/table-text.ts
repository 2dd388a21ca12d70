/** Tables as text, for tests that write or read files of a release. */
import { readFileSync } from 'node:fs';

/** Rows of cells -> tab-separated lines, each with its end. */
export function tabText(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}

/** A tab-separated file -> one record for each row, by the names of the header. */
export function readRecords(file: string): Record<string, string>[] {
  const [header = [], ...rows] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index] ?? ''])));
}
