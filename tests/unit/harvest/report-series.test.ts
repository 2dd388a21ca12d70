/** Which series a report speaks of, and what becomes of rows whose series is not there. */
import { join } from 'node:path';
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { mapIn, publishMini, readTable } from '../../support/harvest.js';
import { elementOf, type HeaderRows, writeHeaderTables } from '../../support/header-tables.js';
import { addReportCodes, IMAGED, IMAGED_DAYS, itemsOf, reportOf } from '../../support/reports.js';
import { useFolders } from '../../support/standard-document.js';

jest.setTimeout(120_000);
const newFolder = useFolders();
let release = '';

beforeAll(async () => {
  release = await publishMini(await newFolder());
  addReportCodes(release);
}, 60_000);

const [image, other] = IMAGED;
const REPORT = '1.2.9.1';
const report = (change: HeaderRows['instances'][number] = {}) =>
  reportOf({ sop_instance_uid: REPORT, series_instance_uid: '1.2.9', ...change });
const number = '1.2 > NUM SRT:G-D705 1 UCUM:mm3';
const itemsIn = (items: string) =>
  itemsOf(`1 - CONTAINER DCM:126000\n${items}`, { sop_instance_uid: REPORT, series_instance_uid: '1.2.9' });

type Case = readonly [
  what: string,
  items: string,
  rows: Partial<HeaderRows>,
  result: string,
  foundBy: string,
];
const NAMED: readonly Case[] = [
  [
    'the image of the item',
    `${number}\n1.2.1 from IMAGE - 1.2.4.1\n1.3 > IMAGE - 1.2.3.1`,
    {},
    '1.2.4',
    'image',
  ],
  ['an image beside it', `${number}\n1.3 > IMAGE - 1.2.4.1`, {}, '1.2.4', 'image'],
  ['a series by its UID', `${number}\n1.3 > UIDREF DCM:121232 1.2.4`, {}, '1.2.4', 'series'],
  [
    'a segmentation',
    `${number}\n1.3 > IMAGE DCM:121191 1.2.8.1\n1.4 > IMAGE - 1.2.3.1`,
    {
      instances: [
        image,
        other,
        report(),
        report({ sop_instance_uid: '1.2.8.1', series_instance_uid: '1.2.8', kind: 'seg' }),
      ],
      references: [
        { sop_instance_uid: '1.2.8.1', path: '00081115', referenced_series_instance_uid: '1.2.4' },
      ],
    },
    '1.2.4',
    'segmentation',
  ],
  [
    'an irradiation',
    `${number}\n1.3 > UIDREF DCM:113769 1.2.66`,
    { elements: [...IMAGED_DAYS, elementOf('00083010', 'UI', '1.2.66', { series_instance_uid: '1.2.4' })] },
    '1.2.4',
    'irradiation event',
  ],
  [
    'evidence of the object',
    number,
    {
      references: [
        {
          sop_instance_uid: REPORT,
          path: '0040A375>00081115>00081199',
          referenced_sop_instance_uid: '1.2.4.1',
        },
      ],
    },
    '1.2.4',
    'evidence',
  ],
  [
    'images of both series, one more often',
    `${number}\n1.3 > IMAGE - 1.2.4.1\n1.4 > IMAGE - 1.2.4.1\n1.5 > IMAGE - 1.2.3.1`,
    {},
    '1.2.4',
    'one of several series',
  ],
  ['nothing: the study it belongs to', number, {}, '1.2.3', 'first series of the study'],
  [
    'nothing: the only series of the study',
    number,
    { instances: [image, report()] },
    '1.2.3',
    'only series of the study',
  ],
];
const WAITING: readonly Case[] = [
  [
    'an image that these headers do not hold',
    `${number}\n1.3 > IMAGE - 1.2.5.5`,
    {},
    'series-not-harvested',
    '',
  ],
  [
    'an irradiation that no image names',
    `${number}\n1.3 > UIDREF DCM:113769 1.2.66`,
    {},
    'series-not-harvested',
    '',
  ],
  [
    'an image of another patient',
    `${number}\n1.3 > IMAGE - 1.2.3.1`,
    { instances: [image, report({ patient_key: 'P2', study_instance_uid: '1.2.99' })] },
    'person-differs',
    '',
  ],
  [
    'a series that is refused',
    `${number}\n1.3 > IMAGE - 1.2.3.1`,
    { instances: [image, other, report()].map((each) => ({ ...each, patient_key: 'P9' })) },
    'series-refused',
    '',
  ],
];

