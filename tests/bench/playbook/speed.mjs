// Speed of the playbook matcher on distinct descriptions, from a cold process that loads the playbook, next to awk
// and a plain Node line pass over the same file in the same run.
// node tests/bench/playbook/speed.mjs DIST PLAYBOOK.csv [NUMBER]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, playbookFile, number = '100000', studiesFile] = process.argv.slice(2);
if (!dist || !playbookFile) {
  process.stderr.write('usage: node tests/bench/playbook/speed.mjs DIST PLAYBOOK.csv [NUMBER]\n');
  process.exit(2);
}
const here = import.meta.dirname;

async function work(file) {
  const load = (path) => import(pathToFileURL(resolve(dist, 'playbook', path)).href);
  const { openMatcher } = await load('match/open-matcher.js');
  const { matchRows, MATCH_COLUMNS, parseStudies } = await load('match/study-rows.js');
  const folder = join(here, '../../../mappings/playbook');
  const matcher = openMatcher({
    playbook: { file: playbookFile, content: readFileSync(playbookFile) },
    tables: readdirSync(folder).map((name) => ({
      file: name,
      text: readFileSync(join(folder, name), 'utf8'),
    })),
  }).value;
  const studies = parseStudies(readFileSync(file, 'utf8'), file).value;
  const lines = [MATCH_COLUMNS.join('\t')];
  for (const study of studies) {
    for (const row of matchRows(study, matcher.match(study))) {
      lines.push(MATCH_COLUMNS.map((column) => row[column]).join('\t'));
    }
  }
  writeFileSync(`${file}.matches`, `${lines.join('\n')}\n`);
  process.stdout.write(`${Math.round(process.resourceUsage().maxRSS / 1024)}\n`);
}

function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'playbook-speed-'));
  try {
    const file = join(folder, 'studies.tsv');
    writeFileSync(file, makeStudies(Number(number)));
    const rows = [
      run('awk, lines split and counted', 'awk', ['-F\t', '{ n += NF } END { print n }', file]),
      run('node, lines split', process.execPath, ['-e', NODE_PASS, file]),
      run('playbook match', process.execPath, [import.meta.filename, dist, playbookFile, number, file]),
    ];
    process.stdout.write('program\tseconds\tdescriptions/s\n');
    for (const [name, seconds, output] of rows) {
      const memory = name === 'playbook match' ? `\t${output} MB` : '';
      process.stdout.write(
        `${name}\t${seconds.toFixed(2)}\t${Math.round(Number(number) / seconds)}${memory}\n`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NODE_PASS = `const t=require('fs').readFileSync(process.argv[1],'utf8');let n=0;
for(const l of t.split('\\n'))n+=l.split('\\t').length;console.log(n)`;

function run(name, program, args) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name}: ${stderr}`);
  return [name, Number(process.hrtime.bigint() - start) / 1e9, stdout.trim()];
}

/** Distinct descriptions: the labelled ones with site prefixes, protocol numbers and typing mistakes. */
function makeStudies(count) {
  const labelled = readFileSync(join(here, 'development.tsv'), 'utf8').trim().split('\n').slice(1);
  const lines = new Set();
  for (let i = 0; lines.size < count; i += 1) {
    const [, modality, description] = labelled[i % labelled.length].split('\t');
    const letter = String.fromCharCode(65 + (i % 26));
    const at = (i * 7) % (description.length + 1);
    const typed = i % 3 === 0 ? description.slice(0, at) + letter + description.slice(at) : description;
    lines.add(`${modality}\tIMG${i} ${typed}\t`);
  }
  return `modality\tstudy_description\tbody_part\n${[...lines].join('\n')}\n`;
}

if (studiesFile) await work(studiesFile);
else measure();
