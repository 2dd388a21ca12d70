/**
 * Header tables of any size, the same for the same seed: `generate.mjs OUT ELEMENT_ROWS RELEASE [SEED]`. What is known of real archives is in the figures
 * below; what is not (which value an attribute has) is drawn evenly from the values that the release knows.
 *
 * - Instances in a series: 8.4 on average, as 47.4 million in 5.67 million (I-CDM); half of the series have one or two.
 * - Series in a study: 1 to 7, 31 images a study, as 87.2 million in 2.8 million (R-CDM); 1.6 studies a person.
 * - Elements: 60 attributes of the core list for each series. Of those that measure, 11 % differ within a series of several instances (measured on 14
 *   series with 996 instances); they have a row for each instance, as `harvest scan` writes them.
 * - Body Part Examined is empty or unknown in 9 % (R-CDM maps 91.11 %); 2 % of the persons are unknown to the site.
 * - Modalities: CT, MR, DX, US, CR, MG, PT, NM in falling order.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const [out, rowsWanted, release, seed = '1'] = process.argv.slice(2);
const TABLES = { sr_items: 'sr_items', segments: 'segments', references: 'references', findings: 'findings' };
const text = (names) => names.trim().split(/\s+/);

/** The feature attributes of the core list that the release knows, with VR and values. */
const read = (file) => {
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const heading = (lines[0] ?? '').split('\t');
  return lines
    .slice(1)
    .map((line) => Object.fromEntries(line.split('\t').map((cell, at) => [heading[at], cell])));
};
const attributes = new Map(
  read(join(release, 'lookup', 'attributes.tsv')).map((row) => [row.attribute, row]),
);
const ranges = new Set(
  read('mappings/harvest/variation.tsv')
    .filter((row) => row.class === 'range')
    .map((row) => row.attribute),
);
const paths = read('mappings/harvest/core-attributes.tsv')
  .filter(
    ({ path, use }) => use === 'feature' && path.length === 8 && attributes.has(path) && path !== '00180015',
  )
  .map(({ path }) => ({ path, vr: attributes.get(path).vr.slice(0, 2) }))
  .filter(({ vr }) => ['CS', 'DS', 'FD', 'IS', 'US', 'SH', 'LO'].includes(vr))
  .slice(0, 56);
