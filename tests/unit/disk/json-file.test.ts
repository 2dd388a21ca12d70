import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { findJson, getJson } from '../../../src/disk/json-file.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const FORM = { members: ['counts', 'inputs'], fix: 'scan again' };

test('what the program wrote is read back', async () => {
  const file = join(await newFolder(), 'manifest.json');
  writeFileSync(file, '{"counts": {"a": 1}, "inputs": []}');
  expect(findJson(file, FORM)).toEqual({ counts: { a: 1 }, inputs: [] });
});

test('a file that is not there is nothing, or a fault where it must be', async () => {
  const file = join(await newFolder(), 'manifest.json');
  expect(findJson(file, FORM)).toBeUndefined();
  expect(() => getJson(file, FORM)).toThrow('manifest.json is not there');
});

const WRONG: Record<string, readonly [(path: string) => void, string]> = {
  'a folder': [(path) => mkdirSync(path), 'it is a folder'],
  'a pipe': [(path) => void execFileSync('mkfifo', [path]), 'it is a pipe'],
  'an empty file': [(path) => writeFileSync(path, ''), 'its text is no JSON object'],
  'a file cut short': [
    (path) => writeFileSync(path, '{"counts": {"a": 1}, "inp'),
    'its text is no JSON object',
  ],
  'zero bytes': [(path) => writeFileSync(path, Buffer.alloc(100)), 'its text is no JSON object'],
  'a number': [(path) => writeFileSync(path, '7'), 'its text is no JSON object'],
  null: [(path) => writeFileSync(path, 'null'), 'its text is no JSON object'],
  'a list': [(path) => writeFileSync(path, '[]'), 'it has no "counts"'],
  "another's": [(path) => writeFileSync(path, '{"counts": {}}'), 'it has no "inputs"'],
  'a member of another kind': [(path) => writeFileSync(path, '{"counts": 7}'), 'it has no "counts"'],
};

test.each(Object.keys(WRONG))('%s is told as that', async (what) => {
  const file = join(await newFolder(), 'manifest.json');
  const [write, told] = WRONG[what] ?? [];
  write?.(file);
  const read = () => findJson(file, FORM);
  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow(told);
  expect(read).toThrow(file);
});
