import type { RequestListener } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { listEditions } from '../../../src/fetch/cache/cache.js';
import { fetchEdition } from '../../../src/fetch/fetch-edition.js';
import { PATH, TEXT, useScenes } from '../../support/fetch-scene.js';
import { dropAfter, stallAfter, status, wellBehaved } from '../../support/mirror.js';
import { documentOf } from '../../support/standard-document.js';

const newScene = useScenes();

const body =
  (bytes: Buffer | string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    void response.writeHead(200, headers).end(bytes);

interface Fault {
  readonly title: string;
  readonly answer: RequestListener;
  readonly code: string;
  readonly message?: RegExp;
  readonly found?: RegExp;
  /** Requests for PS3.6; one unless said otherwise. */
  readonly tries?: number;
}

const FAULTS: readonly Fault[] = [
  {
    title: 'drops the connection midway, every time',
    answer: dropAfter(100, TEXT),
    code: 'connection-broken',
    message: /tried 3 times/,
    tries: 3,
  },
  {
    title: 'drops the connection before an answer',
    answer: (request) => void request.destroy(),
    code: 'connection-broken',
    tries: 3,
  },
  {
    title: 'announces more bytes than it sends',
    answer: (_, response) => {
      response.writeHead(200, { 'Content-Length': TEXT.length + 10, Connection: 'close' });
      response.write(TEXT, () => response.socket?.end());
    },
    code: 'connection-broken',
    tries: 3,
  },
  {
    title: 'announces fewer bytes than the document has',
    answer: (_, response) => {
      response.socket?.end(`HTTP/1.1 200 OK\r\nContent-Length: ${TEXT.length - 50}\r\n\r\n${TEXT}`);
    },
    code: 'document-cut-off',
    found: /text/,
  },
  {
    title: 'sends a byte at a time, always in time for the next',
    answer: (request, response) => {
      response.writeHead(200, { 'Content-Length': TEXT.length });
      const drip = setInterval(() => response.write('x'), 50);
      request.on('close', () => clearInterval(drip));
    },
    code: 'time-limit',
    message: /arrives too slowly/,
    tries: 3,
  },
  {
    title: 'stalls midway',
    answer: stallAfter(100, TEXT),
    code: 'time-limit',
    message: /the next byte/,
    tries: 3,
  },
  {
    title: 'never answers',
    answer: () => undefined,
    code: 'time-limit',
    message: /the first byte/,
    tries: 3,
  },
  { title: 'is busy for ever', answer: status(503), code: 'server-busy', found: /503/, tries: 3 },
  {
    title: 'asks for a pause longer than anyone waits',
    answer: status(429, { 'Retry-After': '86400' }),
    code: 'server-busy',
    message: /left alone for 86400 seconds/,
  },
  { title: 'has no such document', answer: status(404), code: 'document-not-offered', found: /404/ },
  { title: 'wants a password', answer: status(401), code: 'access-refused', found: /401/ },
  { title: 'answers with another status', answer: status(418), code: 'status-unexpected', found: /418/ },
  { title: 'answers 304 to a plain request', answer: status(304), code: 'status-unexpected', found: /304/ },
  { title: 'answers 206 to a plain request', answer: status(206), code: 'status-unexpected', found: /206/ },
  {
    title: 'redirects in a circle',
    answer: status(302, { Location: PATH }),
    code: 'redirect-refused',
    message: /in a circle/,
  },
  {
    title: 'redirects without an end',
    answer: (request, response) => {
      const step = Number(request.url?.split('step=')[1] ?? 0);
      response.writeHead(302, { Location: `${PATH}?step=${step + 1}` }).end();
    },
    code: 'redirect-refused',
    message: /more than 5 times \(redirected to .*part06.xml\)|more than 5 times/,
    tries: 6,
  },
  { title: 'redirects to nowhere', answer: status(302), code: 'redirect-refused', message: /no address/ },
  {
    title: 'redirects to another protocol',
    answer: status(302, { Location: 'file:///etc/passwd' }),
    code: 'redirect-refused',
    message: /not https/,
  },
  {
    title: 'sends a web page with status 200',
    answer: status(200, { 'Content-Type': 'text/html' }, '<!DOCTYPE html><html><body>Sign in</body></html>'),
    code: 'html-instead-of-xml',
    found: /Sign in/,
  },
  {
    title: 'sends truncated gzip',
    answer: body(gzipSync(TEXT).subarray(0, 60), { 'Content-Encoding': 'gzip' }),
    code: 'gzip-damaged',
    found: /60 bytes/,
  },
  {
    title: 'sends no gzip under that name',
    answer: body(TEXT, { 'Content-Encoding': 'gzip' }),
    code: 'gzip-damaged',
  },
  {
    title: 'sends an encoding nobody asked for',
    answer: body(TEXT, { 'Content-Encoding': 'br' }),
    code: 'encoding-unknown',
  },
  {
    title: 'announces 10 GB',
    answer: (_, response) =>
      void response.writeHead(200, { 'Content-Length': '10737418240' }).write('<book>'),
    code: 'document-too-large',
    found: /10737418240 bytes/,
  },
  {
    title: 'sends more than a document can have',
    answer: body(Buffer.alloc(3_000_000, 'x')),
    code: 'document-too-large',
  },
  {
    title: 'sends gzip that unfolds to more than a document can have',
    answer: body(gzipSync(Buffer.alloc(3_000_000, 'x')), { 'Content-Encoding': 'gzip' }),
    code: 'document-too-large',
  },
  {
    title: 'sends another part',
    answer: wellBehaved(documentOf(3, '2024d')),
    code: 'part-mismatch',
    found: /PS3\.3/,
  },
  {
    title: 'sends another edition',
    answer: wellBehaved(documentOf(6, '2024e')),
    code: 'edition-mismatch',
    found: /2024e/,
  },
  { title: 'sends a document that ends midway', answer: body(TEXT.slice(0, 300)), code: 'document-cut-off' },
  { title: 'sends what is no standard', answer: body('<book></book>'), code: 'document-unreadable' },
  { title: 'sends nothing', answer: body(''), code: 'document-cut-off' },
];

describe('a server that', () => {
  test.each(FAULTS)(
    '$title: $code',
    async ({ answer, code, message, found, tries = 1 }) => {
      const { mirror, request, asked } = await newScene(answer);
      const limits = { ...request.limits, sizeCeiling: 1_000_000 };
      const { value, diagnostics } = await fetchEdition({ ...request, limits });
      expect(value).toBeUndefined();
      expect(diagnostics).toHaveLength(1);
      expect(diagnostics[0]).toMatchObject({
        code,
        severity: 'error',
        at: { file: expect.stringMatching(`^${mirror.baseUrl}2024d/source/docbook/part06/part06.xml$`) },
        message: expect.stringMatching(message ?? /./),
      });
      expect(diagnostics[0]?.found ?? '').toMatch(found ?? /|/);
      if (code !== 'document-unreadable') expect(diagnostics[0]?.fix).toMatch(/./);
      expect(asked()).toHaveLength(tries);
      expect((await listEditions(request.cacheRoot)).map(({ edition, state }) => [edition, state])).toEqual([
        ['2016b', 'complete'],
      ]);
    },
    20_000,
  );
});
