import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readSynonyms, SYNONYM_COLUMNS } from '../../../../src/playbook/match/synonyms.js';

const FILE = 'synonyms.tsv';
const HEADER = SYNONYM_COLUMNS.join('\t');
const read = (...lines: string[]) => readSynonyms(`${[HEADER, ...lines].join('\n')}\n`, FILE);

describe('readSynonyms', () => {
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
        line: 3,
      },
    ]);
  });

  test.each([
    ['synonyms-ragged', 'word\tabd\tabdomen'],
    ['synonyms-kind', 'synonym\tabd\t\tabdomen\t'],
    ['synonyms-part-type', 'phrase\tabd\tRegion\tAbdomen\t'],
    ['synonyms-empty', 'near\tBrain\t\t\t'],
  ])('%s: the row is refused, the rest is used', (code, line) => {
    const { value, diagnostics } = read(line, 'word\tabd\t\tabdomen\t');
    expect(diagnostics).toMatchObject([{ code, severity: 'error', at: { file: FILE, line: 2 } }]);
    expect(diagnostics[0]?.fix).toBeDefined();
    expect(value).toHaveLength(1);
  });

  test('synonyms-header', () => {
    expect(readSynonyms('word\tabd\n', FILE).diagnostics).toMatchObject([
      { code: 'synonyms-header', severity: 'error', at: { file: FILE, line: 1 } },
    ]);
  });

  test('the shipped table is read without a fault and holds no codes', () => {
    const file = join(import.meta.dirname, '../../../../mappings/playbook-synonyms.tsv');
    const text = readFileSync(file, 'utf8');
    expect(readSynonyms(text, file).diagnostics).toEqual([]);
    expect(text).not.toMatch(/\b\d{3,6}-\d\b|\bR?P?ID\d{2,}|\bLP\d{4,}/);
  });
});
