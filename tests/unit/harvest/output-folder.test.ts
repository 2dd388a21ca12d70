import { mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openOutputFolder } from '../../../src/harvest/output-folder.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const manifestOf = (run: string) => `{"tool": "dicom-omop test", "run": ${run}}`;
const readManifest = (folder: string) => readFileSync(join(folder, 'manifest.json'), 'utf8');
const fill = (out: string, run: string) => {
  const { aside, putInPlace } = openOutputFolder(out);
  expect(readdirSync(aside)).toEqual([]);
  writeFileSync(join(aside, 'manifest.json'), manifestOf(run));
  return putInPlace;
};

test('the former rows stand until the new ones are put in their place, and nothing is left beside them', async () => {
  const root = await newFolder();
  const out = join(root, 'deep', 'omop');
  fill(out, '1')();
  const putInPlace = fill(out, '2');
  expect(readManifest(out)).toBe(manifestOf('1'));
  putInPlace();
  expect(readManifest(out)).toBe(manifestOf('2'));
  expect(readdirSync(join(root, 'deep'))).toEqual(['omop']);
});

test('what a killed run left is removed; rows that it had set aside come back', async () => {
  const root = await newFolder();
  const out = join(root, 'omop');
  fill(out, '1')();
  fill(out, '2');
  renameSync(out, `${out}.old-0a1b2c3d`);
  const putInPlace = fill(out, '3');
  expect(readManifest(out)).toBe(manifestOf('1'));
  putInPlace();
  expect(readdirSync(root)).toEqual(['omop']);
});

test('where the place is a link, what it leads to is replaced', async () => {
  const root = await newFolder();
  mkdirSync(join(root, 'disk'));
  fill(join(root, 'disk', 'omop'), '1')();
  symlinkSync(join('disk', 'omop'), join(root, 'omop'));
  fill(join(root, 'omop'), '2')();
  expect(readManifest(join(root, 'disk', 'omop'))).toBe(manifestOf('2'));
  expect(readdirSync(join(root, 'disk'))).toEqual(['omop']);
});

test('a folder of something else is refused', async () => {
  const out = await newFolder();
  writeFileSync(join(out, 'mine.txt'), 'mine');
  expect(() => openOutputFolder(out)).toThrow('holds something else');
});
