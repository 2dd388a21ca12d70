import { describe, expect, test } from '@jest/globals';
import { readTable } from '../../../src/docbook/table.js';
import { extractModuleTable, isModuleTable } from '../../../src/extract/module-tables.js';
import type { Extraction } from '../../../src/extract/table-reading.js';
import type { ModuleTable } from '../../../src/model/information-object.js';
import {
  linkOf,
  listOf,
  olinkOf,
  partOf,
  rowOf,
  sectionOf,
  type TableMarkup,
  tableOf,
} from '../../support/docbook.js';

const HEADINGS = ['Attribute Name', 'Tag', 'Type', 'Attribute Description'];

function extract(rows: string, rest: Partial<TableMarkup> = {}): Extraction<ModuleTable> {
  const table = tableOf({
    label: 'C.7-1',
    caption: 'Patient Module Attributes',
    headings: HEADINGS,
    rows,
    ...rest,
  });
  const part = partOf(3, sectionOf('C.7.1', 'Patient', table));
  const piece = part.outline.tables[0];
  if (!piece) throw new Error('no table');
  return extractModuleTable(part, readTable(part.outline, piece));
}

const ROW = rowOf('Patient ID', '(0010,0020)', '2', 'A number.');

const attributes: { title: string; row: string; expected: object }[] = [
  {
    title: 'a plain row',
    row: ROW,
    expected: {
      kind: 'attribute',
      table: 'C.7-1',
      row: 1,
      depth: 0,
      tag: '(0010,0020)',
      name: 'Patient ID',
      type: '2',
      description: 'A number.',
      sectionReferences: [],
      lists: [],
      at: { part: 3, edition: '2024d', label: 'Table C.7-1', row: 1, xmlId: 'table_C.7-1' },
    },
  },
  {
    title: 'nesting',
    row: rowOf('&gt;&gt;Code Value', '(0008,0100)', '1C', ''),
    expected: { depth: 2, name: 'Code Value' },
  },
  {
    title: 'nesting with blanks between',
    row: rowOf('&gt; &gt; Code Value', '(0008,0100)', '1', ''),
    expected: { depth: 2, name: 'Code Value' },
  },
  {
    title: 'nesting behind an invisible character',
    row: rowOf('\u200b&gt;Code\u00a0Value', '(0008,\u200b0100)', '1', ''),
    expected: { depth: 1, name: 'Code Value', tag: '(0008,0100)' },
  },
  {
    title: 'no type and no description',
    row: rowOf('A', '(0010,0020)', '', ''),
    expected: { type: undefined, description: '' },
  },
  {
    title: 'a repeating group',
    row: rowOf('Overlay Rows', '(60XX,0010)', '1', ''),
    expected: { tag: '(60xx,0010)' },
  },
  {
    title: 'a list in the cell, which is no part of the description',
    row: rowOf(
      'Patient Position',
      '(0018,5100)',
      '2C',
      `Position.${listOf('Defined Terms:', { HFS: 'Head First' })}`,
    ),
    expected: {
      description: 'Position.',
      lists: [{ kind: 'Defined', terms: [{ value: 'HFS', meaning: 'Head First' }] }],
    },
  },
  {
    title: 'a reference with its sentence',
    row: rowOf(
      'Modality',
      '(0008,0060)',
      '1',
      `Type of device. See ${linkOf('sect_C.7.3.1.1.1')} for Defined Terms. More.`,
    ),
    expected: {
      sectionReferences: [{ section: 'C.7.3.1.1.1', sentence: 'See Section C.7.3.1.1.1 for Defined Terms' }],
    },
  },
  {
    title: 'two references in one cell',
    row: rowOf('A', '(0008,0060)', '1', `See ${linkOf('sect_C.1')}. Also ${linkOf('sect_C.2')} applies.`),
    expected: {
      sectionReferences: [
        { section: 'C.1', sentence: 'See Section C.1' },
        { section: 'C.2', sentence: 'Also Section C.2 applies' },
      ],
    },
  },
  {
    title: 'a link to another part, which is no reference',
    row: rowOf('A', '(0008,0060)', '1', 'See <olink targetdoc="PS3.5" targetptr="sect_6.2"/>.'),
    expected: { sectionReferences: [] },
  },
];

