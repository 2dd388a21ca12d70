import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { mapIn, readTable } from '../../support/harvest.js';
import { elementOf, type HeaderRows, instanceOf, writeHeaderTables } from '../../support/header-tables.js';
import { useSmallHarvests } from '../../support/small-harvest.js';

jest.setTimeout(120_000);
const { newFolder, getRelease, harvest } = useSmallHarvests();
const keyed = { settings: { identified: true } } as const;

describe('image occurrences', () => {
  test('one row for each series: ids, person, shifted day, replaced UIDs, modality as a standard procedure', async () => {
    const { read } = await harvest({}, { site: { shifts: 'person_id,shift_days\n7,10\n' } });
    const [row] = read('IMAGE_OCCURRENCE.csv');
    expect(row).toMatchObject({
      image_occurrence_id: '1',
      person_id: '7',
      procedure_occurrence_id: '1',
      image_occurrence_date: '2019-12-23',
      modality_concept_id: '4300757',
      anatomic_site_concept_id: '',
    });
    expect(row?.image_series_uid).toMatch(/^2\.25\.\d+$/);
  });

  const REFUSED: readonly [string, HeaderRows['instances'], string][] = [
    ['a patient that nobody knows', [instanceOf('1', { patient_key: 'P9' })], 'person-unknown'],
    ['no patient', [instanceOf('1', { patient_key: null })], 'patient-id-missing'],
    ['no study', [instanceOf('1', { study_instance_uid: null })], 'study-uid-missing'],
    [
      'two patients in one study',
      [instanceOf('1'), instanceOf('2', { patient_key: 'P2' })],
      'study-of-two-patients',
    ],
    [
      'one series in two studies',
      [instanceOf('1'), instanceOf('2', { study_instance_uid: '1.9' })],
      'series-of-two-studies',
    ],
  ];
  test.each(REFUSED)('%s: refused and counted', async (_what, instances, code) => {
    const { read, outcome } = await harvest({ instances });
    expect(outcome.value?.series).toEqual({ [code]: 1 });
    expect(read('IMAGE_OCCURRENCE.csv')).toEqual([]);
    expect(read('refused.tsv')).toContainEqual({ level: 'series', code, n: '1' });
  });

  test('person 0 only where the site asks for it', async () => {
    const { read } = await harvest(
      { instances: [instanceOf('1', { patient_key: 'P9' })] },
      { settings: { unmatched: 'zero' } },
    );
    expect(read('IMAGE_OCCURRENCE.csv')[0]).toMatchObject({ person_id: '0' });
  });

  test('each data set is counted once, with what became of it', async () => {
    const { outcome } = await harvest({
      instances: [
        instanceOf('1'),
        instanceOf('1', { source_id: 'copy.dcm' }),
        instanceOf('2', { kind: 'sr' }),
        instanceOf('3', { series_instance_uid: null }),
        instanceOf('4', { status: 'refused', n_instances: 0, series_instance_uid: '1.2.3' }),
      ],
    });
    expect(outcome.value?.instances).toEqual({
      'instance-repeated': 1,
      'not-an-image: sr': 1,
      'series-uid-missing': 1,
      unreadable: 1,
      used: 1,
    });
  });

  test('of copies that differ the one is used that the scan held for the first', async () => {
    const { read, outcome } = await harvest({
      instances: [
        instanceOf('1', { source_id: 'a', modality: 'MR', finding_codes: 'instance-conflict' }),
        instanceOf('1', { source_id: 'b' }),
      ],
    });
    expect(read('IMAGE_OCCURRENCE.csv')[0]).toMatchObject({ modality_concept_id: '4300757' });
    expect(outcome.value?.instances).toEqual({ 'instance-repeated': 1, used: 1 });
    expect(read('findings.tsv').map(({ code }) => code)).toContain('instance-conflict');
  });

  test('an image that stands in two series is one of the first alone, and told', async () => {
    const second = { series_instance_uid: '1.2.4', series_number: 2 };
    const echo = (value: string, cells: HeaderRows['elements'][number]) =>
      elementOf('00180081', 'DS', value, { n_instances: 1, ...cells });
    const { read, outcome } = await harvest({
      instances: [
        instanceOf('1', { source_id: 'a' }),
        instanceOf('1', { source_id: 'b', ...second }),
        instanceOf('2', { source_id: 'c', ...second }),
      ],
      elements: [
        echo('10', {}),
        echo('20', { sop_instance_uid: '1', ...second }),
        echo('30', { sop_instance_uid: '2', ...second }),
      ].map(({ series_number: _, ...each }) => each),
    });
    expect(outcome.value?.instances).toEqual({ 'instance-repeated': 1, used: 2 });
    const echoes = read('MEASUREMENT.csv').filter((row) => row.measurement_source_value === '00180081');
    expect(echoes.map((row) => row.value_as_number)).toEqual(['10.0', '30.0']);
    expect(read('findings.tsv')).toContainEqual({
      code: 'instance-of-two-series',
      attribute: '00080018',
      value: '',
      n_series: '1',
    });
  });

  test('who issued a Patient ID may be said in one series of a study alone; two issuers are two patients', async () => {
    const second = { series_instance_uid: '1.2.4' };
    const site = { persons: 'patient_id,issuer,person_id\nP1,,7\nP1,A,8\nP1,B,9\n' };
    const one = await harvest(
      { instances: [instanceOf('1'), instanceOf('2', { issuer: 'A', ...second })] },
      { site },
    );
    expect(one.read('IMAGE_OCCURRENCE.csv').map((row) => row.person_id)).toEqual(['8', '8']);
    const two = await harvest(
      { instances: [instanceOf('1', { issuer: 'B' }), instanceOf('2', { issuer: 'A', ...second })] },
      { site },
    );
    expect(two.outcome.value?.series).toEqual({ 'study-of-two-patients': 2 });
  });

  const DAYS: readonly [string, readonly (readonly [string, string])[], string][] = [
    ['the earliest of the series', [['00080021', '20200103']], '2020-01-02'],
    ['the old form', [['00080021', '2019.12.31']], '2019-12-31'],
    ['an impossible day gives way', [['00080021', '20191332']], '2020-01-02'],
    ['a day to come gives way', [['00080021', '20300101']], '2020-01-02'],
  ];
  test.each(DAYS)('its day: %s', async (_what, days, expected) => {
    const elements = days.map(([path, value]) =>
      elementOf(path, 'DA', value, { sop_instance_uid: '1.2.3.1' }),
    );
    const { read } = await harvest({ elements }, keyed);
    expect(read('IMAGE_OCCURRENCE.csv')[0]?.image_occurrence_date).toBe(expected);
  });

  test('no day at all: refused, never made up', async () => {
    const folder = await newFolder();
    await writeHeaderTables(join(folder, 'headers'), {
      instances: [instanceOf('1')],
      elements: [elementOf('00080021', 'DA', '00000000')],
    });
    const { value } = await mapIn(folder, getRelease());
    expect(value?.series).toEqual({ 'date-missing': 1 });
    expect(readTable(folder, 'IMAGE_OCCURRENCE.csv')).toEqual([]);
  });

  const MODALITIES: readonly [string | null, string, string | undefined][] = [
    ['MR', '4013636', undefined],
    ['MRI', '4013636', undefined],
    ['QQ', '4180938', 'modality-unknown'],
    [null, '4300757', undefined],
  ];
  test.each(MODALITIES)('modality %s', async (modality, concept, finding) => {
    const { read } = await harvest({ instances: [instanceOf('1', { modality })] });
    expect(read('IMAGE_OCCURRENCE.csv')[0]?.modality_concept_id).toBe(concept);
    const codes = read('findings.tsv').map(({ code }) => code);
    expect(codes.find((code) => code?.startsWith('modality'))).toBe(finding);
  });
});

