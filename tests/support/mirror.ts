import { createHash } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach } from '@jest/globals';
import { KNOWN_PARTS, type Part } from '../../src/model/source-ref.js';
import { documentOf } from './standard-document.js';

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A server of DocBook documents on loopback that answers as each test says. */
export interface Mirror {
  readonly baseUrl: string;
  readonly seen: SeenRequest[];
  /** Answers for one path, one per request; the last one stays. */
  readonly answer: (path: string, ...answers: readonly RequestListener[]) => void;
  /** All parts of an edition, as a server that does everything right. `label`: the folder. */
  readonly offer: (edition: string, label?: string) => void;
  readonly close: () => Promise<void>;
}

export function pathOf(label: string, part: Part): string {
  const name = `part${String(part).padStart(2, '0')}`;
  return `/dicom/${label}/source/docbook/${name}/${name}.xml`;
}

export async function startMirror(): Promise<Mirror> {
  const answers = new Map<string, RequestListener[]>();
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    seen.push({ path, headers: request.headers });
    const queue = answers.get(path) ?? [status(404)];
    const next = queue.length > 1 ? queue.shift() : queue[0];
    next?.(request, response);
  });
  const port = await listen(server);
  const answer: Mirror['answer'] = (path, ...listeners) => void answers.set(path, [...listeners]);
  return {
    baseUrl: `http://127.0.0.1:${port}/dicom/`,
    seen,
    answer,
    offer: (edition, label = edition) => {
      for (const part of KNOWN_PARTS) answer(pathOf(label, part), wellBehaved(documentOf(part, edition)));
    },
    close: () => stop(server),
  };
}

/** Starts a mirror per call and stops all of them after each test. */
export function useMirrors(): () => Promise<Mirror> {
  const mirrors: Mirror[] = [];
  afterEach(async () => {
    for (const mirror of mirrors.splice(0)) await mirror.close();
  });
  return async () => {
    const mirror = await startMirror();
    mirrors.push(mirror);
    return mirror;
  };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

export const status =
  (code: number, headers: Record<string, string> = {}, body = 'no document'): RequestListener =>
  (_, response) => {
    response.writeHead(code, headers).end(body);
  };

export const etagOf = (text: string): string =>
  `"${createHash('sha256').update(text).digest('hex').slice(0, 8)}"`;

/** ETag, If-None-Match, Range guarded by If-Range, gzip: all as RFC 9110 wants it. */
export function wellBehaved(text: string, knowsGzip = true): RequestListener {
  const etag = etagOf(text);
  const zipped = gzipSync(text);
  return (request, response) => {
    const { headers } = request;
    response.setHeader('ETag', etag);
    if (headers['if-none-match'] === etag) {
      response.writeHead(304).end();
      return;
    }
    const isZipped = knowsGzip && String(headers['accept-encoding']).includes('gzip');
    if (isZipped) response.setHeader('Content-Encoding', 'gzip');
    sendRange(request, response, isZipped ? zipped : Buffer.from(text), etag);
  };
}

export function sendRange(
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Buffer,
  etag: string,
): void {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]);
  if (Number.isNaN(from) || request.headers['if-range'] !== etag) {
    response.writeHead(200, { 'Content-Length': bytes.length }).end(bytes);
  } else if (from >= bytes.length) {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
  } else {
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    const rest = bytes.subarray(from);
    response.writeHead(206, { 'Content-Range': range, 'Content-Length': rest.length }).end(rest);
  }
}

/** Sends the head and the first bytes of a document, then drops the connection. */
export const dropAfter =
  (count: number, text: string, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'Content-Length': Buffer.byteLength(text), ETag: etagOf(text), ...headers });
    response.write(Buffer.from(text).subarray(0, count), () => setTimeout(() => response.destroy(), 20));
  };

/** Sends the first bytes of a document and then nothing more. */
export const stallAfter =
  (count: number, text: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'Content-Length': Buffer.byteLength(text), ETag: etagOf(text) });
    response.write(Buffer.from(text).subarray(0, count));
  };
