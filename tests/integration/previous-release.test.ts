import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readBuildConfig } from '../../src/build/options.js';
import { prepareBuild } from '../../src/build/pipeline.js';
import { publishBuild } from '../../src/build/publishing.js';
import { ROOT } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';
import { importIn, makeWorkFolder, upload } from '../support/work-folder.js';

const newFolder = useFolders();

test('without the release before, a build says which is missing and how to give it', async () => {
  const folder = makeWorkFolder(await newFolder(), { label: '2024c' });
  importIn(folder, '2024c');
  upload(folder, { label: '2024d' });
  importIn(folder);
  const prepare = (edition: string) => {
    const around = { programRoot: ROOT, workingDirectory: folder, toolVersion: 'test' };
    return prepareBuild(readBuildConfig({ edition, cache: 'cache' }, around), () => {});
  };
  const first = await prepare('2024c');
  if (first.value) await publishBuild(first.value, () => {});
  expect((await prepare('2024d')).diagnostics).toEqual([]);
  rmSync(join(folder, 'out', '2024c'), { recursive: true });
  const { value, diagnostics } = await prepare('2024d');
  expect(value).toBeDefined();
  expect(diagnostics).toMatchObject([
    {
      code: 'previous-release-missing',
      severity: 'warning',
      at: { file: join(folder, 'out', '2024c') },
      message: expect.stringContaining('edition 2024c was released from this ledger'),
      fix: expect.stringContaining('--previous'),
    },
  ]);
});
