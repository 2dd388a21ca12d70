/**
 * The vocabulary applied: a synthetic archive of 200 patients is written, scanned, mapped (de-identified), loaded into SQLite, asked two questions of
 * the papers, whose answers are known, and checked. Needs dist/ and nothing else.
 *   node tools/harvest-demo/run.mjs [OUT]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const out = resolve(process.argv[2] ?? join(root, 'out', 'harvest-demo'));
const archive = join(out, 'archive');
const started = Date.now();

function run(what, program, ...args) {
  const from = Date.now();
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: out, encoding: 'utf8' });
  if (status !== 0 && status !== 1) {
    process.stderr.write(stderr);
    throw new Error(`${what} failed`);
  }
  process.stdout.write(`${what.padEnd(52)} ${((Date.now() - from) / 1000).toFixed(1).padStart(5)} s\n`);
}
const omop = (what, ...args) => run(what, join(root, 'dist', 'main.js'), ...args);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
omop(
  'build the embedded edition',
  'build',
  '--out',
  '.',
  '--cache',
  join(root, 'standard-cache'),
  '--mappings',
  join(root, 'mappings'),
);
run(
  'write 200 patients, five modalities, as DICOM files',
  join(root, 'tools', 'demo-archive', 'write.mjs'),
  archive,
);
omop('harvest scan', 'harvest', 'scan', join(archive, 'images'), '--out', 'headers', '--release', 'mini');
omop(
  'harvest map, de-identified',
  'harvest',
  'map',
  'headers',
  '--release',
  'mini',
  '--out',
  'omop',
  '--persons',
  join(archive, 'persons.csv'),
  '--procedures',
  join(archive, 'procedures.csv'),
  '--visits',
  join(archive, 'visits.csv'),
  '--local-codes',
  join(archive, 'local-codes.csv'),
);

omop('load the vocabulary into SQLite', 'load', 'mini', '--to', 'sqlite:demo.db', '--standalone');
omop('load the harvest into SQLite', 'harvest', 'load', 'omop', '--to', 'sqlite:demo.db');

/** A table of the clinical data that belong to the archive. */
function addTable(to, name) {
  const text = readFileSync(join(archive, 'cdm', `${name.toUpperCase()}.csv`), 'utf8');
  const [header, ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(','));
  to.exec(`CREATE TABLE ${name} (${header.join(', ')})`);
  const insert = to.prepare(`INSERT INTO ${name} VALUES (${header.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(row.map((cell) => (/^\d+$/.test(cell) ? Number(cell) : cell)));
}

const clinical = new Database(join(out, 'cdm.db'));
for (const name of ['person', 'visit_occurrence', 'procedure_occurrence', 'observation_period'])
  addTable(clinical, name);
clinical.close();
omop(
  'harvest check, 85 quality rules',
  ...['harvest', 'check', 'omop', '--release', 'mini', '--cdm', 'sqlite:cdm.db'],
);
const checked = JSON.parse(readFileSync(join(out, 'omop', 'dq_results.json'), 'utf8'));

const database = new Database(join(out, 'demo.db'));
addTable(database, 'condition_occurrence');

const count = (sql) => database.prepare(`SELECT count(*) AS n FROM (${sql})`).get().n;
const counts = ['image_occurrence', 'image_feature', 'measurement', 'procedure_occurrence'].map(
  (table) => `${count(`SELECT 1 FROM ${table}`)} ${table}`,
);
process.stdout.write(`\n${counts.join(', ')}\n\n`);
const answers = JSON.parse(readFileSync(join(archive, 'answers.json'), 'utf8'));
let wrong = 0;
const questions = JSON.parse(readFileSync(join(here, 'questions.json'), 'utf8'));
for (const { title: question, file, answer } of questions.filter(({ profile }) => profile === 'micdm')) {
  const known = answers[answer];
  const found = database.prepare(readFileSync(join(here, file), 'utf8')).all();
  const isRight = found.length === known.length && found.length > 0;
  if (!isRight) wrong += 1;
  process.stdout.write(
    `${question}: ${found.length} series ${isRight ? '(as known)' : `(known: ${known.length})`}\n`,
  );
}
database.close();
const { passed, failed, ...unasked } = checked.counts;
process.stdout.write(
  `${passed} quality rules passed, ${failed} failed, ${Object.values(unasked).reduce((sum, n) => sum + n, 0)} not judged (dq_results.tsv says why)\n`,
);
process.stdout.write(
  `\n${((Date.now() - started) / 1000).toFixed(0)} s in all; ${join(out, 'demo.db')}, tools/harvest-demo/*.sql\n`,
);
process.exitCode = wrong + failed === 0 ? 0 : 1;
