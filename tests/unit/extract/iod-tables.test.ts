import { describe, expect, test } from '@jest/globals';
import { readTable } from '../../../src/docbook/table.js';
import { extractIodTable, isIodTable } from '../../../src/extract/iod-tables.js';
import { linkOf, partOf, rowOf, sectionOf, tableOf } from '../../support/docbook.js';

function read(headings: string[], rows: string) {
  const part = partOf(
    3,
    sectionOf('A.3', 'CT', tableOf({ label: 'A.3-1', caption: 'CT Image IOD Modules', headings, rows })),
  );
  const piece = part.outline.tables[0];
  if (!piece) throw new Error('no table');
  return { part, table: readTable(part.outline, piece) };
}

const IOD = ['IE', 'Module', 'Reference', 'Usage'];

function extract(rows: string, headings = IOD) {
  const { part, table } = read(headings, rows);
  return extractIodTable(part, table);
}

const ref = (section: string) => linkOf(`sect_${section}`);

const cases: { title: string; rows: string; expected: [ie: string | undefined, module: string][] }[] = [
  {
    title: 'an entity that spans its rows',
    rows: `<tr><td rowspan="2"><para>Patient</para></td><td>Patient</td><td>${ref('C.7.1.1')}</td><td>M</td></tr><tr><td>Clinical Trial Subject</td><td>${ref('C.7.1.3')}</td><td>U</td></tr>${rowOf('Study', 'General Study', ref('C.7.2.1'), 'M')}`,
    expected: [
      ['Patient', 'Patient'],
      ['Patient', 'Clinical Trial Subject'],
      ['Study', 'General Study'],
    ],
  },
  {
    title: 'an entity above cells that are left empty',
    rows:
      rowOf('Patient', 'Patient', ref('C.7.1.1'), 'M') +
      rowOf('', 'Clinical Trial Subject', ref('C.7.1.3'), 'U'),
    expected: [
      ['Patient', 'Patient'],
      ['Patient', 'Clinical Trial Subject'],
    ],
  },
  {
    title: 'no entity yet',
    rows: rowOf('', 'Patient', ref('C.7.1.1'), 'M'),
    expected: [[undefined, 'Patient']],
  },
];

describe('extractIodTable', () => {
  test.each(cases)('$title', ({ rows, expected }) => {
    const { facts, diagnostics } = extract(rows);
    expect(diagnostics).toEqual([]);
    expect(facts.map(({ ie, module }) => [ie, module])).toEqual(expected);
  });

  test('reads section and usage', () => {
    expect(
      extract(rowOf('Patient', 'Patient', ref('C.7.1.1'), 'C - required if contrast was used')).facts,
    ).toMatchObject([
      {
        table: 'A.3-1',
        moduleSection: 'C.7.1.1',
        usage: 'C - required if contrast was used',
        at: { part: 3, label: 'Table A.3-1', row: 1 },
      },
    ]);
  });

  test.each([
    { written: 'C.7.1.1', expected: 'C.7.1.1' },
    { written: 'Section C.7.1.1', expected: 'C.7.1.1' },
    { written: 'C.12.1.1.1a', expected: 'C.12.1.1.1a' },
    { written: 'see there', expected: undefined },
    { written: '', expected: undefined },
  ])('a reference without a link, "$written"', ({ written, expected }) => {
    expect(extract(rowOf('Patient', 'Patient', written, 'M')).facts[0]?.moduleSection).toBe(expected);
  });

  test('a table of functional groups has no entities', () => {
    const { facts, table } = extract(rowOf('Pixel Measures', ref('C.7.6.16.2.1'), 'M'), [
      'Functional Group Macro',
      'Section',
      'Usage',
    ]);
    expect(facts).toMatchObject([{ ie: undefined, module: 'Pixel Measures', usage: 'M' }]);
    expect(table).toMatchObject({ kind: 'functional_groups', rows: [] });
  });

  test('stands in the list of tables without attribute rows', () => {
    expect(extract('').table).toMatchObject({
      table: 'A.3-1',
      title: 'CT Image IOD Modules',
      kind: 'iod',
      section: 'A.3',
      rows: [],
    });
  });

  test('refuses a row without a module', () => {
    const { facts, diagnostics, counts } = extract(rowOf('Patient', '', 'see A.3', ''));
    expect(facts).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'row-without-module',
        severity: 'note',
        at: { label: 'Table A.3-1', row: 1 },
        found: 'Patient |  | see A.3 | ',
        expected: expect.stringContaining('[PS3.3 A.1.3]'),
      },
    ]);
    expect(counts).toEqual([{ part: 3, table: 'A.3-1', read: 1, used: 0, refused: 1 }]);
  });
});

describe('isIodTable', () => {
  test.each([
    { headings: IOD, expected: true },
    { headings: ['Information Entity', 'Module', 'Section', 'Usage'], expected: true },
    { headings: ['Functional Group Macro', 'Section', 'Usage'], expected: true },
    { headings: ['Attribute Name', 'Tag', 'Type', 'Attribute Description'], expected: false },
    { headings: ['Module', 'Usage'], expected: false },
  ])('$headings: $expected', ({ headings, expected }) => {
    expect(isIodTable(read(headings, '').table)).toBe(expected);
  });
});
