// Every command in circumstances that go wrong: a full or closed output, a folder that is gone, few file handles, pipes
// and folders in place of files, damaged curated files. It may refuse; it may not trace, hang or end without a word.
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findRunFault, run } from './program.mjs';
import { makeRandom } from './random.mjs';
import { COMMANDS, makeScene } from './scene.mjs';

/** name -> how the shell runs the command. */
const SURROUNDINGS = {
  'output on a full disk': '"$@" > /dev/full',
  'both outputs on a full disk': '"$@" > /dev/full 2> /dev/full',
  'output closed': '"$@" >&-',
  'both outputs closed': '"$@" >&- 2>&-',
  'a reader that goes away': '("$@") | head -c 1',
  'no input': '"$@" <&-',
  'the folder deleted': 'mkdir gone && cd gone && rmdir ../gone && "$@"',
  'few file handles': 'ulimit -n 24 && "$@"',
  'files of at most 8 kB': 'ulimit -f 8 && trap "" XFSZ && "$@"',
};

/** path that a command reads -> the commands that read it. */
const INPUTS = {
  'standard-cache/mini/part06.xml': ['build', 'inspect', 'import', 'editions'],
  'standard-cache/mini/manifest.json': ['build', 'editions'],
  'mappings/units.tsv': ['build'],
  'mappings/profiles/default.json': ['build'],
  'mappings/corrections/cells.tsv': ['build'],
  'ids/concept-ids.tsv': ['build'],
  'ids/concept-history.tsv': ['build'],
  'out/mini/CONCEPT.csv': ['verify', 'load', 'diff', 'ids import', 'ids migrate'],
  'out/mini/manifest.json': ['verify', 'load', 'diff'],
  'omop.db': ['load', 'harvest load', 'harvest check'],
  'playbook.csv': ['playbook match'],
  'studies.tsv': ['playbook match --file', 'harvest scan --table'],
  'mappings/harvest/core-attributes.tsv': ['harvest scan', 'harvest map'],
  'out/mini/standard/attributes.tsv': ['harvest scan', 'harvest lookup'],
  'headers/manifest.json': ['harvest map', 'harvest check', 'harvest list'],
  'headers/elements': ['harvest map', 'harvest check', 'harvest report', 'harvest list', 'harvest explain'],
  'site/last': ['harvest map', 'harvest explain', 'harvest list'],
  'site/run-000001': ['harvest map', 'harvest explain', 'harvest list'],
  'site/lock.duckdb': ['harvest map'],
  'archive/persons.csv': ['harvest map'],
  'archive/visits.csv': ['harvest map'],
  'site/secret': ['harvest map'],
  'omop/MEASUREMENT.csv': ['harvest load', 'harvest explain', 'harvest check'],
  'omop/manifest.json': ['harvest load', 'harvest explain', 'harvest check', 'harvest report'],
  'omop/dq_results.json': ['harvest report'],
};

/** What stands in place of the file. */
const REPLACEMENTS = {
  'a folder': (path) => mkdirSync(path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to nowhere': (path) => symlinkSync('nowhere/at/all', path),
  'a device without end': (path) => symlinkSync('/dev/zero', path),
  nothing: () => undefined,
};

/** Damage to a table of text. */
const DAMAGE = {
  'no bytes': () => Buffer.alloc(0),
  'one byte': () => Buffer.from('x'),
  'bytes of zero': () => Buffer.alloc(1000),
  'cut in half': (bytes) => bytes.subarray(0, bytes.length >> 1),
  'a cut at a line end': (bytes) => bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length >> 1) + 1),
  'UTF-16': (bytes) => Buffer.from(`\ufeff${bytes.toString()}`, 'utf16le'),
  'bytes that are no UTF-8': (bytes) => Buffer.concat([bytes, Buffer.from([0xff, 0xfe, 0x0a])]),
  'a zero in each line': (bytes) => Buffer.from(bytes.toString().replaceAll('\t', '\t\u0000')),
  'lines without their first tab': (bytes) => Buffer.from(bytes.toString().replace(/\t/, ' ')),
  'each line twice': (bytes) => Buffer.from(bytes.toString().replace(/^(.+)$/gm, '$1\n$1')),
  'a line of a million characters': (bytes) =>
    Buffer.concat([bytes, Buffer.from(`${'x'.repeat(1_000_000)}\n`)]),
  'a million tabs': (bytes) => Buffer.concat([bytes, Buffer.from(`${'\t'.repeat(1_000_000)}\n`)]),
  'a page of the web': () => Buffer.from('<!DOCTYPE html><html><body>404</body></html>'),
};

const ARGUMENTS = [
  '',
  ' ',
  '-',
  '--',
  '--x',
  '../../..',
  '/',
  '/dev/null',
  '/proc/self/mem',
  'a'.repeat(5000),
  '\u202e',
  'e\u0301',
  '2024d',
  'mini',
  '0',
  '-1',
  '1e9',
  'NaN',
  '%s',
  '$(id)',
  '*',
  '[]',
  '{}',
];

