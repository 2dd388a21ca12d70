/** Values that need more than a look-up: times as minutes, listed texts, codes and what contradicts them, copies, older attributes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import {
  codeOf,
  dayOf,
  elementOf,
  type HeaderRows,
  instanceOf,
  writeHeaderTables,
} from '../../support/header-tables.js';
import { measurementsOf, seriesOf } from '../../support/small-harvest.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();

const ACQUIRED = '20200102103000.000000';
const started = (path: string, vr: string, value: string) => [elementOf(path, vr, value)];
/** Elements; measurement_source_value, number, concept of the value, unit, text. */
const CASES: readonly [string, HeaderRows['elements'], readonly (readonly string[])[]][] = [
  [
    'a time before the acquisition: minutes, and no time',
    started('00540016>00181072', 'TM', '092130'),
    [['00540016>00181072', '-68.5', '', 'min', '']],
  ],
  ['a time after it', started('00181042', 'TM', '1031'), [['00181042', '1.0', '', 'min', '']]],
  ['the evening before', started('00181042', 'TM', '223100'), [['00181042', '-719.0', '', 'min', '']]],
  [
    'a date and time',
    started('00540016>00181078', 'DT', '20200101103000'),
    [['00540016>00181078', '-1440.0', '', 'min', '']],
  ],
  ['what is no time', started('00181042', 'TM', '99'), [['00181042', '', '', 'min', '']]],
  [
    'an agent by its brand, with its strength',
    [elementOf('00180010', 'LO', 'Omnipaque 350 mg/ml')],
    [['00180010', '', '19080985', '', 'Omnipaque 350 mg/ml']],
  ],
  [
    'an agent with words that are not known',
    [elementOf('00180010', 'LO', 'Omnipaque Mueller')],
    [['00180010', '', '', '', expect.not.stringContaining('Mueller') as unknown as string]],
  ],
  ['an integer with decimals', [elementOf('00280010', 'IS', '12.0')], [['00280010', '12.0', '', '', '12.0']]],
  [
    'a gap between backslashes',
    [elementOf('00281050', 'DS', null), elementOf('00281050', 'DS', '40', { value_index: 2 })],
    [['00281050', '40.0', '', '', '40']],
  ],
  [
    'a designator that the object explains',
    [
      elementOf('00080110>00080102', 'SH', 'OURS'),
      elementOf('00080110>0008010C', 'UI', '1.2.840.10008.2.16.4'),
      codeOf('00540220', '109022', 'OURS', 'End diastole'),
    ],
    [['00540220', '', '109022', '', '109022^^OURS']],
  ],
  [
    "a meaning that is another code's",
    [codeOf('00540220', '109022', 'DCM', 'Voice')],
    [['00540220', '', '109022', '', '109022^End diastole^DCM']],
  ],
];

