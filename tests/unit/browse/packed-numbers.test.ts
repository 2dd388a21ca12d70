import { describe, expect, test } from '@jest/globals';
import { formatNumber } from '../../../src/browse/packed-numbers.js';

describe('formatNumber', () => {
  test.each([
    [0, 1],
    [43, 1],
    [44, 2],
    [1935, 2],
    [1936, 3],
    [85_183, 3],
    [85_184, 4],
    [2_147_483_647, 6],
  ])('%d has %d letters', (value, letters) => {
    expect(formatNumber(value)).toHaveLength(letters);
  });

  test('no two are alike, none is the start of another, none needs an escape', () => {
    const all = Array.from({ length: 5000 }, (_, value) => formatNumber(value)).sort();
    expect(all.filter((text, index) => index > 0 && text.startsWith(all[index - 1] ?? ''))).toEqual([]);
    expect(JSON.stringify(all.join('')).replaceAll('<', '')).toHaveLength(all.join('').length + 2);
  });
});