const PER_SERIES = paths.length + 4;
/** Rows of a series: one for each attribute, and for those that differ one for each of its 8.4 instances. */
const varying = paths.filter(({ path, vr }) => ranges.has(path) && ['DS', 'FD', 'IS'].includes(vr)).length;
const perSeries = PER_SERIES + varying * 0.11 * 0.5 * 13;
const series = Math.max(1, Math.round(Number(rowsWanted) / perSeries));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const instance = await DuckDBInstance.create(join(out, '.work.duckdb'), {
  memory_limit: '4GB',
  threads: '2',
  temp_directory: join(out, '.spill'),
  preserve_insertion_order: 'false',
});
const connection = await instance.connect();
const run = (sql) => connection.run(sql);
/** An even number from 0 to below 1 that depends on a key and on what it is for. */
await run(`CREATE MACRO draw(key, purpose) AS (hash(key, purpose, ${Number(seed)}) % 1000003) / 1000003.0`);
await run(`CREATE TABLE attribute_of (place INTEGER, path VARCHAR, vr VARCHAR, varies BOOLEAN)`);
for (const [at, { path, vr }] of paths.entries()) {
  await run(
    `INSERT INTO attribute_of VALUES (${at}, '${path}', '${vr}', ${ranges.has(path) && ['DS', 'FD', 'IS'].includes(vr)})`,
  );
}
await run(
  `CREATE TABLE value_of AS SELECT attribute, list(DISTINCT value ORDER BY value) AS choices
   FROM read_csv('${join(release, 'lookup', 'values.tsv')}', delim = '\\t', header = true, quote = '', all_varchar = true) GROUP BY attribute`,
);
await run(
  `CREATE TABLE series AS
   SELECT s, s // 4 AS study, (s // 4) // 2 AS person, concat('1.2.826.', s // 4) AS study_uid, concat('1.2.826.', s // 4, '.', s) AS series_uid,
     CASE WHEN draw(s, 1) < 0.55 THEN 1 + CAST(floor(draw(s, 2) * 2) AS INTEGER) WHEN draw(s, 1) < 0.85 THEN 3 + CAST(floor(draw(s, 2) * 10) AS INTEGER)
       ELSE 13 + CAST(floor(draw(s, 2) * 48) AS INTEGER) END AS size,
     ['CT', 'MR', 'DX', 'US', 'CR', 'MG', 'PT', 'NM'][1 + CAST(floor(draw(s // 4, 3) * draw(s // 4, 4) * 8) AS INTEGER)] AS modality,
     strftime(DATE '2005-01-01' + CAST(floor(draw(s // 4, 5) * 7000) AS INTEGER), '%Y%m%d') AS day
   FROM range(${series}) t(s)`,
);
/** Series in a file: what is sorted at once fits into memory. */
const PIECE = 100_000;
/** `select` reads the series of `piece`. */
const copy = async (name, select, order) => {
  mkdirSync(join(out, name));
  for (let from = 0; from < series; from += PIECE) {
    const file = join(out, name, `part-${String(from / PIECE).padStart(5, '0')}.parquet`);
    await run(
      `CREATE OR REPLACE VIEW piece AS SELECT * FROM series WHERE s >= ${from} AND s < ${from + PIECE}`,
    );
    await run(
      `COPY (${select} ORDER BY ${order}) TO '${file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 200000)`,
    );
    if (order === '1') break;
  }
  const reader = await connection.runAndReadAll(
    `SELECT count(*) FROM read_parquet('${join(out, name, '*.parquet')}')`,
  );
  return Number(reader.getRows()[0][0]);
};
const instances = await copy(
  'instances',
  `SELECT 0::INTEGER AS root, concat('p', person, '/', s, '/', n) AS source_id, NULL::VARCHAR AS member, 500000::BIGINT AS file_size, 18000::BIGINT AS header_bytes,
     '1.2.840.10008.1.2.1' AS transfer_syntax_uid, '1.2.840.10008.5.1.4.1.1.2' AS sop_class_uid, concat(series_uid, '.', n) AS sop_instance_uid, series_uid AS series_instance_uid,
     study_uid AS study_instance_uid, concat('P', person) AS patient_key, NULL::VARCHAR AS issuer, concat('A', study) AS accession_key, modality, CAST(s % 4 AS INTEGER) AS series_number,
     CAST(n AS INTEGER) AS instance_number, NULL::INTEGER AS number_of_frames, 512::INTEGER AS rows, 512::INTEGER AS columns, concat(day, '101112') AS acquisition_datetime,
     1::INTEGER AS n_instances, 'image' AS kind, 'ok' AS status, NULL::VARCHAR AS finding_codes
   FROM (SELECT *, unnest(range(1, size + 1)) AS n FROM piece)`,
  's, n',
);
const number = (key) => `printf('%.2f', 0.5 + floor(draw(${key}, 11) * 400) / 4)`;
const drawValue = (key) =>
  `CASE WHEN a.vr IN ('DS', 'FD') THEN ${number(key)} WHEN a.vr IN ('IS', 'US') THEN CAST(CAST(floor(draw(${key}, 12) * 600) AS INTEGER) AS VARCHAR)
     ELSE coalesce(v.choices[1 + CAST(floor(draw(${key}, 14) * len(v.choices)) AS INTEGER)], concat('TEXT ', CAST(floor(draw(${key}, 13) * 200) AS INTEGER))) END`;
const row = (path, vr, value, sop, n, at) =>
  `SELECT series_uid AS series_instance_uid, ${sop} AS sop_instance_uid, NULL::INTEGER AS frame, ${path} AS path, ${path} AS tag, NULL::VARCHAR AS private_creator, ${vr} AS vr,
     1::INTEGER AS value_index, ${value} AS value, NULL::VARCHAR AS code_value, NULL::VARCHAR AS code_scheme, NULL::VARCHAR AS code_scheme_version, NULL::VARCHAR AS code_meaning,
     CAST(${n} AS INTEGER) AS n_instances, s, ${at} AS place`;
