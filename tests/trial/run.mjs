// Tries to break the program: damaged and respelled documents, documents made to exhaust it, every command in hostile
// circumstances, kill -9. Prints each failure with how to repeat it, then the figures. Exit 1 on any failure.
// Usage: node tests/trial/run.mjs [MUTANTS] [KILLS] [SEED] [all|quick|documents]
import { join } from 'node:path';
import { tryCommands } from './commands.mjs';
import { tryHostile } from './hostile.mjs';
import { tryKills } from './kills.mjs';
import { tryMutants } from './mutants.mjs';

const root = join(import.meta.dirname, '..', '..');
const [mutants = 2000, kills = 30, seed = 1] = process.argv.slice(2, 5).map(Number);
const scope = process.argv[5] ?? 'all';
const isQuick = scope === 'quick';
const TOLD = 20;
const kinds = new Map();

function tell({ kind, what, repeat }) {
  const count = (kinds.get(kind) ?? 0) + 1;
  kinds.set(kind, count);
  if (count <= TOLD) console.log(`FAIL ${kind}: ${what}\n     repeat: ${repeat}`);
}

/** A line each half minute, so that a long trial is seen to live. */
function progressOf(stage) {
  let last = performance.now();
  return (figures) => {
    if (performance.now() - last < 30_000) return;
    last = performance.now();
    console.error(`${stage}: ${JSON.stringify(figures)}`);
  };
}

let peak = 0;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 200);
const started = performance.now();
const inMutants = await tryMutants({ root, seed, count: mutants, tell, progress: progressOf('mutants') });
const isWhole = scope !== 'documents' && mutants !== 1;
const inHostile = isWhole
  ? await tryHostile({ root, isQuick, tell, progress: progressOf('hostile documents') })
  : undefined;
const inCommands =
  isWhole && kills !== 1
    ? await tryCommands({ root, seed, isQuick, tell, progress: progressOf('commands') })
    : undefined;
const inKills =
  kills === 0
    ? { kills: 0, atChanges: 0 }
    : await tryKills({ root, seed, count: kills, tell, progress: progressOf('kills') });
clearInterval(watch);

const of = (...names) => names.reduce((sum, name) => sum + (kinds.get(name) ?? 0), 0);
const rows = [
  ['damaged documents', inMutants.mutants],
  ['of them refused with a word', inMutants.refused],
  ['respelled documents', inMutants.spellings],
  ['documents made to exhaust the reader', inHostile?.documents ?? 0],
  ['commands in hostile circumstances', inCommands?.runs ?? 0],
  ['kill -9 (before a change to the disk)', `${inKills.kills} (${inKills.atChanges})`],
  ['malformed documents accepted', inMutants.judged ? of('malformed accepted') : 'not judged: no python3'],
  ['well-formed documents refused', inMutants.judged ? of('well-formed refused') : 'not judged'],
  [
    'rows lost in silence, values under another heading',
    inMutants.judged ? of('silent loss', 'value under another heading') : 'not judged',
  ],
  ['spellings read otherwise', of('spelling read otherwise')],
  ['internal faults', of('internal fault')],
  ['aborts', of('abort')],
  ['hangs', of('hang')],
  ['ended without a word', of('ended without a word', 'refused without a word')],
  ['promises broken by a kill', of('broken promise')],
  ['slowest reading', `${Math.max(inMutants.slowest, inHostile?.slowest ?? 0).toFixed(1)} s`],
  ['peak memory', `${(peak / 2 ** 20).toFixed(0)} MB`],
];
for (const [name, figure] of rows) console.log(`${name.padEnd(52)} ${String(figure).padStart(12)}`);
console.log(`seed ${seed}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
process.exitCode = kinds.size > 0 ? 1 : 0;
