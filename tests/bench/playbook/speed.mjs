// Speed of `playbook match --file` on distinct descriptions, from a cold process that loads the playbook, in one thread and
// in all, next to awk and a plain Node line pass over the same file in the same run. CPU seconds count all threads.
// node tests/bench/playbook/speed.mjs DIST PLAYBOOK.csv [NUMBER]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, playbookFile, number = '100000', studiesFile, jobs] = process.argv.slice(2);
if (!dist || !playbookFile) {
  process.stderr.write('usage: node tests/bench/playbook/speed.mjs DIST PLAYBOOK.csv [NUMBER]\n');
  process.exit(2);
}
const here = import.meta.dirname;

/** The command, in this process: prints the CPU seconds and the megabytes that it took. */
async function work(file) {
  const command = pathToFileURL(resolve(dist, 'commands', 'playbook-match.js')).href;
  const { runPlaybookMatch } = await import(command);
  const programRoot = join(here, '../../..');
  const quiet = () => undefined;
  const terminal = { programRoot, workingDirectory: process.cwd(), out: quiet, err: quiet };
  const args = {
    playbook: playbookFile,
    file,
    out: `${file}.matches`,
    limit: 3,
    json: false,
    jobs,
  };
  const code = await runPlaybookMatch(args, terminal);
  if (code !== 0) throw new Error(`playbook match ended with ${code}`);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stdout.write(`${(userCPUTime + systemCPUTime) / 1e6} ${Math.round(maxRSS / 1024)}\n`);
}

function measure() {
  const folder = mkdtempSync(join(tmpdir(), 'playbook-speed-'));
  try {
    const file = join(folder, 'studies.tsv');
    writeFileSync(file, makeStudies(Number(number)));
    const match = (threads) => [
      `playbook match, ${threads} thread(s)`,
      process.execPath,
      [import.meta.filename, dist, playbookFile, number, file, String(threads)],
    ];
    process.stdout.write('program\tseconds\tdescriptions/s\tCPU seconds\tdescriptions/CPU s\tMB\n');
    print(run('awk, lines split and counted', 'awk', ['-F\t', '{ n += NF } END { print n }', file]));
    print(run('node, lines split', process.execPath, ['-e', NODE_PASS, file]));
    const once = match(1);
    print(run(...once));
    const text = readFileSync(`${file}.matches`);
    const processors = availableParallelism();
    if (processors < 2) return;
    print(run(...match(processors)));
    if (!readFileSync(`${file}.matches`).equals(text)) throw new Error('threads change the matches');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print([name, seconds, output]) {
  const perSecond = (time) => Math.round(Number(number) / time);
  const [cpu, memory] = name.startsWith('playbook') ? output.split(' ') : [];
  const used = cpu === undefined ? '' : `\t${Number(cpu).toFixed(2)}\t${perSecond(cpu)}\t${memory}`;
  process.stdout.write(`${name}\t${seconds.toFixed(2)}\t${perSecond(seconds)}${used}\n`);
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
