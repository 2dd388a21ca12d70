import { describe, expect, test } from '@jest/globals';
import { findCell, findColumn, findText, type Table } from '../../../src/docbook/table.js';
import { readFirstTable } from '../../support/docbook.js';

/** Rows as texts by column; a cell from above is in brackets, a column that a cell merely spans is `-`. */
function grid({ rows }: Table): string[][] {
  return rows.map(({ cells }) =>
    cells.flatMap(({ text, fromAbove, colspan }) => [
      fromAbove ? `[${text}]` : text,
      ...Array(colspan - 1).fill('-'),
    ]),
  );
}

const cases: { title: string; xml: string; headings: string[]; expected: string[][] }[] = [
  {
    title: 'a head and a body',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [['1', '2']],
  },
  {
    title: 'a cell over two rows',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr><tr><td>y</td><td>3</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [
      ['x', '1'],
      ['[x]', '2'],
      ['y', '3'],
    ],
  },
  {
    title: 'a cell over two rows at the end of the row',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td rowspan="3">x</td></tr><tr><td>2</td></tr><tr><td>3</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [
      ['1', 'x'],
      ['2', '[x]'],
      ['3', '[x]'],
    ],
  },
  {
    title: 'a cell over two columns',
    xml: '<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody><tr><td colspan="2">x</td><td>3</td></tr></tbody>',
    headings: ['A', 'B', 'C'],
    expected: [['x', '-', '3']],
  },
  {
    title: 'a block of two columns and two rows beside others',
    xml: '<thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody><tr><td>1</td><td rowspan="2" colspan="2">x</td></tr><tr><td>2</td></tr></tbody>',
    headings: ['A', 'B', 'C'],
    expected: [
      ['1', 'x', '-'],
      ['2', '[x]', '-'],
    ],
  },
  {
    title: 'headings in the first row of the body',
    xml: '<tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [['1', '2']],
  },
  {
    title: 'a second heading row at the top of the body',
    xml: '<thead><tr><th colspan="2">A</th></tr></thead><tbody><tr><th>x</th><th>y</th></tr><tr><td>1</td><td>2</td></tr></tbody>',
    headings: ['A x', 'A y'],
    expected: [['1', '2']],
  },
  {
    title: 'a first row of the body that is all th, beside whole headings',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>1</th><th>2</th></tr><tr><td>3</td><td>4</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [
      ['1', '2'],
      ['3', '4'],
    ],
  },
  {
    title: 'th in a body cell',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>1</th><td>2</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [['1', '2']],
  },
  {
    title: 'a head of two rows with spans both ways',
    xml: '<thead><tr><th rowspan="2">Name</th><th colspan="2">Usage</th></tr><tr><th>SCU</th><th>SCP</th></tr></thead><tbody><tr><td>n</td><td>1</td><td>2</td></tr></tbody>',
    headings: ['Name', 'Usage SCU', 'Usage SCP'],
    expected: [['n', '1', '2']],
  },
  {
    title: 'neither head nor th',
    xml: '<tbody><tr><td>1</td><td>2</td></tr></tbody>',
    headings: [],
    expected: [['1', '2']],
  },
  {
    title: 'the CALS form',
    xml: '<tgroup cols="2"><thead><row><entry>A</entry><entry>B</entry></row></thead><tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup>',
    headings: ['A', 'B'],
    expected: [['1', '2']],
  },
  {
    title: 'a foot after the body',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tfoot><tr><td>9</td><td>9</td></tr></tfoot><tbody><tr><td>1</td><td>2</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [
      ['1', '2'],
      ['9', '9'],
    ],
  },
  {
    title: 'a nested table, whose rows are not rows of this one',
    xml: '<thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td><informaltable><tbody><tr><td>x</td></tr><tr><td>y</td></tr></tbody></informaltable></td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [['1', 'x y']],
  },
  {
    title: 'comments anywhere',
    xml: '<thead><tr><th>A</th><!-- <th>X</th> --><th>B</th></tr></thead><tbody><!-- old --><tr><td>1<!-- 0 --></td><td>2</td></tr></tbody>',
    headings: ['A', 'B'],
    expected: [['1', '2']],
  },
  {
    title: 'invisible characters in headings and cells',
    xml: '<thead><tr><th>Key\u200bword</th><th>\u00a0</th></tr></thead><tbody><tr><td>Pa\u00adtient</td><td>\u200b</td></tr></tbody>',
    headings: ['Keyword', ''],
    expected: [['Patient', '']],
  },
];

describe('readTable', () => {
  test.each(cases)('$title', ({ xml, headings, expected }) => {
    const table = readFirstTable(`<table label="T-1"><caption>T</caption>${xml}</table>`);
    expect(table.headings).toEqual(headings);
    expect(grid(table)).toEqual(expected);
    expect(table.rows.map(({ row }) => row)).toEqual(expected.map((_, index) => index + 1));
  });
});

describe('columns', () => {
  const table = readFirstTable(
    '<table label="T-1"><thead><tr><th>Tag</th><th>Name</th><th>Tag Note</th></tr></thead><tbody>' +
      '<tr><td colspan="2">wide</td><td>n</td></tr><tr><td>t</td><td></td></tr></tbody></table>',
  );
  const [wide, short] = table.rows;

  test('are found by the first heading that matches', () => {
    expect(findColumn(table, /^tag/i)).toBe(0);
    expect(findColumn(table, /note$/i)).toBe(2);
    expect(findColumn(table, /keyword/i)).toBeUndefined();
  });

  test('a cell that merely spans over a column does not stand in it', () => {
    expect(wide && findText(wide, 0)).toBe('wide');
    expect(wide && findCell(wide, 1)).toBeUndefined();
    expect(wide && findText(wide, 2)).toBe('n');
  });

  test('an empty cell, a missing cell and an unknown column have no text', () => {
    expect(short && findCell(short, 1)?.text).toBe('');
    expect(short && findText(short, 1)).toBeUndefined();
    expect(short && findText(short, 2)).toBeUndefined();
    expect(short && findText(short, undefined)).toBeUndefined();
  });
});
