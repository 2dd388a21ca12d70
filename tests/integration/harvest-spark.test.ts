/** DuckDB and Spark run the same models: the same rows, the same ids, the same crosswalk, from headers in which everything goes wrong that may. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { runHarvestCheck } from '../../src/commands/harvest-check.js';
import { matchDescription } from '../../src/commands/harvest-playbook.js';
import { runHarvestReport } from '../../src/commands/harvest-report.js';
import type { Terminal } from '../../src/commands/terminal.js';
import { openEngine, quote } from '../../src/harvest/engine.js';
import { createMatcher } from '../../src/playbook/match/matcher.js';
import { digestsOf, ROOT } from '../support/command-line.js';
import { type MapIn, mapIn, publishMini } from '../support/harvest.js';
import { makeCorpus } from '../support/header-corpus.js';
import {
  codeOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../support/header-tables.js';
import { samplePlaybook, shippedSynonyms } from '../support/playbook/playbook-text.js';
import { addReportCodes, itemsOf, reportOf } from '../support/reports.js';
import { FEW_ROWS, hasSpark, PYTHON, SPARK_MASTER, submitHere } from '../support/spark.js';
import { useFolders } from '../support/standard-document.js';

jest.setTimeout(1_800_000);
const newFolder = useFolders();
const SITE: MapIn['site'] = {
  persons: 'patient_id,issuer,person_id\nP1,,7\nP2,,8\nP3,A,9\nP3,,9\nP4,,10\nP1,A,7\nP2,B,11\n',
  procedures: 'accession_number,procedure_occurrence_id,visit_occurrence_id\nA1,500,900\nA2,501,\nA2,502,\n',
  features:
    'series_instance_uid,feature,value,unit,finding,site,finding_id,alg_system,alg_datetime\n1.2.3,SRT:G-D705,12.5,mm3,SRT:M-03010,SRT:T-28000,L1,Lung CT 2,2024-05-06 07:08:09\n1.2.3,SCT:246120007,SCT:255508009,,,,L1,,\n1.2.3,SRT:G-D705,12500000,mm3,,,L2,,\n1.2.3,SRT:G-D705,0.00005,mm3,,,L3,,\n1.2.77,SRT:G-D705,1,mm3,,,,,\n',
  visits:
    'visit_occurrence_id,person_id,visit_start_date,visit_end_date,visit_concept_id\n900,7,2020-01-01,2020-01-05,9201\n901,7,2020-01-02,2020-01-02,9202\n',
};
const matcher = createMatcher(samplePlaybook(), shippedSynonyms());
const PARAMETRIC = '1.2.840.10008.5.1.4.1.1.30';
let folder = '';
let release = '';

/** One after the other in two sites that start alike; gives the folders of both. */
async function harvestTwice(name: string, options: MapIn) {
  const submit = submitHere();
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

/** A study more, with a report, a segmentation, slices that lie apart, private elements and an enhanced image: what is no plain element of a series. */
function withReport({ instances, elements }: HeaderRows): HeaderRows {
  const study = { study_instance_uid: '1.2', series_instance_uid: '1.2.3' };
  const images = [1, 2, 3, 4].map((n) => instanceOf(`1.2.3.${n}`, study));
  const drawn = { kind: 'seg', modality: 'SEG', sop_instance_uid: '1.8.1', series_instance_uid: '1.8' };
  const text = (path: string, value: string, index = 1) =>
    elementOf(path, 'DS', value, { ...study, value_index: index, n_instances: 4 });
  const frames = { study_instance_uid: '1.2', series_instance_uid: '1.2.4' };
  const enhanced = [
    elementOf('00080021', 'DA', '20200102', frames),
    elementOf('52009229>00289110>00280030', 'DS', '0.5', frames),
    elementOf('52009229>00289110>00280030', 'DS', '0.75', { ...frames, value_index: 2 }),
    ...[1, 2, 3].flatMap((frame) => [
      elementOf('52009230>00189114>00189082', 'FD', String(frame * 2.5), { ...frames, frame }),
      ...[0, 0, frame * -3].map((value, at) =>
        elementOf('52009230>00209113>00200032', 'DS', String(value), {
          ...frames,
          frame,
          value_index: at + 1,
        }),
      ),
      ...[1, 0, 0, 0, 1, 0].map((value, at) =>
        elementOf('52009230>00209116>00200037', 'DS', String(value), {
          ...frames,
          frame,
          value_index: at + 1,
        }),
      ),
      elementOf('52009230>00189117>00189087', 'FD', frame === 1 ? '0.00005' : '12500000', {
        ...frames,
        frame,
      }),
    ]),
  ];
  const header = [
    elementOf('00080021', 'DA', '20200102', study),
    elementOf('0008103E', 'LO', 'Thorax C+ arterial low dose', study),
    elementOf('00080070', 'LO', 'SIEMENS', study),
    ...['1', '0', '0', '0', '0.9', '0.43'].map((value, at) => text('00200037', value, at + 1)),
    ...['-5.5', '7'].map((value, at) => text('00200032', value, at + 1)),
    ...images.map((image, at) =>
      elementOf('00200032', 'DS', String(at * 2.5), {
        ...study,
        sop_instance_uid: image.sop_instance_uid,
        value_index: 3,
      }),
    ),
    elementOf('0019xx0C', 'IS', '800', { ...study, private_creator: 'SIEMENS MR HEADER' }),
    elementOf('0019xx0C', 'IS', '3', { ...study, private_creator: 'OTHER' }),
    elementOf('0043xx39', 'IS', '1000000050', { ...study, private_creator: 'GEMS_PARM_01' }),
    elementOf('0043xx39', 'IS', '8', { ...study, private_creator: 'GEMS_PARM_01', value_index: 2 }),
    ...enhanced,
    text('00180050', '1.25'),
    text('00280030', '0.5'),
  ];
  const sr_items = itemsOf(`1 - CONTAINER DCM:126000
1.1 obs TEXT DCM:121014 Siemens_Wexlin
1.2 > CONTAINER DCM:125007
1.2.1 obs UIDREF DCM:112040 1.7.7
1.2.2 > CODE DCM:121071 SRT:M-03010
1.2.3 mod CODE SRT:G-C0E3 SRT:T-28000
1.2.4 > NUM SRT:G-D705 12.5 UCUM:mm3
1.2.4.1 mod CODE DCM:121401 SRT:R-00317
1.2.4.2 mod CODE SCT:370129005 SRT:G-A437
1.2.5 > IMAGE DCM:121191 1.8.1
1.2.6 > NUM 99PMP:G1:Glycolysis_of_Wexlin 3.50 99X:q
1.3 > NUM SRT:G-D705 DCM:114000 UCUM:mm3
1.4 > NUM SRT:G-D705 7 UCUM:mm3
1.4.1 from IMAGE - 1.5.5`);
  const later = { sop_instance_uid: '1.9.2', study_instance_uid: '1.2.0' };
  const flagged = { ...later, sop_instance_uid: '1.9.3' };
  const unlike = { study_instance_uid: '1.2.0', series_instance_uid: '1.2.5' };
  const mapped = [
    elementOf('00080021', 'DA', '20200109', unlike),
    ...[1, 2].map((frame) =>
      codeOf(
        '52009230>00409096[1]>00409220>0040A168',
        frame === 1 ? 'G-A437' : 'Q1',
        frame === 1 ? 'SRT' : '99X',
        'Wexlin',
        { ...unlike, frame },
      ),
    ),
    codeOf('52009230>00409096[1]>00409220>0040A043', 'G-C1C6', 'SRT', 'Quantity', unlike),
    codeOf('52009230>00409096[1]>004008EA', 'mm3', 'UCUM', 'cubic millimeter', { ...unlike, frame: 2 }),
  ];
  const segment = {
    ...drawn,
    segment_number: 1,
    type_scheme: 'SRT',
    type_code: 'M-03010',
    algorithm_name: 'Lung Zyqor',
    region_modifiers: 'G-A437^SRT^Maximum\\X1^99X^',
  };
  return {
    instances: [
      ...instances,
      ...images,
      instanceOf('1.2.4.1', {
        ...frames,
        ...{ sop_class_uid: '1.2.840.10008.5.1.4.1.1.4.1', modality: 'MR', number_of_frames: 3 },
      }),
      reportOf(),
      reportOf(drawn),
      reportOf({ ...drawn, sop_instance_uid: '1.8.2', kind: 'other', modality: 'ANN' }),
      instanceOf('1.2.5.1', {
        study_instance_uid: '1.2.0',
        series_instance_uid: '1.2.5',
        sop_class_uid: PARAMETRIC,
      }),
      reportOf(later),
      reportOf({ ...flagged, kind: 'other', modality: 'KO', sop_class_uid: '1.2.840.10008.5.1.4.1.1.88.59' }),
    ],
    elements: [...elements, ...header, ...mapped],
    sr_items: [
      ...sr_items,
      ...itemsOf(
        '1 - CONTAINER DCM:125007\n1.1 obs UIDREF DCM:112040 1.7.7\n1.2 > NUM SRT:G-D705 3 UCUM:mm3\n1.3 > IMAGE - 1.2.5.1',
        later,
      ),
      ...itemsOf(
        '1 - CONTAINER DCM:113001\n1.1 mod CODE DCM:121402 SRT:G-A460\n1.2 > IMAGE - 1.2.3.2\n1.3 > IMAGE - 1.2.5.1',
        flagged,
      ),
    ],
    segments: [
      { ...segment, referenced_series_instance_uid: '1.2.3', content_datetime: '20200103' },
      {
        ...segment,
        sop_instance_uid: '1.8.2',
        segmentation_type: 'ANN',
        n_annotations: 12,
        referenced_series_instance_uid: '1.2.5',
      },
    ],
  };
}

const onSpark = hasSpark() ? describe : describe.skip;

onSpark('Spark', () => {
  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    addReportCodes(release);
    await writeHeaderTables(join(folder, 'headers'), withReport(makeCorpus(1, 40)));
    await harvestTwice('first', {
      site: SITE,
      settings: { keyObjects: true, episodes: true },
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

  test('answers the quality rules and the report with the numbers that DuckDB finds', async () => {
    const omop = join(folder, 'first-duckdb');
    const terminal = {
      ...{
        workingDirectory: folder,
        programRoot: ROOT,
        toolVersion: 'test',
        date: () => new Date('2025-01-01'),
      },
      ...{ env: { ...process.env, DICOM_OMOP_PYTHON: PYTHON }, out: () => undefined, err: () => undefined },
    } as unknown as Terminal;
    const read = (file: string) => readFileSync(join(omop, file), 'utf8');
    const files = ['dq_results.tsv', 'dq_results.json', 'summary.json', 'report.html'];
    const found: Record<string, readonly string[]> = {};
    for (const engine of ['duckdb', 'spark']) {
      const args = {
        ...{ omop, headers: 'headers', crosswalk: 'site-duckdb', release, memory: '1000', json: false },
        ...{ engine, sparkMaster: SPARK_MASTER, sparkConf: FEW_ROWS },
      };
      await runHarvestCheck({ ...args, failOn: 'error', cdmDates: 'original' }, terminal);
      await runHarvestReport({ ...args, out: join(omop, 'report.html'), minCell: '1' }, terminal);
      found[engine] = files.map(read);
    }
    expect(found.spark).toEqual(found.duckdb);
    expect(JSON.parse(found.spark?.[1] ?? '').counts['not run']).toBeLessThan(20);
    expect(readdirSync(join(folder, 'site-duckdb')).filter((name) => name.endsWith('-job'))).toEqual([]);
  });
});
