/** The matcher of study descriptions, from files: your copy of the playbook, and the words that the program brings. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { getBytes, getText } from '../disk/text-file.js';
import { EnvironmentError, formatDiagnostic } from '../model/diagnostic.js';
import type { Matcher } from '../playbook/match/matcher.js';
import { openMatcher } from '../playbook/match/open-matcher.js';
import { MAPPINGS } from './package-folder.js';

export interface MatcherOptions {
  /** Path of LoincRsnaRadiologyPlaybook.csv, of a LOINC release. */
  readonly playbook: string;
  /** A table of your own words, which count before ours. */
  readonly synonyms?: string | undefined;
  /** Languages to read besides English; all if not stated. */
  readonly languages?: readonly string[] | undefined;
  /** Candidates given per study, 3 if not stated. */
  readonly limit?: number | undefined;
}

/** Throws EnvironmentError if a file cannot be read, with the first fault in it. */
export function createMatcher({ playbook, synonyms, languages, limit }: MatcherOptions): Matcher {
  const folder = join(MAPPINGS, 'playbook');
  const read = (file: string) => ({ file, text: getText(file, 'name a file that is there') });
  const tables = readdirSync(folder)
    .filter((name) => name.endsWith('.tsv'))
    .sort()
    .map((name) => read(join(folder, name)));
  const { value, diagnostics } = openMatcher({
    playbook: {
      file: playbook,
      content: getBytes(playbook, 'name your copy of LoincRsnaRadiologyPlaybook.csv'),
    },
    tables,
    site: synonyms === undefined ? undefined : read(synonyms),
    languages,
    limit,
  });
  if (value) return value;
  const first = diagnostics.find(({ severity }) => severity === 'error');
  throw new EnvironmentError(first ? formatDiagnostic(first) : `${playbook} cannot be read`, {
    fix: 'give LoincRsnaRadiologyPlaybook.csv as LOINC publishes it',
  });
}
