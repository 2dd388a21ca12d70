import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readReleaseTables } from '../../../src/diff/release-tables.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { openFiles, openFolder } from '../../../src/release/release-folder.js';

const CONCEPT =
  'concept_id\tconcept_name\tdomain_id\tvocabulary_id\tconcept_class_id\tstandard_concept\tconcept_code\tvalid_start_date\tvalid_end_date\tinvalid_reason\n' +
  '2128200001\tEcho "Time"\tMeasurement\tDICOM\tObservable Entity\t\t00180081\t19930101\t20991231\t\n';
const RELATIONSHIP =
  'concept_id_1\tconcept_id_2\trelationship_id\tvalid_start_date\tvalid_end_date\tinvalid_reason\n';
const OTHERS: readonly [string, string][] = [
  [
    'VOCABULARY.csv',
    'vocabulary_id\tvocabulary_name\tvocabulary_reference\tvocabulary_version\tvocabulary_concept_id\n',
  ],
  ['CONCEPT_CLASS.csv', 'concept_class_id\tconcept_class_name\tconcept_class_concept_id\n'],
  [
    'RELATIONSHIP.csv',
    'relationship_id\trelationship_name\tis_hierarchical\tdefines_ancestry\treverse_relationship_id\trelationship_concept_id\n',
  ],
];
const SYNONYM = 'concept_id\tconcept_synonym_name\tlanguage_concept_id\n2128200001\tEchoTime\t4180186\r\n';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'diff-release-'));
  mkdirSync(join(directory, 'standard'));
  write('manifest.json', '{"edition": "2024d", "published": "20240915", "profile": "default"}');
  write('CONCEPT.csv', CONCEPT);
  write('CONCEPT_RELATIONSHIP.csv', RELATIONSHIP);
  write('CONCEPT_SYNONYM.csv', SYNONYM);
  for (const [file, text] of OTHERS) write(file, text);
  write(
    'standard/units.tsv',
    'tag\tucum\tphrase\tat\n(0018,0081)\tms\tin msec\tPS3.3 2024d Table C.8-4 row 1 #x\n',
  );
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(file: string, text: string): void {
  writeFileSync(join(directory, file), text);
}

describe('release files', () => {
  test('rows as they stand, quotes are data, LF or CRLF', () => {
    const { value, diagnostics } = readReleaseTables(openFolder(directory));
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      edition: '2024d',
      profile: 'default',
      concepts: [{ conceptId: 2128200001, conceptName: 'Echo "Time"', invalidReason: undefined }],
      synonyms: [{ conceptSynonymName: 'EchoTime', languageConceptId: 4180186 }],
      facts: { units: [{ tag: '(0018,0081)', ucum: 'ms' }], bindings: [] },
    });
    expect([...(value?.factTables ?? [])]).toEqual(['units']);
  });

  test('all ragged rows and missing columns are reported together', () => {
    write('CONCEPT_SYNONYM.csv', `${SYNONYM}1\tx\n`);
    write('standard/units.tsv', 'tag\tat\n');
    const { value, diagnostics } = readReleaseTables(openFolder(directory));
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'f4-width', at: { file: join(directory, 'CONCEPT_SYNONYM.csv'), line: 3 } },
      {
        code: 'file-header-wrong',
        at: { file: join(directory, 'standard/units.tsv'), line: 1 },
        message: 'the header lacks "ucum"',
        fix: 'build the release again with this version of the program',
      },
    ]);
  });

  test.each(['manifest.json', 'CONCEPT.csv', 'CONCEPT_RELATIONSHIP.csv'])('no release without %s', (file) => {
    rmSync(join(directory, file));
    expect(() => readReleaseTables(openFolder(directory))).toThrow(EnvironmentError);
    expect(() => readReleaseTables(openFolder(directory))).toThrow(`is no release: ${file} is not there`);
  });

  test('a manifest that is no JSON, or names no edition', () => {
    write('manifest.json', '{');
    expect(() => readReleaseTables(openFolder(directory))).toThrow(/manifest.json names no edition/);
    write('manifest.json', '{}');
    expect(() => readReleaseTables(openFolder(directory))).toThrow(/names no edition/);
  });

  test('a column that is not compared may lack; files that are not written are read alike', () => {
    const files = new Map([
      ['manifest.json', '{"edition": "2024d"}'],
      ['CONCEPT.csv', CONCEPT],
      ['CONCEPT_RELATIONSHIP.csv', RELATIONSHIP],
      ['CONCEPT_SYNONYM.csv', SYNONYM],
      ...OTHERS,
      ['standard/units.tsv', 'tag\tucum\tat\n(0018,0081)\tms\tx\n'],
    ]);
    const { value, diagnostics } = readReleaseTables(openFiles('2024d', files));
    expect(diagnostics).toEqual([]);
    expect(value?.facts.units).toEqual([{ tag: '(0018,0081)', ucum: 'ms', at: 'x' }]);
  });
});
