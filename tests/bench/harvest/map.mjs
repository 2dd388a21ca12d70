/**
 * What a harvest costs and how it grows: `map.mjs DIST RELEASE ELEMENT_ROWS... [--spark PYTHON] [--master MASTER]... [--keep FOLDER]`. Each size is generated,
 * mapped by DuckDB (two threads, 2 GB, the rest on disk) and, up to 10 million, by Spark with one worker and with two, in processes of their own. Told are element rows per
 * CPU-second, peak memory, what was spilled, whether Spark wrote the same bytes, and what the images of R-CDM would cost at the rate of the largest size.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { positionals, values: options } = parseArgs({
  allowPositionals: true,
  options: {
    spark: { type: 'string' },
    master: { type: 'string', multiple: true },
    keep: { type: 'string' },
  },
});
const [dist, release, ...sizes] = positionals;
const SPARK_UP_TO = 10_500_000;
const MASTERS = options.master ?? ['local-cluster[1,1,1024]', 'local-cluster[2,1,1024]'];
/** R-CDM, a tenth of one hospital. */
const IMAGES = 87_200_000;
const work = options.keep ?? mkdtempSync(join(tmpdir(), 'map-bench-'));
mkdirSync(work, { recursive: true });

/** CPU-seconds and peak resident memory of a process and all that it starts, looked at four times a second. */
async function measure(command, args, spill) {
  const started = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DICOM_OMOP_PYTHON: options.spark },
  });
  let [text, peak, spilled] = ['', 0, 0];
  const seen = new Map();
  child.stdout.on('data', (bytes) => (text += bytes));
  child.stderr.on('data', (bytes) => (text += bytes));
  const look = () => {
    let resident = 0;
    for (const pid of family(child.pid)) {
      const usage = usageOf(pid);
      if (usage === undefined) continue;
      seen.set(pid, Math.max(seen.get(pid) ?? 0, usage.cpu));
      resident += usage.resident;
    }
    peak = Math.max(peak, resident);
    spilled = Math.max(spilled, sizeOf(spill));
  };
  const timer = setInterval(look, 250);
  const code = await new Promise((done) => child.on('close', done));
  clearInterval(timer);
  if (code === 2 || code === null) throw new Error(text);
  const cpu = [...seen.values()].reduce((sum, each) => sum + each, 0);
  return { cpu, peak, spilled, wall: (performance.now() - started) / 1000 };
}

function family(root) {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          const [, , parent] = /\) (\S) (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
          return [[Number(name), Number(parent)]];
        } catch {
          return [];
        }
      }),
  );
  const found = new Set([root]);
  for (let grows = true; grows; ) {
    grows = false;
    for (const [pid, parent] of parents)
      if (found.has(parent) && !found.has(pid)) grows = Boolean(found.add(pid));
  }
  return found;
}

function usageOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return { cpu: (Number(fields[11]) + Number(fields[12])) / 100, resident: Number(fields[21]) * 4096 };
  } catch {
    return undefined;
  }
}

function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  let size = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    try {
      if (entry.isFile()) size += statSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // Spilled files come and go.
    }
  }
  return size;
}

async function digestOf(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    for await (const bytes of createReadStream(join(folder, name))) hash.update(bytes);
  }
  return hash.digest('hex');
}

async function map(name, headers, ...more) {
  const site = join(work, `site-${name}`);
  const out = join(work, `omop-${name}`);
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'secret'), `${'5e'.repeat(32)}\n`);
  const figures = await measure(
    process.execPath,
    [
      join(resolve(dist), 'main.js'),
      'harvest',
      'map',
      headers,
      '--release',
      release,
      '--persons',
      join(headers, 'persons.csv'),
      '--crosswalk',
      site,
      '--out',
      out,
      '--ids',
      'bigint',
      ...more,
    ],
    join(site, '.work', 'spill'),
  );
  const digest = await digestOf(out);
  const counts = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')).counts;
  rmSync(site, { recursive: true });
  rmSync(out, { recursive: true });
  return { ...figures, digest, measurements: counts.measurement };
}

