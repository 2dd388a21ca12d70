/** I-CDM, CHoRUS and DICOM2OMOP: what a small archive gives in their tables, and what is told of it. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { openEngine } from '../../../../src/harvest/engine.js';
import { type ExplainedTable, explainRow } from '../../../../src/harvest/explain.js';
import { readProfile, withOptional } from '../../../../src/harvest/profiles/profile.js';
import { formatProfileTables } from '../../../../src/harvest/profiles/profile-ddl.js';
import { digestsOf } from '../../../support/command-line.js';
import { type MapIn, mapIn, publishMini, readTable } from '../../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../../support/header-tables.js';
import { PROFILE_HEADERS, PROFILE_SITE } from '../../../support/profile-archive.js';
import { useFolders } from '../../../support/standard-document.js';

jest.setTimeout(180_000);
const newFolder = useFolders();
let release = '';
let folder = '';

/** Into a folder and a crosswalk of the same name. */
const map = (out: string, options: MapIn) =>
  mapIn(folder, release, {
    site: PROFILE_SITE,
    out,
    ...options,
    request: { site: join(folder, `site-${out}`), ...options.request },
  });
const read = (out: string, file: string) => readTable(folder, file, out);
/** RFC 4180. */
const readCommas = (...path: string[]) =>
  parse(readFileSync(join(folder, ...path), 'utf8'), { columns: true }) as Record<string, string>[];

async function explain(out: string, table: ExplainedTable, id: number) {
  const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
  const place = { site: join(folder, `site-${out}`), headers: [join(folder, 'headers')] };
  const found = await explainRow(engine, { table, id, ...place });
  engine.close();
  return found && Object.fromEntries(found.map(({ title, lines }) => [title, Object.fromEntries(lines)]));
}

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(await newFolder());
  await writeHeaderTables(join(folder, 'headers'), PROFILE_HEADERS);
  await map('icdm', { profile: 'icdm' });
  await map('chorus', { profile: 'chorus' });
}, 60_000);

describe('I-CDM', () => {
  test('a study: person and procedure are filled, the manufacturer is the manufacturer', () => {
    expect(read('icdm', 'imaging_study.csv').find((row) => row.person_id === '8')).toMatchObject({
      imaging_study_id: expect.stringMatching(/^2\.25\.\d+$/),
      procedure_occurrence_id: '5000',
      study_date: '2020-02-12',
      manufacturer: 'GE MEDICAL SYSTEMS',
      modality_concept_id: '4013636',
      modality_source_value: 'MR',
      number_of_series: '1',
      number_of_instance: '2',
    });
  });

  test('the items of a series, in numbers, concepts and units', () => {
    const rows = read('icdm', 'imaging_series.csv').filter((row) => row.filepath_id === '2');
    const item = (keyword: string) => rows.filter((row) => row.series_source_value === keyword);
    expect(item('SliceThickness')).toMatchObject([
      { value_as_number: '1.25', unit_source_value: 'mm', unit_concept_id: '8588' },
    ]);
    expect(item('Rows')).toMatchObject([{ value_as_number: '512' }]);
    expect(item('WindowCenter').map((row) => row.value_as_number)).toEqual(['40', '300']);
    expect(item('number_of_instance')).toMatchObject([{ value_as_number: '3' }]);
    expect(item('SeriesDescription')).toMatchObject([{ value_source_value: 'CHEST AXIAL' }]);
    expect(item('Laterality')).toMatchObject([
      { value_source_value: 'axial', value_as_concept_id: '4086896' },
    ]);
    expect(item('PatientPosition')[0]?.value_as_concept_id).toMatch(/^21282/);
  });

  test('black blood is Positive', () => {
    const blood = read('icdm', 'imaging_series.csv').filter((row) => row.series_source_value === 'BB/NonBB');
    expect(blood).toMatchObject([{ value_as_concept_id: '45884084', value_source_value: 'YES' }]);
  });

  test('folders: one for each study and each series, as digests; their size is that of the files', () => {
    const rows = read('icdm', 'filepath.csv');
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatchObject({ file_size: '5004', file_extension: 'dcm', ext_seriesuid: '' });
    expect(rows[1]).toMatchObject({ file_size: '3003', ext_seriesuid: expect.stringMatching(/^2\.25\./) });
    expect(rows.every((row) => /^[0-9a-f]{32}$/.test(row.filepath ?? ''))).toBe(true);
  });

  test('what a report says of a finding is an annotation of its series', async () => {
    const [, axis, volume] = read('icdm', 'imaging_annotation.csv');
    const series = read('icdm', 'filepath.csv')[1]?.ext_seriesuid;
    expect(axis).toMatchObject({
      unique_series_id: series,
      person_id: '7',
      annotation_source_value: '103339001^Long axis^SCT',
      value_as_number: '12.5',
      unit_source_value: 'mm',
    });
    expect(volume).toMatchObject({ value_as_number: '980.0', image_finding_id: axis?.image_finding_id });
    expect(await explain('icdm', 'IMAGING_ANNOTATION', Number(axis?.imaging_annotation_id))).toMatchObject({
      feature: { source: 'report', place: '1.1.3' },
      series: { 'series instance uid': '1.2.1' },
    });
  });

  test('explain: an item leads to its element, its series and files', async () => {
    const row = read('icdm', 'imaging_series.csv').find(
      (each) => each.series_source_value === 'SliceThickness',
    );
    expect(await explain('icdm', 'IMAGING_SERIES', Number(row?.imaging_series_id))).toMatchObject({
      element: { path: '00180050', value: '1.25' },
      series: { 'series instance uid': '1.2.1' },
      files: { 1: 'P1/1.2.1/IM1.dcm' },
    });
    expect(await explain('icdm', 'PROCEDURE_OCCURRENCE', 1)).toMatchObject({
      series: { 'study instance uid': '1.2', 'procedure found by': 'modality' },
    });
    expect(await explain('icdm', 'FILEPATH', 1)).toMatchObject({
      series: { 'study instance uid': '1.2' },
      files: { 5: 'P1/1.2.2/IM2.dcm' },
    });
  });

  test('with --identified: the folder that all files lie in; several folders are told', async () => {
    const other = await newFolder();
    await writeHeaderTables(join(other, 'headers'), {
      instances: [
        instanceOf('1', { source_id: 'disk/a/x/IM1' }),
        instanceOf('2', { source_id: 'disk/a/y/IM2' }),
      ],
      elements: [elementOf('00080021', 'DA', '20200102')],
    });
    await mapIn(other, release, { profile: 'icdm', settings: { identified: true } });
    expect(readTable(other, 'filepath.csv').map((row) => [row.filepath, row.file_name])).toEqual([
      ['disk/a', 'a'],
      ['disk/a', 'a'],
    ]);
    expect(readTable(other, 'profile_findings.tsv')).toEqual([
      { code: 'folders-several', table_name: 'filepath', column_name: 'filepath', n: '1' },
    ]);
  });
});

