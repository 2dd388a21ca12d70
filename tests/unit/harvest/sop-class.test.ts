/** What a value means, and what unit a number has, by the SOP Class of its series and by what its data say of it. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { codeOf, elementOf, type HeaderRows, writeHeaderTables } from '../../support/header-tables.js';
import { measurementsOf, seriesOf } from '../../support/small-harvest.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();

const CT = '1.2.840.10008.5.1.4.1.1.2';
const US = '1.2.840.10008.5.1.4.1.1.6.1';
const PET = '1.2.840.10008.5.1.4.1.1.128';
const NM = '1.2.840.10008.5.1.4.1.1.20';
const dose = elementOf('00540016>00181074', 'DS', '370');

/** SOP Class, elements; measurement_source_value and unit, unless it has none. */
const UNITS: readonly [string, string, HeaderRows['elements'], readonly (readonly string[])[]][] = [
  ['the dose of a PET image', PET, [dose], [['00540016>00181074', 'Bq', '9469']]],
  ['the dose of an NM image', NM, [dose], [['00540016>00181074', 'MBq', '45891007']]],
  ['the dose of an object that has none by the standard', US, [dose], [['00540016>00181074', '', '']]],
  [
    'Units of PET are those of its rescaled values',
    PET,
    [
      elementOf('00541001', 'CS', 'BQML'),
      elementOf('00281050', 'DS', '100'),
      elementOf('00281052', 'DS', '0'),
    ],
    [
      ['00281050', 'Bq/mL', '0'],
      ['00281052', 'Bq/mL', '0'],
      ['00541001', '', ''],
    ],
  ],
  [
    'a Rescale Type that differs in a series gives none',
    CT,
    [
      elementOf('00281054', 'LO', 'HU', { sop_instance_uid: '1.2.3.1' }),
      elementOf('00281054', 'LO', 'US', { sop_instance_uid: '1.2.3.2' }),
      elementOf('00281052', 'DS', '-1024'),
    ],
    [['00281052', '', '']],
  ],
  [
    'a Rescale Type',
    CT,
    [elementOf('00281054', 'LO', 'PCT'), elementOf('00281053', 'DS', '1')],
    [['00281053', '%', '8554']],
  ],
  [
    'the unit of a mapping, in its own item',
    CT,
    [
      codeOf('00409096[1]>004008EA', 'mm2/s', 'UCUM', 'mm2/s'),
      elementOf('00409096[1]>00409225', 'FD', '0.5'),
      codeOf('00409096[2]>004008EA', 'ms', 'UCUM', 'ms'),
      elementOf('00409096[2]>00409225', 'FD', '2'),
    ],
    [
      ['00409096>00409225', 'mm2/s', '0'],
      ['00409096>00409225', 'ms', '9593'],
    ],
  ],
];

/** SOP Class, elements; findings of values. */
const FINDINGS: readonly [string, string, HeaderRows['elements'], readonly (readonly string[])[]][] = [
  ['a value of its own list', US, [elementOf('00280004', 'CS', 'RGB')], []],
  [
    "a value that another object's list has is none of a closed one",
    CT,
    [elementOf('00280004', 'CS', 'YBR_FULL')],
    [['value-not-enumerated', '00280004', 'YBR_FULL']],
  ],
];

describe('by SOP Class', () => {
  let folder = '';
  let release = '';
  const cases = [...UNITS, ...FINDINGS];

  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    await writeHeaderTables(
      join(folder, 'headers'),
      seriesOf(
        cases.map(([, sopClass, elements]) => ({
          elements,
          image: { modality: 'OT', sop_class_uid: sopClass },
        })),
      ),
    );
    await mapIn(folder, release, { settings: { attributes: 'all' } });
  });

  test.each(UNITS.map(([what, , , expected], at) => [what, at + 1, expected] as const))(
    '%s',
    (_what, series, expected) => {
      const units = measurementsOf((file) => readTable(folder, file), series).map((row) => [
        row.measurement_source_value,
        row.unit_source_value,
        row.unit_concept_id,
      ]);
      expect(units.filter(([code]) => code !== '00281054')).toEqual(expected);
    },
  );

  test('a code string is held against the lists of its own object', () => {
    const told = readTable(folder, 'findings.tsv').map(({ code, attribute, value }) => [
      code,
      attribute,
      value,
    ]);
    expect(told.filter(([, attribute]) => attribute === '00280004')).toEqual(
      FINDINGS.flatMap(([, , , expected]) => expected),
    );
    const values = readTable(folder, 'MEASUREMENT.csv').filter(
      (row) => row.measurement_source_value === '00280004',
    );
    expect(values.every((row) => Number(row.value_as_concept_id) > 0)).toBe(true);
  });
});
