import { mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
  computeSha256,
  listEditions,
  readCached,
  resolveCurrent,
} from '../../../../src/fetch/cache/cache.js';
import {
  type PartToStore,
  type StoreRequest,
  storeEdition,
} from '../../../../src/fetch/cache/cache-store.js';
import { formatPendingFile } from '../../../../src/fetch/cache/manifest.js';
import { EnvironmentError } from '../../../../src/model/diagnostic.js';
import { PARTS, type Part } from '../../../../src/model/source-ref.js';
import { documentOf, editionOf, useFolders } from '../../../support/standard-document.js';

const newFolder = useFolders();
const edition = editionOf('2024d');

function partOf(part: Part, body?: string, etag?: string): PartToStore {
  const bytes = Buffer.from(documentOf(part, edition, body));
  const entry = { part, sha256: computeSha256(bytes), bytes: bytes.length, title: `Part ${part}` };
  return { entry: { ...entry, ...(etag === undefined ? {} : { etag }) }, bytes };
}

async function stored(body?: string): Promise<StoreRequest> {
  const request = { cacheRoot: await newFolder(), edition, parts: PARTS.map((part) => partOf(part, body)) };
  await storeEdition(request);
  return request;
}

const FILES = ['manifest.json', 'part03.xml', 'part06.xml', 'part16.xml'];

describe('readCached', () => {
  test('an edition that is not there says which command to run', async () => {
    const failure = readCached(await newFolder(), edition);
    await expect(failure).rejects.toThrow(EnvironmentError);
    await expect(failure).rejects.toMatchObject({ fix: expect.stringContaining('fetch --edition 2024d') });
  });

  test('changed bytes are never handed out', async () => {
    const { cacheRoot } = await stored();
    const file = join(cacheRoot, '2024d', 'part06.xml');
    await writeFile(file, documentOf(6, '2024d').replace('text', 'tex!'));
    const { value, diagnostics } = await readCached(cacheRoot, edition);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'cache-damaged',
        at: { file },
        found: expect.stringContaining('sha256'),
        fix: expect.anything(),
      },
    ]);
    expect((await readCached(cacheRoot, edition, [3, 16])).value?.documents).toHaveLength(2);
  });

  test('a removed file is damage too', async () => {
    const { cacheRoot } = await stored();
    await rm(join(cacheRoot, '2024d', 'part16.xml'));
    expect((await readCached(cacheRoot, edition)).diagnostics).toMatchObject([{ code: 'cache-damaged' }]);
  });

  test('a part that was never stored is asked for', async () => {
    const cacheRoot = await newFolder();
    await storeEdition({ cacheRoot, edition, parts: [partOf(6)] });
    expect((await readCached(cacheRoot, edition)).diagnostics).toMatchObject([
      { code: 'cache-incomplete', message: expect.stringContaining('PS3.3 ') },
      { code: 'cache-incomplete', message: expect.stringContaining('PS3.16 ') },
    ]);
  });

  test.each([
    ['no JSON', () => '{'],
    ['another edition', (text: string) => text.replace('"2024d"', '"2024c"')],
    ['a path', (text: string) => text.replace('"part06.xml"', '"../part06.xml"')],
    ['another part as file', (text: string) => text.replace('"part06.xml"', '"part03.xml"')],
    ['an unknown part', (text: string) => text.replace('"part": 6', '"part": 7')],
    ['no hash', (text: string) => text.replace(/"sha256": "[0-9a-f]+"/, '"sha256": "x"')],
  ])('a manifest with %s is refused', async (_, spoil) => {
    const { cacheRoot } = await stored();
    const file = join(cacheRoot, '2024d', 'manifest.json');
    await writeFile(file, spoil(await readFile(file, 'utf8')));
    const { value, diagnostics } = await readCached(cacheRoot, edition);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([{ code: 'manifest-malformed', at: { file }, fix: expect.anything() }]);
  });
});

describe('listEditions', () => {
  test('complete, partial and damaged editions in order of publication', async () => {
    const { cacheRoot, parts } = await stored();
    await storeEdition({ cacheRoot, edition: editionOf('2016b'), parts: parts.slice(1) });
    await storeEdition({ cacheRoot, edition: editionOf('2025a'), parts });
    await rm(join(cacheRoot, '2025a', 'part03.xml'));
    await mkdir(join(cacheRoot, 'mini'));
    const listings = await listEditions(cacheRoot);
    expect(listings.map(({ edition: label, state }) => [label, state])).toEqual([
      ['mini', 'partial'],
      ['2016b', 'partial'],
      ['2024d', 'complete'],
      ['2025a', 'damaged'],
    ]);
    const bytes = parts.reduce((sum, { entry }) => sum + entry.bytes, 0);
    expect(listings[2]).toMatchObject({ published: '20240915', bytes, parts: [3, 6, 16] });
    expect(listings[2]?.storedAt?.getTime()).toBeGreaterThan(0);
  });

  test('a cache that is not there is empty', async () => {
    expect(await listEditions(join(await newFolder(), 'nothing'))).toEqual([]);
  });
});

describe('resolveCurrent', () => {
  test('is the newest published edition with all parts', async () => {
    const { cacheRoot, parts } = await stored();
    await storeEdition({ cacheRoot, edition: editionOf('2016b'), parts });
    await storeEdition({ cacheRoot, edition: editionOf('2025a'), parts: parts.slice(1) });
    await storeEdition({ cacheRoot, edition: editionOf('mini'), parts });
    expect(await resolveCurrent(cacheRoot)).toBe('2024d');
  });

  test('says which command to run where there is none', async () => {
    const failure = resolveCurrent(await newFolder());
    await expect(failure).rejects.toThrow(EnvironmentError);
    await expect(failure).rejects.toMatchObject({ fix: 'run `dicom-omop fetch --edition current`' });
  });
});

