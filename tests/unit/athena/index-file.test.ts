import { mkdirSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { type ResolveRequest, resolveCodes } from '../../../src/athena/resolution.js';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import type { ConceptId } from '../../../src/model/omop.js';
import {
  bundleFiles,
  conceptRow,
  relationshipRow,
  temporaryFolder,
  vocabularyRow,
  writeDirectory,
} from './athena-files.js';

const CODE = { vocabularyId: 'SNOMED', conceptCode: 'a' };
const OTHER = { vocabularyId: 'SNOMED', conceptCode: 'b' };
const FILES = bundleFiles({
  concepts: [
    conceptRow({ id: 1, code: 'a', standard: '', end: '20200101', invalid: 'U' }),
    conceptRow({ id: 2, name: 'NA', vocabulary: 'SNOMED', code: 'b' }),
  ],
  relationships: [relationshipRow(1, 2, 'Concept replaced by')],
  vocabularies: [vocabularyRow('None', 'v5.0 01-JAN-30'), vocabularyRow('SNOMED')],
});

function request(overrides: Partial<ResolveRequest> = {}): ResolveRequest & { readonly indexPath: string } {
  const bundle = overrides.bundle ?? writeDirectory(FILES);
  return {
    codes: [CODE, OTHER],
    indexPath: join(dirname(bundle), 'new', 'index.json'),
    ...overrides,
    bundle,
  } as never;
}

async function isReused(asked: ResolveRequest): Promise<boolean | undefined> {
  return (await resolveCodes(asked)).value?.reused;
}

describe('the index file', () => {
  test('is made once, and then answers the same without a look at the files', async () => {
    const asked = request();
    const cold = await resolveCodes(asked);
    const events: unknown[] = [];
    const warm = await resolveCodes({ ...asked, onProgress: (event) => events.push(event) });
    expect([cold.value?.reused, warm.value?.reused, events]).toEqual([false, true, []]);
    expect(warm.value?.index.find('SNOMED', 'a')).toEqual(cold.value?.index.find('SNOMED', 'a'));
    expect(warm.value?.index.targets(1 as ConceptId)).toEqual(cold.value?.index.targets(1 as ConceptId));
    expect(warm.value?.index.vocabularies).toEqual(cold.value?.index.vocabularies);
    expect(warm.value?.index.release).toBe('v5.0 01-JAN-30');
    expect(cold.diagnostics.map(({ code }) => code)).toEqual(['vocabulary-not-loaded']);
    expect(warm.diagnostics).toEqual(cold.diagnostics);
  });

  test('holds for the same questions in another order, and for a bundle that was moved', async () => {
    const asked = request();
    await resolveCodes(asked);
    expect(await isReused({ ...asked, codes: [OTHER, CODE, CODE] })).toBe(true);
    const moved = join(dirname(asked.bundle), 'moved');
    renameSync(asked.bundle, moved);
    const { value, diagnostics } = await resolveCodes({ ...asked, bundle: moved });
    expect(value?.reused).toBe(true);
    expect(diagnostics[0]?.at).toEqual({ file: join(moved, 'VOCABULARY.csv') });
  });

  test('is made anew for other codes, other ids and changed files', async () => {
    const asked = request();
    await resolveCodes(asked);
    expect(await isReused({ ...asked, codes: [CODE] })).toBe(false);
    expect(await isReused({ ...asked, codes: [CODE], conceptIds: [2] })).toBe(false);
    expect(await isReused({ ...asked, codes: [CODE], conceptIds: [2, 2] })).toBe(true);
    const file = join(asked.bundle, 'CONCEPT_RELATIONSHIP.csv');
    utimesSync(file, 1, 1);
    expect(await isReused({ ...asked, codes: [CODE], conceptIds: [2] })).toBe(false);
    writeFileSync(file, `${readFileSync(file, 'utf8')}${relationshipRow(1, 2)}\n`);
    const { value } = await resolveCodes({ ...asked, codes: [CODE], conceptIds: [2] });
    expect(value?.reused).toBe(false);
    expect(value?.index.targets(1 as ConceptId)[0]?.steps[0]?.relationshipId).toBe('Maps to');
  });

  test('damaged, cut off or of another program is made anew', async () => {
    const asked = request();
    await resolveCodes(asked);
    const whole = readFileSync(asked.indexPath);
    for (const bytes of [Buffer.from('not JSON'), Buffer.alloc(0), whole.subarray(0, whole.length / 2)]) {
      writeFileSync(asked.indexPath, bytes);
      expect(await isReused(asked)).toBe(false);
      expect(await isReused(asked)).toBe(true);
    }
  });

  test('is never there half: not after data faults, not after an interruption, and no file beside it', async () => {
    const bundle = writeDirectory({
      ...FILES,
      'CONCEPT_RELATIONSHIP.csv': `${FILES['CONCEPT_RELATIONSHIP.csv']}1\t2\n`,
    });
    const asked = request({ bundle });
    mkdirSync(dirname(asked.indexPath));
    expect((await resolveCodes(asked)).value).toBeUndefined();
    expect(readdirSync(dirname(asked.indexPath))).toEqual([]);
    const stopped = request({
      onProgress: ({ pass }) => {
        if (pass === 'targets' || pass === 'relationships') throw new Error('stopped');
      },
    });
    mkdirSync(dirname(stopped.indexPath));
    await expect(resolveCodes(stopped)).rejects.toThrow('stopped');
    expect(readdirSync(dirname(stopped.indexPath))).toEqual([]);
    const { onProgress, ...whole } = stopped;
    expect(await isReused(whole)).toBe(false);
    expect(readdirSync(dirname(stopped.indexPath))).toEqual(['index.json']);
  });

  test('a file that changes while it is read is not answered from', async () => {
    const bundle = writeDirectory(FILES);
    const asked = request({ bundle, onProgress: () => utimesSync(join(bundle, 'VOCABULARY.csv'), 5, 5) });
    await expect(resolveCodes(asked)).rejects.toThrow('changed while it was read');
  });

  test('that cannot be written is an environment fault', async () => {
    const folder = temporaryFolder();
    const asked = request({ indexPath: folder });
    await expect(resolveCodes(asked)).rejects.toThrow(EnvironmentError);
    expect(readdirSync(dirname(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
