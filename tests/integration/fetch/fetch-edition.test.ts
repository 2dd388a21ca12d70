import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { computeSha256, listEditions, readCached } from '../../../src/fetch/cache/cache.js';
import { fetchEdition } from '../../../src/fetch/fetch-edition.js';
import { PARTS } from '../../../src/model/source-ref.js';
import { requestOf, surroundingsOf } from '../../support/fetch-request.js';
import { etagOf, pathOf, status, useMirrors, wellBehaved } from '../../support/mirror.js';
import { documentOf, editionOf, useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const newMirror = useMirrors();

describe('fetchEdition', () => {
  test('stores what the server has, with the manifest of it', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    const { value, diagnostics } = await fetchEdition(request);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      edition: '2024d',
      moved: [3, 6, 15, 16],
      manifest: { published: '20240915' },
    });
    const text = documentOf(6, '2024d');
    expect(value?.manifest.parts[1]).toEqual({
      part: 6,
      file: 'part06.xml',
      sha256: computeSha256(Buffer.from(text)),
      bytes: text.length,
      title: 'Data Dictionary',
      url: `${mirror.baseUrl}2024d/source/docbook/part06/part06.xml`,
      etag: etagOf(text),
    });
    const cached = await readCached(request.cacheRoot, editionOf('2024d'));
    expect(cached.value?.documents.map(({ bytes }) => bytes.toString())).toEqual(
      PARTS.map((part) => documentOf(part, '2024d')),
    );
    expect(await readdir(request.cacheRoot)).toEqual(['2024d']);
    expect(mirror.seen.every(({ headers }) => headers['accept-encoding'] === 'gzip')).toBe(true);
    expect(request.progress.filter(({ kind }) => kind === 'fetched')).toHaveLength(4);
  });

  test('a server without Part 15 is enough, unless that part is asked for', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    mirror.answer(pathOf('2024d', 15), status(404));
    const request = requestOf(mirror.baseUrl, await newFolder());
    const { value, diagnostics } = await fetchEdition(request);
    expect(value).toMatchObject({ edition: '2024d', moved: [3, 6, 16] });
    expect(diagnostics).toMatchObject([
      {
        code: 'document-not-offered',
        severity: 'warning',
        at: { file: expect.stringContaining('part15.xml') },
        fix: expect.stringContaining('import'),
      },
    ]);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
    const asked = await fetchEdition({ ...request, parts: [15] });
    expect(asked.value).toBeUndefined();
    expect(asked.diagnostics).toMatchObject([{ code: 'document-not-offered', severity: 'error' }]);
  });

  test('a repeated fetch of an unchanged edition moves no body', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    const first = await fetchEdition(request);
    mirror.seen.length = 0;
    const second = await fetchEdition(request);
    expect(second.value).toEqual({ ...first.value, moved: [] });
    expect(mirror.seen.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(request.progress.filter(({ kind }) => kind === 'unchanged')).toHaveLength(4);
  });

  test('a server that knows dates only is asked by date', async () => {
    const mirror = await newMirror();
    const lastModified = 'Tue, 10 Sep 2024 10:00:00 GMT';
    for (const part of PARTS) {
      mirror.answer(
        pathOf('2024d', part),
        status(200, { 'Last-Modified': lastModified }, documentOf(part, '2024d')),
        status(304),
      );
    }
    const request = requestOf(mirror.baseUrl, await newFolder());
    await fetchEdition(request);
    const second = await fetchEdition(request);
    expect(second.value?.moved).toEqual([]);
    expect(second.value?.manifest.parts[0]).toMatchObject({ lastModified });
    expect(mirror.seen.at(-1)?.headers['if-modified-since']).toBe(lastModified);
  });

  test('only the part that changed on the server is moved', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    await fetchEdition(request);
    const corrected = documentOf(16, '2024d', '<para>corrected</para>');
    mirror.answer(pathOf('2024d', 16), wellBehaved(corrected));
    const { value } = await fetchEdition(request);
    expect(value?.moved).toEqual([16]);
    expect(await readFile(join(request.cacheRoot, '2024d', 'part16.xml'), 'utf8')).toBe(corrected);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
  });

  test('a damaged file is told and fetched again, its validators are not used', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    await fetchEdition(request);
    await writeFile(join(request.cacheRoot, '2024d', 'part03.xml'), 'spoilt');
    const { value, diagnostics } = await fetchEdition(request);
    expect(value?.moved).toEqual([3]);
    expect(diagnostics).toMatchObject([{ code: 'cache-damaged', severity: 'warning' }]);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
    await writeFile(join(request.cacheRoot, '2024d', 'manifest.json'), '{');
    const repaired = await fetchEdition(request);
    expect(repaired.value?.moved).toEqual([3, 6, 15, 16]);
    expect(repaired.diagnostics).toMatchObject([{ code: 'manifest-malformed', severity: 'warning' }]);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
  });

  test('parts are fetched one set after the other into one edition', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    await fetchEdition({ ...request, parts: [6] });
    expect((await listEditions(request.cacheRoot))[0]).toMatchObject({ state: 'partial', parts: [6] });
    await fetchEdition({ ...request, parts: [16, 3] });
    expect((await listEditions(request.cacheRoot))[0]).toMatchObject({
      state: 'complete',
      parts: [3, 6, 16],
    });
    await expect(fetchEdition({ ...request, parts: [] })).rejects.toThrow('no part');
  });

  test('the base URL comes from the environment too, and needs no slash at its end', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const env = { DICOM_OMOP_BASE_URL: mirror.baseUrl.slice(0, -1) };
    const request = { ...requestOf('', await newFolder()), surroundings: surroundingsOf([], env) };
    const { value } = await fetchEdition({ ...request, baseUrl: undefined });
    expect(value?.edition).toBe('2024d');
  });

  test.each(['ftp://example.org/', 'dicom', 'https://u:secret@example.org/?token=secret'])(
    'base URL %s is refused and not printed',
    async (baseUrl) => {
      const failure = fetchEdition(requestOf(baseUrl, await newFolder()));
      await expect(failure).rejects.toThrow('the base URL is no http or https address');
      await expect(failure).rejects.not.toThrow('secret');
    },
  );

  test('two fetches at once end with one whole edition', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const folder = await newFolder();
    const request = requestOf(mirror.baseUrl, folder);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => fetchEdition(request)));
    expect(outcomes.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
    expect(await readdir(join(request.cacheRoot, '2024d'))).toHaveLength(5);
    expect((await listEditions(request.cacheRoot))[0]?.state).toBe('complete');
  });

  test('a cache that cannot be written is an environment fault', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const request = requestOf(mirror.baseUrl, await newFolder());
    await writeFile(request.cacheRoot, 'a file where the folder should be');
    await expect(fetchEdition(request)).rejects.toThrow(/cannot read|cannot write/);
    await rm(request.cacheRoot);
  });
});

