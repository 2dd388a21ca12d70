/** `import`: documents into the cache, or a reason why not. */
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, run } from '../support/command-line.js';
import { makeEdition } from '../support/edition.js';
import { useFolders } from '../support/standard-document.js';
import { importIn, makeWorkFolder, upload } from '../support/work-folder.js';

const newFolder = useFolders();
let imported = '';

beforeAll(async () => {
  imported = makeWorkFolder(await newFolder());
  expect(importIn(imported)).toMatchObject({ code: 0 });
});

describe('import', () => {
  test('takes documents into the cache and says what to do next', async () => {
    const folder = makeWorkFolder(await newFolder());
    const { code, out, err } = importIn(folder);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('part06.xml');
    expect(out).toContain('dicom-omop build --edition 2024d');
    expect(readdirSync(join(folder, 'cache', '2024d')).sort()).toEqual([
      'manifest.json',
      'part03.xml',
      'part06.xml',
      'part16.xml',
    ]);
  });

  test('--json is the manifest', async () => {
    const folder = makeWorkFolder(await newFolder());
    const { out } = run(folder, 'import', 'in', '--edition', '2024d', '--cache', 'cache', '--json');
    expect(JSON.parse(out)).toMatchObject({
      edition: '2024d',
      parts: [{ part: 3 }, { part: 6, title: 'Data Dictionary' }, { part: 16 }],
    });
    expect(JSON.parse(out)).toEqual(
      JSON.parse(readFileSync(join(folder, 'cache', '2024d', 'manifest.json'), 'utf8')),
    );
  });

  const documents = makeEdition({ label: '2024d' });
  const part6 = documents['part06.xml'] ?? '';
  test.each([
    { title: 'the wrong part', files: { 'part03.xml': part6 }, code: 'part-mismatch' },
    {
      title: 'another edition',
      files: { 'part06.xml': makeEdition({ label: '2024c' })['part06.xml'] ?? '' },
      code: 'edition-mismatch',
    },
    {
      title: 'malformed XML',
      files: { 'part06.xml': part6.replace('1.2.840', '1.2.<200b>840') },
      code: 'document-malformed',
    },
    {
      title: 'a truncated file',
      files: { 'part06.xml': part6.slice(0, part6.length / 2) },
      code: 'document-truncated',
    },
    {
      title: 'an error page',
      files: { 'part16.xml': '<!DOCTYPE html><html><body>404</body></html>' },
      code: 'document-is-html',
    },
    {
      title: 'an entity bomb',
      files: {
        'part06.xml': part6.replace('<book', '<!DOCTYPE book [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><book'),
      },
      code: 'document-has-doctype',
    },
    { title: 'an empty file', files: { 'part06.xml': '' }, code: 'document-empty' },
  ])('refuses $title and keeps what is in the cache', async ({ files, code }) => {
    const folder = join(await newFolder(), 'work');
    cpSync(imported, folder, { recursive: true });
    const before = digestsOf(join(folder, 'cache'));
    upload(folder, { label: '2024d' }, files);
    const { code: exit, out, err } = importIn(folder);
    expect([exit, out]).toEqual([1, '']);
    expect(err).toMatch(new RegExp(`^error ${code} at .*in/part\\d\\d\\.xml`, 'm'));
    expect(digestsOf(join(folder, 'cache'))).toEqual(before);
  });

  test.each([
    {
      title: 'a label that names a path',
      args: ['in', '--edition', '../x'],
      message: '"../x" is no edition label',
    },
    { title: 'no edition', args: ['in'], message: 'Missing required argument: edition' },
    { title: 'no folder', args: ['--edition', '2024d'], message: 'Not enough non-option arguments' },
    {
      title: 'a folder without documents',
      args: ['mappings', '--edition', '2024d'],
      message: 'no document for PS3.3',
    },
    {
      title: 'a day that is none',
      args: ['in', '--edition', '2024d', '--published', '20240231'],
      message: '"20240231" is no day',
    },
  ])('$title is exit code 2', async ({ args, message }) => {
    const folder = makeWorkFolder(await newFolder());
    const { code, out, err } = run(folder, 'import', ...args, '--cache', 'cache');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
    expect(err).toMatch(/^ {2}next: /m);
    expect(existsSync(join(folder, 'cache'))).toBe(false);
    expect(readdirSync(join(folder, '..'))).toEqual(['work']);
  });
});