const includes: { title: string; row: string; expected: object }[] = [
  {
    title: 'a link',
    row: rowOf(`&gt;Include ${linkOf('table_8.8-1')} “Code Sequence Macro Attributes”`, '', '', 'DCID 82.'),
    expected: {
      kind: 'include',
      depth: 1,
      includeTable: '8.8-1',
      condition: undefined,
      description: 'DCID 82.',
      cidStatements: [{ strength: 'Defined', cid: '82', attribute: undefined, condition: undefined }],
    },
  },
  {
    title: 'a cell over all columns',
    row: `<tr><td colspan="4"><para>Include ${linkOf('table_10-11')}</para></td></tr>`,
    expected: { includeTable: '10-11', description: '', cidStatements: [] },
  },
  {
    title: 'a cell over the first three',
    row: `<tr><td colspan="3"><para>&gt;Include ${linkOf('table_8.8-1')}</para></td><td><para>B${olinkOf('sect_CID_7030')}</para></td></tr>`,
    expected: { depth: 1, cidStatements: [{ strength: 'Baseline', cid: '7030' }] },
  },
  {
    title: 'a table written in words, quoted title after it',
    row: rowOf('&gt;Include Table 10-2, "Content Item Macro Attributes"', '', '', ''),
    expected: { includeTable: '10-2', condition: undefined },
  },
  {
    title: 'a table written in words at the end',
    row: rowOf('Include Table C.7-1.', '', '', ''),
    expected: { includeTable: 'C.7-1' },
  },
  {
    title: 'upper case and quotes',
    row: rowOf('INCLUDE “Table 8.8-1”', '', '', ''),
    expected: { includeTable: '8.8-1' },
  },
  {
    title: 'a condition',
    row: rowOf(`Include ${linkOf('table_10-9')} "Request if any" if Modality is CT`, '', '', ''),
    expected: { includeTable: '10-9', condition: 'if Modality is CT' },
  },
];

