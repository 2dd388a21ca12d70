/** `harvest map --cdm`: procedures and visits of a CDM, its persons, its greatest ids; the CDM is a SQLite file, as a site has it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { findAbsentIds } from '../../../src/harvest/cdm-ids.js';
import { readSiteTable } from '../../../src/harvest/site-tables.js';
import { type CdmReader, openCdm } from '../../../src/load/cdm-reader.js';
import { type MapIn, mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';

const [IMAGING, CT, MR] = [4180938, 4300757, 4013636];
const [CT_HEAD, MR_HEAD, CT_CHEST, LOINC_CT, OPERATION] = [11, 12, 13, 14, 15];
const [HEAD, CHEST, BRAIN] = [101, 102, 103];
/** `readTable` of HEAD and CHEST as an Athena build would have them. */
const SITES = { HEAD, CHEST };

beforeAll(async () => {
  release = await publishMini(await newFolder());
  const file = join(release, 'lookup', 'sites.tsv');
  const lines = readFileSync(file, 'utf8').split('\n');
  const mended = lines.map((line) => {
    const [value = '', code, name, id] = line.split('\t');
    const site = SITES[value as keyof typeof SITES];
    return site === undefined ? line : [value, code, name, id, site, 'Spec Anatomic Site'].join('\t');
  });
  writeFileSync(file, mended.join('\n'));
}, 60_000);

async function makeCdm(sql: string): Promise<string> {
  const file = join(await newFolder(), 'cdm.db');
  const database = new Database(file);
  const pairs = [
    [IMAGING, CT],
    [IMAGING, MR],
    [IMAGING, CT_HEAD],
    [IMAGING, MR_HEAD],
    [IMAGING, CT_CHEST],
    [CT, CT_HEAD],
    [MR, MR_HEAD],
    [CT, CT_CHEST],
    [HEAD, BRAIN],
  ];
  database.exec(`
    CREATE TABLE person (person_id integer PRIMARY KEY);
    CREATE TABLE procedure_occurrence (procedure_occurrence_id integer PRIMARY KEY, person_id integer, procedure_concept_id integer, procedure_date text, procedure_source_value text, visit_occurrence_id integer);
    CREATE TABLE visit_occurrence (visit_occurrence_id integer PRIMARY KEY, person_id integer, visit_concept_id integer, visit_start_date text, visit_end_date text);
    CREATE TABLE concept (concept_id integer PRIMARY KEY, domain_id text, vocabulary_id text, concept_code text);
    CREATE TABLE concept_ancestor (ancestor_concept_id integer, descendant_concept_id integer);
    CREATE TABLE concept_relationship (concept_id_1 integer, concept_id_2 integer, relationship_id text, invalid_reason text);
    INSERT INTO concept VALUES (${LOINC_CT}, 'Procedure', 'LOINC', '24727-0'), (${OPERATION}, 'Procedure', 'SNOMED', '1');
    INSERT INTO concept_ancestor VALUES ${pairs.map((pair) => `(${pair.join(', ')})`).join(', ')};
    INSERT INTO concept_relationship VALUES (${CT_HEAD}, ${BRAIN}, 'Has dir proc site', NULL), (${MR_HEAD}, ${HEAD}, 'Has proc site', NULL), (${CT_CHEST}, ${CHEST}, 'Has dir proc site', NULL);
    ${sql}`);
  database.close();
  return file;
}

async function withCdm<T>(sql: string, use: (cdm: CdmReader) => Promise<T>): Promise<T> {
  const cdm = await openCdm(`sqlite:${await makeCdm(sql)}`, '/', {});
  try {
    return await use(cdm);
  } finally {
    await cdm.close();
  }
}

interface Study {
  readonly what: string;
  /** A procedure or several: concept, days from 2020-01-02, source value. */
  readonly procedures: readonly (readonly [concept: number, day: string, source?: string])[];
  readonly accession?: string;
  readonly bodyPart?: string;
  /** Which of the procedures it is, from 0; undefined for one of its own. */
  readonly expected: number | undefined;
}

