/**
 * The release of the embedded edition against the one that was last accepted (tests/golden/mini). `make golden`
 * accepts the present one; its change is reviewed like code.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readBuildConfig } from '../../src/build/options.js';
import { type Build, prepareBuild } from '../../src/build/pipeline.js';
import { publishBuild } from '../../src/build/publishing.js';
import { run } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const ACCEPTED = join(ROOT, 'tests', 'golden', 'mini');
/** Too large to be read in a review, or the same as a file of mappings: kept as digests. */
const DIGESTED = new Set([
  'standard/confidentiality_profile.tsv',
  'standard/module_attributes.tsv',
  'standard/module_rows.tsv',
  'standard/safe_private_attributes.tsv',
]);
const quiet = () => {};
const newFolder = useFolders();

let build: Build;
let files: ReadonlyMap<string, string>;

/** Builds with the repository's mappings and a ledger that does not exist yet. */
async function buildMini(folder: string): Promise<Build> {
  const around = { programRoot: ROOT, workingDirectory: folder, toolVersion: 'test' };
  const config = readBuildConfig({ edition: 'mini', ledger: 'ids.tsv' }, around);
  const { value, diagnostics } = await prepareBuild(config, quiet);
  if (!value) throw new Error(JSON.stringify(diagnostics, undefined, 2));
  await publishBuild(value, quiet);
  return value;
}

function readRelease(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** What is committed of a release: inputs by name only, since their digests change with every curated line. */
function accept(release: ReadonlyMap<string, string>): Map<string, string> {
  const accepted = new Map<string, string>();
  for (const [name, text] of release) {
    // Made of the other files alone.
    if (name === 'browse/index.html') continue;
    if (DIGESTED.has(name))
      accepted.set(`${name}.sha256`, `${createHash('sha256').update(text).digest('hex')}\n`);
    else if (name === 'manifest.json') accepted.set(name, formatCounts(text));
    else if (name === 'report.md') accepted.set(name, text.replace(/\n## Inputs\n[\s\S]*?(?=\n## |$)/, ''));
    else accepted.set(name, text);
  }
  return accepted;
}

function formatCounts(text: string): string {
  const { edition, published, profile, counts, tables } = JSON.parse(text);
  const lines = tables.map((table: object) => `    ${JSON.stringify(table)}`).join(',\n');
  const head = JSON.stringify({ edition, published, profile, counts }, undefined, 2).replace(/\n\}$/, '');
  return `${head},\n  "tables": [\n${lines}\n  ]\n}\n`;
}

beforeAll(async () => {
  const folder = await newFolder();
  build = await buildMini(folder);
  files = readRelease(build.config.releaseDirectory);
  if (process.env.UPDATE_GOLDEN !== '1') return;
  rmSync(ACCEPTED, { recursive: true, force: true });
  for (const [name, text] of accept(files)) {
    mkdirSync(dirname(join(ACCEPTED, name)), { recursive: true });
    writeFileSync(join(ACCEPTED, name), text);
  }
});

describe('the release of the embedded edition', () => {
  test('has the files that were accepted', () => {
    expect([...accept(files).keys()].sort()).toEqual([...readRelease(ACCEPTED).keys()].sort());
  });

  test('is as accepted, line by line', () => {
    for (const [name, text] of accept(files)) {
      const accepted = readFileSync(join(ACCEPTED, name), 'utf8');
      expect([name, ...text.split('\n')]).toEqual([name, ...accepted.split('\n')]);
    }
  });

  test('every row of the documents is used, or refused with its place', () => {
    const { counts } = build.standard;
    for (const { read, used, refused } of counts) expect(used + refused).toBe(read);
    const places = build.diagnostics.filter(({ at }) => at && 'part' in at && at.row !== undefined);
    const inReadTables = counts.filter(({ used }) => used > 0).reduce((sum, { refused }) => sum + refused, 0);
    expect(inReadTables).toBeGreaterThan(0);
    expect(places.length).toBeGreaterThanOrEqual(inReadTables);
  });

  test('is the same from the ledger that it made', async () => {
    const again = await prepareBuild(build.config, quiet);
    expect(again.value?.assignment.addedIds).toEqual([]);
    expect(again.value?.assignment.addedHistory).toEqual([]);
    if (again.value) await publishBuild(again.value, quiet);
    expect(readRelease(build.config.releaseDirectory)).toEqual(files);
  });

  test('is the same from an empty ledger elsewhere', async () => {
    const elsewhere = await buildMini(await newFolder());
    expect(elsewhere.assignment.ledger).toEqual(build.assignment.ledger);
    expect(readRelease(elsewhere.config.releaseDirectory)).toEqual(files);
  });

  test('is the same from the compiled program, which reads PS3.16 in a thread of its own', async () => {
    const folder = await newFolder();
    expect(run(folder, 'build', '--ledger', 'ids.tsv').code).toBe(0);
    const compiled = readRelease(join(folder, 'out', 'mini'));
    expect([...compiled.keys()]).toEqual([...files.keys()]);
    for (const [name, text] of files) {
      if (/\.(?:csv|sql)$|^standard|diagnostics/.test(name)) {
        expect([name, compiled.get(name) === text]).toEqual([name, true]);
      }
    }
  });

  test("the README's excerpt is of it, with the ids of the repository's ledger", () => {
    const excerpt = readFileSync(join(ROOT, 'README.md'), 'utf8').match(/^ {4}\d{10} {2}.+$/gm) ?? [];
    expect(excerpt.length).toBeGreaterThan(3);
    const ledger = readFileSync(join(ROOT, 'mappings', 'concept-ids.tsv'), 'utf8').split('\n');
    const released = new Set(
      (files.get('CONCEPT.csv') ?? '').split('\n').map((line) => line.split('\t').slice(1, 9).join(' ')),
    );
    for (const line of excerpt) {
      const [conceptId, name, domain, vocabulary, conceptClass, code, start] = line.trim().split(/ {2,}/);
      expect(ledger).toContain(`${conceptId}\t${vocabulary}\t${code}\tmini`);
      expect(released).toContain(
        [name, domain, vocabulary, conceptClass, '', code, start, '20991231'].join(' '),
      );
    }
  });

  test('takes the form of OMOP files: one line a row, no quotes, sorted ids, every link with its reverse', () => {
    for (const [name, text] of files) {
      if (!/\.(?:csv|tsv)$/.test(name)) continue;
      const lines = text.split('\n').filter((line) => !line.startsWith('#'));
      const width = lines[0]?.split('\t').length;
      expect(lines.pop()).toBe('');
      expect([name, lines.filter((line) => line.split('\t').length !== width)]).toEqual([name, []]);
      if (name.endsWith('.csv')) expect([name, text.includes('"')]).toEqual([name, false]);
    }
    const rows = (files.get('CONCEPT_RELATIONSHIP.csv') ?? '')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
    const reverse = new Map(
      build.assignment.release.relationshipTypes.map((type) => [
        type.relationshipId,
        type.reverseRelationshipId,
      ]),
    );
    const keys = new Set(rows.map((row) => row.slice(0, 3).join(' ')));
    expect(rows.filter(([one, two, id]) => !keys.has(`${two} ${one} ${reverse.get(id ?? '')}`))).toEqual([]);
    expect(rows.length).toBeGreaterThan(1000);
  });
});