describe('fetchEdition of current', () => {
  test('stores under the edition that the documents print', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d', 'current');
    const request = requestOf(mirror.baseUrl, await newFolder(), 'current');
    const { value } = await fetchEdition(request);
    expect(value).toMatchObject({ edition: '2024d', moved: [3, 6, 15, 16] });
    expect((await listEditions(request.cacheRoot)).map(({ edition }) => edition)).toEqual(['2024d']);
    expect((await fetchEdition(request)).value).toMatchObject({ edition: '2024d', moved: [] });
    mirror.offer('2024e', 'current');
    expect((await fetchEdition(request)).value).toMatchObject({ edition: '2024e', moved: [3, 6, 15, 16] });
    expect((await listEditions(request.cacheRoot)).map(({ state }) => state)).toEqual([
      'complete',
      'complete',
    ]);
  });

  test('documents of different editions are refused', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d', 'current');
    mirror.answer(pathOf('current', 6), wellBehaved(documentOf(6, '2024e')));
    const request = requestOf(mirror.baseUrl, await newFolder(), 'current');
    const { value, diagnostics } = await fetchEdition(request);
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'editions-disagree',
        at: { file: mirror.baseUrl },
        found: 'PS3.3 2024d, PS3.6 2024e, PS3.15 2024d, PS3.16 2024d',
        fix: expect.stringContaining('later'),
      },
    ]);
    expect(await listEditions(request.cacheRoot)).toEqual([]);
  });

  test('an unchanged part and a newer one disagree as well', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d', 'current');
    const request = requestOf(mirror.baseUrl, await newFolder(), 'current');
    await fetchEdition(request);
    mirror.answer(pathOf('current', 6), wellBehaved(documentOf(6, '2024e')));
    const { diagnostics } = await fetchEdition(request);
    expect(diagnostics).toMatchObject([{ code: 'editions-disagree' }]);
    expect((await listEditions(request.cacheRoot)).map(({ state }) => state)).toEqual(['complete']);
  });
});
