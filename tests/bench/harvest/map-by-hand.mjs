/**
 * Element rows a CPU-second of `harvest map`, and its peak of memory, beside what an ETL would write by hand: a pass of
 * Python's csv over the same rows, each looked up in a dictionary by tag and by value and written again, and nothing else.
 * The headers are made here: SERIES series of 40 images, half of CT and half of MR.
 *   node tests/bench/harvest/map-by-hand.mjs DIST RELEASE [SERIES] [THREADS]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [dist, release, series = '20000', threads = '1'] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'map-bench-'));
const headers = join(work, 'headers');

/** path, VR, modality or nothing, value number, value in SQL by the number s of the series. */
const SHARED = `
00080008 CS - 1 'ORIGINAL'|00080008 CS - 2 'PRIMARY'|00080008 CS - 3 'AXIAL'|00080021 DA - 1 strftime(DATE '2019-01-01' + CAST(s % 900 AS INTEGER), '%Y%m%d')
00080031 TM - 1 '101530'|00080070 LO - 1 CASE s % 3 WHEN 0 THEN 'SIEMENS' WHEN 1 THEN 'GE MEDICAL SYSTEMS' ELSE 'Philips' END
0008103E LO - 1 'Head ' || (s % 50)|00081030 LO - 1 'Study ' || (s % 200)|00180015 CS - 1 CASE s % 4 WHEN 0 THEN 'HEAD' WHEN 1 THEN 'CHEST' ELSE 'ABDOMEN' END
00180050 DS - 1 (s % 9 + 1) || '.5'|00185100 CS - 1 'HFS'|00101010 AS - 1 lpad(CAST(s % 99 AS VARCHAR), 3, '0') || 'Y'
00101030 DS - 1 CAST(50 + s % 70 AS VARCHAR)|00200037 DS - 1 '1'|00200037 DS - 2 '0'|00200037 DS - 3 '0'|00200037 DS - 4 '0'|00200037 DS - 5 '1'|00200037 DS - 6 '0'
00280002 US - 1 '1'|00280004 CS - 1 'MONOCHROME2'|00280010 US - 1 '512'|00280011 US - 1 '512'|00280030 DS - 1 '0.' || (400 + s % 300)|00280030 DS - 2 '0.' || (400 + s % 300)
00280100 US - 1 '16'|00280101 US - 1 '12'|00280102 US - 1 '11'|00280103 US - 1 '0'|00280301 CS - 1 'NO'|00282110 CS - 1 '00'
00180060 DS CT 1 CAST(80 + 20 * (s % 4) AS VARCHAR)|00180090 DS CT 1 '500'|00181100 DS CT 1 CAST(200 + s % 300 AS VARCHAR)|00181120 DS CT 1 '0'|00181160 SH CT 1 'BODY'
00181190 DS CT 1 '1.2'|00181210 SH CT 1 'B' || (20 + s % 50) || 'f'|00181150 IS CT 1 '500'|00281054 LO CT 1 'HU'|00189311 FD CT 1 '0.9'|00180022 CS CT 1 'HELICAL MODE'
00180020 CS MR 1 'SE'|00180021 CS MR 1 'SK'|00180023 CS MR 1 '2D'|00180080 DS MR 1 CAST(400 + s % 3000 AS VARCHAR)|00180081 DS MR 1 (5 + s % 100) || '.25'
00180083 DS MR 1 '2'|00180084 DS MR 1 '63.' || (600000 + s % 1000)|00180085 SH MR 1 '1H'|00180087 DS MR 1 '1.5'|00180091 IS MR 1 '1'|00180095 DS MR 1 '130'
00181314 DS MR 1 CAST(10 + s % 80 AS VARCHAR)|00181310 US MR 1 '0'|00181310 US MR 2 '256'|00181310 US MR 3 '192'|00181310 US MR 4 '0'|00181312 CS MR 1 'ROW'|00180025 CS MR 1 'N'`;
/** The same by the number i of the image too: a row for each. */
const VARYING = `
00200013 IS - 1 CAST(i AS VARCHAR)|00201041 DS - 1 CAST(i * 5 AS VARCHAR) || '.0'|00181151 IS CT 1 CAST(100 + (s + i) % 200 AS VARCHAR)|00281050 DS MR 1 CAST(400 + (s + i) % 50 AS VARCHAR)`;

