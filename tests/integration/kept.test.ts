/** Facts that are kept beside the documents: a second build from them is the same, and nothing that is wrong is taken. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { digestsOf, MAIN, MINI, run, runAll } from '../support/command-line.js';
import { useFolders } from '../support/standard-document.js';

const newFolder = useFolders();
const BUILD = ['build', '--edition', 'mini', '--cache', 'cache', '--ledger', 'ids.tsv'];
const KEPT = /^read .*part16\.xml \(kept\), part06\.xml \(kept\), part03\.xml \(kept\)/m;
let built = '';
let release: Record<string, string> = {};

beforeAll(async () => {
  built = await newFolder();
  cpSync(MINI, join(built, 'cache', 'mini'), {
    recursive: true,
    filter: (source) => !source.endsWith('.kept'),
  });
  const cold = run(built, ...BUILD);
  expect(cold).toMatchObject({ code: 0 });
  expect(cold.err).not.toContain('(kept)');
  release = digestsOf(join(built, 'out'));
});

/** A folder in which the facts of a build have been kept. */
async function workBuilt(): Promise<string> {
  const folder = join(await newFolder(), 'work');
  cpSync(built, folder, { recursive: true });
  return folder;
}

function keptFile(folder: string, part: string): string {
  return join(folder, 'cache', 'mini', `part${part}.kept`);
}

/** What was kept, with another payload and the digest that belongs to it. */
function withPayload(bytes: Buffer, payload: Buffer): Buffer {
  const key = /^dicom-omop kept ([0-9a-f]{64}) /.exec(bytes.toString('latin1', 0, 200))?.[1];
  const digest = createHash('sha256').update(payload).digest('hex');
  return Buffer.concat([Buffer.from(`dicom-omop kept ${key} ${digest}\n`), payload]);
}

test('a second build is the same, byte by byte', async () => {
  const folder = await workBuilt();
  const warm = run(folder, ...BUILD);
  expect(warm).toMatchObject({ code: 0 });
  expect(warm.err).toMatch(KEPT);
  // Among what is kept is which corrections were used: a stale one would be an error.
  expect(digestsOf(join(folder, 'out'))).toEqual(release);
});

describe('facts that cannot be used are told, and read anew', () => {
  const flip = (bytes: Buffer) => {
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return bytes;
  };
  const ofAnotherProgram = (bytes: Buffer) =>
    Buffer.from(bytes.toString('latin1').replace(/kept \S+/, `kept ${'0'.repeat(64)}`), 'latin1');
  type Damage = readonly [change: (bytes: Buffer) => Buffer, told: string];

  test.each<Readonly<Record<string, Damage>>>([
    {
      '16': [flip, 'damaged'],
      '06': [(bytes) => bytes.subarray(0, bytes.length - 1), 'damaged or cut short'],
      '03': [(bytes) => bytes.subarray(0, 100), 'damaged'],
    },
    {
      '16': [() => Buffer.of(), 'damaged'],
      '06': [() => Buffer.from('<book/>'), 'damaged'],
      '03': [ofAnotherProgram, 'made of something else, or by another program'],
    },
    {
      '16': [(bytes) => withPayload(bytes, Buffer.from('no facts')), 'Unable to deserialize'],
      '06': [(bytes) => withPayload(bytes, serialize([1])), 'of another form'],
    },
  ])('damage %#', async (damages) => {
    const folder = await workBuilt();
    for (const [part, [change]] of Object.entries(damages)) {
      const file = keptFile(folder, part);
      writeFileSync(file, change(readFileSync(file)));
    }
    const page = join(folder, 'cache', 'mini', 'page.kept');
    writeFileSync(page, flip(readFileSync(page)));
    const [repaired, again] = runAll(folder, [BUILD, BUILD]);
    expect(repaired?.code).toBe(0);
    for (const [part, [, told]] of Object.entries(damages)) {
      const line = new RegExp(`^kept .*part${part}\\.xml.* read anew, what was kept is (.*)$`, 'm');
      expect(line.exec(repaired?.err ?? '')?.[1]).toContain(told);
    }
    expect(repaired?.err).toMatch(/^kept .*page made anew, what was kept is damaged/m);
    expect(again?.err).toMatch(KEPT);
    expect(again?.err).not.toContain('anew');
    expect(digestsOf(join(folder, 'out'))).toEqual(release);
  });

  test('a folder in their place, which cannot be replaced either', async () => {
    const folder = await workBuilt();
    rmSync(keptFile(folder, '16'));
    mkdirSync(keptFile(folder, '16'));
    const { code, err } = run(folder, ...BUILD);
    expect(code).toBe(0);
    expect(err).toContain('it is a folder');
    expect(digestsOf(join(folder, 'out'))).toEqual(release);
    expect(readdirSync(join(folder, 'cache'))).toEqual(['mini']);
  });
});

test('they are those of a document: one that was damaged since is told as ever', async () => {
  const folder = await workBuilt();
  writeFileSync(join(folder, 'cache', 'mini', 'part16.xml'), '<book/>');
  const { code, err } = run(folder, ...BUILD);
  expect(code).toBe(1);
  expect(err).toContain('error cache-damaged at');
});

describe('corrections', () => {
  const HEADER = 'editions\tpart\ttable\tfound\tright\twhy\n';
  const MODALITY = 'mini\t6\t6-1\tModality\tKind of Device\ta trial\n';
  const correct = (folder: string, text: string) => {
    mkdirSync(join(folder, 'mappings', 'corrections'), { recursive: true });
    writeFileSync(join(folder, 'mappings', 'corrections', 'cells.tsv'), HEADER + text);
  };
  const MAPPINGS = ['--mappings', 'mappings'];

  test('are those of one part: the others stay', async () => {
    const folder = await workBuilt();
    const shipped = readFileSync(join(MINI, '..', '..', 'mappings', 'corrections', 'cells.tsv'), 'utf8');
    const lines = shipped.split('\n').filter((line) => line.startsWith('mini\t'));
    correct(folder, `${lines.join('\n')}\n${MODALITY}`);
    const { code, err } = run(folder, ...BUILD, ...MAPPINGS);
    expect(code).toBe(0);
    expect(err).toMatch(/^read .*part16\.xml \(kept\), part06\.xml, part03\.xml \(kept\)/m);
    expect(err).toMatch(/^kept .* part06\.xml read anew, what was kept is made of something else/m);
    expect(readFileSync(join(folder, 'out', 'mini', 'standard', 'attributes.tsv'), 'utf8')).toContain(
      '\tKind of Device\t',
    );
  });
});

test('two builds at once keep what they read, and leave nothing else', async () => {
  const folder = await workBuilt();
  for (const part of ['03', '06', '16']) rmSync(keptFile(folder, part));
  const runs = ['one', 'two'].map(async (name) => {
    const args = [...BUILD.slice(0, -1), `${name}.tsv`, '--out', name];
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, stdio: 'ignore' });
    return (await once(child, 'exit'))[0];
  });
  expect(await Promise.all(runs)).toEqual([0, 0]);
  expect(digestsOf(join(folder, 'one'))).toEqual(digestsOf(join(folder, 'two')));
  expect(readdirSync(join(folder, 'cache'))).toEqual(['mini']);
  expect(run(folder, ...BUILD).err).toMatch(KEPT);
  expect(digestsOf(join(folder, 'out'))).toEqual(release);
});
