/** DuckDB and Spark run the same models: the same rows, the same ids, the same crosswalk, from headers in which everything goes wrong that may. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { matchDescription } from '../../src/commands/harvest-playbook.js';
import { makeSubmit } from '../../src/commands/harvest-spark.js';
import type { Terminal } from '../../src/commands/terminal.js';
import { openEngine, quote } from '../../src/harvest/engine.js';
import { createMatcher } from '../../src/playbook/match/matcher.js';
import { digestsOf } from '../support/command-line.js';
import { type MapIn, mapIn, publishMini } from '../support/harvest.js';
import { makeCorpus } from '../support/header-corpus.js';
import { writeHeaderTables } from '../support/header-tables.js';
import { samplePlaybook, shippedSynonyms } from '../support/playbook/playbook-text.js';
import { hasSpark, PYTHON } from '../support/spark.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(600_000);
const newFolder = useFolders();
const SITE: MapIn['site'] = {
  persons: 'patient_id,issuer,person_id\nP1,,7\nP2,,8\nP3,A,9\nP3,,9\nP4,,10\nP1,A,7\nP2,B,11\n',
  procedures: 'accession_number,procedure_occurrence_id,visit_occurrence_id\nA1,500,900\nA2,501,\nA2,502,\n',
  visits:
    'visit_occurrence_id,person_id,visit_start_date,visit_end_date,visit_concept_id\n900,7,2020-01-01,2020-01-05,9201\n901,7,2020-01-02,2020-01-02,9202\n',
};
/** A few rows need no compiler, no plan that adapts and no partitions: most of the time would be theirs. */
const SMALL = [
  'spark.sql.shuffle.partitions=2',
  'spark.sql.adaptive.enabled=false',
  'spark.sql.codegen.wholeStage=false',
  'spark.sql.codegen.factoryMode=NO_CODEGEN',
];
const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
let folder = '';
let release = '';

/** One after the other in two sites that start alike; gives the folders of both. */
async function harvestTwice(name: string, options: MapIn) {
  const submit = makeSubmit(
    { master: process.env.DICOM_OMOP_SPARK_MASTER ?? 'local[2]', threads: 2, memory: 1000, conf: SMALL },
    { env: { ...process.env, DICOM_OMOP_PYTHON: PYTHON } } as unknown as Terminal,
  );
  const counts: unknown[] = [];
  for (const engine of ['duckdb', 'spark'] as const) {
    const site = join(folder, `site-${engine}`);
    mkdirSync(site, { recursive: true });
    writeFileSync(join(site, 'secret'), `${'5e'.repeat(32)}\n`);
    const spark = { job: join(folder, `job-${name}`), keep: true, submit };
    const outcome = await mapIn(folder, release, {
      ...options,
      out: `${name}-${engine}`,
      request: { ...options.request, site, spark: engine === 'spark' ? spark : undefined },
    });
    counts.push(outcome.value);
  }
  return counts;
}

/** Rows of every Parquet file of a site's runs and of what explain asks, as text, sorted. */
async function rowsOf(site: string): Promise<Record<string, readonly string[]>> {
  const scratch = await newFolder();
  const engine = await openEngine({ folder: scratch, threads: 1, memory: 500 });
  const rows: Record<string, readonly string[]> = {};
  for (const part of readdirSync(site).filter((each) => /^run-|^last$/.test(each))) {
    for (const file of readdirSync(join(site, part)).filter((each) => each.endsWith('.parquet'))) {
      const path = quote(join(site, part, file));
      const found = await engine.rows<{ row: string }>(
        `SELECT CAST(t AS VARCHAR) AS row FROM read_parquet(${path}) t ORDER BY ALL`,
      );
      rows[`${part}/${file}`] = found.map(({ row }) => row);
    }
  }
  engine.close();
  return rows;
}

const onSpark = hasSpark() ? describe : describe.skip;

onSpark('Spark', () => {
  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    await writeHeaderTables(join(folder, 'headers'), makeCorpus(1, 40));
    await harvestTwice('first', {
      site: SITE,
      request: { matchDescription: (description) => matchDescription(matcher, description) },
    });
  });

  test('writes the rows that DuckDB writes, byte for byte', () => {
    const written = digestsOf(join(folder, 'first-duckdb'));
    expect(Object.keys(written).length).toBeGreaterThan(9);
    for (const file of Object.keys(written)) {
      const text = (engine: string) => readFileSync(join(folder, `first-${engine}`, file), 'utf8');
      expect([file, text('spark')]).toEqual([file, text('duckdb')]);
      if (file === 'MEASUREMENT.csv') expect(text('duckdb').split('\n').length).toBeGreaterThan(400);
    }
  });

  test('remembers what DuckDB remembers', async () => {
    const site = await rowsOf(join(folder, 'site-duckdb'));
    expect(Object.keys(site)).toContain('run-000001/feature.parquet');
    expect(await rowsOf(join(folder, 'site-spark'))).toEqual(site);
  });
});