/** Each of its own person, all in one harvest. */
const STUDIES: readonly Study[] = [
  { what: 'the one of its day', procedures: [[CT, '2020-01-02']], expected: 0 },
  { what: 'a descendant, a day later', procedures: [[CT_HEAD, '2020-01-03']], expected: 0 },
  { what: 'two days later', procedures: [[CT, '2020-01-04']], expected: undefined },
  { what: 'a day as R writes it', procedures: [[CT, '1577923200.0']], expected: 0 },
  { what: 'a day without hyphens', procedures: [[CT, '20200102']], expected: 0 },
  { what: 'Imaging alone', procedures: [[IMAGING, '2020-01-02']], expected: 0 },
  { what: "LOINC's radiology", procedures: [[LOINC_CT, '2020-01-02']], expected: 0 },
  { what: 'an operation', procedures: [[OPERATION, '2020-01-02']], expected: undefined },
  { what: 'another modality', procedures: [[MR_HEAD, '2020-01-02']], expected: undefined },
  {
    what: 'another modality with its accession number',
    procedures: [[MR, '2020-01-02', 'A9']],
    accession: 'A9',
    expected: 0,
  },
  {
    what: 'two that nothing tells apart',
    procedures: [
      [CT, '2020-01-02'],
      [CT, '2020-01-01'],
    ],
    expected: undefined,
  },
  {
    what: 'two, one with its accession number',
    procedures: [
      [CT, '2020-01-02', 'x'],
      [CT, '2020-01-02', 'A11'],
    ],
    accession: 'A11',
    expected: 1,
  },
  {
    what: 'two, one of its modality',
    procedures: [
      [IMAGING, '2020-01-02'],
      [CT, '2020-01-02'],
    ],
    expected: 1,
  },
  {
    what: 'two, one of its site',
    procedures: [
      [CT_CHEST, '2020-01-02'],
      [CT_HEAD, '2020-01-02'],
    ],
    bodyPart: 'HEAD',
    expected: 1,
  },
  { what: 'another site', procedures: [[CT_CHEST, '2020-01-02']], bodyPart: 'HEAD', expected: undefined },
  {
    what: "another study's accession number",
    procedures: [[CT, '2020-01-02', 'A9']],
    accession: 'A15',
    expected: undefined,
  },
];
const personOf = (at: number) => 100 + at;
const procedureOf = (at: number, which: number) => 5000 + at * 10 + which;

async function harvest(studies: readonly Study[], options: MapIn = {}, more = '') {
  const folder = await newFolder();
  const uid = (at: number) => `1.2.${at}.1`;
  await writeHeaderTables(join(folder, 'headers'), {
    instances: studies.map(({ accession = null }, at) =>
      instanceOf(`${uid(at)}.1`, {
        series_instance_uid: uid(at),
        study_instance_uid: `1.2.${at}`,
        patient_key: `P${at}`,
        accession_key: accession,
      }),
    ),
    elements: studies.flatMap(({ bodyPart }, at) => [
      elementOf('00080021', 'DA', '20200102', { series_instance_uid: uid(at) }),
      ...(bodyPart === undefined
        ? []
        : [elementOf('00180015', 'CS', bodyPart, { series_instance_uid: uid(at) })]),
    ]),
  });
  const procedures = studies.flatMap((study, at) =>
    study.procedures.map(([concept, day, source], which) =>
      [
        procedureOf(at, which),
        personOf(at),
        concept,
        `'${day}'`,
        source === undefined ? 'NULL' : `'${source}'`,
        which === 0 ? 70 + at : 'NULL',
      ].join(', '),
    ),
  );
  const sql = `${procedures.length === 0 ? '' : `INSERT INTO procedure_occurrence VALUES ${procedures.map((row) => `(${row})`).join(', ')};`} ${more}`;
  const persons = `patient_id,person_id\n${studies.map((_, at) => `P${at},${personOf(at)}\n`).join('')}`;
  await withCdm(sql, (cdm) =>
    mapIn(folder, release, {
      ...options,
      settings: { identified: true, idBase: undefined, procedureBase: undefined, ...options.settings },
      site: { persons, ...options.site },
      request: { cdm },
    }),
  );
  return (file: string) => readTable(folder, file);
}

describe('procedures of the CDM', () => {
  test('narrowed by accession number, modality and site; exactly one left is the one', async () => {
    const read = await harvest(STUDIES);
    const own = new Set(read('PROCEDURE_OCCURRENCE.csv').map((row) => row.procedure_occurrence_id));
    const found = read('IMAGE_OCCURRENCE.csv').map((row) => {
      const at = Number(row.person_id) - 100;
      const id = Number(row.procedure_occurrence_id);
      return [STUDIES[at]?.what, own.has(String(id)) ? undefined : id - procedureOf(at, 0)];
    });
    expect(found).toEqual(STUDIES.map(({ what, expected }) => [what, expected]));
    expect(read('findings.tsv')).toContainEqual({
      code: 'procedure-ambiguous',
      attribute: '',
      value: '',
      n_series: '1',
    });
    // New ids follow the greatest of the CDM; a procedure that is linked brings its visit.
    expect(Math.min(...[...own].map(Number))).toBeGreaterThan(procedureOf(STUDIES.length - 1, 0));
    expect(read('IMAGE_OCCURRENCE.csv')[0]).toMatchObject({
      image_occurrence_id: '1',
      visit_occurrence_id: '70',
    });
  });

  test('days of a shifted CDM are held against shifted ones; those of harvests are not taken for its own', async () => {
    const studies: readonly Study[] = [
      { what: 'shifted', procedures: [[CT, '2019-12-23']], expected: 0 },
      { what: 'of a harvest', procedures: [[CT, '2020-01-02']], expected: undefined },
    ];
    const read = await harvest(
      studies,
      {
        settings: { identified: false, cdmIsShifted: true },
        site: { shifts: 'person_id,shift_days\n100,10\n101,0\n' },
      },
      `CREATE TABLE harvest_run (table_name text, first_id integer, last_id integer); INSERT INTO harvest_run VALUES ('procedure_occurrence', ${procedureOf(1, 0)}, ${procedureOf(1, 5)});`,
    );
    const ids = read('IMAGE_OCCURRENCE.csv').map((row) => Number(row.procedure_occurrence_id));
    expect(ids).toEqual([procedureOf(0, 0), procedureOf(1, 0) + 2]);
  });
});