describe('extractModuleTable', () => {
  test.each(attributes)('reads $title', ({ row, expected }) => {
    const { facts, diagnostics } = extract(row);
    expect(diagnostics).toEqual([]);
    expect(facts[0]?.rows).toMatchObject([expected]);
  });

  test.each(includes)('reads an include as $title', ({ row, expected }) => {
    const { facts, diagnostics } = extract(row);
    expect(diagnostics).toEqual([]);
    expect(facts[0]?.rows).toMatchObject([expected]);
  });

  test.each([
    { caption: 'Patient Module Attributes', kind: 'module' },
    { caption: 'Code Sequence Macro Attributes', kind: 'macro' },
    { caption: 'Common Attributes for Image Pixel Description Macros', kind: 'macro' },
    { caption: 'Patient Keys', kind: 'other' },
  ])('"$caption" is a table of kind $kind', ({ caption, kind }) => {
    expect(extract(ROW, { caption }).facts).toMatchObject([
      { table: 'C.7-1', title: caption, kind, section: 'C.7.1', at: { label: 'Table C.7-1' } },
    ]);
  });

  test('th in the body is a row like any other', () => {
    const { facts } = extract(ROW + ROW.replace('<td>', '<th>').replace('</td>', '</th>'));
    expect(facts[0]?.rows.map(({ row }) => row)).toEqual([1, 2]);
  });

  test('a table of keys has no type column', () => {
    const { facts } = extract(rowOf('Patient ID', '(0010,0020)', 'A number.'), {
      headings: ['Key', 'Tag', 'Description'],
    });
    expect(facts[0]?.rows).toMatchObject([{ type: undefined, description: 'A number.' }]);
  });

  const refusals: { title: string; row: string; expected: object }[] = [
    {
      title: 'a malformed tag',
      row: rowOf('Rows', '(0028 0010)', '1', ''),
      expected: {
        code: 'tag-malformed',
        severity: 'finding',
        message: '"Rows" has no readable tag',
        found: '(0028 0010)',
        expected: expect.stringContaining('[PS3.5 7.1, 7.6]'),
        fix: expect.stringContaining('cells.tsv'),
      },
    },
    {
      title: 'a tag that is a word',
      row: rowOf('Rows', 'tbd', '1', ''),
      expected: { code: 'tag-malformed', found: 'tbd' },
    },
    {
      title: 'a heading inside the table',
      row: '<tr><td colspan="4"><para>BASIC CODED ENTRY ATTRIBUTES</para></td></tr>',
      expected: {
        code: 'row-without-tag',
        severity: 'note',
        found: 'BASIC CODED ENTRY ATTRIBUTES',
        expected: expect.stringContaining('[PS3.3 5.1]'),
      },
    },
    {
      title: 'a row that sends elsewhere',
      row: rowOf('All other Attributes', 'See Annex A', '', ''),
      expected: { code: 'row-without-tag', severity: 'note' },
    },
    {
      title: 'an include of whatever applies',
      row: rowOf('&gt;Include one or more Functional Group Macros', '', '', ''),
      expected: {
        code: 'include-without-target',
        severity: 'warning',
        found: 'Include one or more Functional Group Macros',
        expected: expect.stringContaining('[PS3.3 5.2]'),
        fix: expect.stringContaining('published page'),
      },
    },
  ];

  test.each(refusals)('refuses $title', ({ row, expected }) => {
    const { facts, diagnostics, counts } = extract(ROW + row);
    expect(facts[0]?.rows).toHaveLength(1);
    expect(diagnostics).toMatchObject([{ at: { part: 3, label: 'Table C.7-1', row: 2 }, ...expected }]);
    expect(counts).toEqual([{ part: 3, table: 'C.7-1', read: 2, used: 1, refused: 1 }]);
  });

  test('keeps an include that stands beside a tag, with a warning', () => {
    const { facts, diagnostics, counts } = extract(rowOf('&gt;Include', '(0040,A170)', '1', ''));
    expect(facts[0]?.rows).toMatchObject([{ kind: 'attribute', name: 'Include', tag: '(0040,A170)' }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'include-without-target',
        severity: 'warning',
        at: { row: 1 },
        found: '>Include',
        fix: expect.stringContaining('published page'),
      },
    ]);
    expect(counts).toMatchObject([{ read: 1, used: 1, refused: 0 }]);
  });

  test('a table called Module Attributes without a tag column refuses all its rows', () => {
    const { diagnostics, counts } = extract(ROW + ROW, {
      headings: ['Attribute Name', 'Number', 'Type', 'Description'],
    });
    expect(diagnostics).toMatchObject([
      {
        code: 'table-heading-missing',
        severity: 'finding',
        at: { label: 'Table C.7-1' },
        found: 'Attribute Name | Number | Type | Description',
      },
    ]);
    expect(counts).toEqual([{ part: 3, table: 'C.7-1', read: 2, used: 0, refused: 2 }]);
  });
});

describe('isModuleTable', () => {
  test.each([
    { headings: HEADINGS, caption: 'Anything', expected: true },
    { headings: ['Key', 'Tag', 'Description'], caption: 'Keys', expected: true },
    { headings: ['Name', 'Number'], caption: 'X Macro Attributes', expected: true },
    { headings: ['Module', 'Reference', 'Usage'], caption: 'CT IOD Modules', expected: false },
    { headings: ['Tag', 'Attribute Name'], caption: 'Tags', expected: false },
  ])('$headings under "$caption": $expected', ({ headings, caption, expected }) => {
    const { outline } = partOf(3, tableOf({ label: 'X', caption, headings, rows: '' }));
    const piece = outline.tables[0];
    expect(piece && isModuleTable(readTable(outline, piece))).toBe(expected);
  });
});
