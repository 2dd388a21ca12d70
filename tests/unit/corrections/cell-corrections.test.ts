import { describe, expect, test } from '@jest/globals';
import { readCellCorrections } from '../../../src/corrections/cell-corrections.js';
import { editionOf } from '../../support/standard-document.js';

const HEADER = 'editions\tpart\ttable\tfound\tright\twhy';
const LINE = '2016b-2024d\t3\tC.8-61\t(0018, 1077)\t(0018,1077)\ta blank after the comma';

function read(lines: readonly string[], edition = '2024d') {
  return readCellCorrections([HEADER, ...lines].join('\n'), 'cells.tsv', editionOf(edition));
}

describe('readCellCorrections', () => {
  test('corrects the text in its part and table, and nothing else', () => {
    const { value, diagnostics } = read([LINE]);
    expect(diagnostics).toEqual([]);
    expect(value.forPart(6)('C.8-61', '(0018, 1077)')).toBe('(0018, 1077)');
    expect(value.forPart(3)('C.8-62', '(0018, 1077)')).toBe('(0018, 1077)');
    expect(value.forPart(3)('C.8-61', '(0018, 1078)')).toBe('(0018, 1078)');
    expect(value.unused([3])).toHaveLength(1);
    expect(value.forPart(3)('C.8-61', '(0018, 1077)')).toBe('(0018,1077)');
    expect(value.unused([3, 6, 16])).toEqual([]);
  });

  test('a correction that matches nothing expires: a warning with its line', () => {
    expect(read(['# comment', LINE]).value.unused([3, 6, 16])).toMatchObject([
      {
        code: 'correction-stale',
        severity: 'warning',
        at: { file: 'cells.tsv', line: 3 },
        message: expect.stringContaining('edition 2024d'),
        found: expect.stringContaining('(0018, 1077)'),
        fix: expect.stringContaining('end its range before 2024d'),
      },
    ]);
  });

  test('a correction of other editions neither applies nor expires', () => {
    const { value } = read([LINE], '2024e');
    expect(value.forPart(3)('C.8-61', '(0018, 1077)')).toBe('(0018, 1077)');
    expect(value.unused([3, 6, 16])).toEqual([]);
  });

  test.each([
    {
      title: 'no range',
      line: LINE.replace('2016b-2024d', '2016b to 2024d'),
      message: 'no range of editions',
    },
    { title: 'no reason', line: LINE.replace('a blank after the comma', ''), message: 'no why' },
    {
      title: 'empty cells',
      line: LINE.replace('C.8-61', '').replace('(0018,1077)', ''),
      message: 'no table, right',
    },
  ])('a line with $title is an error', ({ line, message }) => {
    const { value, diagnostics } = read([line]);
    expect(diagnostics).toMatchObject([
      {
        code: 'correction-malformed',
        severity: 'error',
        at: { file: 'cells.tsv', line: 2 },
        message,
        expected: expect.stringContaining('2016b-2024d'),
        fix: 'complete the line',
      },
    ]);
    expect(value.unused([3, 6, 16])).toEqual([]);
  });

  test('hands on what is wrong with the file', () => {
    expect(
      readCellCorrections('editions\tpart\n', 'cells.tsv', editionOf('2024d')).diagnostics,
    ).toMatchObject([{ code: 'file-header-wrong', at: { file: 'cells.tsv', line: 1 } }]);
  });
});
