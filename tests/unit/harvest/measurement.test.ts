import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { codeOf, elementOf, type HeaderRows, writeHeaderTables } from '../../support/header-tables.js';
import { measurementsOf, seriesOf } from '../../support/small-harvest.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();

const varying = (path: string, vr: string, values: readonly string[]) =>
  values.map((value, at) => elementOf(path, vr, value, { sop_instance_uid: `1.2.3.${at}` }));

const CASES: readonly [string, HeaderRows['elements'], readonly (readonly string[])[]][] = [
  ['a number with its unit', [elementOf('00180081', 'DS', '4.50')], [['00180081', '4.5', '', 'ms', '4.50']]],
  ['a comma is no number', [elementOf('00180081', 'DS', '4,5')], [['00180081', '', '', 'ms', '_ _']]],
  ['a term', [elementOf('00185100', 'CS', 'HFS')], [['00185100', '', '00185100:HFS', '', 'HFS']]],
  [
    'a term in lower case',
    [elementOf('00185100', 'CS', 'hfs')],
    [['00185100', '', '00185100:HFS', '', 'hfs']],
  ],
  [
    'an unknown term is 0, and hidden',
    [elementOf('00185100', 'CS', 'MUELLER')],
    [['00185100', '', '0', '', '_']],
  ],
  ['an age', [elementOf('00101010', 'AS', '045Y')], [['00101010', '45', '', 'a', '045Y']]],
  ['an age over 89 is 90', [elementOf('00101010', 'AS', '095Y')], [['00101010', '90', '', 'a', '090Y']]],
  [
    'values of different meaning',
    [elementOf('00280030', 'DS', '0.5'), elementOf('00280030', 'DS', '0.6', { value_index: 2 })],
    [
      ['00280030[1]', '0.5', '', 'mm', '0.5'],
      ['00280030[2]', '0.6', '', 'mm', '0.6'],
    ],
  ],
  [
    'a range of a few values',
    varying('00180081', 'DS', ['10', '20']),
    [
      ['00180081', '10', '', 'ms', '10'],
      ['00180081', '20', '', 'ms', '20'],
    ],
  ],
  [
    'a range of many: the least and the greatest, as numbers',
    varying('00180081', 'DS', ['9', '10', '11', '12', '13', '100']),
    [
      ['00180081[max]', '100', '', 'ms', '100'],
      ['00180081[min]', '9', '', 'ms', '9'],
    ],
  ],
  [
    'a number that instances write differently is one value',
    varying('00180081', 'DS', ['12', '12.0', '12', '012']),
    [['00180081', '12', '', 'ms', '012']],
  ],
  [
    'below a functional group',
    [elementOf('52009229>00289110>00180050', 'DS', '3')],
    [['00289110>00180050', '3', '', 'mm', '3']],
  ],
  [
    'lists that are kept whole, put together of the values that the series shares and those that differ',
    [
      elementOf('00200037', 'DS', '1'),
      elementOf('00200037', 'DS', '0', { value_index: 2, sop_instance_uid: '1.2.3.1' }),
      elementOf('00200037', 'DS', '1', { value_index: 2, sop_instance_uid: '1.2.3.2' }),
      elementOf('00200037', 'DS', '0.5', { value_index: 3, sop_instance_uid: '1.2.3.1' }),
      elementOf('00200037', 'DS', '-0.5', { value_index: 3, sop_instance_uid: '1.2.3.2' }),
    ],
    [
      ['00200037', '', '', '', '1\\0\\0.5'],
      ['00200037', '', '', '', '1\\1\\-0.5'],
    ],
  ],
  [
    'the same in frames',
    [
      elementOf('52009230>00209116>00200037', 'DS', '1'),
      elementOf('52009230>00209116>00200037', 'DS', '0', { value_index: 2, frame: 1 }),
      elementOf('52009230>00209116>00200037', 'DS', '1', { value_index: 2, frame: 2 }),
    ],
    [
      ['00209116>00200037', '', '', '', '1\\0'],
      ['00209116>00200037', '', '', '', '1\\1'],
    ],
  ],
  ['an attribute outside the list', [elementOf('00400275>00180050', 'DS', '3')], []],
  [
    'private elements: those of the list, by creator and element, the one value that counts',
    [
      elementOf('0019xx0C', 'IS', '3', { private_creator: 'SIEMENS' }),
      elementOf('0019xx0C', 'IS', '800', { private_creator: 'SIEMENS MR HEADER' }),
      elementOf('0043xx39', 'IS', '1000000050', { private_creator: 'GEMS_PARM_01' }),
      elementOf('0043xx39', 'IS', '8', { private_creator: 'GEMS_PARM_01', value_index: 2 }),
      elementOf('0019xx9E', 'LO', 'Mueller', { private_creator: 'GEMS_ACQU_01' }),
    ],
    [
      ['0019xx0C|SIEMENS MR HEADER', '800', '', 's/mm2', '800'],
      ['0043xx39|GEMS_PARM_01', '50', '', 's/mm2', '1000000050'],
    ],
  ],
  [
    'one element of two creators is two features; a vector is one row',
    [
      elementOf('7FD1xx09', 'IS', '1', { private_creator: 'OTHER' }),
      elementOf('2005xx0E', 'FL', '0.5', { private_creator: 'Philips MR Imaging DD 001' }),
      elementOf('0019xx0E', 'FD', '1', { private_creator: 'SIEMENS MR HEADER' }),
      elementOf('0019xx0E', 'FD', '0', { private_creator: 'SIEMENS MR HEADER', value_index: 2 }),
    ],
    [
      ['0019xx0E|SIEMENS MR HEADER', '', '', '', '1\\0'],
      ['2005xx0E|Philips MR Imaging DD 001', '0.5', '', '', '0.5'],
    ],
  ],
  ['a text', [elementOf('00104000', 'LT', 'Mueller')], []],
  [
    'a code that nobody knows shows nothing',
    [codeOf('00540220', 'Mueller', 'LOCAL', 'Hans Mueller')],
    [['00540220', '', '0', '', '_^_ _^_']],
  ],
];

