import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { openEngine } from '../../../src/harvest/engine.js';
import { explainRow } from '../../../src/harvest/explain.js';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';
let folder = '';
const read = (file: string, out = 'omop') => readTable(folder, file, out);
const explain = async (id: number) => {
  const engine = await openEngine({ folder: await newFolder(), threads: 1, memory: 500 });
  try {
    return await explainRow(engine, {
      table: 'PERSON',
      id,
      site: join(folder, 'site'),
      headers: [join(folder, 'headers')],
    });
  } finally {
    engine.close();
  }
};

/** Patient -> what the headers of each of its series say: sex, birth date, age. */
const PATIENTS: Readonly<Record<string, readonly (readonly (string | undefined)[])[]>> = {
  P1: [['M', '19600101']],
  'MRN-0042': [
    ['F', '19500615'],
    ['F', '19500615'],
    ['M', '19510615'],
  ],
  'MRN-0043': [['O', undefined, '045Y']],
  'MRN-0044': [['M', '00000000', '102Y']],
  'MRN-0045': [['F', '19991340', '12']],
  'MRN-0046': [[undefined, '1980']],
};

beforeAll(async () => {
  folder = await newFolder();
  release = await publishMini(folder);
  const series = Object.entries(PATIENTS).flatMap(([patient, all], at) =>
    all.map((said, index) => ({ patient, said, uid: `1.${at + 1}.${index + 1}`, study: `1.${at + 1}` })),
  );
  await writeHeaderTables(join(folder, 'headers'), {
    instances: series.map(({ patient, uid, study }) =>
      instanceOf(`${uid}.1`, { patient_key: patient, series_instance_uid: uid, study_instance_uid: study }),
    ),
    elements: series.flatMap(({ uid, said: [sex, birth, age] }) => {
      const at = { series_instance_uid: uid };
      return [
        elementOf('00080020', 'DA', '20200301', at),
        ...(sex === undefined ? [] : [elementOf('00100040', 'CS', sex, at)]),
        ...(birth === undefined ? [] : [elementOf('00100030', 'DA', birth, at)]),
        ...(age === undefined ? [] : [elementOf('00101010', 'AS', age, at)]),
      ];
    }),
  });
  await mapIn(folder, release, { settings: { makePersons: true } });
});

describe('--make-persons', () => {
  test('sex and year of birth as most headers have them, else from the age; nobody is older than 90; the site keeps its own', () => {
    const rows = read('PERSON.csv').map((row) =>
      [row.gender_concept_id, row.year_of_birth, row.gender_source_value, row.birth_datetime].join(' '),
    );
    expect([...rows].sort()).toEqual(['0 1975 O ', '0 1980  ', '8507 1930 M ', '8532 1950 F ']);
    const ids = read('PERSON.csv').map((row) => row.person_id);
    expect(ids).toEqual(['9', '10', '11', '12']);
    expect(read('PERSON.csv').map((row) => row.person_source_value)).toEqual(ids);
    const imaged = new Set(read('IMAGE_OCCURRENCE.csv').map((row) => row.person_id));
    expect([...imaged].sort()).toEqual([...ids, '7'].sort());
  });

  test('without a year a person cannot be: refused with that reason; headers that differ are told', () => {
    expect(read('refused.tsv')).toContainEqual({ level: 'series', code: 'birth-year-missing', n: '1' });
    const told = read('findings.tsv').filter(({ code }) => code === 'person-conflict');
    expect(told.map((row) => [row.attribute, row.n_series])).toEqual([
      ['00100030', '3'],
      ['00100040', '3'],
    ]);
  });

  test('again: the same persons; with --identified the day of birth; without the option they are unknown', async () => {
    await mapIn(folder, release, { settings: { makePersons: true, identified: true }, out: 'named' });
    const named = read('PERSON.csv', 'named');
    expect(named.map((row) => row.person_id)).toEqual(read('PERSON.csv').map((row) => row.person_id));
    const woman = named.find((row) => row.year_of_birth === '1950');
    expect(woman).toMatchObject({ month_of_birth: '6', day_of_birth: '15' });
    expect(named.map((row) => row.year_of_birth).sort()).toEqual(['1918', '1950', '1975', '1980']);
    const { value } = await mapIn(folder, release, { out: 'without' });
    expect(value?.series).toEqual({ 'person-unknown': 7, used: 1 });
    expect(() => read('PERSON.csv', 'without')).toThrow();
  });

  test('harvest explain says whom a person stands for, and why that year', async () => {
    await mapIn(folder, release, { settings: { makePersons: true } });
    const id = read('PERSON.csv').find((row) => row.year_of_birth === '1975')?.person_id;
    const said = await explain(Number(id));
    expect(Object.fromEntries(said?.find(({ title }) => title === 'person')?.lines ?? [])).toMatchObject({
      'patient key': 'MRN-0043',
      sex: 'O',
      'year of birth from': 'age',
    });
    expect(said?.find(({ title }) => title === 'files')?.lines).toEqual([['1', '1.3.1.1.dcm']]);
  });
});
