/**
 * Our reader beside pydicom, element by element: tag, VR, multiplicity and values of everything that pydicom reads.
 *   node tests/conformance/dicom/compare.mjs DIST ATTRIBUTES.tsv FOLDER...
 * Passes over where python3 has no pydicom.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const [dist, attributes, ...folders] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const load = (file) => import(join(resolve(dist), 'dicom', file));
const { readHeader } = await load('header.js');
const { makeDictionary } = await load('dictionary.js');
const { READING_LIMITS, formatTag, findElement } = await load('element.js');
const { readValues, formatSingle } = await load('values.js');
const { parseCharacterSets, DEFAULT_CHARACTER_SETS } = await load('character-sets.js');

/** Debian's pydicom belongs to the system's python, which need not be the first on the path. */
const python = [process.env.PYTHON, 'python3', '/usr/bin/python3'].find((each) => each && hasPydicom(each));
function hasPydicom(command) {
  return spawnSync(command, ['-c', 'import pydicom'], { stdio: 'ignore' }).status === 0;
}
if (python === undefined) {
  console.log('dicom: passed over, no python3 here has pydicom');
  process.exit(0);
}

const [, ...rows] = readFileSync(attributes, 'utf8').trimEnd().split('\n');
const dictionary = makeDictionary(rows.map((row) => row.split('\t')).map(([tag, , , vr]) => ({ tag, vr })));
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name)),
);
files.sort();

function readOurs(file) {
  const bytes = readFileSync(file);
  const header = readHeader({
    source: { size: bytes.length, read: (length) => bytes.subarray(0, length) },
    dictionary,
    limits: READING_LIMITS,
  });
  const out = new Map();
  walk(header.dataSet, header.bytes, DEFAULT_CHARACTER_SETS, '', out);
  return { status: header.status, findings: header.findings, out };
}

function walk(dataSet, bytes, inherited, prefix, out) {
  const context = {
    bytes,
    bigEndian: dataSet.bigEndian,
    characterSets: DEFAULT_CHARACTER_SETS,
    maxBytes: 1e9,
  };
  const stated = findElement(dataSet, 0x00080005);
  const characterSets = stated ? parseCharacterSets(readValues(stated, context).values) : inherited;
  for (const element of dataSet.elements) {
    const path = prefix + formatTag(element.tag);
    if (element.items) {
      out.set(path, { vr: 'SQ', values: [String(element.items.length)] });
      for (const [index, item] of element.items.entries()) {
        walk(item, bytes, characterSets, `${path}[${index + 1}]>`, out);
      }
    } else {
      const { values } = readValues(element, { ...context, characterSets });
      out.set(path, { vr: element.vr, values });
    }
  }
}

const lines = spawnSync(python, [join(here, 'pydicom_elements.py')], {
  input: files.join('\n'),
  maxBuffer: 2 ** 30,
  encoding: 'utf8',
});
if (lines.status !== 0) throw new Error(lines.stderr);

const NUMBER = new Set(['FL', 'FD', 'DS', 'IS', 'US', 'SS', 'UL', 'SL', 'SV', 'UV']);
function same(vr, ours, theirs) {
  if (ours === theirs || ours.trim() === theirs.trim()) return true;
  if (NUMBER.has(vr)) {
    if (ours.trim() === '' || theirs.trim() === '') return false;
    if (Number(ours) === Number(theirs)) return true;
    if (Number.isNaN(Number(ours)) && theirs === 'nan') return true;
    return vr === 'FL' && formatSingle(Math.fround(Number(theirs))) === ours;
  }
  // Empty component groups at the end of a name are the same name.
  if (vr === 'PN') return ours.replace(/[=^ ]+$/g, '') === theirs.replace(/[=^ ]+$/g, '');
  return false;
}

/** Where pydicom is no judge, and why; the values of these files are not compared. */
const NO_JUDGE = new Map([
  ['Tag-0040-A170-VR-CS.dcm', 'text under the tag of a sequence: pydicom makes an item of it'],
  ['FreezePattern.dcm', 'repeated tags: pydicom takes the last, we the first'],
  ['chrGB2312.dcm', 'pydicom 2 does not read its escapes'],
  ['GH179A.dcm', 'damaged in the middle: each reader makes something else of what follows'],
  ['GH179B.dcm', 'damaged in the middle: each reader makes something else of what follows'],
  ['no_preamble_dicm_in_data', 'its last bytes are no element'],
]);
/** Private sequences of implicit data are bytes to us; pydicom has a private dictionary. */
const BELOW_PRIVATE = /(?:^|>)\w{3}[13579BDF]\w{4}\[\d+\]>/;

const totals = { files: 0, refusedByBoth: 0, onlyOurs: 0, onlyTheirs: 0, noJudge: 0, elements: 0, equal: 0 };
const differences = new Map();
function differ(kind, text) {
  const list = differences.get(kind) ?? [];
  list.push(text);
  differences.set(kind, list);
}
for (const line of lines.stdout.trimEnd().split('\n')) {
  const { file, error, elements } = JSON.parse(line);
  totals.files++;
  const ours = readOurs(file);
  const name = file.split('/').slice(-2).join('/');
  if (error !== undefined) {
    if (ours.status === 'refused') totals.refusedByBoth++;
    else totals.onlyOurs++;
    continue;
  }
  if (ours.status === 'refused') {
    totals.onlyTheirs++;
    differ('file', `${name}: refused: ${ours.findings.map(({ code }) => code)}`);
    continue;
  }
  if (NO_JUDGE.has(file.split('/').at(-1))) {
    totals.noJudge++;
    continue;
  }
  for (const [path, vr, values, failed] of elements) {
    if (BELOW_PRIVATE.test(path) || path.includes('FFFEE000')) continue;
    totals.elements++;
    const mine = ours.out.get(path);
    const isPrivate =
      Number.parseInt(path.slice(-5, -4), 16) % 2 === 1 || /[13579BDF]\w{4}(?=\[|$|>)/.test(path);
    if (mine === undefined) differ('missing', `${name} ${path} ${vr} ${JSON.stringify(values)}`);
    else if (failed !== undefined) totals.equal++;
    else if (isPrivate && mine.vr !== vr) totals.equal++;
    else if (!vr.split(' or ').includes(mine.vr)) differ('vr', `${name} ${path} ${vr} ours ${mine.vr}`);
    else if (values === null || mine.vr !== vr) totals.equal++;
    else if (mine.values.filter((v, _i, a) => v !== '' || a.length > 1).length !== values.length) {
      differ('vm', `${name} ${path} ${vr} ${JSON.stringify(values)} ours ${JSON.stringify(mine.values)}`);
    } else if (
      values.every((value, index) =>
        same(vr, mine.values.filter((v, _i, a) => v !== '' || a.length > 1)[index], value),
      )
    )
      totals.equal++;
    else
      differ('value', `${name} ${path} ${vr} ${JSON.stringify(values)} ours ${JSON.stringify(mine.values)}`);
  }
}
console.log(JSON.stringify(totals));
for (const [kind, list] of differences) {
  console.log(`${kind}: ${list.length}`);
  for (const each of list.slice(0, 40)) console.log(`  ${each.slice(0, 300)}`);
}
process.exitCode = differences.size === 0 ? 0 : 1;
