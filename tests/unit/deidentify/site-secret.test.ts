import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSiteSecret } from '../../../src/deidentify/site-secret.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

test('is drawn once, whole, for its owner alone', async () => {
  const site = await newFolder();
  const secret = openSiteSecret(site, true);
  expect(secret).toHaveLength(32);
  expect(readFileSync(join(site, 'secret'), 'utf8')).toBe(`${secret.toString('hex')}\n`);
  expect(statSync(join(site, 'secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(site)).toEqual(['secret']);
  expect(openSiteSecret(site, true)).toEqual(secret);
  expect(openSiteSecret(site, false)).toEqual(secret);
  expect(openSiteSecret(await newFolder(), true)).not.toEqual(secret);
});

test.each<[string, (file: string) => void, boolean, RegExp]>([
  ['nothing, after a harvest', () => undefined, false, /is not there/],
  ['a folder', (file) => mkdirSync(file), true, /it is a folder/],
  ['half of it', (file) => writeFileSync(file, 'abcd'), true, /is no secret of harvest/],
])('%s in its place is told', async (_what, write, isNew, told) => {
  const site = await newFolder();
  write(join(site, 'secret'));
  expect(() => openSiteSecret(site, isNew)).toThrow(EnvironmentError);
  expect(() => openSiteSecret(site, isNew)).toThrow(told);
});
