import { describe, expect, test } from '@jest/globals';
import { parseEditionRange } from '../../../src/corrections/edition-range.js';
import { editionOf } from '../../support/standard-document.js';

const ranges: { text: string; holds: string[]; fails: string[] }[] = [
  { text: '*', holds: ['2011', '2016b', '2030a', 'mini'], fails: [] },
  { text: '2016b', holds: ['2016b'], fails: ['2016a', '2016c', '2011', 'mini'] },
  { text: '2016b-2024d', holds: ['2016b', '2020', '2024d'], fails: ['2016a', '2024e', 'mini'] },
  { text: '2016b-', holds: ['2016b', '2031a'], fails: ['2016a', '2011', 'mini'] },
  { text: 'mini', holds: ['mini'], fails: ['2016b', 'other'] },
];

describe('parseEditionRange', () => {
  test.each(ranges)('$text', ({ text, holds, fails }) => {
    const range = parseEditionRange(text);
    expect(holds.filter((label) => !range?.(editionOf(label)))).toEqual([]);
    expect(fails.filter((label) => range?.(editionOf(label)))).toEqual([]);
  });

  test.each(['', '-', '-2016b', '2016b-2017a-2018a', '2016b,2017a', '../x', '2016b - 2017a'])(
    '"%s" is no range',
    (text) => {
      expect(parseEditionRange(text)).toBeUndefined();
    },
  );
});
