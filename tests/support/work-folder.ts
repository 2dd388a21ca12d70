/** Working folders as users have them: documents, a cache, mappings, a release. */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type Run, run } from './command-line.js';
import { makeEdition, type SmallEdition } from './edition.js';

/** A folder with the documents of an edition in `in/`, and mappings without ledger and corrections. */
export function makeWorkFolder(parent: string, edition: SmallEdition = { label: '2024d' }): string {
  const folder = join(parent, 'work');
  cpSync(join(ROOT, 'mappings'), join(folder, 'mappings'), {
    recursive: true,
    filter: (source) => !/concept-(?:ids|history)[^/]*$/.test(source),
  });
  const corrections = join(folder, 'mappings', 'corrections');
  for (const name of readdirSync(corrections)) {
    const text = readFileSync(join(corrections, name), 'utf8');
    writeFileSync(
      join(corrections, name),
      `${text.split('\n').find((line) => line.startsWith('editions\t'))}\n`,
    );
  }
  upload(folder, edition);
  return folder;
}

/** Puts the documents of an edition into `in/`, some of them replaced. */
export function upload(folder: string, edition: SmallEdition, replaced: Record<string, string> = {}): void {
  mkdirSync(join(folder, 'in'), { recursive: true });
  for (const [name, text] of Object.entries({ ...makeEdition(edition), ...replaced })) {
    writeFileSync(join(folder, 'in', name), text);
  }
}

export function importIn(folder: string, label = '2024d'): Run {
  return run(folder, 'import', 'in', '--edition', label, '--cache', 'cache');
}

export function buildIn(folder: string, ...more: readonly string[]): Run {
  return run(folder, 'build', '--edition', '2024d', '--cache', 'cache', ...more);
}

/** Ledgers and histories in the folder's mappings. */
export function ledgersOf(folder: string): string[] {
  return readdirSync(join(folder, 'mappings'))
    .filter((name) => name.startsWith('concept-'))
    .sort();
}
