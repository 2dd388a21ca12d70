/** A git repository with a ledger and its history, as a maintainer has it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tabText } from './table-text.js';

const IDENTITY = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
const LEDGER = 'mappings/concept-ids.tsv';
const HISTORY = 'mappings/concept-history.tsv';

export type Id = readonly [id: number, code: string];

export interface LedgerRepository {
  readonly folder: string;
  readonly git: (...args: readonly string[]) => string;
  /** Commits whatever has changed. */
  readonly commit: (message: string) => void;
  /** Lines at the end of the ledger, and `issued` in the history for each. */
  readonly append: (edition: string, ...ids: readonly Id[]) => void;
  readonly edit: (change: (ledger: string) => string) => void;
  /** `id code` of every line. */
  readonly ids: () => string[];
  readonly history: () => string;
}

/** A repository on branch `main` whose first commit holds two ids. */
export function makeLedgerRepository(folder: string): LedgerRepository {
  mkdirSync(join(folder, 'mappings'), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-C', folder, ...IDENTITY, ...args], {
      encoding: 'utf8',
      env: { ...process.env, GIT_EDITOR: 'true', GIT_CONFIG_GLOBAL: '/dev/null' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const repository: LedgerRepository = {
    folder,
    git,
    commit: (message) => {
      git('add', '-A');
      git('commit', '-q', '-m', message);
    },
    append: (edition, ...ids) => {
      write(LEDGER, read(LEDGER) + tabText(ids.map(([id, code]) => [id, 'DICOM', code, edition])));
      write(HISTORY, read(HISTORY) + tabText(ids.map(([id, code]) => [edition, id, 'issued', '', code])));
    },
    edit: (change) => write(LEDGER, change(read(LEDGER))),
    ids: () =>
      read(LEDGER)
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((line) => line.split('\t'))
        .map(([id, , code]) => `${id} ${code}`),
    history: () => read(HISTORY),
  };
  git('init', '-q', '-b', 'main');
  write(LEDGER, 'concept_id\tvocabulary_id\tconcept_code\tfirst_edition\n');
  write(HISTORY, 'edition\tconcept_id\tevent\tdetail\tname\n');
  repository.append('2024c', [2128200000, 'CT'], [2128200001, 'MR']);
  repository.commit('2024c');
  return repository;
}
