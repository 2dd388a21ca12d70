/** One measurement of resolve.mjs, in a process of its own: prints seconds, peak memory, and what came out. */
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveCodes } from '../../../dist/athena/resolution.js';

const [mode = '', bundle = '', askedFile = '', index = '', vocabularies = '', count = ''] =
  process.argv.slice(2);
const FILES = ['CONCEPT.csv', 'CONCEPT_RELATIONSHIP.csv'];
const CHUNK = 1 << 20;

const modes = { bytes: () => readPlainly(everyByte), newlines: () => readPlainly(search), resolve };
const measured = await modes[mode]();
const maxRss = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ ...measured, maxRss }));

async function readPlainly(linesIn) {
  const start = performance.now();
  let lines = 0;
  for (const file of FILES) {
    const handle = await open(join(bundle, file));
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK, null);
      if (bytesRead === 0) break;
      lines += linesIn(buffer, bytesRead);
    }
    await handle.close();
  }
  return { seconds: (performance.now() - start) / 1000, note: `${lines} lines` };
}

function everyByte(buffer, length) {
  let lines = 0;
  for (let at = 0; at < length; at++) if (buffer[at] === 10) lines++;
  return lines;
}

function search(buffer, length) {
  let lines = 0;
  for (let at = buffer.indexOf(10); at >= 0 && at < length; at = buffer.indexOf(10, at + 1)) lines++;
  return lines;
}

async function resolve() {
  const codes = await askedCodes();
  const start = performance.now();
  const { value, diagnostics } = await resolveCodes({
    bundle,
    codes,
    indexPath: index,
    onProgress: () => {},
  });
  const seconds = (performance.now() - start) / 1000;
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const answers = codes.map(({ vocabularyId, conceptCode }) => {
    const concept = value.index.find(vocabularyId, conceptCode);
    return [vocabularyId, conceptCode, concept, concept && value.index.targets(concept.conceptId)];
  });
  const targets = answers.reduce((sum, [, , , found]) => sum + (found?.length ?? 0), 0);
  return {
    seconds,
    digest: createHash('sha256').update(JSON.stringify(answers)).digest('hex'),
    note: `${codes.length} codes, ${answers.filter(([, , concept]) => concept).length} found, ${targets} targets${value.reused ? ', reused' : ''}`,
  };
}

/** Evenly spread over the rows of those vocabularies. */
async function askedCodes() {
  const wanted = new Set(vocabularies.split(','));
  const rows = (await readFile(askedFile, 'utf8')).split('\n').slice(1);
  const all = rows
    .map((row) => row.split('\t'))
    .filter((fields) => wanted.has(fields[3] ?? ''))
    .map((fields) => ({ vocabularyId: fields[3] ?? '', conceptCode: fields[6] ?? '' }));
  const step = Math.max(1, all.length / Number(count));
  return Array.from(
    { length: Math.min(all.length, Number(count)) },
    (_, place) => all[Math.floor(place * step)],
  );
}
