/** The tables of R-CDM from a few headers: columns, cells, ids, what is told. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openEngine } from '../../../../src/harvest/engine.js';
import { type ExplainedTable, explainRow } from '../../../../src/harvest/explain.js';
import { digestsOf } from '../../../support/command-line.js';
import { mapIn, publishMini, readTable } from '../../../support/harvest.js';
import {
  codeOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../../support/header-tables.js';
import { useFolders } from '../../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';
let folder = '';
const read = (file: string) => readTable(folder, file);
const shifts = 'person_id,shift_days\n7,10\n';
const map = () => mapIn(folder, release, { profile: 'rcdm', site: { shifts } });

const image = (sop: string, cells: Readonly<Record<string, string | number>> = {}) =>
  instanceOf(sop, { rows: 512, columns: 256, instance_number: 1, ...cells });
const HEADERS: HeaderRows = {
  instances: [
    image('1.2.3.1'),
    image('1.2.3.2', { instance_number: 2 }),
    image('1.2.3.2', { instance_number: 2, source_id: 'copy.dcm' }),
    image('1.2.4.1', {
      series_instance_uid: '1.2.4',
      modality: 'PT',
      series_number: 2,
      number_of_frames: 30,
    }),
    image('1.2.5.1', { series_instance_uid: '1.2.5', modality: 'CR', series_number: 3, instance_number: '' }),
    image('1.2.6.1', { series_instance_uid: '1.2.6', modality: 'MR', series_number: 4, n_instances: 9 }),
    instanceOf('1.2.7.1', { series_instance_uid: '1.2.7', modality: 'SR', kind: 'sr' }),
  ].map((row) => ({ ...row, instance_number: row.instance_number === '' ? null : row.instance_number })),
  elements: [
    ...['1.2.3', '1.2.4', '1.2.5', '1.2.6'].flatMap((uid) => [
      elementOf('00080020', 'DA', '20200102', { series_instance_uid: uid }),
      elementOf('00080021', 'DA', '20200103', { series_instance_uid: uid }),
      elementOf('00080030', 'TM', '101112', { series_instance_uid: uid }),
      elementOf('00080070', 'LO', uid === '1.2.5' ? 'FUJIFILM' : 'SIEMENS', { series_instance_uid: uid }),
    ]),
    elementOf('00081030', 'LO', 'CT CHEST Zyqor'),
    elementOf('00180015', 'CS', 'CHEST'),
    elementOf('00180050', 'DS', '1.25', { sop_instance_uid: '1.2.3.1' }),
    elementOf('00180050', 'DS', '2.5', { sop_instance_uid: '1.2.3.2' }),
    codeOf('00081032', 'RPID16', 'RADLEX', 'CT CHEST'),
    codeOf('00081032', 'Zyqor', 'RADLEX', 'CT CHEST'),
  ],
};

beforeAll(async () => {
  release = await publishMini(await newFolder());
  folder = await newFolder();
  await writeHeaderTables(join(folder, 'headers'), HEADERS);
  const { value } = await map();
  expect(value?.profile).toEqual({
    radiology_occurrence: 1,
    radiology_image: 4,
    radiology_occurrence_radlex: 1,
  });
}, 60_000);

/** What is behind a row of the first harvest. */
async function explain(table: ExplainedTable, id: number) {
  const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
  const found = await explainRow(engine, {
    table,
    id,
    site: join(folder, 'site'),
    headers: [join(folder, 'headers')],
  });
  engine.close();
  return found && Object.fromEntries(found.map(({ title, lines }) => [title, Object.fromEntries(lines)]));
}