const { HEADER_TABLES } = await import(join(resolve(dist), 'scan', 'header-tables.js'));
const instance = await DuckDBInstance.create(':memory:');
const sql = await instance.connect();
const rows = await writeHeaders();

async function writeHeaders() {
  const lines = (text) =>
    text
      .trim()
      .split(/[|\n](?=[0-9A-F]{8} )/)
      .map((line) => line.split(' '));
  const select = ([path, vr, modality, number, ...value], isVarying) => `
    SELECT '1.2.826.0.1.3680043.9.' || s AS series_instance_uid, ${isVarying ? "'1.2.826.0.1.3680043.8.' || s || '.' || i" : 'CAST(NULL AS VARCHAR)'} AS sop_instance_uid,
      CAST(NULL AS INTEGER) AS frame, '${path}' AS path, '${path}' AS tag, CAST(NULL AS VARCHAR) AS private_creator, '${vr}' AS vr, ${number} AS value_index,
      ${value.join(' ')} AS value, CAST(NULL AS VARCHAR) AS code_value, CAST(NULL AS VARCHAR) AS code_scheme, CAST(NULL AS VARCHAR) AS code_scheme_version,
      CAST(NULL AS VARCHAR) AS code_meaning, ${isVarying ? 1 : 40} AS n_instances
    FROM range(${series}) t(s) ${isVarying ? 'CROSS JOIN range(1, 41) u(i)' : ''} ${modality === '-' ? '' : `WHERE s % 2 = ${modality === 'CT' ? 0 : 1}`}`;
  const elements = [
    ...lines(SHARED).map((line) => select(line, false)),
    ...lines(VARYING).map((line) => select(line, true)),
  ].join(' UNION ALL ');
  const instances = `
    SELECT 0 AS root, s || '/' || i AS source_id, CAST(NULL AS VARCHAR) AS member, CAST(1 AS BIGINT) AS file_size, CAST(1 AS BIGINT) AS header_bytes,
      '1.2.840.10008.1.2.1' AS transfer_syntax_uid, CASE s % 2 WHEN 0 THEN '1.2.840.10008.5.1.4.1.1.2' ELSE '1.2.840.10008.5.1.4.1.1.4' END AS sop_class_uid,
      '1.2.826.0.1.3680043.8.' || s || '.' || i AS sop_instance_uid, '1.2.826.0.1.3680043.9.' || s AS series_instance_uid,
      '1.2.826.0.1.3680043.7.' || (s // 4) AS study_instance_uid, 'P' || (s // 8) AS patient_key, CAST(NULL AS VARCHAR) AS issuer, 'A' || (s // 4) AS accession_key,
      CASE s % 2 WHEN 0 THEN 'CT' ELSE 'MR' END AS modality, CAST(s % 4 AS INTEGER) AS series_number, CAST(i AS INTEGER) AS instance_number, 1 AS number_of_frames,
      512 AS rows, 512 AS columns, '20190101101530' AS acquisition_datetime, 1 AS n_instances, 'image' AS kind, 'ok' AS status, CAST(NULL AS VARCHAR) AS finding_codes
    FROM range(${series}) t(s) CROSS JOIN range(1, 41) u(i)`;
  const tables = {
    elements: `SELECT * FROM (${elements}) ORDER BY series_instance_uid, path, value_index, sop_instance_uid`,
    instances,
    ...Object.fromEntries(
      ['sr_items', 'segments', 'references', 'findings'].map((name) => [name, formatEmpty(name)]),
    ),
  };
  for (const [name, query] of Object.entries(tables)) {
    mkdirSync(join(headers, name), { recursive: true });
    await sql.run(
      `COPY (${query}) TO '${join(headers, name, 'part-00000.parquet')}' (FORMAT parquet, COMPRESSION zstd)`,
    );
  }
  const manifest = {
    tool_version: '0',
    form: 1,
    inputs: [{ path: 'bench', kind: 'folder' }],
    attributes: { list: 'core', sha256: '' },
    counts: {},
    files: {},
  };
  writeFileSync(join(headers, 'manifest.json'), JSON.stringify(manifest));
  await sql.run(
    `COPY (SELECT DISTINCT 'P' || (s // 8) AS patient_id, s // 8 + 1 AS person_id FROM range(${series}) t(s)) TO '${join(work, 'persons.csv')}' (HEADER)`,
  );
  const reader = await sql.runAndReadAll(
    `SELECT count(*) FROM read_parquet('${join(headers, 'elements', '*.parquet')}')`,
  );
  return Number(reader.getRows()[0][0]);
}

