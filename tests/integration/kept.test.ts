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
const WHOLE = /^kept .*the release: .* as they were$/m;
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
    expect(again?.err).toMatch(WHOLE);
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
  rmSync(join(folder, 'cache', 'mini', 'release.kept'));
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

describe('a release of which nothing has changed', () => {
  const OWN = [...BUILD, '--mappings', 'mappings'];
  let settled = '';

  /** A folder in which the release is kept of the ledger as it is now, with curated files of its own. */
  async function workSettled(): Promise<string> {
    const folder = join(await newFolder(), 'work');
    cpSync(settled, folder, { recursive: true });
    return folder;
  }

  /** What a build of the folder gives if nothing is kept, and its ledgers. */
  function buildAnew(folder: string) {
    const anew = `${folder}-anew`;
    cpSync(folder, anew, { recursive: true, filter: (source) => !source.endsWith('.kept') });
    expect(run(anew, ...OWN)).toMatchObject({ code: 0, err: expect.not.stringContaining('(kept)') });
    return { files: digestsOf(join(anew, 'out')), ledgers: ledgersIn(anew) };
  }

  const ledgersIn = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('ids'))
      .map((name) => `${name}\n${readFileSync(join(folder, name), 'utf8')}`);

  const keptFileOf = (folder: string) => join(folder, 'cache', 'mini', 'release.kept');

  beforeAll(async () => {
    settled = await workBuilt();
    mkdirSync(join(settled, 'mappings'));
    cpSync(join(MINI, '..', '..', 'mappings', 'maps-to.tsv'), join(settled, 'mappings', 'maps-to.tsv'));
    expect(run(settled, ...OWN)).toMatchObject({ code: 0 });
  });

  test('is put in place as it was kept, and so are its ledgers', async () => {
    const folder = await workSettled();
    rmSync(join(folder, 'out'), { recursive: true });
    const { code, err, out } = run(folder, ...OWN);
    expect(code).toBe(0);
    expect(err).toMatch(WHOLE);
    expect(err).not.toMatch(/^read /m);
    expect(out).toContain('(no new ids)');
    expect(digestsOf(join(folder, 'out'))).toEqual(digestsOf(join(settled, 'out')));
    expect(ledgersIn(folder)).toEqual(ledgersIn(settled));
  });

  test('a ledger that is not there is written again with the same ids', async () => {
    const folder = await workSettled();
    for (const name of readdirSync(folder).filter((each) => each.startsWith('ids')))
      rmSync(join(folder, name));
    expect(run(folder, ...OWN).err).not.toMatch(WHOLE);
    const first = ledgersIn(folder);
    for (const name of readdirSync(folder).filter((each) => each.startsWith('ids')))
      rmSync(join(folder, name));
    const again = run(folder, ...OWN);
    expect(again.err).toMatch(WHOLE);
    expect(again.out).toMatch(/\(\d+ new ids: review and commit it\)/);
    expect(ledgersIn(folder)).toEqual(first);
    expect(first.length).toBeGreaterThan(1);
  });

  const append = (file: string, text: string) => (folder: string) =>
    writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8') + text);

  test.each<[string, (folder: string) => void, told: RegExp | undefined]>([
    ['a curated file', append('mappings/maps-to.tsv', '# a remark\n'), undefined],
    ['the ledger', append('ids.tsv', '2128299999\tDICOM\t00099999\t2024d\n'), undefined],
    [
      'a byte of what was kept',
      (folder) => {
        const bytes = readFileSync(keptFileOf(folder));
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(keptFileOf(folder), bytes);
      },
      /^kept .*release made anew, what was kept is damaged or cut short$/m,
    ],
    [
      'its form',
      (folder) =>
        writeFileSync(
          keptFileOf(folder),
          withPayload(readFileSync(keptFileOf(folder)), serialize({ files: [] })),
        ),
      /^kept .*release made anew, what was kept is of another form$/m,
    ],
  ])('is made anew when %s has changed', async (_what, change, told) => {
    const folder = await workSettled();
    change(folder);
    const anew = told
      ? { files: digestsOf(join(settled, 'out')), ledgers: ledgersIn(settled) }
      : buildAnew(folder);
    const { code, err } = run(folder, ...OWN);
    expect(code).toBe(0);
    expect(err).not.toMatch(WHOLE);
    if (told) expect(err).toMatch(told);
    expect({ files: digestsOf(join(folder, 'out')), ledgers: ledgersIn(folder) }).toEqual(anew);
  });

  test('and told as ever when a document was damaged since', async () => {
    const folder = await workSettled();
    const file = join(folder, 'cache', 'mini', 'part06.xml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Modality', 'Modalitx'));
    const { code, err } = run(folder, ...OWN);
    expect(code).toBe(1);
    expect(err).toContain('error cache-damaged at');
    expect(err).not.toMatch(WHOLE);
  });
});
