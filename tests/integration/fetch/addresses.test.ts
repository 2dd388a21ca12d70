import { describe, expect, test } from '@jest/globals';
import { Agent, type Dispatcher } from 'undici';
import { fetchEdition } from '../../../src/fetch/fetch-edition.js';
import { KNOWN_PARTS } from '../../../src/model/source-ref.js';
import { requestOf, type TestRequest } from '../../support/fetch-request.js';
import { type Mirror, pathOf, status, useMirrors } from '../../support/mirror.js';
import { useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const newMirror = useMirrors();

const withUser = (mirror: Mirror): string => mirror.baseUrl.replace('://', '://maria:s%40cret@');
const SECRET = /maria|s@cret|s%40cret|bWFyaWE/;

function redirectAll(from: Mirror, target: (path: string) => string): void {
  for (const part of KNOWN_PARTS) {
    const path = pathOf('2024d', part);
    from.answer(path, status(302, { Location: target(path) }));
  }
}

/** Carries requests for `https://dicom.test` to the mirror, everything else as it is; notes all origins. */
function useAlias(mirror: Mirror): { readonly dispatcher: Dispatcher; readonly origins: string[] } {
  const origins: string[] = [];
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const origin = String(options.origin);
    origins.push(origin);
    const to = origin === 'https://dicom.test' ? new URL(mirror.baseUrl).origin : origin;
    return dispatch({ ...options, origin: to }, handler);
  });
  return { dispatcher, origins };
}

async function aliased(
  mirror: Mirror,
): Promise<{ readonly request: TestRequest; readonly origins: string[] }> {
  const { dispatcher, origins } = useAlias(mirror);
  const request = requestOf('https://dicom.test/dicom/', await newFolder());
  return { request: { ...request, surroundings: { ...request.surroundings, dispatcher } }, origins };
}

describe('redirects', () => {
  test('are followed; the manifest keeps the address that was asked for', async () => {
    const [front, back] = [await newMirror(), await newMirror()];
    back.offer('2024d');
    redirectAll(front, (path) => new URL(`${path}?signature=x`, back.baseUrl).href);
    const { value } = await fetchEdition(requestOf(front.baseUrl, await newFolder()));
    expect(value?.manifest.parts[0]?.url).toBe(`${front.baseUrl}2024d/source/docbook/part03/part03.xml`);
  });

  test('from https to http are refused before anything is sent there', async () => {
    const mirror = await newMirror();
    redirectAll(mirror, (path) => `http://192.0.2.1${path}`);
    const { request, origins } = await aliased(mirror);
    const { diagnostics } = await fetchEdition(request);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array(4).fill('redirect-refused'));
    expect(diagnostics[0]).toMatchObject({
      at: { file: 'https://dicom.test/dicom/2024d/source/docbook/part03/part03.xml' },
      message: expect.stringContaining('not https'),
      found: `http://192.0.2.1${pathOf('2024d', 3)}`,
    });
    expect(new Set(origins)).toEqual(new Set(['https://dicom.test']));
  });

  test('from outside into this machine are refused', async () => {
    const [front, back] = [await newMirror(), await newMirror()];
    back.offer('2024d');
    redirectAll(front, (path) => new URL(path, back.baseUrl).href);
    const { request, origins } = await aliased(front);
    expect((await fetchEdition(request)).diagnostics).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'redirect-refused',
          message: expect.stringContaining('private network'),
          fix: expect.stringContaining('DICOM_OMOP_REDIRECT_HOSTS'),
        }),
      ]),
    );
    expect(new Set(origins)).toEqual(new Set(['https://dicom.test']));
  });

  test('a fault behind a redirect names both addresses, without the query', async () => {
    const [front, back] = [await newMirror(), await newMirror()];
    redirectAll(front, (path) => new URL(`${path}?signature=secret`, back.baseUrl).href);
    const { diagnostics } = await fetchEdition(requestOf(front.baseUrl, await newFolder()));
    expect(diagnostics[0]).toMatchObject({
      code: 'document-not-offered',
      at: { file: `${front.baseUrl}2024d/source/docbook/part03/part03.xml` },
      message: expect.stringContaining(`redirected to ${back.baseUrl}2024d/source/docbook/part03/part03.xml`),
    });
    expect(JSON.stringify(diagnostics)).not.toMatch('secret');
  });
});

describe('user and password of the base URL', () => {
  test('go to its own origin only, and nowhere into the cache', async () => {
    const [front, back] = [await newMirror(), await newMirror()];
    back.offer('2024d');
    redirectAll(front, (path) => new URL(path, back.baseUrl).href);
    const { value } = await fetchEdition(requestOf(withUser(front), await newFolder()));
    expect(front.seen[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from('maria:s@cret').toString('base64')}`,
    );
    expect(back.seen[0]?.headers.authorization).toBeUndefined();
    expect(value?.edition).toBe('2024d');
    expect(JSON.stringify(value)).not.toMatch(SECRET);
  });

  test.each([404, 401, 503, 302])('are in no output about status %d', async (code) => {
    const mirror = await newMirror();
    const location = `${withUser(mirror)}?token=s@cret`;
    redirectAll(mirror, () => location);
    for (const part of KNOWN_PARTS)
      mirror.answer(pathOf('2024d', part), status(code, { Location: location }));
    const request = requestOf(withUser(mirror), await newFolder());
    const { diagnostics } = await fetchEdition(request);
    expect(diagnostics).toHaveLength(4);
    expect(JSON.stringify([diagnostics, request.progress])).not.toMatch(SECRET);
  });

  test('are in no output about a server that is not there', async () => {
    const mirror = await newMirror();
    await mirror.close();
    const { diagnostics } = await fetchEdition(requestOf(withUser(mirror), await newFolder()));
    expect(diagnostics[0]?.code).toBe('server-unreachable');
    expect(JSON.stringify(diagnostics)).not.toMatch(SECRET);
  });
});