describe('R-CDM', () => {
  test('a study: its day is Study Date, its modalities as many as fit, frames count as images', () => {
    expect(read('RADIOLOGY_OCCURRENCE.csv')).toEqual([
      {
        radiology_occurrence_id: '1',
        person_id: '7',
        radiology_occurrence_date: '2019-12-23',
        radiology_occurrence_datetime: '2019-12-23 10:11:12',
        modality: 'CR\\CT\\MR',
        manufacturer: 'SIEMENS',
        protocol_concept_id: '4180938',
        protocol_source_value: 'CT CHEST _',
        count_of_series: '4',
        count_of_images: '42',
        radiology_note: '',
      },
    ]);
  });

  test('an image: the copy counts once, the path is a digest, the thickness its own', () => {
    const images = read('RADIOLOGY_IMAGE.csv');
    expect(images.map((row) => row.radiology_image_id)).toEqual(['1', '2', '3', '4']);
    expect(images[1]).toEqual({
      radiology_image_id: '2',
      radiology_occurrence_id: '1',
      radiology_series_id: '1',
      file_path: expect.stringMatching(/^[0-9a-f]{32}$/),
      body_part_source_value: 'CHEST',
      laterality_concept_id: '',
      series_type_concept_id: '',
      series_type_source_value: '',
      series_total_number: '2',
      series_serial_number: '2',
      image_resolution_rows: '512',
      image_resolution_columns: '256',
      CT_slice_thickness: '2.5',
    });
    expect(new Set(images.map((row) => row.file_path)).size).toBe(4);
    expect(images.map((row) => row.CT_slice_thickness)).toEqual(['1.25', '2.5', '', '']);
  });

  test('RadLex ids stand beside, in their own form alone', () => {
    expect(read('radiology_occurrence_radlex.tsv')).toEqual([
      { radiology_occurrence_id: '1', attribute: '00081032', radlex_id: 'RPID16' },
    ]);
  });

  test('what does not fit, has no place or stands for many images is told', () => {
    expect(read('profile_findings.tsv')).toEqual([
      { code: 'images-not-listed', table_name: 'radiology_image', column_name: 'radiology_image_id', n: '9' },
      { code: 'modality-list-cut', table_name: 'radiology_occurrence', column_name: 'modality', n: '1' },
      { code: 'place-unknown', table_name: 'radiology_image', column_name: 'series_serial_number', n: '1' },
    ]);
  });

  test('explain: an image by its file, a study by its series and files', async () => {
    expect(await explain('RADIOLOGY_IMAGE', 2)).toMatchObject({
      series: { 'series instance uid': '1.2.3', 'image occurrence id': '1' },
      files: { 1: '1.2.3.2.dcm', 2: 'copy.dcm' },
    });
    const study = await explain('RADIOLOGY_OCCURRENCE', 1);
    expect(study).toMatchObject({ series: { 'study instance uid': '1.2', 'procedure found by': 'imaging' } });
    expect(study?.files?.and).toBe('1 more');
    expect(await explain('RADIOLOGY_IMAGE', 99)).toBeUndefined();
  });

  test('images without a number: their place along the normal', async () => {
    const other = await newFolder();
    const at = (sop: string, z: string) =>
      ['0', '0', z].map((value, index) =>
        elementOf('00200032', 'DS', value, { sop_instance_uid: sop, value_index: index + 1 }),
      );
    await writeHeaderTables(join(other, 'headers'), {
      instances: ['1', '2', '3'].map((sop) => instanceOf(sop)),
      elements: [
        elementOf('00080021', 'DA', '20200102'),
        ...['1', '0', '0', '0', '1', '0'].map((value, index) =>
          elementOf('00200037', 'DS', value, { value_index: index + 1 }),
        ),
        ...at('1', '30'),
        ...at('2', '-5'),
        ...at('3', '7.5'),
      ],
    });
    await mapIn(other, release, { profile: 'rcdm' });
    const rows = readTable(other, 'RADIOLOGY_IMAGE.csv');
    expect(rows.map((row) => row.series_serial_number)).toEqual(['3', '1', '2']);
  });

  test('a second harvest gives the same bytes; ids stay, new images follow, gone ones are told', async () => {
    const first = digestsOf(join(folder, 'omop'));
    await map();
    expect(digestsOf(join(folder, 'omop'))).toEqual(first);
    const before = read('RADIOLOGY_IMAGE.csv');
    await writeHeaderTables(join(folder, 'headers'), {
      ...HEADERS,
      instances: [image('1.2.3.0'), ...HEADERS.instances.slice(1)],
    });
    await map();
    const after = read('RADIOLOGY_IMAGE.csv');
    expect(after.map((row) => row.radiology_image_id)).toEqual(['2', '3', '4', '5']);
    expect(after.slice(0, 3)).toEqual(before.slice(1));
    expect(read('deleted.tsv')).toContainEqual({ table_name: 'radiology_image', id: '1' });
  });

  const PATHS = [
    ['with --identified the path stands as it is', { identified: true }, '1.2.3.2.dcm'],
    ['with --local-path relative too', { localPath: 'relative' }, '1.2.3.2.dcm'],
    ['with --local-path absolute with the input before it', { localPath: 'absolute' }, '/images/1.2.3.2.dcm'],
    ['with both as --local-path says', { identified: true, localPath: 'hash' }, /^[0-9a-f]{32}$/],
  ] as const;
  test.each(PATHS)('%s', async (_what, settings, expected) => {
    const request = { site: join(folder, 'other') };
    await mapIn(folder, release, { profile: 'rcdm', settings, out: 'paths', request });
    const path = readTable(folder, 'RADIOLOGY_IMAGE.csv', 'paths')[1]?.file_path;
    expect(path).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
});
