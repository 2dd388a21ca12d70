/** Files of a site, of a release and of a scan that are lost, damaged or something else: a sentence, and rows and site as they were. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, jest, test } from '@jest/globals';
import { EnvironmentError } from '../../../src/model/diagnostic.js';
import { digestsOf } from '../../support/command-line.js';
import { mapIn, publishMini } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
/** `release/`, and a harvest: `headers/`, `site/`, `omop/`. */
let scene = '';

beforeAll(async () => {
  scene = await newFolder();
  cpSync(await publishMini(await newFolder()), join(scene, 'release'), { recursive: true });
  await writeHeaderTables(join(scene, 'headers'), {
    instances: [instanceOf('1.2.3.1')],
    elements: [elementOf('00080021', 'DA', '20200102')],
  });
  await mapIn(scene, join(scene, 'release'));
}, 60_000);

const REPLACE: Record<string, (path: string) => void> = {
  nothing: () => undefined,
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => void execFileSync('mkfifo', [path]),
  'a link to nowhere': (path) => symlinkSync('nowhere', path),
  'a few letters': (path) => writeFileSync(path, 'x\n'),
  'other columns': (path) => writeFileSync(path, 'title\tfloor\nHall\t1\n'),
  'no text': (path) => writeFileSync(path, Buffer.from('value\tname\n\xff\t\xfe\n', 'latin1')),
  'other types': (path) => {
    const [head = '', row = ''] = readFileSync(join(scene, 'release/lookup/values.tsv'), 'utf8').split('\n');
    writeFileSync(path, `${head}\n${row.replace(/\d{10}/, 'an id')}\n`);
  },
};

test.each([
  ['site/secret', 'nothing', 'secret is not there'],
  ['site/secret', 'a link to nowhere', 'secret is not there'],
  ['site/secret', 'a pipe', 'it is a pipe'],
  ['site/secret', 'a few letters', 'is no secret of harvest'],
  ['site/run-000001/series.parquet', 'nothing', 'ids that it gave would be given again'],
  ['release/lookup/values.tsv', 'nothing', 'values.tsv is not there'],
  ['release/lookup/values.tsv', 'a folder', 'it is a folder'],
  ['release/lookup/values.tsv', 'a few letters', 'values.tsv lacks the column attribute, keyword'],
  ['release/lookup/values.tsv', 'other types', 'is not as a build writes it'],
  ['release/lookup/values.tsv', 'no text', 'is not as a build writes it'],
  ['release/standard/modules.tsv', 'other columns', 'modules.tsv lacks the column table, kind, section'],
  ['headers/instances', 'nothing', 'No files found'],
])('%s: %s', async (path, what, told) => {
  const folder = await newFolder();
  cpSync(scene, folder, { recursive: true });
  rmSync(join(folder, path), { recursive: true });
  REPLACE[what]?.(join(folder, path));
  const before = digestsOf(join(folder, 'omop'));
  const runs = readdirSync(join(folder, 'site')).filter((name) => name.startsWith('run-'));
  const error = await mapIn(folder, join(folder, 'release')).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(EnvironmentError);
  expect((error as Error).message).toContain(told);
  expect((error as EnvironmentError).fix).toMatch(/\S/);
  expect(digestsOf(join(folder, 'omop'))).toEqual(before);
  expect(readdirSync(join(folder, 'site')).filter((name) => name.startsWith('run-'))).toEqual(runs);
});