function formatEmpty(name) {
  const types = { STRING: 'VARCHAR', INT32: 'INTEGER', INT64: 'BIGINT' };
  const columns = HEADER_TABLES[name].columns.map(
    (column) => `CAST(NULL AS ${types[column.type]}) AS "${column.name}"`,
  );
  return `SELECT ${columns.join(', ')} WHERE FALSE`;
}

function tell(name, seconds, more) {
  console.log(
    `${name.padEnd(44)} ${String(Math.round(rows / seconds)).padStart(7)} rows/CPU-s  ${rows} in ${seconds.toFixed(2)} CPU-s ${more}`,
  );
}

/** The program as a site runs it, in a process of its own. */
function map() {
  const main = join(resolve(dist), 'main.js');
  const options = [
    '--release',
    resolve(release),
    '--persons',
    join(work, 'persons.csv'),
    '--crosswalk',
    join(work, 'site'),
    '--out',
    join(work, 'omop'),
  ];
  const { stdout, stderr, status } = spawnSync(
    'python3',
    [
      '-c',
      'import resource, subprocess, sys\np = subprocess.run(sys.argv[1:], capture_output=True, text=True)\nsys.stderr.write(p.stderr)\nu = resource.getrusage(resource.RUSAGE_CHILDREN)\nprint(u.ru_utime + u.ru_stime, u.ru_maxrss)\nsys.exit(p.returncode)',
      process.execPath,
      main,
      'harvest',
      'map',
      headers,
      ...options,
      '--jobs',
      threads,
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const [seconds, peak] = stdout.trim().split('\n').at(-1).split(' ').map(Number);
  tell(
    `harvest map, ${threads} thread${threads === '1' ? '' : 's'}`,
    seconds,
    `(at most ${(peak / 1e6).toFixed(2)} GB)`,
  );
}

const BY_HAND = `
import csv, sys, time
folder, release, out = sys.argv[1:]
def table(name):
    with open(release + '/lookup/' + name, encoding='utf8', newline='') as f:
        return list(csv.DictReader(f, delimiter='\\t', quoting=csv.QUOTE_NONE))
concept = {row['attribute']: row['concept_id'] for row in table('attributes.tsv')}
value = {(row['attribute'], row['value']): row['concept_id'] for row in table('values.tsv')}
t = time.process_time()
with open(folder, encoding='utf8', newline='') as f, open(out, 'w', encoding='utf8', newline='') as g:
    writer = csv.writer(g, delimiter='\\t')
    for number, (series, tag, text) in enumerate(csv.reader(f, delimiter='\\t')):
        try: amount = float(text)
        except ValueError: amount = ''
        writer.writerow([number, series, concept.get(tag, 0), amount, value.get((tag, text), ''), text])
print(time.process_time() - t)
`;

async function byHand() {
  const text = join(work, 'elements.tsv');
  await sql.run(
    `COPY (SELECT series_instance_uid, path, value FROM read_parquet('${join(headers, 'elements', '*.parquet')}')) TO '${text}' (FORMAT csv, DELIMITER '\t', HEADER false)`,
  );
  const { stdout, stderr, status } = spawnSync(
    'python3',
    ['-c', BY_HAND, text, resolve(release), join(work, 'by-hand.tsv')],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  tell('python, csv and two dictionaries, no rules', Number(stdout), '');
}

map();
await byHand();
rmSync(work, { recursive: true });
