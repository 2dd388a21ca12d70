import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { computeSha256, listEditions, readCached } from '../../../src/fetch/cache/cache.js';
import { type ImportRequest, importEdition } from '../../../src/fetch/import-edition.js';
import type { IdentifyDocument } from '../../../src/model/cache-manifest.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import type { Edition } from '../../../src/model/edition.js';
import { PARTS, type Part } from '../../../src/model/source-ref.js';
import { documentOf, editionOf, identifyByPattern, useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();

async function uploads(files: Record<string, string>): Promise<string> {
  const directory = await newFolder();
  for (const [name, text] of Object.entries(files)) {
    const path = join(directory, name);
    await mkdir(join(path, '..'), { recursive: true });
    await writeFile(path, text);
  }
  return directory;
}

const flat = (edition: string): Record<string, string> => ({
  'part03.xml': documentOf(3, edition),
  'part06.xml': documentOf(6, edition),
  'part16.xml': documentOf(16, edition),
});

async function requestOf(files: Record<string, string>, label = '2024d'): Promise<ImportRequest> {
  return {
    directory: await uploads(files),
    edition: editionOf(label),
    cacheRoot: join(await newFolder(), 'standard-cache'),
    identify: identifyByPattern,
  };
}

describe('importEdition', () => {
  test('stores the three parts beside a manifest that states what they are', async () => {
    const request = await requestOf(flat('2024d'));
    const { value, diagnostics } = await importEdition(request);
    expect(diagnostics).toEqual([]);
    expect((await readdir(join(request.cacheRoot, '2024d'))).sort()).toEqual([
      'manifest.json',
      'part03.xml',
      'part06.xml',
      'part16.xml',
    ]);
    expect(await readdir(request.cacheRoot)).toEqual(['2024d']);
    expect(JSON.parse(await readFile(join(request.cacheRoot, '2024d', 'manifest.json'), 'utf8'))).toEqual(
      value,
    );
    expect(value).toMatchObject({ edition: '2024d', published: '20240915' });
    expect(value?.parts[1]).toEqual({
      part: 6,
      file: 'part06.xml',
      sha256: computeSha256(Buffer.from(documentOf(6, '2024d'))),
      bytes: documentOf(6, '2024d').length,
      title: 'Data Dictionary',
    });
    const cached = await readCached(request.cacheRoot, request.edition);
    expect(cached.value?.documents.map(({ bytes }) => bytes.toString())).toEqual(
      PARTS.map((part) => documentOf(part, '2024d')),
    );
  });

  test('takes Part 15 too, where it is there', async () => {
    const request = await requestOf({ ...flat('2024d'), 'part15/part15.xml': documentOf(15, '2024d') });
    const { value, diagnostics } = await importEdition(request);
    expect(diagnostics).toEqual([]);
    expect(value?.parts.map(({ part, file }) => [part, file])).toContainEqual([15, 'part15.xml']);
    expect((await listEditions(request.cacheRoot))[0]).toMatchObject({
      state: 'complete',
      parts: [3, 6, 15, 16],
    });
  });

  test('finds documents in a folder per part, takes the day of publication that was given', async () => {
    const request = await requestOf(
      {
        'part03/part03.xml': documentOf(3, '2011'),
        'part06.xml': documentOf(6, '2011'),
        'part16/part16.xml': documentOf(16, '2011'),
      },
      '2011',
    );
    const { value } = await importEdition({ ...request, published: '20111102' });
    expect(value).toMatchObject({ edition: '2011', published: '20111102' });
  });

  test('names every missing document and where it was looked for', async () => {
    const request = await requestOf({ 'part06.xml': documentOf(6, '2024d') });
    const failure = importEdition(request);
    await expect(failure).rejects.toThrow(EnvironmentError);
    await expect(failure).rejects.toThrow(
      /PS3\.3 \(looked for .*part03\.xml and .*part03.part03\.xml\), PS3\.16/,
    );
    await expect(failure).rejects.toMatchObject({ fix: expect.stringContaining('fetch --edition 2024d') });
  });

  test('refuses another edition', async () => {
    const request = await requestOf({ ...flat('2024d'), 'part06.xml': documentOf(6, '2024c') });
    const { value, diagnostics } = await importEdition(request);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'edition-mismatch',
        at: { file: join(request.directory, 'part06.xml') },
        found: '2024c',
        expected: expect.stringContaining('"2024d"'),
        fix: expect.stringContaining('--edition 2024c'),
      },
    ]);
    expect(await listEditions(request.cacheRoot)).toEqual([]);
  });

  test('refuses another part and what is no document, all reported together', async () => {
    const request = await requestOf({
      ...flat('2024d'),
      'part03.xml': documentOf(6, '2024d'),
      'part16.xml': '<html><body>Not found</body></html>',
    });
    const { value, diagnostics } = await importEdition(request);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      { code: 'part-mismatch', at: { file: join(request.directory, 'part03.xml') }, found: 'PS3.6' },
      { code: 'document-unreadable' },
    ]);
  });

  test('refuses a document over the ceiling before reading it', async () => {
    const request = await requestOf(flat('2024d'));
    const { value, diagnostics } = await importEdition({ ...request, sizeCeiling: 100 });
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(3).fill('document-too-large'));
  });

  test('no label reaches outside the cache', async () => {
    const request = await requestOf(flat('../x'));
    const outside = '../x' as Edition;
    expect((await importEdition({ ...request, edition: outside })).value).toBeUndefined();
    const identify: IdentifyDocument = (_, file) => ({
      value: { part: Number(/(\d+)\.xml$/.exec(file)?.[1]) as Part, edition: outside, title: '' },
      diagnostics: [],
    });
    const failure = importEdition({ ...request, edition: outside, identify });
    await expect(failure).rejects.toThrow('"../x" is no edition label');
    await expect(readCached(request.cacheRoot, '../x' as Edition)).rejects.toThrow(
      '"../x" is no edition label',
    );
  });
});
