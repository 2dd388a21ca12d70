/** Structured reports: which items become rows, on which series, and that every item is accounted for. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type MapIn, mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, type HeaderRows, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, IMAGED, IMAGED_DAYS, itemsOf, REPORT, reportOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';

beforeAll(async () => {
  release = await publishMini(await newFolder());
  addReportCodes(release);
}, 60_000);

const reportElements = [
  ['0040A491', 'CS', 'PARTIAL'],
  ['0040A493', 'CS', 'UNVERIFIED'],
  ['00080023', 'DA', '20200103'],
  ['00080033', 'TM', '101112'],
].map(([path = '', vr = '', value = '']) => elementOf(path, vr, value, { series_instance_uid: '1.9' }));

async function harvest(rows: Partial<HeaderRows>, options: MapIn = {}, folder = '') {
  const place = folder === '' ? await newFolder() : folder;
  await writeHeaderTables(join(place, 'headers'), {
    instances: [...IMAGED, reportOf()],
    ...rows,
    elements: [...IMAGED_DAYS, ...reportElements, ...(rows.elements ?? [])],
  });
  const outcome = await mapIn(place, release, { settings: { identified: true }, ...options });
  return { folder: place, outcome, read: (file: string) => readTable(place, file, options.out) };
}

/** A measurement group as TID 1411 has it: volume of a nodule in the lung, its mean and its maximum. */
const GROUP = `1 - CONTAINER DCM:126000
1.1 obs PNAME DCM:121008 Zyqor^Wexlin
1.2 > CONTAINER DCM:125007
1.2.1 obs UIDREF DCM:112040 1.7.7
1.2.2 > CODE DCM:121071 SRT:M-03010
1.2.3 mod CODE SRT:G-C0E3 SRT:T-28000
1.2.4 > NUM SRT:G-D705 12.5 UCUM:mm3
1.2.4.1 mod CODE DCM:121401 SRT:R-00317
1.2.5 > NUM SRT:G-D705 20 UCUM:mm3
1.2.5.1 mod CODE DCM:121401 SRT:G-A437
1.2.5.2 prop CODE DCM:121402 SRT:G-A460
1.2.6 > CODE SCT:246120007 SCT:255508009
1.2.7 > TEXT DCM:121106 Zyqor_was_here
1.2.8 > IMAGE DCM:121191 1.2.3.1
1.2.9 > NUM SRT:G-D705 DCM:114000 UCUM:mm3
1.2.10 > NUM 99PMP:G1:Glycolysis_of_Wexlin 3.5 99X:q
1.2.11 > CODE 99PMP:Q1:Quality_of_Wexlin 99PMP:Q2:Wexlin`;

describe('a measurement report', () => {
  let read: Awaited<ReturnType<typeof harvest>>['read'];
  let outcome: Awaited<ReturnType<typeof harvest>>['outcome'];

  beforeAll(async () => {
    ({ read, outcome } = await harvest({ sr_items: itemsOf(GROUP) }));
  });

  test('numbers are measurements on the series of the image, with unit, and told apart by derivation', () => {
    const rows = read('MEASUREMENT.csv').filter(
      ({ measurement_source_value: name }) => name === 'G-D705^Volume^SRT',
    );
    expect(rows).toMatchObject([
      {
        measurement_concept_id: '4100002',
        measurement_source_concept_id: '4100001',
        value_as_number: '12.5',
      },
      { value_as_number: '20.0', unit_concept_id: '8686', unit_source_value: 'mm3' },
      { value_as_number: '', value_as_concept_id: '2128200008' },
    ]);
    expect(rows.map((row) => row.value_source_value)).toEqual([
      '12.5; Mean',
      '20; Maximum',
      '114000^Not a number^DCM',
    ]);
    expect(rows[0]).toMatchObject({
      person_id: '7',
      measurement_date: '2020-01-02',
      measurement_event_id: '1',
    });
  });

  test('codes are observations, or measurements where their name is one', () => {
    expect(read('OBSERVATION.csv')).toMatchObject([
      {
        observation_concept_id: '2128200001',
        value_as_concept_id: '4100006',
        obs_event_field_concept_id: '1147082',
      },
    ]);
    expect(read('MEASUREMENT.csv')).toContainEqual(
      expect.objectContaining({ measurement_concept_id: '4100010', value_as_concept_id: '4100011' }),
    );
  });

  test('each has a feature: finding, its number, its site, when and how far it was said', () => {
    const features = read('IMAGE_FEATURE.csv').filter(({ image_finding_id: finding }) => finding !== '');
    expect(features).toHaveLength(6);
    for (const feature of features) {
      expect(feature).toMatchObject({
        image_occurrence_id: '1',
        image_finding_concept_id: '4100006',
        image_finding_id: '1',
        anatomic_site_concept_id: '4100005',
        alg_datetime: '2020-01-03 10:11:12',
      });
    }
    const fields = features.map((feature) => feature.image_feature_event_field_concept_id).sort();
    expect(fields).toEqual(['1147304', ...Array(5).fill('1147330')]);
    expect(read('feature_source.tsv')[0]).toEqual({
      image_feature_id: features[0]?.image_feature_id,
      source: 'report',
      object_uid: REPORT,
      place: '1.2.2',
      series_found_by: 'image',
      template_id: '1500',
      name_known_from: 'standard',
      completion_flag: 'PARTIAL',
      verification_flag: 'UNVERIFIED',
    });
  });

  test('modifiers are kept beside the feature', () => {
    const maximum = read('MEASUREMENT.csv').find(({ value_as_number: value }) => value === '20.0');
    const feature = read('IMAGE_FEATURE.csv').find(
      (row) =>
        row.image_feature_event_id === maximum?.measurement_id &&
        row.image_feature_event_field_concept_id === '1147330',
    );
    const modifiers = read('feature_modifiers.tsv')
      .filter((row) => row.image_feature_id === feature?.image_feature_id)
      .map((row) => [row.modifier_source_value, row.value_source_value]);
    expect(modifiers).toEqual([
      ['G-C0E3^Finding Site^SRT', 'T-28000^Lung^SRT'],
      ['121071^Finding^DCM', 'M-03010^Nodule^SRT'],
      ['121401^Derivation^DCM', 'G-A437^Maximum^SRT'],
      ['121402^Normality^DCM', 'G-A460^Normal^SRT'],
    ]);
  });

  test('a name of a private scheme is not lost: 0, and reported', () => {
    expect(read('MEASUREMENT.csv')).toContainEqual(
      expect.objectContaining({ measurement_concept_id: '0', value_as_number: '3.5', unit_concept_id: '0' }),
    );
    expect(read('unresolved_codes.tsv')).toContainEqual({
      scheme: '99PMP',
      code: 'G1',
      status: 'private scheme',
      n_series: '1',
    });
  });

  test('every item is counted once, with what became of it', () => {
    expect(outcome.value?.reports).toEqual({ rows: 1 });
    expect(outcome.value?.report_items).toEqual({
      'code-unresolved': 1,
      container: 2,
      context: 4,
      measurement: 5,
      observation: 1,
      reference: 2,
      'text-not-taken': 2,
    });
    const { measurement, observation, image_feature } = outcome.value ?? {};
    expect([measurement, observation, image_feature]).toEqual([5, 1, 6]);
  });
});

