import type { RequestListener } from 'node:http';
import { fetchEdition } from '../../src/fetch/fetch-edition.js';
import { requestOf, type TestRequest } from './fetch-request.js';
import { type Mirror, pathOf, useMirrors } from './mirror.js';
import { documentOf, useFolders } from './standard-document.js';

/** PS3.6 of 2024d, the document that goes wrong. */
export const TEXT = documentOf(6, '2024d', `<para>${'text '.repeat(200)}</para>`);
export const PATH = pathOf('2024d', 6);

export interface Scene {
  readonly mirror: Mirror;
  readonly request: TestRequest;
  /** The requests for PS3.6 of 2024d. */
  readonly asked: () => Mirror['seen'];
}

/** A mirror whose PS3.6 answers as given, and a cache that holds 2016b. */
export function useScenes(): (...answers: readonly RequestListener[]) => Promise<Scene> {
  const newFolder = useFolders();
  const newMirror = useMirrors();
  return async (...answers) => {
    const mirror = await newMirror();
    mirror.offer('2016b');
    mirror.offer('2024d');
    mirror.answer(PATH, ...answers);
    const folder = await newFolder();
    await fetchEdition(requestOf(mirror.baseUrl, folder, '2016b'));
    const asked = (): Mirror['seen'] => mirror.seen.filter(({ path }) => path === PATH);
    return { mirror, request: requestOf(mirror.baseUrl, folder), asked };
  };
}
