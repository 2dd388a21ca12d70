/**
 * What a resolution of some 10,000 codes against a full Athena download costs, side by side in one run: one
 * plain pass over the bytes, the resolution from nothing, with a warm index, and what SQLite's own import takes
 * on a tenth of the size.
 *
 *   node tests/bench/athena/resolve.mjs --generator gen-athena.mjs --splice DIR [--data DIR] [--concepts N] [--zip]
 *
 * --generator makes the data, --splice holds the real rows mixed in, whose codes are asked for. Data in --data
 * is reused if it is there, and made there if not; without --data it is made in a temporary directory and
 * removed. Needs a compiled dist/.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const HERE = dirname(fileURLToPath(import.meta.url));
const FULL_SIZE = '6071643';
const VOCABULARIES = new Set(['SNOMED', 'LOINC', 'UCUM', 'RxNorm']);
const CODES = 10000;
const say = (text) => process.stdout.write(`${text}\n`);

const { values } = parseArgs({
  options: {
    generator: { type: 'string' },
    splice: { type: 'string' },
    data: { type: 'string' },
    concepts: { type: 'string', default: FULL_SIZE },
    zip: { type: 'boolean', default: false },
  },
});
if (values.generator === undefined || values.splice === undefined) {
  say('athena: not measured. Give --generator gen-athena.mjs and --splice DIR (a directory of real rows).');
  process.exit(0);
}
if (!existsSync(join(HERE, '../../../dist/athena/resolution.js'))) {
  say('athena: not measured. Compile first: npm run build');
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), 'athena-bench-'));
try {
  run(values.data ?? join(scratch, 'full'));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function run(data) {
  generate(data, values.concepts);
  const megabytes = (name) => `${name} ${(statSync(join(data, name)).size / 1e6).toFixed(0)} MB`;
  say(`${megabytes('CONCEPT.csv')}, ${megabytes('CONCEPT_RELATIONSHIP.csv')}`);
  const asked = join(values.splice, 'CONCEPT.csv');
  const index = join(scratch, 'index.sqlite');
  const measure = (mode, bundle = data) => child(mode, bundle, asked, index);

  measure('bytes'); // so that no pass pays for the disk
  const plain = measure('bytes');
  const search = measure('newlines');
  const cold = measure('resolve');
  const warm = measure('resolve');
  const alone = child('resolve', values.splice, asked, join(scratch, 'alone.sqlite'));
  const line = (name, { seconds, maxRss, note }) =>
    say(`${name.padEnd(44)} ${seconds.toFixed(2).padStart(7)} s  ${String(maxRss).padStart(4)} MB  ${note}`);
  line('one pass, every byte looked at', plain);
  line('one pass, Buffer.indexOf for line ends only', search);
  line('resolution, no index yet', cold);
  line('resolution, warm index', warm);
  if (values.zip) line('resolution from a ZIP, no index yet', measure('resolve', pack(data)));
  say(`resolution / plain pass: ${(cold.seconds / plain.seconds).toFixed(2)} (at most 2 at full size)`);
  say(`answers equal to those on the real rows alone: ${cold.digest === alone.digest ? 'yes' : 'NO'}`);
  importTenth();
}

function generate(data, concepts) {
  if (existsSync(join(data, 'CONCEPT.csv'))) return;
  mkdirSync(data, { recursive: true });
  const args = [
    values.generator,
    '--out',
    data,
    '--concepts',
    concepts,
    '--seed',
    '42',
    '--splice',
    values.splice,
  ];
  const made = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the generator failed: ${made.stderr}`);
}

/** Each measurement has a process of its own, so that its memory is its own. */
function child(mode, bundle, asked, index) {
  const args = [
    join(HERE, 'measure.mjs'),
    mode,
    bundle,
    asked,
    index,
    [...VOCABULARIES].join(),
    String(CODES),
  ];
  const done = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${mode} failed: ${done.stderr}${done.stdout}`);
  return JSON.parse(done.stdout);
}

function pack(data) {
  const zip = join(scratch, 'athena.zip');
  const members = ['CONCEPT.csv', 'CONCEPT_RELATIONSHIP.csv', 'VOCABULARY.csv'].map((name) =>
    join(data, name),
  );
  const packed = spawnSync('zip', ['-q', '-j', '-1', zip, ...members], { encoding: 'utf8' });
  if (packed.error || packed.status !== 0)
    throw new Error('cannot make a ZIP: is the program zip installed?');
  rmSync(join(scratch, 'index.sqlite'), { force: true });
  return zip;
}

function importTenth() {
  if (spawnSync('sqlite3', ['--version']).error) {
    say('sqlite3 .import: not measured, the program sqlite3 is not installed');
    return;
  }
  const tenth = join(scratch, 'tenth');
  generate(tenth, String(Math.round(Number(values.concepts) / 10)));
  const script = `PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
${['CONCEPT', 'CONCEPT_RELATIONSHIP'].map((table) => importOf(table, tenth)).join('\n')}
CREATE INDEX concept_code ON CONCEPT (vocabulary_id, concept_code);
CREATE INDEX relationship_id_1 ON CONCEPT_RELATIONSHIP (concept_id_1, relationship_id);
`;
  const start = performance.now();
  const done = spawnSync('sqlite3', [join(scratch, 'tenth.sqlite')], { input: script, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`sqlite3 failed: ${done.stderr}`);
  const seconds = (performance.now() - start) / 1000;
  say(`sqlite3 .import and two indexes, a tenth      ${seconds.toFixed(2).padStart(7)} s`);
}

function importOf(table, directory) {
  const file = join(directory, `${table}.csv`);
  const [header] = readFileSync(file, { encoding: 'utf8' }).split('\n', 1);
  const columns = (header ?? '').split('\t').join(', ');
  return `CREATE TABLE ${table} (${columns});\n.mode ascii\n.separator "\\t" "\\n"\n.import --skip 1 ${file} ${table}`;
}