describe('measurements', () => {
  let folder = '';
  let release = '';
  const read = (file: string) => readTable(folder, file);

  /** One harvest of all cases, each in a series of its own, in their order. */
  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    await writeHeaderTables(join(folder, 'headers'), seriesOf(CASES.map(([, elements]) => ({ elements }))));
    await mapIn(folder, release);
  });

  /** The code of a concept of the release; others' concepts by their id. */
  const codeById = (id: string | undefined) =>
    readTable(release, 'CONCEPT.csv', '.').find((row) => row.concept_id === id)?.concept_code ?? id;

  const measured = (series: number) =>
    measurementsOf(read, series).map((row) => [
      row.measurement_source_value,
      row.value_as_number?.replace(/\.0$/, ''),
      codeById(row.value_as_concept_id),
      row.unit_source_value,
      row.value_source_value,
    ]);

  test.each(CASES.map(([what, , expected], at) => [what, at + 1, expected] as const))(
    '%s',
    (_what, series, expected) => {
      expect(measured(series)).toEqual(expected);
    },
  );

  test('every measurement has one feature, of the same concept and person; its event is the procedure', () => {
    const measurements = read('MEASUREMENT.csv');
    expect(
      read('IMAGE_FEATURE.csv').map((row) => [row.image_feature_event_id, row.image_feature_concept_id]),
    ).toEqual(measurements.map((row) => [row.measurement_id, row.measurement_concept_id]));
    expect(measurements[0]).toMatchObject({
      measurement_event_id: '1',
      meas_event_field_concept_id: '1147082',
      person_id: '7',
      measurement_type_concept_id: '32817',
    });
  });

  test('every element is counted, by what became of it', () => {
    const refused = new Map(read('refused.tsv').map(({ code, n }) => [code, n]));
    expect(refused.get('not-listed')).toBe('2');
    expect(refused.get('private')).toBe('2');
    expect(refused.get('value-not-taken')).toBe('1');
  });

  test('what is wrong with values is told, without the value where it is not known', () => {
    const findings = read('findings.tsv').map(({ code, attribute, value }) => [code, attribute, value]);
    expect(findings).toContainEqual(['ds-invalid', '00180081', '_ _']);
    expect(findings).toContainEqual(['value-form', '00185100', 'hfs']);
    expect(findings).toContainEqual(['value-not-defined', '00185100', '_']);
  });

  test('strict: 0 in place of a concept that is not standard', async () => {
    await mapIn(folder, release, { settings: { strict: true }, out: 'strict' });
    const [row] = readTable(folder, 'MEASUREMENT.csv', 'strict');
    expect(row).toMatchObject({ measurement_concept_id: '0', measurement_source_concept_id: '2128200225' });
  });
});
