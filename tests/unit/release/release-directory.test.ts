import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { recoverRelease, writeReleaseDirectory } from '../../../src/release/release-directory.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

/** What makes a folder a release of ours. */
const MANIFEST: [string, string] = ['manifest.json', '{ "tool": "dicom-omop 0.1.0" }\n'];

describe('writeReleaseDirectory', () => {
  test('writes files in their folders', async () => {
    const root = await newFolder();
    const release = join(root, 'out', '2024d');
    await writeReleaseDirectory(
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
    await writeReleaseDirectory(release, new Map([['old.csv', 'old\n'], ['CONCEPT.csv', 'old\n'], MANIFEST]));
    await writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'new\n']]));
    expect(await readdir(release)).toEqual(['CONCEPT.csv']);
    expect(await read(release, 'CONCEPT.csv')).toBe('new\n');
    expect(await readdir(root)).toEqual(['2024d']);
  });

  test('keeps the former release when a file cannot be written, and leaves nothing beside it', async () => {
    const root = await newFolder();
    const release = join(root, '2024d');
    await writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'old\n'], MANIFEST]));
    const files = new Map([
      ['CONCEPT.csv', 'new\n'],
      ['CONCEPT.csv/x', 'a file inside a file\n'],
    ]);
    await expect(writeReleaseDirectory(release, files)).rejects.toThrow(EnvironmentError);
    expect(await read(release, 'CONCEPT.csv')).toBe('old\n');
    expect(await readdir(root)).toEqual(['2024d']);
  });

  test('never replaces a folder that is no release', async () => {
    const root = await newFolder();
    await writeFile(join(root, 'thesis.txt'), 'years of work');
    const files = new Map([['CONCEPT.csv', 'new\n'], MANIFEST]);
    await expect(writeReleaseDirectory(root, files)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining('something else than a release'),
        fix: expect.stringContaining('--out'),
      }),
    );
    expect(await readdir(root)).toEqual(['thesis.txt']);
  });

  test('what is called before the exchange sees the former release, and stops it by throwing', async () => {
    const root = await newFolder();
    const release = join(root, '2024d');
    await writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'old\n'], MANIFEST]));
    const files = new Map([['CONCEPT.csv', 'new\n'], MANIFEST]);
    const refuse = () => {
      throw new EnvironmentError('the ledger is full');
    };
    await expect(writeReleaseDirectory(release, files, refuse)).rejects.toThrow('the ledger is full');
    expect(await read(release, 'CONCEPT.csv')).toBe('old\n');
    expect(await readdir(root)).toEqual(['2024d']);
  });

  test('a release that a killed run had set aside comes back, and what it left is removed', async () => {
    const root = await newFolder();
    const release = join(root, '2024d');
    await writeReleaseDirectory(release, new Map([['CONCEPT.csv', 'old\n'], MANIFEST]));
    await rename(release, `${release}.old-0a1b2c3d`);
    await mkdir(`${release}.new-0a1b2c3d`);
    await mkdir(`${release}.new-of-mine`);
    await recoverRelease(release);
    expect(await read(release, 'CONCEPT.csv')).toBe('old\n');
    expect((await readdir(root)).sort()).toEqual(['2024d', '2024d.new-of-mine']);
  });

  test('a release that is a symbolic link is replaced where it leads to', async () => {
    const root = await newFolder();
    await mkdir(join(root, 'disk'));
    await symlink(join(root, 'disk', 'of-2024d'), join(root, '2024d'));
    await writeReleaseDirectory(join(root, '2024d'), new Map([['CONCEPT.csv', 'old\n'], MANIFEST]));
    await writeReleaseDirectory(join(root, '2024d'), new Map([['CONCEPT.csv', 'new\n'], MANIFEST]));
    expect(await read(join(root, 'disk', 'of-2024d'), 'CONCEPT.csv')).toBe('new\n');
    expect(await readdir(join(root, 'disk'))).toEqual(['of-2024d']);
  });

  test('says what cannot be written, and why', async () => {
    const root = await newFolder();
    await writeFile(join(root, 'file'), '');
    const release = join(root, 'file', '2024d');
    await expect(writeReleaseDirectory(release, new Map([['a', '']]))).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringContaining(`cannot write ${release}: `),
        fix: expect.stringContaining('writable'),
        cause: expect.anything(),
      }),
    );
  });
});