describe('CHoRUS', () => {
  test('a file of the registry: replaced, shifted, named as the release folder wants it', () => {
    expect(readCommas('chorus', 'image_registry.csv')[5]).toEqual({
      image_registry_id: '6',
      file_id: expect.stringMatching(/^2\.25\.\d+$/),
      proc_id: '5000',
      person_id: '8',
      group_id: '2',
      visit_id: '62',
      datetime: '2020-02-12 10:15:30',
      src_file: expect.stringMatching(/^8\/Images\/MR\/2\/2\.25\.\d+\/001\.dcm$/),
      trg_file: '',
    });
  });

  test('a file without a visit is refused and told; --visit-id nullable takes it', async () => {
    expect(read('chorus', 'registry_refused.tsv')).toMatchObject([
      { image_registry_id: '8', person_id: '9', code: 'visit-missing' },
    ]);
    const finding = { code: 'visit-missing', table_name: 'image_registry', column_name: 'visit_id', n: '1' };
    expect(read('chorus', 'profile_findings.tsv')).toEqual([finding]);
    await map('nullable', { profile: 'chorus', settings: { visitNullable: true } });
    expect(readCommas('nullable', 'image_registry.csv')[7]).toMatchObject({
      visit_id: '',
      datetime: '2020-03-05 00:00:00',
    });
    expect(read('nullable', 'profile_findings.tsv')).toMatchObject([{ code: 'time-missing', n: '1' }]);
  });

  test('procedures are Imaging procedure, by algorithm, in the range that is kept for images', async () => {
    expect(readCommas('chorus', 'PROCEDURE_OCCURRENCE.csv')[0]).toMatchObject({
      procedure_occurrence_id: '2000000000',
      procedure_concept_id: '4180938',
      procedure_type_concept_id: '32880',
      procedure_source_value: 'path: 7/Images, group: [1]',
    });
    const { value, diagnostics } = await map('low', { profile: 'chorus', settings: { procedureBase: 1 } });
    expect(value).toBeUndefined();
    expect(diagnostics).toMatchObject([
      {
        code: 'procedure-id-outside',
        severity: 'error',
        found: '3',
        fix: expect.stringContaining('--crosswalk'),
      },
    ]);
    expect(existsSync(join(folder, 'low'))).toBe(false);
  });

  test('the maps stay at the site, and a harvest can read them', async () => {
    const site = (file: string) => readCommas('site-chorus', file);
    expect(site('image_map.csv')[0]).toEqual({ accession_number: 'A1', image_occurrence_id: '1' });
    expect(site('personal_map.csv')[0]).toEqual({
      patient_id: 'P1',
      issuer: '',
      person_id: '7',
      shift_days: '-10',
    });
    expect(site('file_map.csv')[0]).toMatchObject({ source_file: 'P1/1.2.1/IM1.dcm', input: '0' });
    expect(existsSync(join(folder, 'chorus', 'image_map.csv'))).toBe(false);
    const persons = readFileSync(join(folder, 'site-chorus', 'personal_map.csv'), 'utf8');
    await map('again', {
      profile: 'chorus',
      site: {
        ...PROFILE_SITE,
        persons,
        shifts: persons,
        imageMap: 'accession_number,image_occurrence_id\nA2,77\n',
      },
    });
    const rows = readCommas('again', 'image_registry.csv');
    expect(rows.map((row) => row.group_id)).toEqual(['78', '78', '78', '78', '78', '77', '77']);
    expect(rows[0]?.datetime).toBe('2019-12-23 10:15:30');
  });

  test('a number given twice is made one of a kind', async () => {
    const other = await newFolder();
    await writeHeaderTables(join(other, 'headers'), {
      instances: [
        instanceOf('1', { instance_number: 4 }),
        instanceOf('2', { instance_number: 4 }),
        instanceOf('3'),
      ],
      elements: [elementOf('00080021', 'DA', '20200102')],
    });
    await mapIn(other, release, { profile: 'chorus', settings: { visitNullable: true } });
    const rows = parse(readFileSync(join(other, 'omop', 'image_registry.csv'), 'utf8'), { columns: true });
    const names = (rows as Record<string, string>[]).map((row) => row.src_file?.split('/').at(-1));
    expect(names.sort()).toEqual(['000.dcm', '004_1.dcm', '004_2.dcm']);
    expect(readTable(other, 'profile_findings.tsv').map((row) => row.code)).toEqual([
      'accession-missing',
      'time-missing',
    ]);
  });

  test('the same harvest again: the same bytes, here and at the site', async () => {
    const first = digestsOf(join(folder, 'chorus'));
    const map1 = readFileSync(join(folder, 'site-chorus', 'image_map.csv'), 'utf8');
    await map('chorus', { profile: 'chorus' });
    expect(digestsOf(join(folder, 'chorus'))).toEqual(first);
    expect(readFileSync(join(folder, 'site-chorus', 'image_map.csv'), 'utf8')).toBe(map1);
    expect(await explain('chorus', 'IMAGE_REGISTRY', 2)).toMatchObject({ files: { 1: 'P1/1.2.1/IM2.dcm' } });
  });
});

