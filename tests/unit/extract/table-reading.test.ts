import { describe, expect, test } from '@jest/globals';
import { extractDataElements } from '../../../src/extract/data-elements.js';
import { extractIodTable } from '../../../src/extract/iod-tables.js';
import { extractModuleTable } from '../../../src/extract/module-tables.js';
import { linkOf, partOf, readFirstTable, rowOf, tableOf } from '../../support/docbook.js';

const HEADINGS = ['Tag', 'Name', 'Keyword', 'VR', 'VM', ''];

function readRegistry(rows: string, headings: readonly string[] = HEADINGS) {
  const table = tableOf({ label: '6-1', caption: 'Registry of DICOM Data Elements', headings, rows });
  return extractDataElements(partOf(6, table));
}

const GOOD = rowOf('(0008,0022)', 'Acquisition Date', 'AcquisitionDate', 'DA', '1', '');

const refused: { title: string; row: string; code: string; found: RegExp; expected: string }[] = [
  {
    title: 'one cell too few: no value is shifted under another heading',
    row: rowOf('(0008,0023)', 'ContentDate', 'DA', '1', ''),
    code: 'row-cells-missing',
    found: /^\(0008,0023\) \| ContentDate \| DA \| 1 \| $/,
    expected: 'a cell for each of the 6 headings: Tag | Name | Keyword | VR | VM | ',
  },
  {
    title: 'one cell too many',
    row: rowOf('(0008,0023)', '', 'Content Date', 'ContentDate', 'DA', '1', ''),
    code: 'row-cells-beyond',
    found: /Content Date \| ContentDate/,
    expected: 'a cell for each of the 6 headings: Tag | Name | Keyword | VR | VM | ',
  },
  {
    title: 'a span that pushes the last cell out of the table',
    row: rowOf('(0008,0023)', 'Content Date', 'ContentDate', 'DA', '1', '').replace(
      '<td>',
      '<td colspan="2">',
    ),
    code: 'row-cells-beyond',
    found: /Content Date/,
    expected: 'a cell for each of the 6 headings: Tag | Name | Keyword | VR | VM | ',
  },
  {
    title: 'a cell of a million characters',
    row: rowOf('(0008,0023)', 'x'.repeat(1_000_000), 'ContentDate', 'DA', '1', ''),
    code: 'row-cell-too-long',
    found: /^\(0008,0023\) \| x{100}/,
    expected: 'at most 16384 characters',
  },
];

describe('readTableRows', () => {
  test.each(refused)('refuses a row with $title', ({ row, code, found, expected }) => {
    const { facts, diagnostics, counts } = readRegistry(GOOD + row + GOOD);
    expect(facts.map(({ tag, at }) => [tag, at])).toMatchObject([
      ['(0008,0022)', { row: 1 }],
      ['(0008,0022)', { row: 3 }],
    ]);
    expect(diagnostics).toEqual([
      expect.objectContaining({
        code,
        severity: 'finding',
        at: expect.objectContaining({ label: 'Table 6-1', row: 2 }),
        found: expect.stringMatching(found),
        expected,
        fix: expect.stringContaining('published page'),
      }),
    ]);
    expect(counts).toEqual([{ part: 6, table: '6-1', read: 3, used: 2, refused: 1 }]);
  });

  test('refuses the rows below a cell that spans over too many of them', () => {
    const row = GOOD.replace('<td>', '<td rowspan="1000000000">');
    const { facts, counts } = readRegistry(row + GOOD + GOOD);
    expect(facts).toHaveLength(1);
    expect(counts).toMatchObject([{ read: 3, used: 1, refused: 2 }]);
  });

  test('a heading that spans a thousand million columns refuses its rows and takes no time', () => {
    const table = tableOf({
      label: '6-1',
      caption: 'Registry of DICOM Data Elements',
      headings: HEADINGS,
      rows: GOOD,
    }).replace('<th><para></para></th>', '<th colspan="1000000000"/>');
    const { facts, diagnostics } = extractDataElements(partOf(6, table));
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: 'row-cells-missing', at: { row: 1 } }]);
  });

  test('reads an include whatever the spans of its row, with a warning', () => {
    const body = tableOf({
      label: 'C.7-1',
      caption: 'Patient Module Attributes',
      headings: ['Attribute Name', 'Tag', 'Type', 'Attribute Description'],
      rows: `<tr><td colspan="2"><para>&gt;Include ${linkOf('table_10-1')}</para></td></tr>`,
    });
    const { facts, diagnostics } = extractModuleTable(partOf(3, body), readFirstTable(body));
    expect(facts[0]?.rows).toMatchObject([{ kind: 'include', includeTable: '10-1', depth: 1 }]);
    expect(diagnostics).toMatchObject([
      {
        code: 'row-cells-missing',
        severity: 'warning',
        at: { label: 'Table C.7-1', row: 1 },
        message: expect.stringContaining('the include is read all the same'),
        fix: 'none needed',
      },
    ]);
  });

  test('reads a row whose cells fit no other columns, with a warning', () => {
    const iod = (rows: string) => {
      const body = tableOf({
        label: 'F.3-1',
        headings: ['Module', 'Reference', 'Usage', 'Module Description'],
        rows,
      });
      return extractIodTable(partOf(3, body), readFirstTable(body));
    };
    const fitting = iod(rowOf('File-set Identification', linkOf('sect_F.3.2.1'), 'M'));
    expect(fitting.facts).toMatchObject([
      { module: 'File-set Identification', moduleSection: 'F.3.2.1', usage: 'M' },
    ]);
    expect(fitting.diagnostics).toMatchObject([
      { code: 'row-cells-missing', severity: 'warning', fix: 'none needed' },
    ]);
    const shifted = iod(rowOf(linkOf('sect_F.3.2.1'), 'M', 'The file-set'));
    expect(shifted.facts).toEqual([]);
    expect(shifted.diagnostics).toMatchObject([{ code: 'row-cells-missing', severity: 'finding' }]);
  });
});