describe('procedures and visits', () => {
  test('one for each study, however many series; none where the site knows it', async () => {
    const instances = [
      instanceOf('1', { accession_key: 'A1' }),
      instanceOf('2', { accession_key: 'A1', series_instance_uid: '1.2.4' }),
      instanceOf('3', {
        accession_key: 'A2',
        series_instance_uid: '1.3.1',
        study_instance_uid: '1.3',
        patient_key: 'P2',
      }),
    ];
    const procedures = 'accession_number,procedure_occurrence_id,visit_occurrence_id\nA2,5000,60\n';
    const { read } = await harvest({ instances }, { site: { procedures } });
    expect(read('PROCEDURE_OCCURRENCE.csv')).toMatchObject([
      {
        procedure_occurrence_id: '1',
        person_id: '7',
        procedure_concept_id: '4300757',
        procedure_source_value: '1',
      },
    ]);
    expect(
      read('IMAGE_OCCURRENCE.csv').map((row) => [row.procedure_occurrence_id, row.visit_occurrence_id]),
    ).toEqual([
      ['1', ''],
      ['1', ''],
      ['5000', '60'],
    ]);
  });

  test('the visit that the day lies in; none of two', async () => {
    const visits = (more = '') =>
      `visit_occurrence_id,person_id,visit_start_date,visit_end_date,visit_concept_id\n60,7,2020-01-01,2020-01-03,9202\n61,7,2020-02-01,2020-02-03,9202\n${more}`;
    const visitOf = async (text: string) =>
      (await harvest({}, { site: { visits: text } })).read('IMAGE_OCCURRENCE.csv')[0]?.visit_occurrence_id;
    expect(await visitOf(visits())).toBe('60');
    expect(await visitOf(visits('62,7,2020-01-02,2020-01-02,9202\n'))).toBe('');
    expect(await visitOf(visits('62,7,2019-12-30,2020-01-09,9201\n'))).toBe('62');
  });
});
