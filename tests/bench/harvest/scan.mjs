/**
 * Headers a CPU-second: our scan into header tables, with one thread and with two, of real headers and of the demonstration's
 * archive; beside pydicom (all values of a header, as an ETL needs them), dcmdump (text) and dicom-parser (offsets alone), in one run over the same files. Each scan
 * is a process of its own. What starting costs is set apart: `beyond the first` is what more files of the kind cost.
 * The real files are copied COPIES times, each copy with studies, series and instances of its own.
 *   node tests/bench/harvest/scan.mjs DIST RELEASE FOLDER [COPIES]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import dicomParser from 'dicom-parser';

const [dist, release, folder, copies = '10'] = process.argv.slice(2);
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const PATIENTS = 400;
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
const DCMDUMP = `
import resource, subprocess, sys
files = sys.stdin.read().split('\\n')
for i in range(0, len(files), 200):
    subprocess.run(['dcmdump', '-M', '-q'] + files[i:i + 200], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
u = resource.getrusage(resource.RUSAGE_CHILDREN)
print(u.ru_utime + u.ru_stime)
`;
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));
const work = mkdtempSync(join(tmpdir(), 'scan-bench-'));
try {
  for (let copy = 0; copy < Number(copies); copy++) writeCopy(copy);
  const [few, many] = [join(work, 'real', '0'), join(work, 'real')];
  compare('real headers', few, many);
  const demo = join(work, 'demo');
  const more = join(work, 'more');
  for (const [out, patients] of [
    [demo, PATIENTS / 4],
    [more, PATIENTS],
  ]) {
    const writer = join(ROOT, 'tools', 'demo-archive', 'write.mjs');
    const { status } = spawnSync(process.execPath, [writer, out, '--patients', String(patients)]);
    if (status !== 0) throw new Error('the demonstration archive was not written');
  }
  compare('demonstration', join(demo, 'images'), join(more, 'images'));
  compareOthers();
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A file whose UIDs cannot be found by the library is in the first copy alone. */
function writeCopy(copy) {
  mkdirSync(join(work, 'real', String(copy)), { recursive: true });
  for (const [index, file] of files.entries()) {
    const bytes = readFileSync(file);
    if (copy === 0 || renameUids(bytes, copy))
      writeFileSync(join(work, 'real', String(copy), `IM${index}`), bytes);
  }
}

/** Writes other UIDs of the same length over those of instance, series and study. */
function renameUids(bytes, copy) {
  try {
    const { elements } = dicomParser.parseDicom(bytes, { untilTag: 'x7fe00010' });
    let renamed = 0;
    for (const { dataOffset, length } of [elements.x00080018, elements.x0020000e, elements.x0020000d].filter(
      Boolean,
    )) {
      const uid = bytes.toString('latin1', dataOffset, dataOffset + length).replace(/[\0 ]+$/, '');
      if (uid.length < 20) continue;
      const digest = createHash('sha512').update(`${copy}|${uid}`).digest('hex');
      bytes.write(
        `2.25.1${BigInt(`0x${digest}`)
          .toString()
          .slice(1, uid.length - 5)}`,
        dataOffset,
        'latin1',
      );
      renamed++;
    }
    return renamed > 0;
  } catch {
    return false;
  }
}

/** One thread and two, over few files and over many. */
function compare(name, few, many) {
  const walls = [];
  for (const threads of [1, 2]) {
    const start = scan(few, threads);
    const { read, seconds, wall } = scan(many, threads);
    walls.push(wall);
    const beyond = Math.round((read - start.read) / (seconds - start.seconds));
    tell(
      `${name}, ${threads} thread${threads === 1 ? '' : 's'} (${availableParallelism()} processors)`,
      read,
      seconds,
      `(${wall.toFixed(1)} s); beyond the first ${start.read}: ${beyond}`,
    );
  }
  console.log(
    `${name}, two threads against one: ${(walls[0] / walls[1]).toFixed(2)} times as fast by the clock; with other work on the machine it says nothing`,
  );
}

function scan(archive, threads) {
  const out = join(work, 'out');
  const child = `
    import { readFileSync } from 'node:fs';
    const [dist, release, archive, threads, out, list] = process.argv.slice(2);
    const { scanFiles } = await import(dist + '/scan/scan.js');
    const { READING_LIMITS } = await import(dist + '/dicom/element.js');
    const [, ...rows] = readFileSync(release + '/standard/attributes.tsv', 'utf8').trimEnd().split('\\n');
    const dictionary = rows.map((row) => row.split('\\t')).map(([tag, , keyword, vr]) => ({ tag, vr, keyword }));
    const started = performance.now();
    const { counts } = await scanFiles({
      inputs: [archive], tables: false, studies: undefined, out, edition: 'bench', toolVersion: '0', threads: Number(threads),
      followLinks: false, resume: false, text: false, shard: undefined, onProgress: () => {},
      settings: {
        dictionary, attributes: { name: 'core', text: readFileSync(list, 'utf8'), file: list }, privateAttributes: [], limits: READING_LIMITS,
        maxValueBytes: 1024, archives: false, tableForm: 'auto', columns: [], authorization: undefined, partSize: 10000,
      },
    });
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ read: counts.read, seconds: (user + system) / 1e6, wall: (performance.now() - started) / 1000 }));`;
  const list = join(ROOT, 'mappings', 'harvest', 'core-attributes.tsv');
  const script = join(work, 'scan.mjs');
  writeFileSync(script, child);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [script, resolve(dist), resolve(release), archive, String(threads), out, list],
    { encoding: 'utf8' },
  );
  rmSync(out, { recursive: true, force: true });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

function tell(name, headers, seconds, more = '') {
  console.log(
    `${name.padEnd(44)} ${String(Math.round(headers / seconds)).padStart(7)} headers/CPU-s  ${headers} in ${seconds.toFixed(2)} CPU-s ${more}`,
  );
}

/** The same files, each once. */
function compareOthers() {
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
  if (python) {
    const { stdout } = spawnSync(python, ['-c', PYDICOM], { input: files.join('\n'), encoding: 'utf8' });
    tell('pydicom, all values', files.length, Number(stdout));
  } else console.log('pydicom: not measured, no python3 here has it');

  if (spawnSync('dcmdump', ['--version'], { stdio: 'ignore' }).status === 0) {
    const { stdout } = spawnSync(python ?? 'python3', ['-c', DCMDUMP], {
      input: files.join('\n'),
      encoding: 'utf8',
    });
    tell('dcmdump -M, text', files.length, Number(stdout));
  } else console.log('dcmdump: not measured, it is not here');
}
