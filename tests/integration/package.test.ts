/** The package as somebody installs it: what is in it, and the README's example run against it. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { ROOT, run } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(60_000);

const newFolder = useFolders();
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

describe('the package', () => {
  test('can be published, is small, and has no maps without sources', () => {
    expect(manifest.private).toBeUndefined();
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const [{ size, files }] = JSON.parse(stdout) as [{ size: number; files: { path: string }[] }];
    expect(size).toBeLessThan(2_000_000);
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/main.js',
        'dist/index.d.ts',
        'dist/page/browse.js',
        'mappings/concept-ids.tsv',
      ]),
    );
    expect(paths.filter((path) => path.endsWith('.map'))).toEqual([]);
  });

  test('what has to be compiled is optional', () => {
    expect(manifest.optionalDependencies).toHaveProperty('better-sqlite3');
    expect(manifest.dependencies).not.toHaveProperty('better-sqlite3');
  });
});

describe("the README's example", () => {
  let result: { status: number | null; stdout: string; stderr: string };

  beforeAll(async () => {
    const folder = await newFolder();
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(ROOT, join(folder, 'node_modules', 'dicom-omop'));
    expect(run(folder, 'build', '--edition', 'mini', '--ledger', 'ids.tsv')).toMatchObject({ code: 0 });
    const sample = join(ROOT, 'tests', 'support', 'playbook', 'sample-playbook.csv');
    copyFileSync(sample, join(folder, 'LoincRsnaRadiologyPlaybook.csv'));
    const [, example = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    writeFileSync(join(folder, 'example.mjs'), example);
    result = spawnSync(process.execPath, ['example.mjs'], { cwd: folder, encoding: 'utf8' });
  });

  test('runs, and prints what it says', () => {
    expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
    expect(result.stdout).toMatch(/^Echo Time ms 21282\d{5}$/m);
    expect(result.stdout).toMatch(/^HFS 21282\d{5}$/m);
    expect(result.stdout).toContain("title: 'Member of'");
    expect(result.stdout).toMatch(/^0 findings 0 changes$/m);
    expect(result.stdout).toMatch(/^(?:sure|unsure|none|modality only) /m);
  });
});
