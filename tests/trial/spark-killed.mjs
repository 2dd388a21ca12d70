/**
 * A job of `harvest map --engine spark` on two workers, of which one is killed in the middle, and then the driver: what is written has the bytes that
 * DuckDB writes. `spark-killed.mjs DIST RELEASE PYTHON [ELEMENT_ROWS]`; needs Java, and a Python with PySpark. Kills only what it started itself.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [dist, release, python, rows = '100000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'spark-killed-'));
const headers = join(folder, 'headers');
const generate = join(import.meta.dirname, '..', 'bench', 'harvest', 'generate.mjs');
const made = spawnSync(process.execPath, [generate, headers, rows, release], { encoding: 'utf8' });
if (made.status !== 0) throw new Error(made.stderr);
process.stdout.write(made.stdout);

function commandOf(name, ...more) {
  const site = join(folder, `site-${name}`);
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'secret'), `${'5e'.repeat(32)}\n`);
  const files = [
    '--persons',
    join(headers, 'persons.csv'),
    '--crosswalk',
    site,
    '--out',
    join(folder, `omop-${name}`),
  ];
  return [join(resolve(dist), 'main.js'), 'harvest', 'map', headers, '--release', release, ...files, ...more];
}

function digestOf(name) {
  const hash = createHash('sha256');
  const out = join(folder, `omop-${name}`);
  for (const file of readdirSync(out).sort()) hash.update(readFileSync(join(out, file)));
  return hash.digest('hex');
}

/** The processes that one has started, with their command lines. */
function family(root) {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]);
        return [{ pid: Number(name), parent, command: readFileSync(`/proc/${name}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });
  const found = new Set([root]);
  for (let grows = true; grows; ) {
    grows = false;
    for (const { pid, parent } of all)
      if (found.has(parent) && !found.has(pid)) grows = Boolean(found.add(pid));
  }
  return all.filter(({ pid }) => found.has(pid) && pid !== root);
}

const job = join(folder, 'job');
const done = () =>
  existsSync(join(job, 'results'))
    ? readdirSync(join(job, 'results')).filter((name) => existsSync(join(job, 'results', name, '_SUCCESS')))
        .length
    : 0;

/** Runs the command; once `models` are done, kills the first of its processes whose command line has these words. */
async function runAndKill(args, models, words) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DICOM_OMOP_PYTHON: python },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  child.stdout.on('data', (bytes) => (text += bytes));
  child.stderr.on('data', (bytes) => (text += bytes));
  const ended = new Promise((settle) => child.on('close', settle));
  let killed;
  const watch = (async () => {
    while (killed === undefined && child.exitCode === null) {
      await sleep(200);
      if (done() < models) continue;
      const victim = family(child.pid).find(({ command }) => command.includes(words));
      if (victim === undefined) continue;
      process.kill(victim.pid, 'SIGKILL');
      killed = { after: done(), pid: victim.pid };
    }
  })();
  const code = await ended;
  await watch;
  console.log(
    `${words} ${killed ? `(${killed.pid}) killed after ${killed.after} models` : 'not found'}: exit code ${code}, ${done()} models done`,
  );
  if (!killed) throw new Error(text);
  return code;
}

const expect = (what, is) => {
  console.log(`${is ? 'ok  ' : 'FAIL'} ${what}`);
  if (!is) process.exitCode = 1;
};

spawnSync(process.execPath, commandOf('duckdb'), { stdio: 'ignore' });
const spark = commandOf(
  'spark',
  '--engine',
  'spark',
  '--job',
  job,
  '--jobs',
  '2',
  '--memory',
  '1000',
  '--spark-master',
  'local-cluster[2,1,1024]',
  ...[
    'spark.executor.memory=700m',
    'spark.sql.shuffle.partitions=2',
    'spark.sql.adaptive.enabled=false',
  ].flatMap((each) => ['--spark-conf', each]),
);
const driver = await runAndKill(spark, 12, 'driver.py');
expect(
  'a driver that is killed is told, and nothing is written',
  driver === 2 && !existsSync(join(folder, 'omop-spark')),
);
const before = done();
const worker = await runAndKill(spark, before + 12, 'CoarseGrainedExecutorBackend');
expect('a worker that is killed keeps no job from its end', worker !== 2 && worker !== null);
expect('the bytes that DuckDB writes', digestOf('spark') === digestOf('duckdb'));
rmSync(folder, { recursive: true });
