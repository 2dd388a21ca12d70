// Accuracy of the playbook matcher on labelled.tsv, development and held-out part apart.
// node tests/bench/playbook/accuracy.mjs DIST PLAYBOOK.csv [--misses]
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, playbookFile, ...options] = process.argv.slice(2);
if (!dist || !playbookFile) {
  process.stderr.write('usage: node tests/bench/playbook/accuracy.mjs DIST PLAYBOOK.csv [--misses]\n');
  process.exit(2);
}
const load = (path) => import(pathToFileURL(resolve(dist, 'playbook', path)).href);
const { readPlaybook } = await load('playbook-file.js');
const { readSynonyms } = await load('match/synonyms.js');
const { createMatcher } = await load('match/matcher.js');

const here = import.meta.dirname;
const synonymsFile = join(here, '../../../mappings/playbook-synonyms.tsv');
const playbook = readPlaybook(readFileSync(playbookFile), playbookFile);
const synonyms = readSynonyms(readFileSync(synonymsFile, 'utf8'), synonymsFile);
const faults = [...playbook.diagnostics, ...synonyms.diagnostics];
if (faults.length > 0) {
  process.stderr.write(`${JSON.stringify(faults.slice(0, 5), null, 1)}\n`);
  process.exit(1);
}
const matcher = createMatcher(playbook.value, synonyms.value);
const rows = readFileSync(join(here, 'labelled.tsv'), 'utf8')
  .replace(/\n$/, '')
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'));

const percent = (part, whole) => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`);
const table = [];
for (const set of ['dev', 'held-out']) {
  const count = { all: 0, top1: 0, top3: 0, sure: 0, sureRight: 0, empty: 0, emptyRight: 0 };
  for (const [of, modality, studyDescription, bodyPart, labels] of rows) {
    if (of !== set) continue;
    const wanted = labels === '' ? [] : labels.split('|');
    const { verdict, candidates } = matcher.match({ modality, studyDescription, bodyPart });
    const found = candidates.map(({ procedure }) => procedure.loinc);
    const right = wanted.includes(found[0]);
    if (verdict === 'sure') {
      count.sure += 1;
      count.sureRight += Number(right);
    }
    if (wanted.length === 0) {
      count.empty += 1;
      count.emptyRight += Number(verdict !== 'sure');
    } else {
      count.all += 1;
      count.top1 += Number(right);
      count.top3 += Number(found.some((loinc) => wanted.includes(loinc)));
    }
    const miss = wanted.length === 0 ? verdict === 'sure' : !right;
    if (miss && options.includes('--misses')) {
      process.stdout.write(`${set}\t${modality}\t${studyDescription}\t${labels}\t${verdict}\n`);
      for (const each of candidates) {
        const why = `+ ${each.matched.join(', ')} - ${each.contradicted.join(', ')}`;
        process.stdout.write(
          `   ${each.score} ${each.procedure.loinc} ${each.procedure.longCommonName} ${why}\n`,
        );
      }
    }
  }
  table.push({
    set,
    descriptions: count.all + count.empty,
    'top-1': percent(count.top1, count.all),
    'top-3': percent(count.top3, count.all),
    'right when sure': percent(count.sureRight, count.sure),
    'sure of': percent(count.sure, count.all + count.empty),
    'rightly not sure': `${count.emptyRight} of ${count.empty}`,
  });
}
process.stdout.write(`${Object.keys(table[0]).join('\t')}\n`);
for (const row of table) process.stdout.write(`${Object.values(row).join('\t')}\n`);