test('the visit that the day lies in; inpatient before others; none of two', async () => {
  const none: Study = { what: '', procedures: [], expected: undefined };
  const visit = (id: number, person: number, concept: number, start: string, end: string) =>
    `INSERT INTO visit_occurrence VALUES (${id}, ${person}, ${concept}, '${start}', ${end});`;
  const read = await harvest(
    [none, none, none],
    {},
    [
      visit(1, 100, 9202, '2020-01-01', "'2020-01-02'"),
      visit(2, 100, 9202, '2020-02-01', 'NULL'),
      visit(3, 101, 9202, '2020-01-02', 'NULL'),
      visit(4, 101, 9201, '2019-12-30', "'2020-01-05'"),
      visit(5, 102, 9202, '2020-01-02', 'NULL'),
      visit(6, 102, 9202, '2020-01-02', 'NULL'),
    ].join('\n'),
  );
  expect(read('IMAGE_OCCURRENCE.csv').map((row) => row.visit_occurrence_id)).toEqual(['1', '4', '']);
  expect(read('findings.tsv')).toContainEqual({
    code: 'visit-ambiguous',
    attribute: '',
    value: '',
    n_series: '1',
  });
});

test('ids that the CDM does not have: an error with their lines', async () => {
  await withCdm('INSERT INTO person VALUES (7), (9);', async (cdm) => {
    const read = (kind: 'persons' | 'procedures' | 'visits', text: string) => {
      const table = readSiteTable(kind, Buffer.from(text), `${kind}.csv`).value;
      return table ? findAbsentIds(cdm, kind, table, `${kind}.csv`) : [];
    };
    expect(await read('persons', 'patient_id,person_id\nP1,7\nP2,8\nP3,9\nP4,10\n')).toMatchObject([
      {
        code: 'site-id-absent',
        severity: 'error',
        at: { file: 'persons.csv', line: 3 },
        message: '2 rows have a person_id that the CDM does not: line 3, 5',
        fix: expect.stringContaining('--cdm'),
      },
    ]);
    expect(await read('persons', 'patient_id,person_id\nP1,7\n')).toEqual([]);
    expect(await read('procedures', 'accession_number,procedure_occurrence_id\nA,1\n')).toMatchObject([
      { code: 'site-id-absent', at: { line: 2 } },
    ]);
    expect(await read('visits', 'visit_occurrence_id,accession_number\n1,A\n')).toMatchObject([
      { message: expect.stringContaining('visit_occurrence_id') },
    ]);
  });
});

test('what is no CDM is told', async () => {
  const folder = await newFolder();
  writeFileSync(join(folder, 'text.db'), 'no database, but long enough to be looked at as one');
  const fault = (message: string) => ({ message: expect.stringContaining(message), fix: expect.any(String) });
  await expect(openCdm('mysql:x', folder, {})).rejects.toMatchObject(fault('is no CDM'));
  await expect(openCdm('sqlite:none.db', folder, {})).rejects.toMatchObject(fault('is not there'));
  await expect(openCdm('sqlite:text.db', folder, {})).rejects.toMatchObject(fault('cannot read the CDM'));
  await expect(openCdm('duckdb:text.db', folder, {})).rejects.toMatchObject(fault('cannot read the CDM'));
  execFileSync('mkfifo', [join(folder, 'pipe.db')]);
  await expect(openCdm('sqlite:pipe.db', folder, {})).rejects.toMatchObject(fault('it is a pipe'));
  await expect(openCdm('duckdb:pipe.db', folder, {})).rejects.toMatchObject(fault('it is a pipe'));
  const cdm = await openCdm(`sqlite:${await makeCdm('')}`, folder, {});
  await expect(cdm.rows('SELECT nothing FROM person')).rejects.toMatchObject(fault('nothing'));
  await expect(cdm.rows('DELETE FROM person')).rejects.toMatchObject(fault('cannot read the CDM'));
  await cdm.close();
});
