// kill -9 at random moments and before every change to the disk: what was there before is there still or the new is
// there whole, ids are in the ledger before a release has them, and the same command run again ends as if nothing had been.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { readEdition } from './documents.mjs';
import { run } from './program.mjs';
import { makeRandom } from './random.mjs';

const LEDGER = ['--ledger', 'ids/concept-ids.tsv'];
const BUILD = (edition) => ['build', '--edition', edition, '--cache', 'cache', '--out', 'out', ...LEDGER];

/** name -> what is done before, the command that is killed. */
const SCENARIOS = {
  import: { before: [], command: ['import', 'in/2024c', '--edition', '2024c', '--cache', 'cache'] },
  'first build': { before: ['cache'], command: BUILD('2024c') },
  'build of the next edition': { before: ['cache', BUILD('2024c')], command: BUILD('2024d') },
  'build again': {
    before: ['cache', BUILD('2024c'), BUILD('2024d')],
    command: [...BUILD('2024d'), '--fhir'],
  },
  'ids import': {
    before: ['cache', BUILD('2024c')],
    command: [
      'ids',
      'import',
      'out/2024c/CONCEPT.csv',
      '--edition',
      '2024c',
      '--ledger',
      'mine/ids.tsv',
      '--cache',
      'cache',
    ],
  },
  delta: {
    before: ['cache', BUILD('2024c'), BUILD('2024d')],
    command: ['diff', 'out/2024c', 'out/2024d', '--delta', 'delta'],
  },
  'load into SQLite': {
    before: ['cache', BUILD('2024c')],
    command: ['load', 'out/2024c', '--to', 'sqlite:omop.db', '--standalone'],
  },
};

/** Two editions of the cut documents: the older lacks some attributes. */
function writeEditions(root, folder) {
  const edition = readEdition(root);
  for (const label of ['2024c', '2024d']) {
    mkdirSync(join(folder, 'in', label), { recursive: true });
    for (const [part, { cut }] of Object.entries(edition)) {
      let text = cut.replace(/(<subtitle>DICOM PS3\.\d+ )mini/, `$1${label}`);
      if (label === '2024c' && part === '6')
        text = text.replace(/(<table label="6-1"[\s\S]*?<tbody>)\s*<tr[\s\S]*?<\/tr>/, '$1');
      writeFileSync(join(folder, 'in', label, `part${part.padStart(2, '0')}.xml`), text, 'latin1');
    }
  }
}

/** path -> bytes of all files of a folder; files that come and go by design left out. */
function snapshot(folder, parts) {
  const files = {};
  const walk = (at) => {
    for (const entry of existsSync(at) ? readdirSync(at, { withFileTypes: true }) : []) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.lock$|\.db/.test(entry.name)) files[relative(folder, path)] = readFileSync(path, 'latin1');
    }
  };
  for (const part of parts) {
    const path = join(folder, part);
    if (existsSync(path) && statSync(path).isFile()) files[part] = readFileSync(path, 'latin1');
    else walk(path);
  }
  return files;
}

const VISIBLE = ['out', 'ids', 'mine', 'delta'];
const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const under = (files, prefix) =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(prefix)));
const lines = (text = '') => text.split('\n').filter((line) => /^\d/.test(line));

/** What a kill left that no reader may ever see. */
function findDamage(folder, before, after) {
  const now = snapshot(folder, VISIBLE);
  for (const label of ['2024c', '2024d']) {
    const prefix = `out/${label}/`;
    const release = under(now, prefix);
    if (!isSame(release, under(before, prefix)) && !isSame(release, under(after, prefix)))
      return `${prefix} is neither the old release nor the new`;
  }
  const file = 'ids/concept-ids.tsv';
  const [old, ledger] = [lines(before[file]), lines(now[file])];
  if (old.some((line, index) => ledger[index] !== line)) return 'a line of the ledger is gone or changed';
  const codeOf = new Map(ledger.map((line) => line.split('\t')).map(([id, , code]) => [id, code]));
  for (const label of ['2024c', '2024d']) {
    for (const row of lines(now[`out/${label}/CONCEPT.csv`])) {
      const [id, , , vocabulary, , , code] = row.split('\t');
      if (vocabulary === 'DICOM' && id >= '2128200000' && codeOf.get(id) !== code)
        return `id ${id} of ${label} is not in the ledger as ${code}`;
    }
  }
  const mine = now['mine/ids.tsv'];
  if (mine !== undefined && mine !== after['mine/ids.tsv']) return 'half a ledger was written by ids import';
  return undefined;
}