const differs = `(a.varies AND size > 1 AND draw(s * 100 + a.place, 6) < 0.11)`;
const drawn = 'LEFT JOIN value_of v ON v.attribute = a.path';
const elements = await copy(
  'elements',
  `SELECT * EXCLUDE (s, place) FROM (
   ${row("'00080021'", "'DA'", 'day', 'NULL::VARCHAR', 'size', '-4')} FROM piece
   UNION ALL ${row("'00080020'", "'DA'", 'day', 'NULL::VARCHAR', 'size', '-3')} FROM piece
   UNION ALL ${row("'0008103E'", "'LO'", "concat('SERIES ', s % 977)", 'NULL::VARCHAR', 'size', '-2')} FROM piece
   UNION ALL ${row("'00180015'", "'CS'", "CASE WHEN draw(s, 7) < 0.09 THEN 'REGION 7' ELSE ['CHEST', 'HEAD', 'ABDOMEN', 'KNEE', 'LSPINE'][1 + CAST(floor(draw(s, 8) * 5) AS INTEGER)] END", 'NULL::VARCHAR', 'size', '-1')} FROM piece
   UNION ALL ${row('a.path', 'a.vr', drawValue('s * 100 + a.place'), 'NULL::VARCHAR', 'size', 'a.place')} FROM piece CROSS JOIN attribute_of a ${drawn} WHERE NOT ${differs}
   UNION ALL ${row('a.path', 'a.vr', number('s * 100000 + a.place * 100 + n'), "concat(series_uid, '.', n)", '1', 'a.place')}
     FROM (SELECT piece.*, a, unnest(range(1, size + 1)) AS n FROM piece CROSS JOIN attribute_of a WHERE ${differs})
   )`,
  's, place, sop_instance_uid',
);
for (const name of Object.keys(TABLES)) {
  const columns = {
    sr_items: text(
      'sop_instance_uid series_instance_uid study_instance_uid item_path parent_path relationship value_type concept_code concept_scheme concept_scheme_version concept_meaning template_id template_resource value code_value code_scheme code_scheme_version code_meaning unit_code unit_scheme unit_meaning qualifier_code qualifier_scheme qualifier_meaning referenced_sop_class_uid referenced_sop_instance_uid referenced_segments referenced_frames referenced_item_path graphic_type observation_datetime',
    ),
    segments: text(
      'sop_instance_uid series_instance_uid study_instance_uid segment_number:INTEGER segmentation_type label description category_code category_scheme category_meaning type_code type_scheme type_meaning type_modifiers region_code region_scheme region_meaning region_modifiers algorithm_type algorithm_name algorithm_family_code algorithm_family_scheme algorithm_family_meaning algorithm_version algorithm_source algorithm_parameters tracking_id tracking_uid referenced_series_instance_uid content_datetime',
    ),
    references: text(
      'sop_instance_uid series_instance_uid path referenced_study_instance_uid referenced_series_instance_uid referenced_sop_class_uid referenced_sop_instance_uid',
    ),
    findings: text(
      'root:INTEGER source_id member sop_instance_uid offset:BIGINT path code severity message found expected',
    ),
  }[name];
  const nothing = columns
    .map((column) => column.split(':'))
    .map(([column, type = 'VARCHAR']) => `NULL::${type} AS "${column}"`);
  await copy(name, `SELECT * FROM (SELECT ${nothing.join(', ')}) WHERE FALSE`, '1');
}
await run(
  `COPY (SELECT DISTINCT concat('P', person) AS patient_id, person + 1 AS person_id FROM series WHERE draw(person, 9) >= 0.02 ORDER BY person_id) TO '${join(out, 'persons.csv')}' (FORMAT csv, HEADER true)`,
);
connection.closeSync();
instance.closeSync();
for (const name of ['.work.duckdb', '.work.duckdb.wal', '.spill'])
  rmSync(join(out, name), { recursive: true, force: true });
const manifest = {
  tool: 'generate',
  tool_version: '0',
  form: 1,
  inputs: [{ path: `generated with seed ${seed}`, kind: 'table' }],
  attributes: { list: 'core', sha256: '', count: paths.length },
  counts: { read: instances, bytes: 0, ok: instances, recovered: 0, refused: 0, skipped: 0 },
  files: {},
};
writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
console.log(
  JSON.stringify({
    series,
    instances,
    elements,
    perInstance: Number((elements / instances).toFixed(1)),
    perSeries: Number((instances / series).toFixed(2)),
  }),
);
