import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { resolveCodes } from '../../../../src/athena/resolution.js';
import { EnvironmentError } from '../../../../src/model/diagnostic.js';
import { bundleFiles, temporaryFolder, writeDirectory, writeZip } from '../athena-files.js';
import { ASKED, OTHER } from '../fault-table.js';

const CODES = [{ vocabularyId: 'SNOMED', conceptCode: 'a' }];

describe('damaged archives', () => {
  test.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 60)],
    [
      'with a changed byte',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 120 ? byte ^ 4 : byte))),
    ],
  ])('a ZIP %s', async (_, damage) => {
    const bundle = writeZip(bundleFiles({ concepts: [ASKED, OTHER] }));
    writeFileSync(bundle, damage(readFileSync(bundle)));
    const { value, diagnostics } = await resolveCodes({ bundle, codes: CODES });
    expect(value).toBeUndefined();
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'athena-zip-damaged', severity: 'error' });
    expect(diagnostics[0]?.at).toMatchObject({ file: expect.stringContaining(bundle) });
    expect(diagnostics[0]?.fix).toContain('download the bundle again');
  });
});

describe('faults of the environment', () => {
  const failure = async (bundle: string): Promise<EnvironmentError> => {
    const error = await resolveCodes({ bundle, codes: CODES }).catch((thrown: unknown) => thrown);
    if (!(error instanceof EnvironmentError)) throw new Error(`not an EnvironmentError: ${String(error)}`);
    return error;
  };

  test('no such path', async () => {
    const path = join(temporaryFolder(), 'nowhere');
    const error = await failure(path);
    expect(error.message).toContain(path);
    expect(error.cause).toMatchObject({ code: 'ENOENT' });
  });

  test('missing files are named, in a directory and in a ZIP', async () => {
    const folder = join(temporaryFolder(), 'empty');
    mkdirSync(folder);
    const missing = 'it has no CONCEPT.csv, no CONCEPT_RELATIONSHIP.csv, no VOCABULARY.csv';
    expect((await failure(folder)).message).toContain(missing);
    expect((await failure(writeZip({ 'README.txt': 'x' }))).message).toContain(missing);
  });

  test('a ZIP with two files of one table names both, and takes neither', async () => {
    const files = bundleFiles({ concepts: [ASKED] });
    const error = await failure(writeZip({ ...files, 'older/CONCEPT.csv': files['CONCEPT.csv'] ?? '' }));
    expect(error.message).toMatch(/two files of one table: \S*CONCEPT\.csv and \S*CONCEPT\.csv$/);
    expect(error.fix).toContain('one download');
  });

  test('a file that is no ZIP', async () => {
    const bundle = join(writeDirectory(bundleFiles({ concepts: [ASKED] })), 'CONCEPT.csv');
    expect((await failure(bundle)).message).toContain('neither a directory nor a ZIP');
  });
});