export async function tryKills({ root, seed, count, tell, progress }) {
  const work = mkdtempSync(join(tmpdir(), 'dicom-omop-trial-'));
  const figures = { kills: 0, atChanges: 0, failures: 0 };
  try {
    writeEditions(root, work);
    const ready = await prepareAll(root, work, tell, figures);
    for (let each = seed; figures.kills < count && ready.length > 0; each += 1) {
      const random = makeRandom(each);
      const scenario = ready[each % ready.length];
      // Changes inside of a database are not seen by the hook: there, any moment will do.
      const isAtChange = scenario.changes > 0 && random.below(4) > 0;
      const fault = await tryKill(root, work, scenario, random, isAtChange);
      figures.kills += 1;
      if (isAtChange) figures.atChanges += 1;
      if (fault) {
        figures.failures += 1;
        tell({
          kind: 'broken promise',
          what: `${scenario.name}: ${fault}`,
          repeat: `make trial N=0 KILLS=1 SEED=${each}`,
        });
      }
      progress(figures);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return figures;
}

/** Runs each scenario once unharmed: its folder before, what it leaves, how many changes to the disk it makes. */
async function prepareAll(root, work, tell, figures) {
  const scenarios = [];
  for (const [name, { before, command }] of Object.entries(SCENARIOS)) {
    const folder = join(work, name.replaceAll(' ', '-'));
    mkdirSync(folder);
    cpSync(join(work, 'in'), join(folder, 'in'), { recursive: true });
    for (const step of before) {
      const commands =
        step === 'cache'
          ? ['2024c', '2024d'].map((label) => [
              'import',
              `in/${label}`,
              '--edition',
              label,
              '--cache',
              'cache',
            ])
          : [step];
      for (const args of commands) await run(root, folder, args);
    }
    const unharmed = join(work, 'unharmed');
    cpSync(folder, unharmed, { recursive: true });
    const log = join(work, 'changes.log');
    const ended = await run(root, unharmed, command, { node: hook(root), env: { FAULT_LOG: log } });
    const changes = existsSync(log) ? lines(readFileSync(log, 'utf8')).length : 0;
    rmSync(log, { force: true });
    if (![0, 1].includes(ended.status)) {
      figures.failures += 1;
      tell({
        kind: 'abort',
        what: `${name}, not killed: ${ended.output.slice(-400)}`,
        repeat: `make trial N=0 KILLS=1`,
      });
    } else {
      scenarios.push({
        name,
        command,
        folder,
        changes,
        status: ended.status,
        seconds: ended.seconds,
        before: snapshot(folder, VISIBLE),
        after: snapshot(unharmed, VISIBLE),
      });
    }
    rmSync(unharmed, { recursive: true, force: true });
  }
  return scenarios;
}

const hook = (root) => ['--import', join(root, 'tests', 'trial', 'fault-hook.mjs')];

async function tryKill(
  root,
  work,
  { command, folder, changes, status, seconds, before, after },
  random,
  isAtChange,
) {
  const harmed = join(work, 'harmed');
  cpSync(folder, harmed, { recursive: true });
  try {
    const at = 1 + random.below(Math.max(1, changes));
    const killed = isAtChange
      ? await run(root, harmed, command, { node: hook(root), env: { FAULT_AT: String(at) } })
      : await run(root, harmed, command, { killAfter: random.below(seconds * 1000) });
    if (killed.isLate) return 'did not end';
    const damage = findDamage(harmed, before, after);
    const where = isAtChange ? `killed before change ${at} of ${changes}` : 'killed at a random moment';
    if (damage) return `${where}: ${damage}`;
    const again = await run(root, harmed, command);
    if (again.status !== status)
      return `${where}: run again it ends with ${again.status}: ${again.output.slice(-300)}`;
    const now = snapshot(harmed, VISIBLE);
    if (!isSame(now, after)) return `${where}: run again it leaves other files: ${describe(now, after)}`;
    return undefined;
  } finally {
    rmSync(harmed, { recursive: true, force: true });
  }
}

function describe(now, after) {
  const names = new Set([...Object.keys(now), ...Object.keys(after)]);
  return [...names]
    .filter((name) => now[name] !== after[name])
    .slice(0, 5)
    .join(', ');
}
