import { describe, expect, test } from '@jest/globals';
import { type ListForms, readCuratedLists } from '../../../src/harvest/curated-lists.js';

const FORMS: ListForms = {
  floors: { name: 'list_floor', columns: { house: 'VARCHAR', floor: 'INTEGER', height: 'DOUBLE' } },
};

function read(text: string) {
  return readCuratedLists((name) => ({ file: name, text }), FORMS);
}

describe('a list', () => {
  test('comments and empty cells are no faults', () => {
    const { value, diagnostics } = read('# houses\nhouse\tfloor\theight\nold\t1\t2.5\nnew\t\t\n');
    expect(diagnostics).toEqual([]);
    expect(value[0]?.rows).toEqual([
      ['old', '1', '2.5'],
      ['new', undefined, undefined],
    ]);
  });

  test.each([
    [
      'a row that stands twice',
      'old\t1\t2\nnew\t1\t2\nold\t1\t2',
      'list-row-repeated',
      4,
      'the same as line 2',
    ],
    ['the heading as a row', 'house\tfloor\theight', 'list-row-repeated', 2, 'the same as the heading'],
    ['an id that is none', 'old\tfirst\t2', 'list-number', 2, 'floor is no number that it can be'],
    ['an id that is too great', 'old\t2147483648\t2', 'list-number', 2, 'floor is no number that it can be'],
    ['a height that is none', 'old\t1\t2,5', 'list-number', 2, 'height is no number that it can be'],
  ])('%s', (_title, rows, code, line, message) => {
    const { value, diagnostics } = read(`house\tfloor\theight\n${rows}\n`);
    expect(diagnostics).toMatchObject([
      { code, severity: 'error', at: { file: 'floors.tsv', line }, message },
    ]);
    expect(diagnostics[0]?.fix).toMatch(/\w/);
    expect(value[0]?.rows).toHaveLength(rows.split('\n').length - 1);
  });
});