describe('a report names', () => {
  let read: (file: string) => Record<string, string>[];
  let counts: Readonly<Record<string, number>> = {};

  /** Every case in one harvest: its UIDs begin with `7.` and its number instead of `1.2`. */
  beforeAll(async () => {
    const cases = [...NAMED, ...WAITING].map(([, items, rows], at): Required<HeaderRows> => {
      const all = {
        instances: [image, other, report()],
        elements: IMAGED_DAYS,
        references: [],
        segments: [],
        ...rows,
      };
      const text = JSON.stringify({ ...all, sr_items: itemsIn(items) });
      return JSON.parse(text, (key, value) =>
        /_uid$|^value$/.test(key) && typeof value === 'string'
          ? value.replace(/^1\.2(?=\.|$)/, `7.${at}`)
          : value,
      );
    });
    const folder = await newFolder();
    await writeHeaderTables(join(folder, 'headers'), {
      instances: cases.flatMap(({ instances }) => instances),
      elements: cases.flatMap(({ elements }) => elements),
      sr_items: cases.flatMap(({ sr_items }) => sr_items),
      references: cases.flatMap(({ references }) => references),
    });
    const { value } = await mapIn(folder, release, { settings: { identified: true } });
    counts = value?.reports ?? {};
    read = (file) => readTable(folder, file);
  });
  const place = (at: number) => `7.${at}.9.1`;

  test.each(NAMED.map((each, at) => [each[0], at, each[3], each[4]] as const))(
    '%s',
    (_what, at, series, foundBy) => {
      const source = read('feature_source.tsv').find((row) => row.object_uid === place(at));
      expect(source?.series_found_by).toBe(foundBy);
      const feature = read('IMAGE_FEATURE.csv').find(
        (row) => row.image_feature_id === source?.image_feature_id,
      );
      const occurrence = read('IMAGE_OCCURRENCE.csv').find(
        (row) => row.image_occurrence_id === feature?.image_occurrence_id,
      );
      expect(occurrence?.image_series_uid).toBe(series.replace('1.2', `7.${at}`));
    },
  );

  test.each(WAITING.map((each, at) => [each[0], at + NAMED.length, each[3]] as const))(
    '%s: the row waits',
    (_what, at, reason) => {
      expect(read('feature_source.tsv').filter((row) => row.object_uid === place(at))).toEqual([]);
      const waiting = read('pending_features.tsv').filter((row) => row.object_uid === place(at));
      expect(waiting).toMatchObject([{ source: 'report', place: '1.2', reason, event: 'measurement' }]);
    },
  );

  test('all are counted', () => {
    expect(counts).toEqual({
      rows: NAMED.length,
      'pending: series-not-harvested': 2,
      'pending: person-differs': 1,
      'pending: series-refused': 1,
    });
  });
});

test('what waits becomes a row of the harvest that holds its series; ids that were given stay', async () => {
  const folder = await newFolder();
  const harvest = async (out: string, rows: Partial<HeaderRows>) => {
    const sr_items = itemsIn(`1.1 > CONTAINER DCM:125007
1.1.1 > NUM SRT:G-D705 1 UCUM:mm3
1.1.2 > IMAGE - 1.2.4.1
1.2 > CONTAINER DCM:125007
1.2.1 > NUM SRT:G-D705 2 UCUM:mm3
1.2.2 > IMAGE - 1.2.3.1`);
    await writeHeaderTables(join(folder, 'headers'), {
      instances: [],
      elements: IMAGED_DAYS,
      sr_items,
      ...rows,
    });
    await mapIn(folder, release, { settings: { identified: true }, out });
    return readTable(folder, 'MEASUREMENT.csv', out).map((row) => [row.measurement_id, row.value_as_number]);
  };
  expect(await harvest('first', { instances: [image, report()] })).toEqual([['1', '2.0']]);
  const thickness = elementOf('00180050', 'DS', '9', { series_instance_uid: '1.2.4' });
  const rows = { instances: [image, other, report()], elements: [...IMAGED_DAYS, thickness] };
  const expected = [
    ['1', '2.0'],
    ['2', '9.0'],
    ['3', '1.0'],
  ];
  expect(await harvest('second', rows)).toEqual(expected);
  expect(readTable(folder, 'pending_features.tsv', 'second')).toEqual([]);
  expect(await harvest('third', rows)).toEqual(expected);
  const gone = await harvest('fourth', { instances: [image, other], elements: IMAGED_DAYS, sr_items: [] });
  expect(gone).toEqual([]);
  expect(
    readTable(folder, 'deleted.tsv', 'fourth').filter((row) => row.table_name === 'measurement'),
  ).toHaveLength(3);
});
