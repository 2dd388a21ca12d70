/**
 * What a harvest of real headers accounts for, and how often its derived facts agree with what the same headers say elsewhere: planes by CT's Image Type AXIAL
 * and by words of the descriptions, contrast by words where an agent decided it and by the agent where words did not. Exit code 1 below 98 %,
 * or if a report or segmentation is not accounted for.
 *   node tests/bench/harvest/facts.mjs DIST RELEASE FOLDER
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LEAST = 0.98;
const [dist, release, folder] = process.argv.slice(2).map((path) => resolve(path));
if (folder === undefined || !existsSync(folder)) {
  console.log('no folder of DICOM files: passed over');
  process.exit(0);
}
const { openEngine, quote } = await import(join(dist, 'harvest', 'engine.js'));
const work = mkdtempSync(join(tmpdir(), 'harvest-facts-'));
const run = (...args) => {
  const done = spawnSync(process.execPath, [join(dist, 'main.js'), ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  if (done.status > 1) throw new Error(done.stderr);
};
let failed = false;
try {
  const headers = join(work, 'headers');
  run('harvest', 'scan', folder, '--release', release, '--out', headers);
  const engine = await openEngine({ folder: work, threads: 2, memory: 1000 });
  const table = (name) => `read_parquet(${quote(join(headers, name, '*.parquet'))})`;
  const patients = await engine.rows(
    `SELECT DISTINCT patient_key AS id FROM ${table('instances')} WHERE patient_key IS NOT NULL ORDER BY id`,
  );
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  writeFileSync(
    join(work, 'persons.csv'),
    `patient_id,person_id\n${patients.map(({ id }, at) => `${cell(id)},${at + 1}\n`).join('')}`,
  );
  const out = join(work, 'omop');
  run(
    'harvest',
    'map',
    headers,
    '--release',
    release,
    '--persons',
    join(work, 'persons.csv'),
    '--identified',
    '--crosswalk',
    join(work, 'site'),
    '--out',
    out,
  );
  await account(engine, table, out);
  await judge(engine, table, out);
  engine.close();
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;

/** Every report and segmentation is rows or a reason; every item and segment too. */
async function account(engine, table, out) {
  const { counts } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const sum = (of) => Object.values(of).reduce((total, n) => total + n, 0);
  const [read] = await engine.rows(
    `SELECT (SELECT count(DISTINCT sop_instance_uid) FROM ${table('instances')} WHERE kind = 'sr' AND status <> 'refused') AS reports,
       (SELECT count(DISTINCT sop_instance_uid) FROM ${table('instances')} WHERE (kind = 'seg' OR modality IN ('RTSTRUCT', 'ANN')) AND status <> 'refused') AS segmentations,
       (SELECT count(*) FROM (SELECT DISTINCT sop_instance_uid, item_path FROM ${table('sr_items')})) AS report_items,
       (SELECT count(*) FROM (SELECT DISTINCT sop_instance_uid, segment_number FROM ${table('segments')})) AS segments`,
  );
  for (const [name, n] of Object.entries(read)) {
    const told = sum(counts[name]);
    console.log(`${name.padEnd(14)} ${n} read, ${told} accounted for: ${JSON.stringify(counts[name])}`);
    if (told !== n) failed = true;
  }
}

async function judge(engine, table, out) {
  const csv = (file) =>
    `read_csv(${quote(join(out, file))}, delim = '\t', header = true, quote = '', all_varchar = true)`;
  const values = (paths) =>
    `(SELECT lower(string_agg(DISTINCT e.value, ' | ')) FROM ${table('elements')} e WHERE e.series_instance_uid = o.image_series_uid AND e.path IN (${paths.map(quote).join(', ')}))`;
  const series = await engine.rows(
    `SELECT ${values(['0008103E', '00181030'])} AS words, ${values(['00180010'])} AS agent, ${values(['00181041'])} AS volume, ${values(['00080008'])} AS kinds,
       (SELECT max(i.modality) FROM ${table('instances')} i WHERE i.series_instance_uid = o.image_series_uid) AS modality,
       p.value AS plane, p.verdict AS plane_verdict, c.value AS contrast, c.verdict AS contrast_verdict
     FROM ${csv('IMAGE_OCCURRENCE.csv')} o
     LEFT JOIN ${csv('derived_facts.tsv')} p ON p.image_occurrence_id = o.image_occurrence_id AND p.rule = 'plane'
     LEFT JOIN ${csv('derived_facts.tsv')} c ON c.image_occurrence_id = o.image_occurrence_id AND c.rule = 'contrast'`,
  );
  for (const [rule, witness] of [
    ['plane', planeOf],
    ['contrast', contrastOf],
  ]) {
    const said = series.flatMap((row) => {
      const expected = witness(row);
      return expected === undefined ? [] : [{ ...row, expected }];
    });
    const sure = said.filter((row) => row[`${rule}_verdict`] === 'value');
    const wrong = sure.filter((row) => row[rule] !== row.expected);
    const share = sure.length === 0 ? 1 : 1 - wrong.length / sure.length;
    const all = series.filter((row) => row[`${rule}_verdict`] === 'value').length;
    console.log(
      `${rule.padEnd(14)} ${all} derived; ${said.length} series say it elsewhere, ${sure.length} of them derived, ${(share * 100).toFixed(1)} % right`,
    );
    for (const row of wrong) console.log(`  ${row[rule]}, elsewhere ${row.expected}: ${row.words ?? ''}`);
    if (share < LEAST) failed = true;
  }
}

/** Undefined where nothing, or more than one plane, is said. */
function planeOf({ words, kinds, modality }) {
  const planes = [
    [/(?:^|[^a-z])(?:ax|axial|tra|trans|transversal|transverse)(?:[^a-z]|$)/, 'axial'],
    [/(?:^|[^a-z])(?:sag|sagittal)(?:[^a-z]|$)/, 'sagittal'],
    [/(?:^|[^a-z])(?:cor|coronal)(?:[^a-z]|$)/, 'coronal'],
  ].flatMap(([pattern, plane]) => (pattern.test(words ?? '') ? [plane] : []));
  if (planes.length === 1) return planes[0];
  const isAxial =
    modality === 'CT' && / ?(?:^|\|) ?axial(?: ?\||$)/.test(kinds ?? '') && !/derived/.test(kinds ?? '');
  return planes.length === 0 && isAxial ? 'axial' : undefined;
}

/** Of the agent and its volume, and of words; undefined where they say nothing or contradict each other. */
function contrastOf({ words, agent, volume, modality }) {
  if (!['CT', 'MR', 'XA', 'MG'].includes(modality)) return undefined;
  const said = new Set();
  if (agent) said.add(/^(?:none|no)$/.test(agent) ? 'no' : 'yes');
  if (volume && Number(volume) > 0) said.add('yes');
  if (/plain|native|w\/?o c|without|unenhanced|ohne km/.test(words ?? '')) said.add('no');
  if (/\bc\+|contrast|post gd|arterial|portal/.test(words ?? '') && !said.has('no')) said.add('yes');
  return said.size === 1 ? [...said][0] : undefined;
}