const million = (n) => `${(n / 1e6).toFixed(1)} M`;
const megabytes = (n) => `${Math.round(n / 1e6)} MB`;
const tell = (cells) =>
  console.log(
    cells.map((cell, at) => String(cell)[at === 0 ? 'padEnd' : 'padStart'](at === 0 ? 31 : 14)).join(''),
  );
tell(['engine', 'element rows', 'measurements', 'rows/CPU-s', 'CPU-s', 's', 'peak memory', 'spilled']);
const rates = [];
let largest;
for (const size of sizes.map(Number)) {
  const headers = join(work, `headers-${size}`);
  if (!existsSync(join(headers, 'manifest.json'))) {
    const made = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'generate.mjs'), headers, String(size), release],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new Error(made.stderr);
    writeFileSync(join(headers, 'made.json'), made.stdout);
  }
  const made = JSON.parse(readFileSync(join(headers, 'made.json'), 'utf8'));
  const row = (name, { cpu, wall, peak, spilled, measurements }) =>
    tell([
      name,
      million(made.elements),
      million(measurements),
      Math.round(made.elements / cpu),
      cpu.toFixed(1),
      wall.toFixed(0),
      megabytes(peak),
      megabytes(spilled),
    ]);
  const duckdb = await map('duckdb', headers, '--jobs', '2', '--memory', '2000');
  row('DuckDB', duckdb);
  rates.push(made.elements / duckdb.cpu);
  largest = { ...made, ...duckdb, bytes: sizeOf(headers) };
  if (options.spark === undefined || size > SPARK_UP_TO) continue;
  for (const [at, master] of MASTERS.entries()) {
    const spark = await map(
      `spark-${at}`,
      headers,
      '--jobs',
      '2',
      '--memory',
      '3000',
      '--engine',
      'spark',
      '--spark-master',
      master,
    );
    row(`Spark ${master}`, spark);
    if (spark.digest !== duckdb.digest) throw new Error(`Spark and DuckDB wrote different bytes at ${size}`);
    console.log(`${''.padEnd(31)}the bytes that DuckDB wrote`);
  }
}
const [least, most] = [Math.min(...rates), Math.max(...rates)];
console.log(
  `growth of the cost of a row from ${sizes[0]} to ${sizes.at(-1)}: ${((rates[0] / rates.at(-1) - 1) * 100).toFixed(0)} %; most to least ${(most / least).toFixed(2)}`,
);

const scale = IMAGES / largest.instances;
const hours = (seconds) => (seconds / 3600).toFixed(1);
console.log(
  `\n${IMAGES / 1e6} million images at the rate of the largest size (${availableParallelism()} processors here):`,
);
console.log(
  `  header tables ${((largest.bytes * scale) / 1e9).toFixed(1)} GB, ${million(largest.elements * scale)} element rows -> ${million(largest.measurements * scale)} measurements`,
);
console.log(
  `  map: ${hours(largest.cpu * scale)} core-hours, reading ${((largest.bytes * scale) / 1e9).toFixed(1)} GB`,
);
/** Headers a CPU-second of the scan with all values into header tables (scan.mjs); bytes of a header that are read. */
const SCAN = { rate: 5_000, bytes: 32_768 };
for (const [what, files] of [
  ['every image', IMAGES],
  ['one instance per series', IMAGES / largest.perSeries],
]) {
  const bytes = files * SCAN.bytes;
  const at = (iops) => hours(files / iops);
  console.log(
    `  scan of ${what}: ${million(files)} files, ${hours(files / SCAN.rate)} core-hours at ${SCAN.rate} headers/CPU-s, ${(bytes / 1e12).toFixed(2)} TB read, one read a file: ${at(10_000)} h at 10,000 IOPS, ${at(200)} h at 200`,
  );
}
if (options.keep === undefined) rmSync(work, { recursive: true });
