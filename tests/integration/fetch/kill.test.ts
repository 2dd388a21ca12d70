import { cp, readdir, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { listEditions, readCached } from '../../../src/fetch/cache/cache.js';
import { KNOWN_PARTS } from '../../../src/model/source-ref.js';
import { startFetch, waitForFetch } from '../../support/fetch-process.js';
import { type Mirror, pathOf, stallAfter, useMirrors, wellBehaved } from '../../support/mirror.js';
import { documentOf, editionOf, useFolders } from '../../support/standard-document.js';

const newFolder = useFolders();
const newMirror = useMirrors();
const edition = editionOf('2024d');

/** One version of the edition: 60 kB per part, hardly compressible. */
function offerVersion(mirror: Mirror, version: number): void {
  for (const part of KNOWN_PARTS) {
    const noise = Array.from({ length: 5000 }, () => Math.random().toString(36).slice(2)).join(' ');
    const body = `<para>version ${version}</para><para>${noise}</para>`;
    mirror.answer(pathOf('2024d', part), wellBehaved(documentOf(part, '2024d', body)));
  }
}

/** The version that the cache holds, whole and verified; 0 if it holds none. */
async function findVersion(cacheRoot: string): Promise<number> {
  const listing = (await listEditions(cacheRoot)).find((candidate) => candidate.edition === edition);
  if (listing === undefined) return 0;
  const { value, diagnostics } = await readCached(cacheRoot, edition);
  expect(diagnostics).toEqual([]);
  const versions = value?.documents.map(({ bytes }) => /version (\d+)/.exec(bytes.toString())?.[1]);
  expect(new Set(versions).size).toBe(1);
  return Number(versions?.[0]);
}

async function expectCleanFetch(mirror: Mirror, cacheRoot: string, version: number): Promise<void> {
  const { output } = await waitForFetch(startFetch(mirror.baseUrl, cacheRoot));
  expect(JSON.parse(output.split('\n')[1] ?? '')).toMatchObject({ edition: '2024d', diagnostics: [] });
  expect(await findVersion(cacheRoot)).toBe(version);
  const files = await readdir(join(cacheRoot, '2024d'));
  expect(files.sort()).toEqual(['manifest.json', 'part03.xml', 'part06.xml', 'part15.xml', 'part16.xml']);
}

/** Kills fetches of ever newer versions at moments spread over `duration`, until `kills` of them were hit. */
async function killAtRandom(kills: number, duration: number): Promise<void> {
  const mirror = await newMirror();
  const cacheRoot = join(await newFolder(), 'standard-cache');
  let version = 1;
  let held = 0;
  offerVersion(mirror, version);
  for (let killed = 0; killed < kills; ) {
    const child = startFetch(mirror.baseUrl, cacheRoot);
    const { wasKilled } = await waitForFetch(child, () => {
      setTimeout(() => child.kill('SIGKILL'), Math.random() * duration * 1.1);
    });
    if (wasKilled) killed += 1;
    const now = await findVersion(cacheRoot);
    expect([held, version]).toContain(now);
    held = now;
    if (held < version) continue;
    version += 1;
    offerVersion(mirror, version);
    if (version % 5 > 0) continue;
    await rm(join(cacheRoot, '2024d'), { recursive: true });
    held = 0;
  }
  await expectCleanFetch(mirror, cacheRoot, version);
}

describe('kill -9', () => {
  test('at 52 random moments leaves the edition as it was or complete', async () => {
    const mirror = await newMirror();
    offerVersion(mirror, 1);
    let started = performance.now();
    await waitForFetch(startFetch(mirror.baseUrl, join(await newFolder(), 'trial')), () => {
      started = performance.now();
    });
    const duration = performance.now() - started;
    await Promise.all([killAtRandom(26, duration), killAtRandom(26, duration)]);
  }, 60_000);

  test.each(['into an empty cache', 'over an older version'])(
    'before every single change to the disk, %s',
    async (scene) => {
      const mirror = await newMirror();
      const first = join(await newFolder(), 'standard-cache');
      offerVersion(mirror, 1);
      if (scene === 'over an older version') await expectCleanFetch(mirror, first, 1);
      const before = await findVersion(first);
      offerVersion(mirror, 2);
      const seen = new Set<number>();
      const killBefore = async (change: number): Promise<boolean> => {
        const cacheRoot = join(await newFolder(), 'standard-cache');
        if (before > 0) await cp(first, cacheRoot, { recursive: true });
        const { wasKilled } = await waitForFetch(
          startFetch(mirror.baseUrl, cacheRoot, { killBefore: change }),
        );
        const now = await findVersion(cacheRoot);
        expect([before, 2]).toContain(now);
        seen.add(now);
        if (wasKilled && change % 10 === 0) await expectCleanFetch(mirror, cacheRoot, 2);
        return wasKilled;
      };
      for (let change = 1; (await Promise.all([killBefore(change), killBefore(change + 1)]))[1]; change += 2);
      expect([...seen].sort()).toEqual([before, 2]);
    },
    60_000,
  );
});

test('what a killed fetch has received is the start of the next one', async () => {
  const mirror = await newMirror();
  const cacheRoot = join(await newFolder(), 'standard-cache');
  const text = documentOf(16, '2024d', '<para>a longer text</para>');
  mirror.offer('2024d');
  const stall = stallAfter(150, text);
  const stallAndKill: RequestListener = (request, response) => {
    stall(request, response);
    setTimeout(() => child.kill('SIGKILL'), 300);
  };
  mirror.answer(pathOf('2024d', 16), stallAndKill, wellBehaved(text, false));
  const child = startFetch(mirror.baseUrl, cacheRoot);
  expect(await waitForFetch(child)).toMatchObject({ wasKilled: true });
  await waitForFetch(startFetch(mirror.baseUrl, cacheRoot));
  expect(
    mirror.seen.filter(({ path }) => path === pathOf('2024d', 16)).map(({ headers }) => headers.range),
  ).toEqual([undefined, 'bytes=150-']);
  expect((await readCached(cacheRoot, edition, [16])).value?.documents[0]?.bytes.toString()).toBe(text);
}, 30_000);

test('three fetches at once, by processes of their own, end with one whole edition', async () => {
  const mirror = await newMirror();
  const cacheRoot = join(await newFolder(), 'standard-cache');
  for (const version of [1, 2, 3]) {
    offerVersion(mirror, version);
    const children = [1, 2, 3].map(() => waitForFetch(startFetch(mirror.baseUrl, cacheRoot)));
    for (const { output } of await Promise.all(children))
      expect(output).toMatch('"edition":"2024d","diagnostics":[]');
    await expectCleanFetch(mirror, cacheRoot, version);
  }
}, 30_000);