describe('reports of other kinds', () => {
  test('dose: one finding for each irradiation, the total on the study', async () => {
    const { read } = await harvest({
      elements: [
        elementOf('00083010', 'UI', '1.6.1', { series_instance_uid: '1.2.3' }),
        elementOf('00083010', 'UI', '1.6.2', { series_instance_uid: '1.2.4' }),
      ],
      sr_items: itemsOf(`1 - CONTAINER DCM:113701
1.1 > CONTAINER DCM:113811
1.1.1 > NUM DCM:113813 300 UCUM:mGy
1.2 > CONTAINER DCM:113819
1.2.1 > UIDREF DCM:113769 1.6.1
1.2.2 > NUM DCM:113830 11 UCUM:mGy
1.3 > CONTAINER DCM:113819
1.3.1 > UIDREF DCM:113769 1.6.2
1.3.2 > NUM DCM:113830 12 UCUM:mGy`),
    });
    const rows = read('MEASUREMENT.csv').map((row) => {
      const feature = read('IMAGE_FEATURE.csv').find(
        (each) => each.image_feature_event_id === row.measurement_id,
      );
      return [row.value_as_number, feature?.image_occurrence_id, feature?.image_finding_id];
    });
    expect(rows).toEqual([
      ['300.0', '1', ''],
      ['11.0', '1', '1'],
      ['12.0', '2', '2'],
    ]);
    expect(
      read('feature_source.tsv').map((row) => [row.series_found_by, row.template_id, row.name_known_from]),
    ).toEqual([
      ['one of several series', '', 'standard'],
      ['irradiation event', '10013', 'template'],
      ['irradiation event', '10013', 'template'],
    ]);
  });

  test('computer-aided detection: what stands below a finding is of that finding', async () => {
    const { read } = await harvest({
      sr_items: itemsOf(`1 - CONTAINER DCM:111036
1.1 > CODE DCM:111059 SRT:M-03010
1.1.1 prop NUM DCM:111047 80 UCUM:mGy
1.1.2 mod TEXT DCM:111001 Lung_Nodule_Zyqor
1.1.3 mod TEXT DCM:111003 2.1
1.2 > CODE DCM:111059 SRT:G-A460
1.2.1 prop NUM DCM:111047 5 UCUM:mGy
1.3 > IMAGE - 1.2.3.1`),
    });
    const findings = read('IMAGE_FEATURE.csv').map((row) => [row.image_finding_concept_id, row.alg_system]);
    expect(findings).toEqual([
      ['4100006', 'urn:dicom:alg:Lung-Nodule-Zyqor:2.1'],
      ['4100009', ''],
      ['4100006', 'urn:dicom:alg:Lung-Nodule-Zyqor:2.1'],
      ['4100009', ''],
    ]);
  });

  test('copies of a report count once; copies that differ are not read', async () => {
    const items = itemsOf(`1 - CONTAINER DCM:126000\n1.1 > NUM SRT:G-D705 1 UCUM:mm3`);
    const instances = [IMAGED[0], reportOf(), reportOf({ source_id: 'copy.dcm' })];
    const same = await harvest({ instances, sr_items: [...items, ...items] });
    expect(same.outcome.value?.report_items).toEqual({ container: 1, measurement: 1 });
    const changed = itemsOf(`1 - CONTAINER DCM:126000\n1.1 > NUM SRT:G-D705 2 UCUM:mm3`);
    const differ = await harvest({ instances, sr_items: [...items, ...changed] });
    expect(differ.outcome.value?.reports).toEqual({ 'copies-differ': 1 });
    expect(differ.read('MEASUREMENT.csv')).toEqual([]);
  });

  test('a report without content or without anything coded is told so', async () => {
    const none = await harvest({});
    expect(none.outcome.value?.reports).toEqual({ 'no-content': 1 });
    const words = await harvest({
      sr_items: itemsOf('1 - CONTAINER DCM:126000\n1.1 > TEXT DCM:121106 Hello'),
    });
    expect(words.outcome.value?.reports).toEqual({ 'nothing-to-measure': 1 });
  });
});
