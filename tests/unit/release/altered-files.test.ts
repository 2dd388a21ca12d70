import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { findAltered } from '../../../src/release/altered-files.js';
import { openFiles } from '../../../src/release/release-folder.js';

const TABLE = 'concept_id\tconcept_synonym_name\n1\tone\n2\ttwo\n';
const MANIFEST = JSON.stringify({
  files: { 'CONCEPT_SYNONYM.csv': { sha256: createHash('sha256').update(TABLE).digest('hex'), rows: 2 } },
});

function alteredIn(table: string, manifest = MANIFEST) {
  const files = new Map([
    ['CONCEPT_SYNONYM.csv', table],
    ['CONCEPT.csv', 'not in the manifest\n'],
    ['manifest.json', manifest],
  ]);
  return findAltered(openFiles('out/2024d', files), ['CONCEPT.csv', 'CONCEPT_SYNONYM.csv', 'VOCABULARY.csv']);
}

describe('files of a release against its manifest', () => {
  test('as they were written', () => {
    expect(alteredIn(TABLE)).toEqual([]);
  });

  test('cut at a line end, which no rule of form sees', () => {
    expect(alteredIn(TABLE.slice(0, TABLE.indexOf('2\ttwo')))).toMatchObject([
      {
        code: 'release-file-altered',
        severity: 'finding',
        at: { file: 'out/2024d/CONCEPT_SYNONYM.csv' },
        found: '1 rows',
        expected: 'the 2 rows whose digest manifest.json holds',
        fix: 'copy the release again whole, or build it again',
      },
    ]);
  });

  test('edited, with as many rows', () => {
    expect(alteredIn(TABLE.replace('two', 'too'))).toHaveLength(1);
  });

  test.each(['{}', 'no manifest'])('a manifest that holds no digests: %s', (manifest) => {
    expect(alteredIn('cut\n', manifest)).toEqual([]);
  });
});