export async function tryCommands({ root, seed, isQuick, tell, progress }) {
  const work = mkdtempSync(join(tmpdir(), 'dicom-omop-trial-'));
  const figures = { runs: 0, slowest: 0, failures: 0 };
  const scene = join(work, 'scene');
  try {
    const failed = await makeScene(root, scene);
    if (failed !== undefined) {
      tell({ kind: 'abort', what: failed, repeat: 'make trial N=0 KILLS=0' });
      return figures;
    }
    const cases = [...surroundings(), ...inputs(), ...damages(scene), ...wrongArguments(seed)];
    const random = makeRandom(seed);
    for (const each of isQuick ? cases.filter(() => random.below(12) === 0) : cases) {
      const folder = join(work, 'run');
      cpSync(scene, folder, { recursive: true, verbatimSymlinks: true });
      each.prepare?.(folder);
      const answer = await run(root, folder, each.args, { wrap: each.wrap ?? '"$@"', seconds: 60 });
      figures.runs += 1;
      figures.slowest = Math.max(figures.slowest, answer.seconds);
      const fault = findRunFault(answer) ?? findSilence(answer, each.mustName);
      // What cannot be said because nobody can read it is no silence.
      if (fault && !(fault[0] === 'ended without a word' && each.isMute)) {
        figures.failures += 1;
        tell({
          kind: fault[0],
          what: `${each.what}: ${fault[1]}`,
          repeat: `make trial N=0 KILLS=0 SEED=${seed}`,
        });
      }
      rmSync(folder, { recursive: true, force: true });
      progress(figures);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return figures;
}

/** A file whose digest or size is known: a word about it, or no success. */
function findSilence({ status, output }, name) {
  const isSilent = name !== undefined && status === 0 && !output.includes(name);
  return isSilent ? ['silent loss', `no word about ${name}`] : undefined;
}

const surroundings = () =>
  Object.entries(SURROUNDINGS).flatMap(([where, wrap]) =>
    Object.entries(COMMANDS).map(([name, args]) => ({
      what: `${name}, ${where}`,
      args,
      wrap,
      isMute: /closed|full|goes away/.test(where),
    })),
  );

const inputs = () =>
  Object.entries(INPUTS).flatMap(([path, names]) =>
    Object.entries(REPLACEMENTS).flatMap(([what, make]) =>
      names.map((name) => ({
        what: `${name}, ${what} in place of ${path}`,
        args: COMMANDS[name],
        prepare: (folder) => {
          rmSync(join(folder, path), { recursive: true, force: true });
          make(join(folder, path));
        },
      })),
    ),
  );

/** The command that reads a curated file. */
function readerOf(name) {
  if (name.startsWith('harvest'))
    return /core-attributes|table-columns/.test(name)
      ? 'harvest scan'
      : /quality/.test(name)
        ? 'harvest check'
        : 'harvest map';
  return name.startsWith('playbook') ? 'playbook match' : 'build';
}

function damages(scene) {
  const curated = readdirSync(join(scene, 'mappings'), { recursive: true }).filter((name) =>
    /\.(?:tsv|json)$/.test(name),
  );
  const files = [
    ...curated.map((name) => [join('mappings', name), readerOf(name)]),
    ['ids/concept-ids.tsv', 'build'],
    ['out/mini/CONCEPT.csv', 'verify'],
    ['out/mini/CONCEPT_RELATIONSHIP.csv', 'load'],
    ['out/mini/CONCEPT_SYNONYM.csv', 'verify'],
    ['out/mini/standard/module_attributes.tsv', 'harvest map'],
    ['out/mini/lookup/values.tsv', 'harvest map'],
    ['out/mini/lookup/values.tsv', 'harvest lookup'],
    ['playbook.csv', 'playbook match'],
    ['studies.tsv', 'playbook match --file'],
    ['studies.tsv', 'harvest scan --table'],
    ['archive/persons.csv', 'harvest map'],
    ['archive/procedures.csv', 'harvest map'],
    ['archive/visits.csv', 'harvest map'],
    ['omop/MEASUREMENT.csv', 'harvest load'],
    ['omop/MEASUREMENT.csv', 'harvest check'],
    ['omop/dq_results.json', 'harvest report'],
    ['headers/manifest.json', 'harvest map'],
    ['headers/manifest.json', 'harvest check'],
    ['omop/IMAGE_OCCURRENCE.csv', 'harvest load'],
  ];
  return files.flatMap(([path, name]) =>
    Object.entries(DAMAGE).map(([what, damage]) => ({
      what: `${name}, ${path} with ${what}`,
      args: COMMANDS[name],
      prepare: (folder) => writeFileSync(join(folder, path), damage(readFileSync(join(folder, path)))),
      mustName: isKnown(path, name, what) ? basename(path) : undefined,
    })),
  );
}

/** Of the tables of a release the digest is known, of those of a harvest the size. */
const isKnown = (path, name, what) =>
  path.startsWith('out/mini/') || (name === 'harvest load' && path.endsWith('.csv') && what.includes('cut'));

function wrongArguments(seed) {
  const random = makeRandom(seed);
  return Object.values(COMMANDS).flatMap((args) =>
    Array.from({ length: 6 }, () => {
      const wrong = args.map((arg) =>
        random.below(4) === 0 && !arg.startsWith('--') ? random.pick(ARGUMENTS) : arg,
      );
      if (random.chance(0.3)) wrong.push(random.pick(ARGUMENTS));
      return { what: `dicom-omop ${wrong.join(' ').slice(0, 200)}`, args: wrong };
    }),
  );
}
