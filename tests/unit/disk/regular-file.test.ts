/** What may stand at a path. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { requireFolder, requireRegularFile } from '../../../src/disk/regular-file.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

test('a file, a folder, a pipe, a device, a link to itself, and nothing', async () => {
  const folder = await newFolder();
  const at = (name: string) => join(folder, name);
  writeFileSync(at('file'), '');
  mkdirSync(at('folder'));
  execFileSync('mkfifo', [at('pipe')]);
  symlinkSync('/dev/zero', at('device'));
  symlinkSync(at('circle'), at('circle'));
  expect(() => requireRegularFile(at('file'))).not.toThrow();
  expect(() => requireRegularFile(at('none'))).not.toThrow();
  expect(() => requireRegularFile(at('folder'))).toThrow('it is a folder');
  expect(() => requireFolder(at('folder'))).not.toThrow();
  expect(() => requireFolder(at('none'))).not.toThrow();
  expect(() => requireFolder(at('file'))).toThrow('it is a file');
  for (const [name, what] of [
    ['pipe', 'it is a pipe'],
    ['device', 'it is a device'],
    ['circle', 'ELOOP'],
  ]) {
    expect(() => requireRegularFile(at(name ?? ''))).toThrow(what);
    expect(() => requireFolder(at(name ?? ''))).toThrow(what);
  }
});
