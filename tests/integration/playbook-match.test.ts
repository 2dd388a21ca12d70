/** `playbook match` of a table: the same bytes whatever the number of threads, all or nothing. */
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT, run, runWith } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const MATCH = ['playbook', 'match', '--playbook', 'playbook.csv', '--file', 'studies.tsv'];
const DESCRIPTIONS = ['CT CHEST W CONTRAST', 'CT Thorax ohne KM', 'XR KNEE 2 VIEWS', 'BLORP', 'MRI BRAIN'];

describe('a table of several parts', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await newFolder();
    copyFileSync(
      join(ROOT, 'tests', 'support', 'playbook', 'sample-playbook.csv'),
      join(folder, 'playbook.csv'),
    );
    const rows = Array.from({ length: 4500 }, (_, i) => `CT\tP${i} ${DESCRIPTIONS[i % 5]}\t${1 + (i % 7)}`);
    writeFileSync(join(folder, 'studies.tsv'), ['modality\tstudy_description\tn', ...rows, ''].join('\n'));
  });

  test.each([[[]], [['--json']], [['--export', 'usagi']]])(
    'is the same from one thread and from three: %j',
    (form) => {
      const one = run(folder, ...MATCH, ...form, '--jobs', '1', '--out', 'one');
      const three = run(folder, ...MATCH, ...form, '--jobs', '3', '--out', 'three');
      expect(one).toMatchObject({ code: 0 });
      expect(three.err.replace('three', 'one')).toBe(one.err);
      expect(one.err).toContain('4500 descriptions matched');
      const text = readFileSync(join(folder, 'one'), 'utf8');
      expect(readFileSync(join(folder, 'three'), 'utf8') === text).toBe(true);
      expect(text.match(/P4499 MRI BRAIN/g)?.length).toBeGreaterThan(0);
      expect(form.includes('--json') ? JSON.parse(text).length > 4500 : text.split('\n').length > 4500).toBe(
        true,
      );
    },
  );

  test('a thread that fails is told, and nothing is written', () => {
    const hook = `import{isMainThread}from'node:worker_threads';if(!isMainThread)throw(new(Error)('no/memory'))`;
    const env = { ...process.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
    const { code, err } = runWith(env, folder, ...MATCH, '--jobs', '2', '--out', 'lost');
    expect(code).toBe(2);
    expect(err).toContain('a thread could not match its studies: no/memory');
    expect(err).toContain('next: run again with --jobs 1');
    expect(existsSync(join(folder, 'lost'))).toBe(false);
  });

  test('no number of threads -> 2', () => {
    const { code, err } = run(folder, ...MATCH, '--jobs', 'many');
    expect(code).toBe(2);
    expect(err).toContain('"many" is no number of threads');
  });
});
