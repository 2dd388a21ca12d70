/** The texts of a playbook and of the tables of words -> a matcher. Reads no file: whoever calls does. */
import { type Diagnostic, isBlocking, type Outcome } from '../../model/diagnostic.js';
import { readPlaybook } from '../playbook-file.js';
import { createMatcher, type Matcher } from './matcher.js';
import { ENGLISH, parseSynonyms, SITE, type Synonym } from './synonyms.js';

export interface MatcherTexts {
  /** LoincRsnaRadiologyPlaybook.csv; `file` is the path that messages print. */
  readonly playbook: { readonly file: string; readonly content: Uint8Array | string };
  /** Those of `mappings/playbook/`: `en.tsv`, `de.tsv` ..., `parts.tsv`. */
  readonly tables: readonly WordTable[];
  /** The site's own words and choices; where both have a word, these count. */
  readonly site?: WordTable | undefined;
  /** Languages to read besides English; all if not stated. */
  readonly languages?: readonly string[] | undefined;
  /** Candidates given per study, 3 if not stated. */
  readonly limit?: number | undefined;
}

export interface WordTable {
  readonly file: string;
  readonly text: string;
}

/** Faults: those of readPlaybook and parseSynonyms; language-unknown. The value is undefined when any is an error. */
export function openMatcher(texts: MatcherTexts): Outcome<Matcher | undefined> {
  const playbook = readPlaybook(texts.playbook.content, texts.playbook.file);
  const words = readWords(texts);
  const diagnostics = [...playbook.diagnostics, ...words.diagnostics];
  if (playbook.value === undefined || isBlocking(diagnostics)) return { value: undefined, diagnostics };
  const { limit } = texts;
  return {
    value: createMatcher(playbook.value, words.value, limit === undefined ? {} : { limit }),
    diagnostics,
  };
}

/** `de` of `.../de.tsv`; `parts.tsv` holds no words. */
function languageOf(file: string): string {
  return file.replace(/^.*[\\/]/, '').replace(/\.tsv$/i, '');
}

export const PARTS = 'parts';

export function readWords({
  tables,
  site,
  languages,
}: Pick<MatcherTexts, 'tables' | 'site' | 'languages'>): Outcome<readonly Synonym[]> {
  const diagnostics: Diagnostic[] = [];
  const value: Synonym[] = [];
  const add = ({ file, text }: WordTable, language: string) => {
    const read = parseSynonyms(text, file, language);
    diagnostics.push(...read.diagnostics);
    value.push(...read.value);
  };
  const known = tables.map(({ file }) => languageOf(file)).filter((language) => language !== PARTS);
  for (const language of languages ?? []) {
    if (known.includes(language)) continue;
    diagnostics.push({
      code: 'language-unknown',
      severity: 'error',
      message: 'no table of words in this language',
      found: language,
      expected: known.join(', '),
      fix: `use one of these, or add mappings/playbook/${language}.tsv`,
    });
  }
  for (const table of tables) {
    const language = languageOf(table.file);
    const asked = languages === undefined || languages.includes(language);
    if (asked || language === ENGLISH || language === PARTS)
      add(table, language === PARTS ? ENGLISH : language);
  }
  if (site) add(site, SITE);
  return { value, diagnostics };
}
