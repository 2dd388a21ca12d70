// Builds against `xmllint --noout` on the same files, in one run: one bare pass of our reader over the documents; cold
// (nothing kept), warm (of the same inputs as the build before, which kept the release) and edited (one curated map is
// another: facts are kept, the rest is made anew), on all processors and on one, with the peak of memory; then how the
// time grows with the input, up to an edition doubled. All are medians; ratios are of wall time, and of processor time in brackets.
// Usage: node tests/bench/build.mjs [STANDARD_DIR] [RUNS]. STANDARD_DIR/<edition>/partNN.xml.
import { spawnSync } from 'node:child_process';
import {
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
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDoubledEdition } from './doubled-edition.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const standard = process.argv[2] ?? join(root, 'standard-cache');
const runs = Number(process.argv[3] ?? 3);
const main = join(root, 'dist', 'main.js');
const peakMemory = join(root, 'tests', 'bench', 'peak-memory.mjs');
const parts = ['part03.xml', 'part06.xml', 'part16.xml'];
/** Percent by which the processor time of a megabyte may differ between the smallest and the largest input. */
const GROWTH = 15;
const editions = existsSync(standard)
  ? readdirSync(standard).filter((name) => parts.every((part) => existsSync(join(standard, name, part))))
  : [];
if (editions.length === 0) {
  console.log(`no edition with ${parts.join(', ')} under ${standard}: nothing to measure`);
  process.exit(0);
}
const has = (command) => spawnSync(command, ['--version']).error === undefined;
const hasXmllint = has('xmllint');
if (!hasXmllint) console.log('xmllint is not installed (Debian: libxml2-utils): times without a comparison');
const onOne = has('taskset') ? ['taskset', '-c', '0'] : undefined;
if (!onOne) console.log('taskset is not installed (Debian: util-linux): not measured on one processor');

/** Wall and processor seconds, and the peak of memory in MB where the command tells it. */
function time(command) {
  const script = 'TIMEFORMAT="seconds %R %U %S"; time "$@" 1>/dev/null';
  const { stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const found = /seconds ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr);
  if (!found) throw new Error(stderr);
  const [wall, user, system] = found.slice(1).map(Number);
  return { wall, cpu: user + system, peak: Number(/peak (\d+) kB/.exec(stderr)?.[1] ?? 0) / 1024 };
}

function medianOf(samples) {
  const middle = (name) => samples.map((each) => each[name]).sort((a, b) => a - b)[samples.length >> 1];
  return { wall: middle('wall'), cpu: middle('cpu'), peak: middle('peak') };
}

/** Every kind of run by turns, so that whatever else the machine does falls on all of them. */
function measure(folder, edition) {
  const work = mkdtempSync(join(tmpdir(), 'dicom-omop-bench-'));
  try {
    const cache = join(work, 'cache');
    // What is no published edition has no day of publication of its own.
    const day = /^\d{4}[a-z]$/.test(edition) ? [] : ['--published', '20200101'];
    const importing = ['import', folder, '--edition', edition, '--cache', cache, ...day];
    const imported = spawnSync('node', [main, ...importing], { encoding: 'utf8' });
    if (imported.status !== 0) throw new Error(imported.stderr);
    const forget = () => {
      const kept = readdirSync(join(cache, edition)).filter((name) => name.endsWith('.kept'));
      for (const name of kept) rmSync(join(cache, edition, name));
    };
    const maps = join(work, 'mappings', 'maps-to.tsv');
    mkdirSync(dirname(maps));
    const curated = readFileSync(join(root, 'mappings', 'maps-to.tsv'), 'utf8');
    let edits = 0;
    const edit = () => writeFileSync(maps, `${curated}# edit ${++edits}\n`);
    edit();
    const build = (before = []) => {
      // Each build begins where the one before began: without a ledger, a release or ids.
      const out = join(work, 'out');
      const options = [
        '--cache',
        cache,
        '--out',
        out,
        '--ledger',
        join(out, 'ids.tsv'),
        '--mappings',
        dirname(maps),
      ];
      const taken = time([...before, 'node', peakMemory, main, 'build', '--edition', edition, ...options]);
      if (!existsSync(join(out, edition, 'manifest.json'))) throw new Error(`${edition} was not built`);
      rmSync(out, { recursive: true, force: true });
      return taken;
    };
    const files = parts.map((part) => join(folder, part));
    const kinds = {
      ...(hasXmllint ? { lint: () => time(['xmllint', '--noout', ...files]) } : {}),
      pass: () =>
        time(['node', join(root, 'tests', 'bench', 'reading-pass.mjs'), join(root, 'dist'), ...files]),
      cold: () => forget() ?? build(),
      warm: () => build(),
      edited: () => edit() ?? build(),
      ...(onOne
        ? {
            coldOne: () => forget() ?? build(onOne),
            warmOne: () => build(onOne),
            editedOne: () => edit() ?? build(onOne),
          }
        : {}),
    };
    const taken = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, []]));
    for (let run = 0; run < runs; run += 1)
      for (const [kind, take] of Object.entries(kinds)) taken[kind].push(take());
    const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6;
    return {
      megabytes,
      ...Object.fromEntries(Object.entries(taken).map(([kind, all]) => [kind, medianOf(all)])),
    };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

const pad = (text, width) => String(text).padStart(width);
const ratio = (of, to) =>
  of && to ? `${(of.wall / to.wall).toFixed(2)} (${(of.cpu / to.cpu).toFixed(2)})` : '-';

function show(name, { megabytes, lint, pass, cold, warm, edited, coldOne, warmOne, editedOne }) {
  const cells = [
    pad(megabytes.toFixed(1), 6),
    pad(lint ? lint.wall.toFixed(2) : '-', 10),
    pad(cold.wall.toFixed(2), 7),
    ...[pass, cold, warm, edited, coldOne, warmOne, editedOne].map((each) => pad(ratio(each, lint), 12)),
    pad(Math.max(cold.peak, warm.peak, edited.peak).toFixed(0), 8),
    pad((cold.cpu / megabytes).toFixed(4), 9),
  ];
  console.log(`${name.padEnd(13)}${cells.join(' ')}`);
}

console.log(
  `${''.padEnd(13)}    MB  xmllint s  cold s         pass         cold         warm       edited    cold, one    warm, one  edited, one  peak MB  cpu s/MB`,
);
const measured = [];
for (const edition of editions.sort()) {
  const found = measure(join(standard, edition), edition);
  show(edition, found);
  measured.push({ edition, ...found });
}
const [largest] = measured.toSorted((a, b) => b.megabytes - a.megabytes);
const doubled = mkdtempSync(join(tmpdir(), 'dicom-omop-doubled-'));
writeDoubledEdition(join(standard, largest.edition), doubled, parts);
const twice = measure(doubled, largest.edition);
rmSync(doubled, { recursive: true, force: true });
show(`${largest.edition} twice`, twice);
const rates = [...measured, twice]
  .toSorted((a, b) => a.megabytes - b.megabytes)
  .map(({ megabytes, cold }) => cold.cpu / megabytes);
const growth = (rates.at(-1) / rates[0] - 1) * 100;
console.log(
  `growth: a megabyte of the largest takes ${Math.abs(growth).toFixed(0)} % ${growth < 0 ? 'less' : 'more'} than one of the smallest (asked: at most ${GROWTH} %)`,
);
