/** `ids reserve`: one ledger for all, whatever they build and in whatever order. */
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT, type Run, run, runProgram } from '../support/command-line.js';
import { buildOf, useSites } from '../support/faulty-site.js';
import { readRecords } from '../support/table-text.js';

const { bare, copyOf, prepare } = useSites();
const LEDGERS = ['concept-ids.dicom2omop.tsv', 'concept-ids.private.tsv', 'concept-ids.tsv'];
let site = '';
let reserved: Run;

beforeAll(async () => {
  await prepare();
  site = await copyOf(bare());
  reserved = run(site, 'ids', 'reserve', '2024d', '2024a', '2024c', '--cache', 'cache');
}, 60_000);

const linesOf = (folder: string, name: string) =>
  readFileSync(join(folder, 'mappings', name), 'utf8').split('\n');
/** `code id start` of the release. */
function idsOf(folder: string, label: string): Map<string, string> {
  const rows = readRecords(join(folder, 'out', label, 'CONCEPT.csv'));
  return new Map(rows.map((row) => [row.concept_code ?? '', `${row.concept_id} ${row.valid_start_date}`]));
}

describe('ids reserve', () => {
  test('gives ids in the order of publication, in the ledger of every profile, and no history', () => {
    expect(reserved.code).toBe(0);
    expect(reserved.out).toMatch(
      /concept-ids\.dicom2omop\.tsv \(profile dicom2omop\)\n {2}2024a +\d+ new ids, 2129000000 to /,
    );
    expect(reserved.out).toMatch(
      /concept-ids\.tsv \(profile default, ohdsi\)\n {2}2024a .*\n {2}2024c .*\n {2}2024d /,
    );
    const names = readdirSync(join(site, 'mappings')).filter((name) => name.startsWith('concept-'));
    expect(names.sort()).toEqual(LEDGERS);
    const editions = linesOf(site, 'concept-ids.tsv')
      .slice(1, -1)
      .map((line) => line.split('\t')[3] ?? '');
    expect(editions).toEqual([...editions].sort());
    expect(new Set(editions)).toEqual(new Set(['2024a', '2024c', '2024d']));
  });

  test('once more adds nothing', async () => {
    const folder = await copyOf(site);
    expect(run(folder, 'ids', 'reserve', '2024a', '2024d', '--cache', 'cache', '--json').code).toBe(0);
    for (const name of LEDGERS) expect(linesOf(folder, name)).toEqual(linesOf(site, name));
  });

  test('any order of builds gives the same ids and first days, and a reserved code is no concept before its edition', async () => {
    const orders = [['2024a', '2024c', '2024d'], ['2024d'], ['2024d', '2024a'], ['2024b', '2024d']];
    const seen: Map<string, string>[] = [];
    for (const order of orders) {
      const folder = await copyOf(site);
      for (const label of order) expect(run(folder, ...buildOf(label))).toMatchObject({ code: 0 });
      seen.push(idsOf(folder, '2024d'));
      if (order.includes('2024a')) {
        const codes = [...idsOf(folder, '2024a').keys()].filter((code) => code.startsWith('0009'));
        expect(codes.sort()).toEqual(['00091000', '00091001', '00091002', '00091003']);
      }
    }
    const [first = new Map<string, string>(), ...others] = seen;
    expect(first.get('00091009')).toMatch(/ 20240915$/);
    for (const other of others)
      for (const [code, id] of other) expect([code, first.get(code) ?? id]).toEqual([code, id]);
    expect([...(others[0] ?? [])].filter(([code]) => code.startsWith('0009'))).toHaveLength(4);
  }, 60_000);

  test('a build that adds ids of its own says which, and that they are its own', async () => {
    const folder = await copyOf(bare());
    run(folder, 'ids', 'reserve', '2024a', '--cache', 'cache');
    expect(run(folder, ...buildOf('2024a')).out).toMatch(/\(no new ids\)\nnext/);
    const { out } = run(folder, ...buildOf('2024b'));
    expect(out).toMatch(
      /\(2 new ids: review and commit it\)\n {9}21282000\d\d to 21282000\d\d are this ledger's alone/,
    );
    expect(out).toContain('CONTRIBUTING: "A build gave new ids"');
  });

  test('a document that cannot be read: exit code 1, and no ledger has changed', async () => {
    const folder = await copyOf(bare());
    writeFileSync(join(folder, 'cache', '2024c', 'part06.xml'), 'x');
    const { code, err } = run(folder, 'ids', 'reserve', '2024a', '2024c', '--cache', 'cache');
    expect(code).toBe(1);
    expect(err).toMatch(/^error cache-damaged .*\n(?:.*\n)*nothing was written\n$/m);
    expect(readdirSync(join(folder, 'mappings')).filter((name) => name.startsWith('concept-'))).toEqual([]);
  });
});

describe('a program that is installed in node_modules', () => {
  /** A project with the program in it, as npm lays it out; its ledger has reserved 2024a. */
  async function makeProject(): Promise<string> {
    const folder = await copyOf(bare());
    run(folder, 'ids', 'reserve', '2024a', '--cache', 'cache');
    const program = join(folder, 'node_modules', 'dicom-omop');
    mkdirSync(program, { recursive: true });
    for (const name of ['dist', 'package.json', 'standard-cache']) {
      cpSync(join(ROOT, name), join(program, name), { recursive: true });
    }
    cpSync(join(folder, 'mappings'), join(program, 'mappings'), { recursive: true });
    for (const name of readdirSync(join(ROOT, 'node_modules'))) {
      if (name !== 'dicom-omop')
        symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
    }
    const project = join(folder, 'project');
    mkdirSync(project);
    cpSync(join(folder, 'node_modules'), join(project, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    cpSync(join(folder, 'in'), join(project, 'in'), { recursive: true });
    return project;
  }

  test('writes ledger, history, cache and releases into the project, and says that the ledger is a copy', async () => {
    const project = await makeProject();
    const program = join(project, 'node_modules', 'dicom-omop');
    const installed = (...args: string[]) => runProgram(join(program, 'dist', 'main.js'), project, ...args);
    const before = readdirSync(program, { recursive: true }).sort();
    const shipped = readFileSync(join(program, 'mappings', 'concept-ids.tsv'), 'utf8');
    expect(installed('import', 'in', '--edition', '2024d').code).toBe(0);
    const { code, out } = installed('build', '--edition', '2024d');
    expect(code).toBe(0);
    expect(out).toMatch(/^ledger {3}created, with the \d+ ids that the program ships$/m);
    expect(readdirSync(join(project, 'mappings')).sort()).toEqual([
      'concept-history.private.tsv',
      'concept-history.tsv',
      'concept-ids.private.tsv',
      'concept-ids.tsv',
    ]);
    const own = readFileSync(join(project, 'mappings', 'concept-ids.tsv'), 'utf8');
    expect(own.startsWith(shipped) && own.length > shipped.length).toBe(true);
    expect(readdirSync(program, { recursive: true }).sort()).toEqual(before);
    expect(readFileSync(join(program, 'mappings', 'concept-ids.tsv'), 'utf8')).toBe(shipped);
    expect(installed('build', '--edition', '2024d').out).not.toContain('created');
    expect(installed('build', '--edition', 'mini').out).toContain('this is the embedded sample');
  }, 60_000);
});