describe('profiles', () => {
  test('dicom2omop: the value is measurement_source_value', async () => {
    await map('dicom2omop', { profile: 'dicom2omop' });
    const rows = read('dicom2omop', 'MEASUREMENT.csv');
    expect(rows.every((row) => row.measurement_source_value === row.value_source_value)).toBe(true);
    expect(rows.map((row) => row.measurement_source_value)).toContain('1.25');
  });

  test('a type that no database is told, and its place', () => {
    const text =
      'file\ttable\tcolumn\ttype\trequired\nA.csv\ta\ta_id\tinteger\tyes\nA.csv\ta\tb\tinterger\t\n';
    const { diagnostics } = readProfile('rcdm', (file) => ({ file, text }));
    expect(diagnostics).toMatchObject([
      {
        code: 'profile-type-unknown',
        at: { file: 'profiles/rcdm.tsv', line: 3 },
        found: 'interger',
        fix: expect.stringContaining('types'),
      },
    ]);
  });

  test('each database in its own words; what a site may leave out is not NOT NULL', () => {
    const text =
      'file\ttable\tcolumn\ttype\trequired\nA.csv\ta\ta_id\tserial\tyes\nA.csv\ta\tat\ttimestamp\tyes\nsite/B.csv\tb\tc\ttext\t\n';
    const { value } = readProfile('rcdm', (file) => ({ file, text }));
    const lines = (dialect: 'mysql' | 'postgresql' | 'sqlite') =>
      formatProfileTables(withOptional(value, 'at'), dialect).split('\n').slice(2, 4);
    expect(lines('mysql')).toEqual(['  a_id integer AUTO_INCREMENT NOT NULL,', '  at datetime,']);
    expect(lines('postgresql')).toEqual(['  a_id serial NOT NULL,', '  at timestamp,']);
    expect(lines('sqlite')).toEqual(['  a_id integer NOT NULL,', '  at timestamp,']);
    expect(formatProfileTables(value, 'sqlite')).not.toContain('TABLE IF NOT EXISTS b');
  });

  test('a crosswalk that lost what it gave is refused: ids would be given again', async () => {
    rmSync(join(folder, 'site-icdm', 'run-000001', 'row.parquet'));
    await expect(map('icdm', { profile: 'icdm' })).rejects.toMatchObject({
      message: expect.stringContaining('row.parquet is not there'),
      fix: expect.stringContaining('put the folder back'),
    });
  });
});
