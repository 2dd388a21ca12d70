/**
 * Files changed at random: each is read or refused, none makes the reader throw, none takes long.
 *   node tests/conformance/dicom/mutations.mjs DIST ATTRIBUTES.tsv FOLDER [N]
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [dist, attributes, folder, times = '10000'] = process.argv.slice(2);
const load = (file) => import(join(resolve(dist), file));
const { readHeader } = await load('dicom/header.js');
const { makeDictionary } = await load('dicom/dictionary.js');
const { READING_LIMITS } = await load('dicom/element.js');
const { makeFileRecord } = await load('scan/instance-record.js');

const [, ...rows] = readFileSync(attributes, 'utf8').trimEnd().split('\n');
const dictionary = makeDictionary(rows.map((row) => row.split('\t')).map(([tag, , , vr]) => ({ tag, vr })));
const list = {
  name: 'all',
  root: new Map(),
  takes: (tag) => dictionary.findVr(tag) !== undefined,
  privateVrs: { get: () => ({ get: () => 'UN' }) },
};
const seeds = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
  .filter((bytes) => bytes.length > 0 && bytes.length < 200_000);

let state = 7;
const below = (limit) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
};

/** One to eight changes: a byte, a run of one byte, a cut, a piece moved or put in twice, a length made huge. */
function mutate(bytes) {
  let mutated = Buffer.from(bytes);
  for (let change = below(8); change >= 0 && mutated.length > 8; change--) {
    // Most headers are at the start: change there more often than in pixel data.
    const at = below(below(2) === 0 ? Math.min(2000, mutated.length - 4) : mutated.length - 4);
    const kind = below(6);
    if (kind === 0) mutated[at] = below(256);
    else if (kind === 1) mutated.fill(below(256), at, Math.min(mutated.length, at + below(20)));
    else if (kind === 2) mutated = Buffer.from(mutated.subarray(0, at));
    else if (kind === 3)
      mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(Math.max(0, at - below(60)))]);
    else if (kind === 4)
      mutated = Buffer.concat([
        mutated.subarray(0, at),
        mutated.subarray(Math.min(mutated.length, at + below(60))),
      ]);
    else mutated.writeUInt32LE([0xffffffff, 0x7fffffff, mutated.length, 0xe000fffe][below(4)], at);
  }
  return mutated;
}

const statuses = {};
let thrown = 0;
let slowest = 0;
for (let round = 0; round < Number(times); round++) {
  const bytes = mutate(seeds[below(seeds.length)]);
  const started = performance.now();
  try {
    const source = { size: bytes.length, read: (length) => bytes.subarray(0, length) };
    const header = readHeader({ source, dictionary, limits: READING_LIMITS });
    const origin = { root: 0, sourceId: 'x', member: undefined, fileSize: bytes.length };
    const { status, findings } = makeFileRecord(header, origin, { list, dictionary, maxValueBytes: 1024 });
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (status === 'refused' && findings.length === 0) throw new Error('refused without a reason');
  } catch (error) {
    if (thrown++ < 5) console.log(`thrown: ${error.stack}`);
  }
  slowest = Math.max(slowest, performance.now() - started);
}
console.log(
  `${times} damaged files: ${JSON.stringify(statuses)}, ${thrown} thrown; the slowest took ${slowest.toFixed(0)} ms`,
);
process.exitCode = thrown === 0 ? 0 : 1;
