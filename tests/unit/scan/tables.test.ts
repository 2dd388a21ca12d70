import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { splitCell } from '../../../src/scan/table-forms.js';
import { rowsOf, SETTINGS, scan, write } from '../../support/scan-archive.js';

let folder = '';
const at = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const dictionary = [
  { tag: '(0008,0008)', vr: 'CS', keyword: 'ImageType' },
  { tag: '(0008,0018)', vr: 'UI', keyword: 'SOPInstanceUID' },
  { tag: '(0008,0020)', vr: 'DA', keyword: 'StudyDate' },
  { tag: '(0008,0050)', vr: 'SH', keyword: 'AccessionNumber' },
  { tag: '(0008,0060)', vr: 'CS', keyword: 'Modality' },
  { tag: '(0008,0100)', vr: 'SH', keyword: 'CodeValue' },
  { tag: '(0008,0104)', vr: 'LO', keyword: 'CodeMeaning' },
  { tag: '(0008,2218)', vr: 'SQ', keyword: 'AnatomicRegionSequence' },
  { tag: '(0010,0010)', vr: 'PN', keyword: 'PatientName' },
  { tag: '(0018,0050)', vr: 'DS', keyword: 'SliceThickness' },
  { tag: '(0020,000D)', vr: 'UI', keyword: 'StudyInstanceUID' },
  { tag: '(0020,000E)', vr: 'UI', keyword: 'SeriesInstanceUID' },
  { tag: '(0028,0030)', vr: 'DS', keyword: 'PixelSpacing' },
];
const paths = ['00080008', '00080020', '00080060', '00082218', '00100010', '00180050', '00280030'];
const attributes = {
  name: 'list',
  text: `path\tuse\n${paths.map((path) => `${path}\tfeature\n`).join('')}`,
  file: 'list.tsv',
};
const columns = [{ text: 'column\tattribute\nSeriesUID\tSeriesInstanceUID\n', file: 'columns.tsv' }];
const settings = { ...SETTINGS, dictionary, attributes, columns };

async function read(content: string | Buffer) {
  write(at('table'), content);
  const manifest = await scan(at('table'), at('out'), { settings, tables: true });
  return {
    ...manifest,
    elements: rowsOf(at('out'), 'elements', ['path', 'value_index', 'value', 'code_value']),
    instances: rowsOf(at('out'), 'instances', ['member', 'series_instance_uid', 'n_instances', 'status']),
    told: rowsOf(at('out'), 'findings', ['member', 'code', 'severity']),
  };
}

const ONE = [
  '00080008 1 ORIGINAL -',
  '00080008 2 PRIMARY -',
  '00080060 1 CT -',
  '00280030 1 0.5 -',
  '00280030 2 0.6 -',
];

