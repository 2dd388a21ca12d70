import { readFileSync } from 'node:fs';
import { createServer, request as forward, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { fetchEdition } from '../../../src/fetch/fetch-edition.js';
import { startFetch, waitForFetch } from '../../support/fetch-process.js';
import { requestOf, surroundingsOf } from '../../support/fetch-request.js';
import { listen, stop, useMirrors } from '../../support/mirror.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const newMirror = useMirrors();
const PEM = readFileSync(
  join(fileURLToPath(import.meta.url), '..', '..', '..', 'support', 'self-signed.pem'),
);

const servers: Server[] = [];
const tunnels: Socket[] = [];
afterEach(async () => {
  for (const tunnel of tunnels.splice(0)) tunnel.destroy();
  for (const server of servers.splice(0)) await stop(server);
});

interface Proxy {
  readonly address: string;
  readonly seen: string[];
}

/** Forwards plain requests; answers CONNECT as told. `address` holds a password. */
async function startProxy(
  onConnect: (socket: Socket) => void = (socket) => socket.destroy(),
): Promise<Proxy> {
  const seen: string[] = [];
  const note = ({ method, url, headers }: IncomingMessage): void => {
    seen.push(`${method} ${url} ${headers['proxy-authorization']}`);
  };
  const server = createServer((request, response) => {
    note(request);
    const { 'proxy-authorization': _, ...headers } = request.headers;
    forward(request.url ?? '', { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  server.on('connect', (request, socket: Socket) => {
    note(request);
    socket.on('error', () => undefined);
    tunnels.push(socket);
    onConnect(socket);
  });
  servers.push(server);
  return { address: `http://maria:s3cret@127.0.0.1:${await listen(server)}`, seen };
}

const PASSWORD = `Basic ${Buffer.from('maria:s3cret').toString('base64')}`;

describe('a proxy of the environment', () => {
  test('carries plain requests, with its password, and NO_PROXY goes round it', async () => {
    const mirror = await newMirror();
    mirror.offer('2024d');
    const proxy = await startProxy();
    const request = requestOf(mirror.baseUrl, await newFolder());
    const env = { HTTP_PROXY: proxy.address };
    const { value } = await fetchEdition({ ...request, parts: [6], surroundings: surroundingsOf([], env) });
    expect(value?.edition).toBe('2024d');
    expect(proxy.seen).toEqual([`GET ${mirror.baseUrl}2024d/source/docbook/part06/part06.xml ${PASSWORD}`]);
    expect(JSON.stringify(value)).not.toMatch('s3cret');
    expect(mirror.seen.every(({ headers }) => headers['proxy-authorization'] === undefined)).toBe(true);
    proxy.seen.length = 0;
    const around = { http_proxy: proxy.address, NO_PROXY: 'example.org,127.0.0.1' };
    await fetchEdition({ ...request, surroundings: surroundingsOf([], around) });
    expect(proxy.seen).toEqual([]);
  });

  test.each([
    ['wants another password', 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'proxy-refused', 1],
    ['forbids the server', 'HTTP/1.1 403 Forbidden\r\n\r\n', 'proxy-refused', 1],
    ['drops the tunnel', '', 'connection-broken', 2],
  ])('that %s is told without its password', async (_, answer, code, tries) => {
    const proxy = await startProxy((socket) => void socket.end(answer));
    const request = requestOf('https://dicom.example/dicom/', await newFolder());
    const surroundings = surroundingsOf([], { HTTPS_PROXY: proxy.address });
    const limits = { ...request.limits, connect: 300, headers: 300, retries: 1 };
    const { diagnostics } = await fetchEdition({ ...request, parts: [6], limits, surroundings });
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.code).toMatch(code);
    expect(diagnostics[0]?.at).toEqual({
      file: 'https://dicom.example/dicom/2024d/source/docbook/part06/part06.xml',
    });
    expect(proxy.seen).toEqual(Array(tries).fill(`CONNECT dicom.example:443 ${PASSWORD}`));
    expect(JSON.stringify(diagnostics)).not.toMatch('s3cret');
  });

  test('that never opens the tunnel runs into the time limit', async () => {
    const proxy = await startProxy(() => undefined);
    const request = requestOf('https://dicom.example/dicom/', await newFolder());
    const surroundings = surroundingsOf([], { HTTPS_PROXY: proxy.address });
    const limits = { ...request.limits, connect: 300, headers: 300, retries: 0 };
    const { diagnostics } = await fetchEdition({ ...request, parts: [6], limits, surroundings });
    expect(diagnostics).toMatchObject([{ code: 'time-limit' }]);
  });

  test.each(['socks5://maria:s3cret@127.0.0.1:1', 'http://maria:s3cret@:x', ':maria:s3cret'])(
    'that is none is an environment fault without its value',
    async (address) => {
      const request = requestOf('https://dicom.example/', await newFolder());
      const failure = fetchEdition({
        ...request,
        surroundings: surroundingsOf([], { https_proxy: address }),
      });
      await expect(failure).rejects.toThrow('HTTPS_PROXY is no address of an http or https proxy');
      await expect(failure.catch((error: unknown) => JSON.stringify(error))).resolves.not.toMatch('s3cret');
    },
  );
});

describe('a certificate that nobody vouches for', () => {
  async function startTls(): Promise<string> {
    const server = createTlsServer(
      { key: PEM, cert: PEM },
      (_, response) => void response.end('<book></book>'),
    );
    servers.push(server);
    return `https://127.0.0.1:${await listen(server)}/dicom/`;
  }

  test('is refused', async () => {
    const { diagnostics } = await fetchEdition({
      ...requestOf(await startTls(), await newFolder()),
      parts: [6],
    });
    expect(diagnostics).toMatchObject([
      { code: 'certificate-refused', fix: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
    ]);
  });

  test('is refused even where the environment turns verification off', async () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { output } = await waitForFetch(startFetch(await startTls(), await newFolder(), { env }));
    expect(output).toMatch('certificate-refused');
  });
});
