import { describe, expect, test } from '@jest/globals';
import { extractTemplates } from '../../../src/extract/templates.js';
import { listOf, olinkOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

const HEADINGS = [
  '',
  'NL',
  'Rel with Parent',
  'VT',
  'Concept Name',
  'VM',
  'Req Type',
  'Condition',
  'Value Set Constraint',
];

function extract(rows: string, { headings = HEADINGS, statements = '' } = {}) {
  const table = tableOf({ label: 'TID 300', caption: 'Measurement', headings, rows });
  return extractTemplates(partOf(16, sectionOf('TID 300', 'Measurement Template', statements + table)));
}

const cases: { title: string; row: string; expected: object }[] = [
  {
    title: 'a content item with a code and a context group',
    row: rowOf(
      '1',
      '',
      '',
      'NUM',
      'EV (121206, DCM, "Distance")',
      '1',
      'M',
      '',
      `UNITS = D${olinkOf('sect_CID_82')}`,
    ),
    expected: {
      tid: '300',
      row: '1',
      nest: 0,
      relation: undefined,
      valueType: 'NUM',
      concept: { scheme: 'DCM', value: '121206', meaning: 'Distance' },
      conceptText: undefined,
      vm: '1',
      requirement: 'M',
      condition: undefined,
      valueSetCid: '82',
      valueSetStrength: 'Defined',
      includeTid: undefined,
      at: { part: 16, label: 'TID 300', row: 1 },
    },
  },
  {
    title: 'nesting and relation',
    row: rowOf(
      '2',
      '&gt;&gt;',
      'HAS CONCEPT MOD',
      'CODE',
      'EV (1, DCM, "A")',
      '1-n',
      'UC',
      'IF Row 1 is present',
      'DCID 244',
    ),
    expected: {
      nest: 2,
      relation: 'HAS CONCEPT MOD',
      vm: '1-n',
      condition: 'IF Row 1 is present',
      valueSetCid: '244',
      valueSetStrength: 'Defined',
    },
  },
  {
    title: 'an include of a template by its link',
    row: rowOf(
      '3',
      '&gt;',
      'CONTAINS',
      'INCLUDE',
      `D${olinkOf('sect_TID_1501')} "Group"`,
      '1',
      'M',
      '',
      '$Method = DCID 7',
    ),
    expected: { valueType: 'INCLUDE', includeTid: '1501', concept: undefined, valueSetCid: '7' },
  },
  {
    title: 'an include of a template in words',
    row: rowOf('3', '', '', 'include', 'DTID 1501', '1', 'M', '', ''),
    expected: { includeTid: '1501', valueSetCid: undefined, valueSetStrength: undefined },
  },
  {
    title: 'a concept name out of a context group',
    row: rowOf('4', '', '', 'NUM', `D${olinkOf('sect_CID_218')}`, '1', 'U', '', ''),
    expected: {
      concept: undefined,
      conceptText: 'DCID 218',
      conceptCid: '218',
      valueSetCid: undefined,
      includeTid: undefined,
    },
  },
  {
    title: 'a parameter as concept name',
    row: rowOf('5', '', '', 'CODE', '$Measurement', '1', 'M', '', 'BCID 6147'),
    expected: {
      concept: undefined,
      conceptText: '$Measurement',
      valueSetCid: '6147',
      valueSetStrength: 'Baseline',
    },
  },
  {
    title: 'a row whose number is a letter too',
    row: rowOf('3b', '', '', 'TEXT', 'EV (1, DCM, "A")', '1', 'U', '', ''),
    expected: { row: '3b' },
  },
  {
    title: 'a row without a number',
    row: rowOf('', '', '', 'TEXT', 'EV (1, DCM, "A")', '1', 'U', '', ''),
    expected: { row: '1', valueType: 'TEXT' },
  },
];

describe('extractTemplates', () => {
  test.each(cases)('reads $title', ({ row, expected }) => {
    const { facts, diagnostics } = extract(row);
    expect(diagnostics).toEqual([]);
    expect(facts[0]?.rows).toMatchObject([expected]);
  });

  test('passes over the parameters of a template and the example of the form, and says so', () => {
    const parameters = tableOf({
      label: 'TID 300',
      caption: 'Parameters',
      headings: ['Parameter Name', 'Parameter Usage'],
      rows: rowOf('$Unit', 'the unit'),
    });
    const example = tableOf({
      label: 'TID &lt;number&gt;',
      headings: ['', 'NL', 'VT'],
      rows: rowOf('1', '', ''),
    });
    const template = tableOf({
      label: 'TID 300',
      caption: 'Measurement',
      headings: ['', 'NL', 'VT', 'Concept Name'],
      rows: rowOf('1', '', 'NUM', '$Measurement'),
    });
    const { facts, diagnostics, counts } = extractTemplates(
      partOf(16, example + sectionOf('TID 300', 'Measurement', parameters + template)),
    );
    expect(facts).toMatchObject([
      { tid: '300', title: 'Measurement', rows: [{ conceptText: '$Measurement' }] },
    ]);
    expect(diagnostics).toMatchObject([
      { code: 'table-not-read', severity: 'note', at: { label: 'TID 300' }, found: 'Parameters' },
    ]);
    expect(counts).toMatchObject([
      { read: 1, used: 0, refused: 1 },
      { read: 1, used: 1, refused: 0 },
    ]);
  });

  test('reads headings in words', () => {
    const headings = [
      'Row',
      'NL',
      'Relationship with Parent',
      'Value Type',
      'Concept Name',
      'VM',
      'Requirement Type',
      'Condition',
      'Value Set Constraint',
    ];
    const { facts } = extract(rowOf('1', '', 'CONTAINS', 'NUM', 'EV (1, DCM, "A")', '1', 'M', '', ''), {
      headings,
    });
    expect(facts[0]?.rows).toMatchObject([{ relation: 'CONTAINS', valueType: 'NUM', requirement: 'M' }]);
  });

  test('reads what the section says of its template', () => {
    const statements = listOf(undefined, { 'Type:': 'Non-Extensible', 'Root:': 'Yes' });
    expect(extract('', { statements }).facts).toMatchObject([
      {
        tid: '300',
        title: 'Measurement',
        extensible: false,
        root: true,
        rows: [],
        at: { part: 16, label: 'TID 300' },
      },
    ]);
    expect(extract('').facts).toMatchObject([{ extensible: undefined, root: undefined }]);
    expect(extract('', { statements: listOf(undefined, { 'Root:': 'No' }) }).facts).toMatchObject([
      { root: false },
    ]);
  });

  test('refuses a row that states no content item', () => {
    const { facts, diagnostics, counts } = extract(rowOf('', '', '', '', '', '', '', 'or else', ''));
    expect(facts[0]?.rows).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'template-row-empty',
        severity: 'note',
        at: { part: 16, label: 'TID 300', row: 1 },
        found: expect.stringContaining('or else'),
        expected: expect.stringContaining('[PS3.16 6.1.3]'),
      },
    ]);
    expect(counts).toEqual([{ part: 16, table: 'TID 300', read: 1, used: 0, refused: 1 }]);
  });

  test('a table without a value type column refuses all its rows', () => {
    const { diagnostics, counts } = extract(rowOf('1', 'A'), { headings: ['Row', 'Parameter Name'] });
    expect(diagnostics).toMatchObject([
      { code: 'table-heading-missing', severity: 'finding', at: { label: 'TID 300' } },
    ]);
    expect(counts).toMatchObject([{ read: 1, used: 0, refused: 1 }]);
  });
});