describe('wide tables', () => {
  test.each([
    [
      'keywords, comma, backslashes',
      'SOPInstanceUID,StudyInstanceUID,SeriesInstanceUID,Modality,ImageType,PixelSpacing\n1.3,1.1,1.2,CT,ORIGINAL\\PRIMARY,0.5\\0.6\n',
    ],
    [
      'digits, tab, lists',
      "00080018\t0020000D\t0020,000e\t(0008,0060)\tx00080008\ttag_0028_0030\n1.3\t1.1\t1.2\tCT\t['ORIGINAL', 'PRIMARY']\t[0.5, 0.6]\n",
    ],
    [
      'names of the site, quotes, CR LF',
      'SOPInstanceUID,study_instance_uid,SeriesUID,modality,IMAGETYPE,pixelspacing\r\n1.3,1.1,1.2,CT,"ORIGINAL, PRIMARY","0.5, 0.6"\r\n',
    ],
    [
      'JSON of keywords',
      '[{"SOPInstanceUID":"1.3","StudyInstanceUID":"1.1","SeriesInstanceUID":"1.2","Modality":"CT","ImageType":["ORIGINAL","PRIMARY"],"PixelSpacing":[0.5,0.6]}]',
    ],
  ])('%s', async (_, text) => {
    const { elements, counts } = await read(text);
    expect(elements).toEqual(ONE);
    expect(counts).toMatchObject({ read: 1, ok: 1 });
  });

  test('Parquet with lists and a row for each series', async () => {
    const buffer = parquetWriteBuffer({
      columnData: [
        { name: 'StudyInstanceUID', data: ['1.1', '1.1'], type: 'STRING' },
        { name: 'SeriesInstanceUID', data: ['1.2', '1.4'], type: 'STRING' },
        { name: 'Modality', data: ['CT', 'MR'], type: 'STRING' },
        { name: 'SliceThickness', data: [1.5, 2], type: 'DOUBLE' },
        { name: 'instanceCount', data: [10, 20], type: 'INT32' },
      ],
    });
    const { instances, elements } = await read(Buffer.from(buffer));
    expect(instances).toEqual(['#1 1.2 10 ok', '#2 1.4 20 ok']);
    expect(elements).toContain('00180050 1 1.5 -');
  });

  test('nothing in the words of others is nothing', async () => {
    const { elements } = await read(
      'SeriesInstanceUID,Modality,SliceThickness,PixelSpacing,ImageType\n1.2,CT,NaN,None,\n',
    );
    expect(elements).toEqual(['00080060 1 CT -']);
  });

  test('a row of a series that does not say its instances, columns that are no attributes: told once', async () => {
    const { told } = await read(
      'StudyInstanceUID,SeriesInstanceUID,Modality,colour\n1.1,1.2,CT,red\n1.1,1.4,CT,red\n',
    );
    expect(told).toEqual([
      '#1 instances-not-stated note',
      '#2 instances-not-stated note',
      '- column-unknown note',
    ]);
  });

  test.each([
    ['UTF-16', Buffer.from('\uFEFFSeriesInstanceUID,Modality\n1.2,CT\n', 'utf16le'), 'table-encoding'],
    [
      'UTF-16 without a mark',
      Buffer.from('SeriesInstanceUID,Modality\n1.2,CT\n', 'utf16le'),
      'table-encoding',
    ],
    [
      'Windows-1252',
      Buffer.from('SeriesInstanceUID,Modality,PatientName\n1.2,CT,M\xfcller\n', 'latin1'),
      'table-encoding',
    ],
    [
      'accession numbers that lost their zeros',
      'SeriesInstanceUID,Modality,AccessionNumber\n1.2,CT,0012\n1.3,CT,0013\n1.4,CT,14\n',
      'accession-zeros-lost',
    ],
    ['a line for spreadsheets', 'sep=;\nSeriesInstanceUID;Modality;colour\n1.2;CT;red\n', 'column-unknown'],
  ])('%s: read, and told', async (_, text, code) => {
    const { findings, counts } = await read(text);
    expect(findings[code]).toBe(1);
    expect([counts.refused, counts.ok + counts.recovered > 0]).toEqual([0, true]);
  });

  test.each([
    ['an empty file', '', 'table-empty'],
    ['a header alone', 'SeriesInstanceUID,Modality\n', 'table-empty'],
    ['a workbook', Buffer.from('PK\x03\x04\x14\x00', 'latin1'), 'table-encoding'],
    [
      'one attribute in two spellings',
      'SeriesInstanceUID,Modality,"(0008,0060)"\n1.2,CT,MR\n',
      'column-repeated',
    ],
    ['one name twice', 'SeriesInstanceUID,Modality,Modality\n1.2,CT,MR\n', 'column-repeated'],
    ['a UID with a comma in its number', 'SeriesInstanceUID;Modality\n1,2E+15;CT\n', 'uid-scientific'],
    ['no series', 'Modality,StudyDate\nCT,20200101\n', 'table-columns-missing'],
    ['broken JSON', '{"Modality": ', 'table-malformed'],
    [
      'a UID that a spreadsheet made a number of',
      'SeriesInstanceUID,Modality\n1.2E+15,CT\n',
      'uid-scientific',
    ],
    [
      'a date that a spreadsheet made a number of',
      'SeriesInstanceUID,Modality,StudyDate\n1.2,CT,45321\n',
      'date-serial',
    ],
    ['a row of other width', 'SeriesInstanceUID,Modality\n1.2,CT\n1.3\n', 'row-malformed'],
  ])('%s is refused', async (_, text, code) => {
    const { findings, counts } = await read(text);
    expect(findings[code]).toBe(1);
    expect(counts.refused).toBe(1);
  });

  test.each([
    ['a\\b', 'LO', ['a', 'b']],
    ['a, b', 'LO', ['a, b']],
    ['a, b', 'CS', ['a', 'b']],
    ['a\\b', 'UT', ['a\\b']],
    ["[\"it's\", 'b, c']", 'LO', ["it's", 'b, c']],
  ])('%s as %s', (text, vr, values) => {
    expect(splitCell(text, vr)).toEqual(values);
  });
});

