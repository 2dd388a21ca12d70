/** Where curated files are read from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findCurated } from '../../../src/build/options.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

test('the folder that is asked for; what it lacks is read from the shipped one; none at all is told', async () => {
  const workingDirectory = await newFolder();
  const programRoot = await newFolder();
  const around = { workingDirectory, programRoot, toolVersion: '1' };
  for (const folder of [join(workingDirectory, 'mine'), join(programRoot, 'mappings')]) {
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.tsv'), '');
  }
  writeFileSync(join(programRoot, 'mappings', 'b.tsv'), '');
  expect(findCurated('mine', 'a.tsv', around)).toBe(join(workingDirectory, 'mine', 'a.tsv'));
  expect(findCurated('mine', 'b.tsv', around)).toBe(join(programRoot, 'mappings', 'b.tsv'));
  expect(findCurated(undefined, 'a.tsv', around)).toBe(join(programRoot, 'mappings', 'a.tsv'));
  expect(() => findCurated('mien', 'a.tsv', around)).toThrow('mien is not there');
  expect(() => findCurated(join('mine', 'a.tsv'), 'a.tsv', around)).toThrow('is no folder: it is a file');
});