describe('values', () => {
  let folder = '';
  let release = '';
  const read = (file: string, out?: string) => readTable(folder, file, out);
  const others = (series: string, elements: HeaderRows['elements']) =>
    [dayOf(series), ...elements].map((each) => ({ ...each, series_instance_uid: series }));

  beforeAll(async () => {
    folder = await newFolder();
    release = await publishMini(folder);
    closeGroups(release, '(0054,0220)');
    mapSites(release);
    const image = (uid: string, sop: string, cells = {}) =>
      instanceOf(sop, { series_instance_uid: uid, acquisition_datetime: ACQUIRED, ...cells });
    const series = seriesOf(
      CASES.map(([, elements]) => ({ elements, image: { acquisition_datetime: ACQUIRED } })),
    );
    await writeHeaderTables(join(folder, 'headers'), {
      instances: [
        ...series.instances,
        image('1.2.4.1', '1.2.4.1.1', { series_number: 900 }),
        image('1.2.4.2', '1.2.4.2.1', { series_number: 901 }),
        image('1.2.4.2', '1.2.4.2.1', { series_number: 901, source_id: 'copy', instance_number: 7 }),
        image('1.2.04.3', '1.2.4.3.1', { series_number: 902 }),
      ],
      elements: [
        ...series.elements,
        ...others('1.2.4.1', [
          elementOf('00180015', 'CS', 'CHEST'),
          codeOf('00082218', '10200004', 'SCT', 'Liver'),
          codeOf('00540220', '123456789', 'SCT', 'None'),
          elementOf('00200062', 'CS', 'L'),
        ]),
        ...others('1.2.4.2', []),
        ...others('1.2.04.3', []),
      ],
    });
    await mapIn(folder, release);
  });

  const codeById = (id: string | undefined) =>
    readTable(release, 'CONCEPT.csv', '.').find((row) => row.concept_id === id)?.concept_code ?? id;

  test.each(CASES.map(([what, , expected], at) => [what, at + 1, expected] as const))(
    '%s',
    (_what, series, expected) => {
      const rows = measurementsOf(read, series)
        .filter((row) => !row.measurement_source_value?.startsWith('derived:'))
        .map((row) => [
          row.measurement_source_value,
          row.value_as_number,
          codeById(row.value_as_concept_id),
          row.unit_source_value,
          row.value_source_value,
        ]);
      expect(rows).toEqual(expected);
    },
  );

  test.each([
    ['tm-invalid', '00181042'],
    ['is-decimal', '00280010'],
    ['ds-invalid', '00281050'],
    ['code-meaning-contradicts', '00540220'],
    ['code-outside-group', '00540220'],
    ['site-conflict', '00180015'],
    ['uid-syntax', '0020000E'],
    ['instance-conflict', '00080018'],
  ])('%s is told', (code, attribute) => {
    const told = read('findings.tsv').filter((row) => row.code === code);
    expect(told.map((row) => row.attribute)).toContain(attribute);
    for (const { n_series } of told) expect(Number(n_series)).toBeGreaterThan(0);
  });

  test('a SNOMED CT identifier with a wrong check digit says so', () => {
    const found = read('unresolved_codes.tsv').filter(({ status }) => status === 'check digit wrong');
    expect(found).toEqual([{ scheme: 'SCT', code: '_', status: 'check digit wrong', n_series: '1' }]);
  });

  test('--legacy-too: a second row on the older attribute, as what a rule derived', async () => {
    const before = read('MEASUREMENT.csv');
    expect(before.filter((row) => row.measurement_source_value === '00200060')).toEqual([]);
    await mapIn(folder, release, { settings: { legacyToo: true }, out: 'legacy' });
    const rows = read('MEASUREMENT.csv', 'legacy');
    const [own] = rows.filter((row) => row.measurement_source_value === '00200062');
    const [legacy] = rows.filter((row) => row.measurement_source_value === '00200060');
    expect(own).toMatchObject({ measurement_type_concept_id: '32817', value_source_value: 'L' });
    expect(legacy).toMatchObject({ measurement_type_concept_id: '32880', value_source_value: 'L' });
    expect(codeById(legacy?.measurement_source_concept_id)).toBe('00200060');
    expect(rows.length).toBe(before.length + 1);
    const ids = new Set(rows.map((row) => row.measurement_id));
    expect(before.every((row) => ids.has(row.measurement_id))).toBe(true);
  });
});

type Edit = (cells: readonly string[]) => readonly string[];

function editRelease(release: string, name: string, change: Edit): void {
  const file = join(release, name);
  const lines = readFileSync(file, 'utf8').replace(/\n$/, '').split('\n');
  writeFileSync(file, `${lines.map((line) => change(line.split('\t')).join('\t')).join('\n')}\n`);
}

/** Two sites as a release has them that was built with an Athena download. */
function mapSites(release: string): void {
  const domain = 'Spec Anatomic Site';
  editRelease(release, 'lookup/sites.tsv', (cells) =>
    cells[0] === 'CHEST' ? [...cells.slice(0, 4), '4184181', domain] : cells,
  );
  editRelease(release, 'lookup/codes.tsv', (cells) =>
    cells[1] === '10200004' ? [...cells.slice(0, 6), '4002853', domain, 'standard'] : cells,
  );
}

/** Makes the groups of an attribute Defined and Non-Extensible, as those of the sample are not. */
function closeGroups(release: string, tag: string): void {
  const cids = new Set<string>();
  editRelease(release, 'standard/bindings.tsv', (cells) => {
    if (cells[0] !== tag) return cells;
    cids.add(cells[4] ?? '');
    return cells.with(3, 'Defined');
  });
  editRelease(release, 'standard/context_groups.tsv', (cells) =>
    cids.has(cells[0] ?? '') ? cells.with(3, 'false') : cells,
  );
}