test('long tables: rows of tag and value under their series', async () => {
  const { elements, instances } = await read(
    'StudyInstanceUID,SeriesUID,Tag,vr,Value\n1.1,1.2,"(0008,0060)",CS,CT\n1.1,1.2,"(0008,0008)",CS,"ORIGINAL, PRIMARY"\n1.1,1.2,00280030,DS,"0.5, 0.6"\n1.1,1.3,00080060,CS,MR\n',
  );
  expect(elements).toEqual([...ONE.slice(0, 3), '00080060 1 MR -', ...ONE.slice(3)]);
  expect(instances).toEqual(['#1 1.2 1 ok', '#4 1.3 1 ok']);
});

test('an attribute that stands in a long table with several values: the first, and told', async () => {
  const { elements, told } = await read(
    'StudyInstanceUID,SeriesUID,Tag,vr,Value\n1.1,1.2,00080060,CS,CT\n1.1,1.2,00180050,DS,2.5\n1.1,1.2,"0018,0050",DS,3.5\n1.1,1.2,00080060,CS,CT\n',
  );
  expect(elements).toEqual(['00080060 1 CT -', '00180050 1 2.5 -']);
  expect(told).toContain('#1 attribute-repeated warning');
  expect(told.filter((each) => each.includes('repeated'))).toHaveLength(1);
});

describe('DICOM JSON', () => {
  const model = {
    '00080008': { vr: 'CS', Value: ['ORIGINAL', 'PRIMARY'] },
    '00080018': { vr: 'UI', Value: ['1.3'] },
    '00080060': { vr: 'CS', Value: ['CT'] },
    '0020000D': { vr: 'UI', Value: ['1.1'] },
    '0020000E': { vr: 'UI', Value: ['1.2'] },
    '00280030': { vr: 'DS', Value: [0.5, 0.6] },
    '7FE00010': { vr: 'OW', BulkDataURI: 'http://a/b' },
  };
  const lower = Object.fromEntries(
    Object.entries(model).map(([tag, content]) => [tag.toLowerCase(), content]),
  );

  test.each([
    ['an array', JSON.stringify([model])],
    ['an object', JSON.stringify(model)],
    ['one on a line', `${JSON.stringify(model)}\n`],
    ['digits in lower case', JSON.stringify([lower])],
    ['single values without a list', JSON.stringify([{ ...model, '00080060': { vr: 'CS', Value: 'CT' } }])],
    ['numbers as text', JSON.stringify([{ ...model, '00280030': { vr: 'DS', Value: ['0.5', '0.6'] } }])],
  ])('%s', async (_, text) => {
    expect((await read(text)).elements).toEqual(ONE);
  });

  test('names in groups, codes, NaN, empty elements', async () => {
    const text = JSON.stringify([
      {
        ...model,
        '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Wang^XiaoDong', Ideographic: '王^小東' }] },
        '00082218': {
          vr: 'SQ',
          Value: [{ '00080100': { vr: 'SH', Value: ['T-1'] }, '00080104': { vr: 'LO', Value: ['Head'] } }],
        },
        '00180050': { vr: 'DS', Value: ['X'] },
        '00080020': { vr: 'DA' },
      },
    ]).replace('"X"', 'NaN');
    const { elements } = await read(text);
    expect(elements).toEqual(
      expect.arrayContaining([
        '00100010 1 Wang^XiaoDong=王^小東 -',
        '00082218 0 - T-1',
        '00080020 0 - -',
        '00180050 0 - -',
      ]),
    );
  });

  test('a line that is no JSON is a row refused, the others are read', async () => {
    const { counts, told } = await read(`${JSON.stringify(model)}\n{broken\n`);
    expect(counts).toMatchObject({ read: 2, ok: 1, refused: 1 });
    expect(told).toEqual(['#2 row-malformed error']);
  });
});
