/**
 * Headers a CPU-second: our scan into header tables, with one thread and with two, beside pydicom (all values of a
 * header, as an ETL needs them), dcmdump (text) and dicom-parser (offsets alone), in one run over the same files.
 * The files are copied COPIES times, each copy with series and instances of its own.
 *   node tests/bench/harvest/scan.mjs DIST RELEASE FOLDER [COPIES]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import dicomParser from 'dicom-parser';

const [dist, release, folder, copies = '10'] = process.argv.slice(2);
const { scanFiles } = await import(join(resolve(dist), 'scan', 'scan.js'));
const { READING_LIMITS } = await import(join(resolve(dist), 'dicom', 'element.js'));
const [, ...rows] = readFileSync(join(release, 'standard', 'attributes.tsv'), 'utf8')
  .trimEnd()
  .split('\n');
const dictionary = rows.map((row) => row.split('\t')).map(([tag, , keyword, vr]) => ({ tag, vr, keyword }));
const list = 'mappings/harvest/core-attributes.tsv';
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const work = mkdtempSync(join(tmpdir(), 'scan-bench-'));
const archive = join(work, 'in');
for (let copy = 0; copy < Number(copies); copy++) {
  mkdirSync(join(archive, String(copy)), { recursive: true });
  for (const [index, file] of files.entries()) {
    writeFileSync(join(archive, String(copy), `IM${index}`), renameUids(readFileSync(file), copy));
  }
}

/** Writes the number of the copy over the last digits of SOP and Series Instance UID. */
function renameUids(bytes, copy) {
  try {
    const { elements } = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
    for (const { dataOffset, length } of [elements.x00080018, elements.x0020000e].filter(Boolean)) {
      const end =
        dataOffset + bytes.toString('latin1', dataOffset, dataOffset + length).replace(/[\0 ]+$/, '').length;
      bytes.write(String(10 + copy), end - 2, 'latin1');
    }
  } catch {
    // What the library cannot read keeps its UIDs.
  }
  return bytes;
}

function tell(name, headers, seconds, more = '') {
  console.log(
    `${name.padEnd(44)} ${String(Math.round(headers / seconds)).padStart(7)} headers/CPU-s  ${headers} in ${seconds.toFixed(2)} CPU-s ${more}`,
  );
}

async function scan(threads, partSize) {
  const before = process.cpuUsage();
  const started = performance.now();
  const out = join(work, `out${threads}`);
  const { counts } = await scanFiles({
    inputs: [archive],
    tables: false,
    studies: undefined,
    out,
    settings: {
      dictionary,
      attributes: { name: 'core', text: readFileSync(list, 'utf8'), file: list },
      privateAttributes: [],
      limits: READING_LIMITS,
      maxValueBytes: 1024,
      archives: false,
      tableForm: 'auto',
      columns: [],
      authorization: undefined,
      partSize,
    },
    edition: 'bench',
    toolVersion: '0',
    threads,
    followLinks: false,
    resume: false,
    text: false,
    shard: undefined,
    onProgress: () => {},
  });
  const { user, system } = process.cpuUsage(before);
  const wall = (performance.now() - started) / 1000;
  rmSync(out, { recursive: true });
  return { read: counts.read, seconds: (user + system) / 1e6, wall };
}

const walls = [];
for (const threads of [1, 2]) {
  const { read, seconds, wall } = await scan(threads, files.length);
  walls.push(wall);
  tell(
    `scan, core list, ${threads} thread${threads === 1 ? '' : 's'} (${availableParallelism()} processors)`,
    read,
    seconds,
    `(${wall.toFixed(1)} s: ${Math.round(read / wall)} headers/s)`,
  );
}
console.log(
  `two threads against one: ${(walls[0] / walls[1]).toFixed(2)} times as fast by the clock; with other work on the machine it says nothing`,
);

const buffers = files.map((file) => readFileSync(file));
const before = process.cpuUsage();
for (const bytes of buffers) {
  try {
    dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
  } catch {
    // What it cannot read it does not read.
  }
}
const parser = process.cpuUsage(before);
tell('dicom-parser, offsets, files in memory', files.length, (parser.user + parser.system) / 1e6);

const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find(
  (command) => command && spawnSync(command, ['-c', 'import pydicom'], { stdio: 'ignore' }).status === 0,
);
const PYDICOM = `
import sys, time, warnings
warnings.simplefilter('ignore')
import pydicom
def walk(ds):
    for e in ds:
        if e.VR == 'SQ':
            for item in e.value: walk(item)
        else: str(e.value)
files = sys.stdin.read().split('\\n')
t = time.process_time()
for f in files:
    try: walk(pydicom.dcmread(f, stop_before_pixels=True, force=True))
    except Exception: pass
print(time.process_time() - t)
`;
if (python) {
  const { stdout } = spawnSync(python, ['-c', PYDICOM], { input: files.join('\n'), encoding: 'utf8' });
  tell('pydicom, all values', files.length, Number(stdout));
} else console.log('pydicom: not measured, no python3 here has it');

const DCMDUMP = `
import resource, subprocess, sys
files = sys.stdin.read().split('\\n')
for i in range(0, len(files), 200):
    subprocess.run(['dcmdump', '-M', '-q'] + files[i:i + 200], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print(u.ru_utime + u.ru_stime)
`;
if (spawnSync('dcmdump', ['--version'], { stdio: 'ignore' }).status === 0) {
  const { stdout } = spawnSync(python ?? 'python3', ['-c', DCMDUMP], {
    input: files.join('\n'),
    encoding: 'utf8',
  });
  tell('dcmdump -M, text', files.length, Number(stdout));
} else console.log('dcmdump: not measured, it is not here');
rmSync(work, { recursive: true, force: true });
