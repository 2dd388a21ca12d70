import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let folder = '';
const read = (file: string, out = 'omop') => readTable(folder, file, out);
const PROCEDURES = [
  'accession_number,study_instance_uid,procedure_occurrence_id,visit_occurrence_id',
  'A1,,5002,62',
  'A1,,5001,61',
  'A1,,5003,',
  ',1.3,5009,69',
  'A2,,5004,60',
].join('\n');

beforeAll(async () => {
  folder = await newFolder();
  const release = await publishMini(folder);
  const series = ['1.2.3', '1.2.4', '1.3.1', '1.4.1'];
  await writeHeaderTables(join(folder, 'headers'), {
    instances: series.map((uid) =>
      instanceOf(`${uid}.1`, {
        series_instance_uid: uid,
        study_instance_uid: uid.slice(0, 3),
        accession_key: uid.startsWith('1.2') ? 'A1' : 'A2',
      }),
    ),
    elements: series.map((uid) => elementOf('00080021', 'DA', '20200102', { series_instance_uid: uid })),
  });
  await mapIn(folder, release, { out: 'before' });
  await mapIn(folder, release, { site: { procedures: PROCEDURES } });
});

describe('several procedures of one study', () => {
  test('the first is that of its images, with its own visit; the others stand beside it', () => {
    const links = read('IMAGE_OCCURRENCE.csv').map((row) => [
      row.image_occurrence_id,
      row.procedure_occurrence_id,
      row.visit_occurrence_id,
    ]);
    expect(links).toEqual([
      ['1', '5001', '61'],
      ['2', '5001', '61'],
      ['3', '5009', '69'],
      ['4', '5004', '60'],
    ]);
    const all = read('occurrence_procedure.tsv').map((row) => Object.values(row).join(' '));
    expect(all).toEqual([
      '1 5001 1',
      '1 5002 2',
      '1 5003 3',
      '2 5001 1',
      '2 5002 2',
      '2 5003 3',
      '3 5009 1',
      '4 5004 1',
    ]);
    expect(read('findings.tsv').find(({ code }) => code === 'procedure-several')).toMatchObject({
      n_series: '1',
    });
  });

  test('FACT_RELATIONSHIP joins them in both directions', () => {
    const facts = read('FACT_RELATIONSHIP.csv').map((row) => Object.values(row).join(' '));
    expect(facts).toEqual([
      '10 5001 10 5002 0',
      '10 5001 10 5003 0',
      '10 5002 10 5001 0',
      '10 5003 10 5001 0',
    ]);
    expect(read('FACT_RELATIONSHIP.csv', 'before')).toEqual([]);
  });

  test('the procedures that were made before the site named its own are told as gone', () => {
    expect(read('PROCEDURE_OCCURRENCE.csv', 'before').map((row) => row.procedure_occurrence_id)).toEqual([
      '1',
      '2',
      '3',
    ]);
    expect(read('PROCEDURE_OCCURRENCE.csv')).toEqual([]);
    expect(read('deleted.tsv').map((row) => `${row.table_name} ${row.id}`)).toEqual([
      'procedure_occurrence 1',
      'procedure_occurrence 2',
      'procedure_occurrence 3',
    ]);
  });
});
