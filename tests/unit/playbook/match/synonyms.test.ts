import { describe, expect, test } from '@jest/globals';
import { readWords } from '../../../../src/playbook/match/open-matcher.js';
import { parseSynonyms, SYNONYM_COLUMNS } from '../../../../src/playbook/match/synonyms.js';
import { shippedTables } from '../../../support/playbook/playbook-text.js';

const FILE = 'synonyms.tsv';
const HEADER = SYNONYM_COLUMNS.join('\t');
const read = (...lines: string[]) => parseSynonyms(`${[HEADER, ...lines].join('\n')}\n`, FILE);

describe('parseSynonyms', () => {
  test('reads a phrase limited to modalities', () => {
    const { value, diagnostics } = read('# comment', 'phrase\tap @CT,MR\tAnatomic Location\tAbdomen\ta note');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual([
      {
        kind: 'phrase',
        phrase: 'ap',
        modalities: ['CT', 'MR'],
        partType: 'Anatomic Location',
        partName: 'Abdomen',
        language: 'en',
        line: 3,
      },
    ]);
  });

  test.each([
    ['file-row-ragged', 'word\tabd\tabdomen'],
    ['synonyms-kind', 'synonym\tabd\t\tabdomen\t'],
    ['synonyms-part-type', 'phrase\tabd\tRegion\tAbdomen\t'],
    ['synonyms-empty', 'near\tBrain\t\t\t'],
    ['synonyms-code', 'study\tCT HEAD\t\tCT Head\t'],
    ['synonyms-code', 'code\tCTHD\t\tRPID22\t'],
  ])('%s: the row is refused, the rest is used', (code, line) => {
    const { value, diagnostics } = read(line, 'word\tabd\t\tabdomen\t');
    expect(diagnostics).toMatchObject([{ code, severity: 'error', at: { file: FILE, line: 2 } }]);
    expect(diagnostics[0]?.fix).toBeDefined();
    expect(value).toHaveLength(1);
  });

  test('file-header-wrong', () => {
    expect(parseSynonyms('word\tabd\n', FILE).diagnostics).toMatchObject([
      { code: 'file-header-wrong', severity: 'error', at: { file: FILE, line: 1 } },
    ]);
  });
});

describe('readWords', () => {
  const tables = ['en', 'de', 'parts'].map((name) => ({
    file: `words/${name}.tsv`,
    text: `${HEADER}\nword\t${name}\t\thead\t\n`,
  }));

  test('the language of a table is its name; English and the parts are always read', () => {
    const languages = readWords({ tables, languages: ['en'] }).value.map(({ language }) => language);
    expect(languages).toEqual(['en', 'en']);
    expect(readWords({ tables }).value).toHaveLength(3);
  });

  test("the site's own rows are marked", () => {
    const site = { file: 'mine.tsv', text: `${HEADER}\ncode\tHD1\t\t30799-1\t\n` };
    expect(readWords({ tables, site }).value.at(-1)).toMatchObject({ language: 'site', kind: 'code' });
  });

  test('language-unknown: named with those there are', () => {
    expect(readWords({ tables, languages: ['tlh'] }).diagnostics).toMatchObject([
      {
        code: 'language-unknown',
        severity: 'error',
        found: 'tlh',
        expected: 'en, de',
        fix: expect.any(String),
      },
    ]);
  });

  test('the shipped tables are read without a fault and hold no codes', () => {
    expect(readWords({ tables: shippedTables() }).diagnostics).toEqual([]);
    for (const { text } of shippedTables()) {
      expect(text).not.toMatch(/\b\d{3,6}-\d\b|\bR?P?ID\d{2,}|\bLP\d{4,}/);
    }
  });
});
