import { lstatSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  placeTogether,
  recover,
  recoverTogether,
  stageFile,
  writeFileWhole,
} from '../../../src/disk/staged.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const read = (folder: string, name: string) => readFile(join(folder, name), 'utf8');

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

  test('gives a new file the rights that are asked for', async () => {
    const file = join(await newFolder(), 'secret');
    writeFileWhole(file, 'one\n', 0o600);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('keeps the rights of the file', async () => {
    const file = join(await newFolder(), 'ids.tsv');
    await writeFile(file, 'one\n');
    await chmod(file, 0o664);
    writeFileWhole(file, 'two\n');
    expect((await stat(file)).mode & 0o777).toBe(0o664);
  });

  test.each(['a file that is there', 'a file that is not there yet'])(
    'writes through a symbolic link to %s',
    async (what) => {
      const root = await newFolder();
      await mkdir(join(root, 'shared'));
      if (what === 'a file that is there') await writeFile(join(root, 'shared', 'real.tsv'), 'one\n');
      await symlink(join('shared', 'real.tsv'), join(root, 'ids.tsv'));
      writeFileWhole(join(root, 'ids.tsv'), 'two\n');
      expect(await read(root, 'shared/real.tsv')).toBe('two\n');
      expect(lstatSync(join(root, 'ids.tsv')).isSymbolicLink()).toBe(true);
      expect(await readdir(join(root, 'shared'))).toEqual(['real.tsv']);
    },
  );
});

describe('several files as one', () => {
  const stageBoth = async () => {
    const root = await newFolder();
    await writeFile(join(root, 'ids.tsv'), 'old ids\n');
    await writeFile(join(root, 'history.tsv'), 'old history\n');
    const staged = [
      stageFile(join(root, 'ids.tsv'), 'new ids\n'),
      stageFile(join(root, 'history.tsv'), 'new history\n'),
    ];
    return { root, staged, record: join(root, 'ids.tsv.commit') };
  };

  test('are put in place, and the record goes', async () => {
    const { root, staged, record } = await stageBoth();
    placeTogether(record, staged);
    expect([await read(root, 'ids.tsv'), await read(root, 'history.tsv')]).toEqual([
      'new ids\n',
      'new history\n',
    ]);
    expect((await readdir(root)).sort()).toEqual(['history.tsv', 'ids.tsv']);
  });

  test('once recorded, what a kill cut short is completed', async () => {
    const { root, staged, record } = await stageBoth();
    const names = staged.map(
      ({ aside, path }) => `${aside.slice(root.length + 1)}\t${path.slice(root.length + 1)}\n`,
    );
    await writeFile(record, names.join(''));
    staged[0]?.place();
    expect(await read(root, 'history.tsv')).toBe('old history\n');
    recoverTogether(record);
    expect(await read(root, 'history.tsv')).toBe('new history\n');
    expect((await readdir(root)).sort()).toEqual(['history.tsv', 'ids.tsv']);
  });

  test('not recorded, they stay as they were and what was written aside is removed', async () => {
    const { root, record } = await stageBoth();
    recoverTogether(record);
    recover(join(root, 'ids.tsv'));
    recover(join(root, 'history.tsv'));
    expect(await read(root, 'ids.tsv')).toBe('old ids\n');
    expect((await readdir(root)).sort()).toEqual(['history.tsv', 'ids.tsv']);
  });
});
