import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openEngine, useEngine } from '../../../src/harvest/engine.js';
import { explainFault } from '../../../src/harvest/engine-fault.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

test.each([
  ['IO Error: Could not write file "/site/.work/harvest.duckdb": File too large', 'room'],
  ['Permission Error: Cannot open file "/site/lock.duckdb": Permission denied', 'room'],
  ['Out of Memory Error: failed to pin block of size 256.0 KiB\n\nPossible solutions:', '--memory'],
])('%s', (message, fix) => {
  const fault = explainFault(new Error(message));
  expect(fault).toBeInstanceOf(EnvironmentError);
  expect(fault).toMatchObject({ fix: expect.stringContaining(fix) });
  expect((fault as Error).message).toContain(message.split('\n')[0]);
});

test('what is wrong with a statement stays a fault of the program', () => {
  const error = new Error('Binder Error: Referenced column "concept" not found');
  expect(explainFault(error)).toBe(error);
});

test('an engine without its folder says so', async () => {
  const folder = join(await newFolder(), 'nowhere');
  await expect(openEngine({ folder, threads: 1, memory: 100 })).rejects.toThrow(/^cannot write .*nowhere: /);
});

test('the folder of an engine goes with it, also when the work fails', async () => {
  let folder = '';
  const work = useEngine({ threads: 1, memory: 100 }, async (engine, own) => {
    folder = own;
    await engine.run('SELECT 1 FROM nowhere');
  });
  await expect(work).rejects.toThrow('nowhere');
  expect(folder).toContain('dicom-omop-harvest-');
  expect(existsSync(folder)).toBe(false);
});
