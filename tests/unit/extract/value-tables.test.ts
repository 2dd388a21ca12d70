import { describe, expect, test } from '@jest/globals';
import { readTable } from '../../../src/docbook/table.js';
import { extractInformationObjects } from '../../../src/extract/standard.js';
import { extractValueTable, isValueTable } from '../../../src/extract/value-tables.js';
import { partOf, rowOf, sectionOf, type TableMarkup, tableOf } from '../../support/docbook.js';

function read(caption: string, headings: readonly string[], rows: string, rest: Partial<TableMarkup> = {}) {
  const table = tableOf({ label: 'C.8-1', caption, headings, rows, ...rest });
  const part = partOf(3, sectionOf('C.8.1', 'Flavors', table));
  const piece = part.outline.tables[0];
  if (!piece) throw new Error('no table');
  return { part, table: readTable(part.outline, piece) };
}

function extract(caption: string, headings: readonly string[], rows: string) {
  const { part, table } = read(caption, headings, rows);
  expect(isValueTable(table)).toBe(true);
  return extractValueTable(part, table);
}

const NAMED = ['Defined Term Name', 'Defined Term Description'];

describe('extractValueTable', () => {
  test('gives each row as a value with its place, and what the caption says', () => {
    const { facts, counts } = extract(
      'Image Type and Frame Type Value 3 for CT',
      NAMED,
      rowOf('SCOUT', 'A first look'),
    );
    expect(facts).toMatchObject([
      {
        kind: 'Defined',
        valueNumber: '3',
        condition: 'for CT',
        section: 'C.8.1',
        caption: 'Image Type and Frame Type Value 3 for CT',
        terms: [{ value: 'SCOUT', meaning: 'A first look', at: { label: 'Table C.8-1', row: 1 } }],
      },
    ]);
    expect(counts).toEqual([{ part: 3, table: 'C.8-1', read: 1, used: 1, refused: 0 }]);
  });

  test.each([
    ['Enumerated Value Name', 'Pixel Presentation Attribute Values', 'Enumerated'],
    ['Enumerated Value', 'Enumerated Values of Image Type (0008,0008) Value 4', 'Enumerated'],
    ['Enumerated Value', 'Defined Terms of Image Type (0008,0008) Value 4', 'Defined'],
    ['Defined Term', 'Defined Terms for Wide Sets', 'Defined'],
  ])('the weaker claim of heading and caption counts: %s, %s', (heading, caption, kind) => {
    expect(extract(caption, [heading, 'Definition'], rowOf('A', 'a')).facts).toMatchObject([
      { kind, terms: [{ value: 'A', meaning: 'a' }] },
    ]);
  });

  test('values and meanings stand in any column', () => {
    const headings = ['Character Set Description', 'Defined Term', 'Number'];
    expect(extract('Defined Terms for Sets', headings, rowOf('Latin', 'ISO 1', '96')).facts).toMatchObject([
      { terms: [{ value: 'ISO 1', meaning: 'Latin' }] },
    ]);
  });

  test('columns that name their attributes are lists of their own', () => {
    const headings = ['Bits - Defined Terms', 'Interpretation - Defined Terms', 'Interpretation Meaning'];
    const rows =
      '<tr><td rowspan="2"><para>8</para></td><td><para>SB</para></td><td><para>signed</para></td></tr>' +
      rowOf('UB', 'unsigned');
    const { facts, diagnostics, counts } = extract('Bits and Interpretation', headings, rows);
    expect(facts).toMatchObject([
      { caption: 'Bits', terms: [{ value: '8', meaning: undefined }] },
      {
        caption: 'Interpretation',
        terms: [
          { value: 'SB', meaning: 'signed' },
          { value: 'UB', meaning: 'unsigned' },
        ],
      },
    ]);
    expect(diagnostics).toEqual([]);
    expect(counts).toMatchObject([{ read: 2, used: 2, refused: 0 }]);
  });

  test('definitions of what the first heading names', () => {
    expect(
      extract('Value Type Definitions', ['Value Type', 'Description'], rowOf('TEXT', 'words')).facts,
    ).toMatchObject([
      { caption: 'Value Type', kind: 'Defined', terms: [{ value: 'TEXT', meaning: 'words' }] },
    ]);
  });

  test.each([
    ['an empty cell', rowOf('', 'the default')],
    ['no value', rowOf('none', 'the default')],
    ['the head of a group', '<tr><td colspan="2"><para>Biopsy</para></td></tr>'],
  ])('%s states no value', (_title, row) => {
    const { facts, diagnostics, counts } = extract('Defined Terms for Sets', NAMED, row);
    expect(facts).toMatchObject([{ terms: [] }]);
    expect(diagnostics).toMatchObject([
      { code: 'row-without-value', severity: 'note', at: { label: 'Table C.8-1', row: 1 } },
    ]);
    expect(counts).toMatchObject([{ read: 1, used: 0, refused: 1 }]);
  });

  test.each([
    ['combinations of attributes', ['Image Type Value 3', 'Frame Increment Pointer']],
    ['values that another fixes', ['Photometric Interpretation', 'Samples Per Pixel Value']],
    ['a plain table', ['Opcode', 'Segment type']],
  ])('%s list no values', (_title, headings) => {
    const { table } = read('Enumerated Values for Something', headings, rowOf('A', 'B'));
    expect(isValueTable(table)).toBe(false);
  });
});

test('a value table is read beside the tables of modules', () => {
  const module = tableOf({
    label: 'C.8-2',
    caption: 'A Module Attributes',
    headings: ['Attribute Name', 'Tag'],
    rows: rowOf('Rows', '(0028,0010)'),
  });
  const values = tableOf({
    label: 'C.8-1',
    caption: 'Rows Values',
    headings: NAMED,
    rows: rowOf('1', 'one'),
  });
  const { facts, counts } = extractInformationObjects(partOf(3, sectionOf('C.8.1', 'A', module + values)));
  expect(facts.sectionLists).toMatchObject([{ caption: 'Rows Values' }]);
  expect(counts.map(({ table, used }) => [table, used])).toEqual([
    ['C.8-2', 1],
    ['C.8-1', 1],
  ]);
});
