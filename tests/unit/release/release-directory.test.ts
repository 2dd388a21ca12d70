import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { writeFileWhole, writeReleaseDirectory } from '../../../src/release/release-directory.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

/** What makes a folder a release of ours. */
const MANIFEST: [string, string] = ['manifest.json', '{ "tool": "dicom-omop 0.1.0" }\n'];

describe('writeReleaseDirectory', () => {
  test('writes files in their folders', async () => {
    const root = await newFolder();
    const release = join(root, 'out', '2024d');
    writeReleaseDirectory(
      release,
      new Map([
        ['CONCEPT.csv', 'a\n'],
        ['standard/uids.tsv', 'b\n'],
      ]),
    );
    expect(await read(release, 'CONCEPT.csv')).toBe('a\n');
    expect(await read(release, 'standard/uids.tsv')).toBe('b\n');
    expect(await readdir(join(root, 'out'))).toEqual(['2024d']);
  });

  test('replaces the former release whole', async () => {
    const root = await newFolder();
    const release = join(root, '2024d');
    writeReleaseDirectory(release, new Map([['old.csv', 'old\n'], ['CONCEPT.csv', 'old\n'], MANIFEST]));
    writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'new\n']]));
    expect(await readdir(release)).toEqual(['CONCEPT.csv']);
    expect(await read(release, 'CONCEPT.csv')).toBe('new\n');
    expect(await readdir(root)).toEqual(['2024d']);
  });

  test('keeps the former release when a file cannot be written, and leaves nothing beside it', async () => {
    const root = await newFolder();
    const release = join(root, '2024d');
    writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'old\n'], MANIFEST]));
    const files = new Map([
      ['CONCEPT.csv', 'new\n'],
      ['CONCEPT.csv/x', 'a file inside a file\n'],
    ]);
    expect(() => writeReleaseDirectory(release, files)).toThrow(EnvironmentError);
    expect(await read(release, 'CONCEPT.csv')).toBe('old\n');
    expect(await readdir(root)).toEqual(['2024d']);
  });

  test('never replaces a folder that is no release', async () => {
    const root = await newFolder();
    await writeFile(join(root, 'thesis.txt'), 'years of work');
    const files = new Map([['CONCEPT.csv', 'new\n'], MANIFEST]);
    expect(() => writeReleaseDirectory(root, files)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('something else than a release'),
        fix: expect.stringContaining('--out'),
      }),
    );
    expect(await readdir(root)).toEqual(['thesis.txt']);
  });

  test('says what cannot be written, and why', async () => {
    const root = await newFolder();
    await writeFile(join(root, 'file'), '');
    const release = join(root, 'file', '2024d');
    expect(() => writeReleaseDirectory(release, new Map([['a', '']]))).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`cannot write ${release}: `),
        fix: expect.stringContaining('writable'),
        cause: expect.anything(),
      }),
    );
  });
});

describe('writeFileWhole', () => {
  test('replaces a file, and leaves nothing beside it', async () => {
    const root = await newFolder();
    writeFileWhole(join(root, 'ids.tsv'), 'one\n');
    writeFileWhole(join(root, 'ids.tsv'), 'two\n');
    expect(await read(root, 'ids.tsv')).toBe('two\n');
    expect(await readdir(root)).toEqual(['ids.tsv']);
  });

  test('keeps what is there when it cannot be replaced', async () => {
    const root = await newFolder();
    await mkdir(join(root, 'ids.tsv', 'inside'), { recursive: true });
    await chmod(root, 0o755);
    expect(() => writeFileWhole(join(root, 'ids.tsv'), 'two\n')).toThrow(EnvironmentError);
    expect(await readdir(root)).toEqual(['ids.tsv']);
    expect(await readdir(join(root, 'ids.tsv'))).toEqual(['inside']);
  });
});