describe('storeEdition', () => {
  test('replaces all parts and leaves only their own names', async () => {
    const request = await stored();
    const parts = PARTS.map((part) => partOf(part, '<para>other</para>'));
    await storeEdition({ ...request, parts });
    expect((await readdir(join(request.cacheRoot, '2024d'))).sort()).toEqual(FILES);
    expect(await readdir(request.cacheRoot)).toEqual(['2024d']);
    const { value } = await readCached(request.cacheRoot, edition);
    expect(value?.documents.map(({ bytes }) => bytes)).toEqual(parts.map(({ bytes }) => bytes));
  });

  test('makes folders and files that others may read', async () => {
    const { cacheRoot } = await stored();
    const plain = join(cacheRoot, 'plain');
    await mkdir(plain);
    expect((await stat(join(cacheRoot, '2024d'))).mode).toBe((await stat(plain)).mode);
  });

  test('keeps the parts and the day that are not given', async () => {
    const request = await stored();
    await storeEdition({ ...request, parts: [], published: '20240909' });
    const manifest = await storeEdition({ ...request, parts: [partOf(6, '<para>new</para>', '"e1"')] });
    expect(manifest.published).toBe('20240909');
    expect(manifest.parts.map(({ part, etag }) => [part, etag])).toEqual([
      [3, undefined],
      [6, '"e1"'],
      [16, undefined],
    ]);
    expect((await readCached(request.cacheRoot, edition)).diagnostics).toEqual([]);
  });

  test('repairs a damaged edition', async () => {
    const request = await stored();
    await writeFile(join(request.cacheRoot, '2024d', 'part03.xml'), 'x');
    await rm(join(request.cacheRoot, '2024d', 'part06.xml'));
    await storeEdition(request);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
  });

  test('an entry without bytes whose file is gone is refused', async () => {
    const request = await stored();
    await rm(join(request.cacheRoot, '2024d', 'part06.xml'));
    const parts = [{ entry: partOf(6).entry, bytes: undefined }];
    await expect(storeEdition({ ...request, parts })).rejects.toThrow(
      'changed in the standard cache meanwhile',
    );
  });

  test('an edition left between the two names of a part is whole, and the next writer tidies it', async () => {
    const request = await stored();
    const folder = join(request.cacheRoot, '2024d');
    const { entry, bytes } = partOf(6, '<para>newer</para>');
    const pending = formatPendingFile(6, entry.sha256);
    await writeFile(join(folder, pending), bytes ?? '');
    const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    manifest.parts[1] = { ...entry, file: pending };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    expect((await readCached(request.cacheRoot, edition)).value?.documents[1]?.bytes).toEqual(bytes);
    await storeEdition({ ...request, parts: [] });
    expect((await readdir(folder)).sort()).toEqual(FILES);
    expect(await readFile(join(folder, 'part06.xml'))).toEqual(bytes);
  });

  test('a lock left by a killed process is taken over, old leftovers are removed, young ones kept', async () => {
    const request = await stored();
    const { cacheRoot } = request;
    await writeFile(join(cacheRoot, '.lock-2024d'), 'a killed process');
    await mkdir(join(cacheRoot, '.tmp-2024d-old'));
    await utimes(join(cacheRoot, '.tmp-2024d-old'), 1, 1);
    await mkdir(join(cacheRoot, '.tmp-2024d-young'));
    await storeEdition({ ...request, lockTimes: { touchEvery: 50, staleAfter: 200, giveUpAfter: 5000 } });
    expect((await readdir(cacheRoot)).sort()).toEqual(['.tmp-2024d-young', '2024d']);
  });

  test('a lock that is held is respected', async () => {
    const request = await stored();
    const lock = join(request.cacheRoot, '.lock-2024d');
    await writeFile(lock, 'a busy process');
    const lockTimes = { touchEvery: 50, staleAfter: 60_000, giveUpAfter: 100 };
    await expect(storeEdition({ ...request, lockTimes })).rejects.toThrow(/another process has held/);
    expect((await stat(lock)).isFile()).toBe(true);
  });

  test('many writers and readers at once: every read is one whole version', async () => {
    const request = await stored('<para>version 0</para>');
    const versions = [1, 2, 3, 4, 5].map((n) =>
      PARTS.map((part) => partOf(part, `<para>version ${n}</para>`)),
    );
    let isWriting = true;
    const readers = [1, 2].map(async () => {
      const seen = new Set<string>();
      while (isWriting) {
        const { value, diagnostics } = await readCached(request.cacheRoot, edition);
        expect(diagnostics).toEqual([]);
        const texts = value?.documents.map(({ bytes }) => /version \d/.exec(bytes.toString())?.[0]);
        expect(new Set(texts).size).toBe(1);
        seen.add(texts?.[0] ?? '');
      }
      return seen.size;
    });
    await Promise.all(versions.map((parts) => storeEdition({ ...request, parts })));
    isWriting = false;
    expect(Math.max(...(await Promise.all(readers)))).toBeGreaterThan(1);
    expect((await readdir(join(request.cacheRoot, '2024d'))).sort()).toEqual(FILES);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
  });
});
