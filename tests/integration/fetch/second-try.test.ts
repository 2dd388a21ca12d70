import { rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { fetchEdition } from '../../../src/fetch/fetch-edition.js';
import { PATH, TEXT, useScenes } from '../../support/fetch-scene.js';
import { dropAfter, etagOf, sendRange, status, wellBehaved } from '../../support/mirror.js';

const newScene = useScenes();

describe('a server that', () => {
  test('is busy once is asked again after a pause', async () => {
    const { request, asked } = await newScene(status(503), wellBehaved(TEXT));
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(request.pauses).toEqual([75]);
    expect(asked()).toHaveLength(2);
    expect(request.progress).toContainEqual(
      expect.objectContaining({
        kind: 'retry',
        part: 6,
        pause: 75,
        reason: expect.objectContaining({ code: 'server-busy' }),
      }),
    );
  });

  test('names the pause that it wants gets it', async () => {
    const inTwoSeconds = new Date(Date.now() + 2900).toUTCString();
    const { request } = await newScene(
      status(429, { 'Retry-After': '3' }),
      status(503, { 'Retry-After': inTwoSeconds }),
      wellBehaved(TEXT),
    );
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(request.pauses[0]).toBe(3000);
    expect(request.pauses[1]).toBeGreaterThan(500);
    expect(request.pauses[1]).toBeLessThan(3000);
  });

  test('drops the connection once is asked for the rest only', async () => {
    const { request, asked } = await newScene(dropAfter(100, TEXT), (request, response) => {
      response.setHeader('ETag', etagOf(TEXT));
      sendRange(request, response, Buffer.from(TEXT), etagOf(TEXT));
    });
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked()[1]?.headers).toMatchObject({ range: 'bytes=100-', 'if-range': etagOf(TEXT) });
  });

  test('drops gzip midway is asked for the rest of the gzip', async () => {
    const zipped = gzipSync(TEXT);
    const { request, asked } = await newScene(
      (_, response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': zipped.length, ETag: '"z"' });
        response.write(zipped.subarray(0, 50), () => setTimeout(() => response.destroy(), 20));
      },
      (request, response) => {
        response.setHeader('ETag', '"z"');
        sendRange(request, response, zipped, '"z"');
      },
    );
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked()[1]?.headers.range).toBe('bytes=50-');
  });

  test('changed the document between two ranges is asked for all of it', async () => {
    const newer = TEXT.replace('text', 'next');
    const { request, asked } = await newScene(dropAfter(100, TEXT), wellBehaved(newer));
    const { value } = await fetchEdition(request);
    expect(value?.manifest.parts[1]?.etag).toBe(etagOf(newer));
    expect(asked()).toHaveLength(2);
  });

  test('ignores If-Range and sends a piece of another document is asked for all of it', async () => {
    const foreign: RequestListener = (request, response) => {
      response.setHeader('ETag', '"other"');
      sendRange(request, response, Buffer.from(TEXT), String(request.headers['if-range']));
    };
    const { request, asked } = await newScene(dropAfter(100, TEXT), foreign, wellBehaved(TEXT));
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked().map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=100-', undefined]);
  });

  test('sends pieces of ever other documents is given up', async () => {
    const foreign: RequestListener = (request, response) => {
      if (request.headers.range === undefined) dropAfter(100, TEXT)(request, response);
      else response.writeHead(206, { ETag: '"other"', 'Content-Range': 'bytes 100-199/5000' }).end();
    };
    const { request } = await newScene(foreign);
    const { diagnostics } = await fetchEdition({ ...request, limits: { ...request.limits, retries: 3 } });
    expect(diagnostics).toMatchObject([
      { code: 'source-changed', found: expect.stringContaining('"other"'), fix: expect.anything() },
    ]);
  });

  test.each([
    ['a weak ETag', { ETag: 'W/"1"' }],
    ['a date of this minute', { ETag: '', 'Last-Modified': new Date().toUTCString() }],
  ])('has only %s is asked for all of it again', async (_, headers) => {
    const { request, asked } = await newScene(dropAfter(100, TEXT, headers), wellBehaved(TEXT));
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked()[1]?.headers.range).toBeUndefined();
  });

  test('has an old date is asked for the rest by that date', async () => {
    const lastModified = 'Tue, 10 Sep 2024 10:00:00 GMT';
    const dated: RequestListener = (_, response) => {
      response.writeHead(200, { 'Content-Length': TEXT.length, 'Last-Modified': lastModified });
      response.write(TEXT.slice(0, 100), () => setTimeout(() => response.destroy(), 20));
    };
    const { request, asked } = await newScene(dated, wellBehaved(TEXT));
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked()[1]?.headers['if-range']).toBe(lastModified);
  });

  test('cannot be reached', async () => {
    const { mirror, request } = await newScene(wellBehaved(TEXT));
    await mirror.close();
    const { diagnostics } = await fetchEdition({ ...request, parts: [6] });
    expect(diagnostics).toMatchObject([
      { code: 'server-unreachable', found: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('failed: what arrived is the start of the next run', async () => {
    const { mirror, request, asked } = await newScene(dropAfter(400, TEXT), status(404));
    expect((await fetchEdition(request)).diagnostics).toMatchObject([{ code: 'document-not-offered' }]);
    mirror.answer(PATH, (request, response) => {
      response.setHeader('ETag', etagOf(TEXT));
      sendRange(request, response, Buffer.from(TEXT), etagOf(TEXT));
    });
    expect((await fetchEdition(request)).value?.edition).toBe('2024d');
    expect(asked().at(-1)?.headers.range).toBe('bytes=400-');
    await rm(join(request.cacheRoot, '2024d'), { recursive: true });
    await fetchEdition(request);
    expect(asked().at(-1)?.headers.range).toBeUndefined();
  });
});
