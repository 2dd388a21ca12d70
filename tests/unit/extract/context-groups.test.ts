import { describe, expect, test } from '@jest/globals';
import { extractContextGroups } from '../../../src/extract/context-groups.js';
import { listOf, olinkOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const NOW = [
  'Coding Scheme Designator',
  'Code Value',
  'Code Meaning',
  'SNOMED-RT ID',
  'UMLS Concept Unique ID',
];
const THEN = [
  'Coding Scheme Designator',
  'Code Value',
  'Code Meaning',
  'SNOMED-CT Concept ID',
  'UMLS Concept UniqueID',
];

function extract(rows: string, { headings = NOW, title = 'Modality', statements = '' } = {}) {
  const table = tableOf({ label: 'CID 29', caption: title, headings, rows });
  return extractContextGroups(partOf(16, sectionOf('CID 29', title, statements + table)));
}

const CT = rowOf('DCM', 'CT', 'Computed Tomography', '', '');

const rows: { title: string; row: string; headings?: string[]; expected: object[] }[] = [
  {
    title: 'a code',
    row: CT,
    expected: [
      {
        cid: '29',
        row: 1,
        scheme: 'DCM',
        value: 'CT',
        meaning: 'Computed Tomography',
        snomedRt: undefined,
        snomedCt: undefined,
      },
    ],
  },
  {
    title: 'a SNOMED CT code with its former one',
    row: rowOf('SCT', '69536005', 'Head', 'T-D1100', 'C0018670'),
    expected: [
      { scheme: 'SCT', value: '69536005', snomedCt: '69536005', snomedRt: 'T-D1100', umls: 'C0018670' },
    ],
  },
  {
    title: 'a SNOMED-RT code of an older edition',
    row: rowOf('SRT', 'T-D1100', 'Head', '69536005', 'C0018670'),
    headings: THEN,
    expected: [
      { scheme: 'SRT', value: 'T-D1100', snomedRt: 'T-D1100', snomedCt: '69536005', umls: 'C0018670' },
    ],
  },
  {
    title: 'columns in another order, with one that is not read',
    row: rowOf('Head', 'note', '69536005', 'SCT'),
    headings: ['Code Meaning', 'Comment', 'Code Value', 'Coding Scheme Designator'],
    expected: [{ scheme: 'SCT', value: '69536005', meaning: 'Head' }],
  },
  {
    title: 'a scheme version, and headings with words after',
    row: rowOf('UCUM', '1.4', 'mm', 'mm'),
    headings: [
      'Coding Scheme Designator (0008,0102)',
      'Coding Scheme Version (0008,0103)',
      'Code Value (0008,0100)',
      'Code Meaning (0008,0104)',
    ],
    expected: [{ scheme: 'UCUM', schemeVersion: '1.4', value: 'mm' }],
  },
  {
    title: 'a code without a meaning, kept',
    row: rowOf('DCM', '110001', '', '', ''),
    expected: [{ value: '110001', meaning: undefined }],
  },
  {
    title: 'invisible characters in code and scheme',
    row: rowOf('SCT\u200b', '6953\u200b6005', 'Head\u00a0and\u00adneck', '', ''),
    expected: [{ scheme: 'SCT', value: '69536005', meaning: 'Head andneck' }],
  },
];

const includes: { title: string; cell: string; expected: string[] }[] = [
  { title: 'a link', cell: `Include ${olinkOf('sect_CID_30')} "DICOM Devices"`, expected: ['30'] },
  { title: 'a link printed in words', cell: 'Include CID 4031', expected: ['4031'] },
  {
    title: 'two links',
    cell: `Include ${olinkOf('sect_CID_30')} and ${olinkOf('sect_CID_31')}`,
    expected: ['30', '31'],
  },
  {
    title: 'the same link twice',
    cell: `Include ${olinkOf('sect_CID_30')} ${olinkOf('sect_CID_30')}`,
    expected: ['30'],
  },
  { title: 'lower case', cell: 'include CID 7', expected: ['7'] },
];

describe('extractContextGroups', () => {
  test.each(rows)('reads $title', ({ row, headings = NOW, expected }) => {
    const { facts, diagnostics } = extract(row, { headings });
    expect(diagnostics).toEqual([]);
    expect(facts[0]?.members).toMatchObject(expected);
    expect(facts[0]?.members).toHaveLength(expected.length);
  });

  test.each(includes)('follows an include written as $title', ({ cell, expected }) => {
    const { facts, diagnostics, counts } = extract(`<tr><td colspan="5"><para>${cell}</para></td></tr>${CT}`);
    expect(diagnostics).toEqual([]);
    expect(facts[0]?.includes.map(({ includedCid, at }) => [includedCid, at.row])).toEqual(
      expected.map((cid) => [cid, 1]),
    );
    expect(facts[0]?.members.map(({ value, row }) => [value, row])).toEqual([['CT', 2]]);
    expect(counts).toEqual([{ part: 16, table: 'CID 29', read: 2, used: 2, refused: 0 }]);
  });

  test('an include need not span the table', () => {
    const { facts } = extract(rowOf('Include CID 30', '', '', '', ''));
    expect(facts[0]?.includes).toMatchObject([{ cid: '29', includedCid: '30' }]);
  });

  const refusals: { title: string; row: string; expected: object }[] = [
    {
      title: 'an include that names no group',
      row: rowOf('Include the local codes', '', '', '', ''),
      expected: {
        code: 'include-without-target',
        severity: 'finding',
        found: 'Include the local codes',
        expected: expect.stringContaining('[PS3.16 6.1.4]'),
        fix: expect.stringContaining('published page'),
      },
    },
    {
      title: 'a row without a value',
      row: rowOf('DCM', '', 'To be assigned', '', ''),
      expected: {
        code: 'code-incomplete',
        severity: 'warning',
        found: 'DCM |  | To be assigned |  | ',
        expected: expect.stringContaining('Code Value'),
        fix: expect.stringContaining('published page'),
      },
    },
    {
      title: 'a row without a scheme',
      row: rowOf('', '121139', 'Modality', '', ''),
      expected: { code: 'code-incomplete' },
    },
    {
      title: 'an empty row',
      row: rowOf('', '', '\u00a0', '', ''),
      expected: { code: 'row-empty', severity: 'note' },
    },
  ];

  test.each(refusals)('refuses $title', ({ row, expected }) => {
    const { facts, diagnostics, counts } = extract(CT + row);
    expect(facts[0]?.members).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ at: { part: 16, label: 'CID 29', row: 2 }, ...expected }]);
    expect(counts).toEqual([{ part: 16, table: 'CID 29', read: 2, used: 1, refused: 1 }]);
  });

  test('reads what a section says of its group', () => {
    const statements = listOf(undefined, {
      'Type:': 'Non-Extensible',
      'Version:': '2019 06 20',
      'Keyword:': 'AcquisitionModality',
      'UID:': '1.2.840.10008\u200b.6.1.19',
    });
    expect(extract(CT, { statements }).facts).toMatchObject([
      {
        cid: '29',
        title: 'Modality',
        extensible: false,
        version: '20190620',
        keyword: 'AcquisitionModality',
        uid: '1.2.840.10008.6.1.19',
        retired: false,
        at: { part: 16, edition: '2024d', label: 'CID 29', xmlId: 'sect_CID_29' },
      },
    ]);
  });

  test.each([
    { type: 'Extensible', expected: true, codes: [] },
    { type: 'Non-Extensible', expected: false, codes: [] },
    { type: 'Non Extensible', expected: false, codes: [] },
    { type: 'NonExtensible', expected: false, codes: [] },
    { type: 'Extensible.', expected: true, codes: [] },
    { type: 'Open', expected: true, codes: ['extensibility-unknown'] },
  ])('Type: $type', ({ type, expected, codes }) => {
    const { facts, diagnostics } = extract(CT, { statements: listOf(undefined, { 'Type:': type }) });
    expect(facts[0]?.extensible).toBe(expected);
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
    for (const diagnostic of diagnostics) {
      expect(diagnostic).toMatchObject({
        severity: 'warning',
        at: { label: 'CID 29' },
        found: type,
        fix: 'none needed: read as Extensible',
      });
    }
  });

  test('a retired group without a table is a group', () => {
    const part = partOf(16, sectionOf('CID 8', 'Laterality (Retired)', '<para>Retired.</para>'));
    const { facts, counts } = extractContextGroups(part);
    expect(facts).toMatchObject([{ cid: '8', retired: true, extensible: true, members: [], includes: [] }]);
    expect(counts).toEqual([]);
  });

  test('a table without the headings of codes gives refused rows, not facts', () => {
    const { facts, diagnostics, counts } = extract(CT, { headings: ['A', 'B', 'C', 'D', 'E'] });
    expect(facts[0]?.members).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'code-incomplete', at: { row: 1 } }]);
    expect(counts).toMatchObject([{ read: 1, used: 0, refused: 1 }]);
  });

  test('a part without groups is an error', () => {
    expect(extractContextGroups(partOf(16, '<para/>')).diagnostics).toMatchObject([
      {
        code: 'table-missing',
        severity: 'error',
        at: { file: 'part16.xml' },
        fix: expect.stringContaining('again'),
      },
    ]);
  });
});
