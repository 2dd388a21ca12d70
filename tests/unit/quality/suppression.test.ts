/** Small counts are hidden, and so is what they could be computed from. */
import { describe, expect, test } from '@jest/globals';
import { findHidden } from '../../../src/quality/report/suppression.js';

interface Row {
  readonly group: string;
  readonly side: string;
  readonly n: number;
  readonly persons: number;
}
const row = (group: string, side: string, n: number, persons = n): Row => ({ group, side, n, persons });
const hide = (rows: readonly Row[], least = 5) => {
  const hidden = findHidden(rows, least, [({ group }) => group, ({ side }) => side]);
  return rows.filter((each) => hidden.has(each)).map(({ group, side }) => `${group}${side}`);
};

describe('small cells', () => {
  test('nothing is hidden where nothing is small', () => {
    expect(hide([row('a', '1', 5), row('a', '2', 9)])).toEqual([]);
  });

  test('one small count takes the next smallest of its total with it', () => {
    expect(hide([row('a', '1', 2), row('a', '2', 9), row('a', '3', 7)])).toEqual(['a1', 'a3']);
  });

  test('two small counts that are small together take a third with them', () => {
    expect(hide([row('a', '1', 1), row('a', '2', 1), row('a', '3', 30), row('a', '4', 20)])).toEqual([
      'a1',
      'a2',
      'a4',
    ]);
  });

  test('many rows of few persons are hidden', () => {
    expect(hide([row('a', '1', 40, 2), row('a', '2', 50, 30)])).toEqual(['a1', 'a2']);
  });

  test('totals of both directions are safe: what is hidden for one is made good for the other', () => {
    const rows = [
      row('a', '1', 2),
      row('a', '2', 20),
      row('b', '1', 30),
      row('b', '2', 40),
      row('c', '1', 50),
      row('c', '2', 60),
    ];
    const hidden = hide(rows);
    for (const margin of ['a', 'b', 'c', '1', '2']) {
      const of = hidden.filter((name) => name.includes(margin));
      expect(of.length).not.toBe(1);
    }
  });

  test('1 hides nothing', () => {
    expect(hide([row('a', '1', 1), row('a', '2', 1)], 1)).toEqual([]);
  });
});
