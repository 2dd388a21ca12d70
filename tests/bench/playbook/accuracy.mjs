// Accuracy of the playbook matcher: development.tsv (its writers knew the tables of words) and unseen.tsv (written by
// someone who did not know them; never tuned on), by language and by modality.
// node tests/bench/playbook/accuracy.mjs DIST PLAYBOOK.csv [--misses] [--file TABLE.tsv]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, playbookFile, ...options] = process.argv.slice(2);
if (!dist || !playbookFile) {
  process.stderr.write(
    'usage: node tests/bench/playbook/accuracy.mjs DIST PLAYBOOK.csv [--misses] [--file TABLE]\n',
  );
  process.exit(2);
}
const load = (path) => import(pathToFileURL(resolve(dist, 'playbook', path)).href);
const { openMatcher } = await load('match/open-matcher.js');
const { procedureFeatures } = await load('match/procedure-features.js');

const here = import.meta.dirname;
const tables = join(here, '../../../mappings/playbook');
const opened = openMatcher({
  playbook: { file: playbookFile, content: readFileSync(playbookFile) },
  tables: readdirSync(tables).map((name) => ({ file: name, text: readFileSync(join(tables, name), 'utf8') })),
});
if (!opened.value) {
  process.stderr.write(`${JSON.stringify(opened.diagnostics.slice(0, 5), null, 1)}\n`);
  process.exit(1);
}
const OPEN = new Set(['', 'none', 'modality only']);
const BITS = { W: 1, WO: 2, 'WO+W': 3, 'W+WO': 3, unspecified: 0 };
const asked = options.indexOf('--file');
const sets =
  asked >= 0
    ? [[options[asked + 1], options[asked + 1]]]
    : ['development', 'unseen']
        .map((name) => [name, join(here, `${name}.tsv`)])
        .filter(([, file]) => existsSync(file));
for (const [set, file] of sets) report(set, readTable(file));

function readTable(file) {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i], cell])));
}

function report(set, rows) {
  const groups = new Map();
  const add = (name, result) => groups.set(name, [...(groups.get(name) ?? []), result]);
  for (const row of rows) {
    const result = judge(row);
    for (const name of ['all', `language ${row.language}`, `modality ${row.modality || '-'}`])
      add(name, result);
  }
  const columns = [
    'descriptions',
    'right first',
    'sure',
    'right when sure',
    'sure and wrong',
    'reversed',
    'honest',
  ];
  process.stdout.write(`${set}\t${columns.join('\t')}\n`);
  for (const name of [...groups.keys()].sort()) {
    process.stdout.write(`${name}\t${count(groups.get(name)).join('\t')}\n`);
  }
}

/** `reversed`: with told as without, or without as with, first candidate whatever the verdict. */
function judge(row) {
  const { verdict, candidates, reasons } = opened.value.match({
    modality: row.modality,
    studyDescription: row.study_description,
    bodyPart: row.body_part,
  });
  const best = candidates[0]?.procedure;
  const wanted = row.expected.split('|');
  const named = !wanted.every((each) => OPEN.has(each));
  const open = wanted.some((each) => OPEN.has(each)) && verdict !== 'sure';
  const right = open || wanted.includes(best?.loinc);
  const given = BITS[row.contrast];
  const got = best ? procedureFeatures(best).contrast : 0;
  const reversed = given !== undefined && given + got === 3 && given * got === 2;
  const sure = verdict === 'sure';
  if (options.includes('--misses') && (!right || reversed || (named && !sure))) {
    const kind = reversed ? 'REVERSED' : sure ? 'WRONG' : right ? 'not sure' : 'not right';
    const { language, modality, study_description, expected } = row;
    process.stdout.write(
      `${kind}\t${language}\t${modality}\t${study_description}\t${row.body_part ?? ''}\twant ${expected}\tgot ${best?.loinc ?? ''} ${best?.longCommonName ?? ''}\t${verdict}\t${reasons.join('; ')}\n`,
    );
  }
  return { named, right, sure, reversed };
}

function count(results) {
  const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
  const number = (test) => results.filter(test).length;
  const named = number((each) => each.named);
  const sure = number((each) => each.sure);
  return [
    results.length,
    percent(
      number((each) => each.named && each.right),
      named,
    ),
    percent(
      number((each) => each.named && each.sure),
      named,
    ),
    percent(
      number((each) => each.sure && each.right),
      sure,
    ),
    number((each) => each.sure && !each.right),
    number((each) => each.reversed),
    `${number((each) => !each.named && !each.sure)} of ${results.length - named}`,
  ];
}
