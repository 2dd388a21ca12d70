import { describe, expect, test } from '@jest/globals';
import { parseTabSeparated } from '../../../src/model/tab-separated.js';

const parse = (text: string) => parseTabSeparated(text, 'ids.tsv', ['id', 'code']);

describe('parseTabSeparated', () => {
  test('reads rows with their lines; comments, empty lines, CR and a byte order mark aside', () => {
    const { value, diagnostics } = parse(
      '\uFEFF# note\r\nid\tcode\tnote\r\n\r\n1\tCT\t\r\n# 2\tx\ty\n3\t\tz\n',
    );
    expect(diagnostics).toEqual([]);
    expect(value).toEqual([
      { file: 'ids.tsv', line: 4, cells: { id: '1', code: 'CT', note: undefined } },
      { file: 'ids.tsv', line: 6, cells: { id: '3', code: undefined, note: 'z' } },
    ]);
  });

  test('a header that lacks a column is an error', () => {
    expect(parse('id\tvalue\n1\tCT\n')).toMatchObject({
      value: [],
      diagnostics: [
        {
          code: 'file-header-wrong',
          severity: 'error',
          at: { file: 'ids.tsv', line: 1 },
          message: 'the header lacks "code"',
          found: 'id\tvalue',
          expected: 'id<TAB>code',
          fix: expect.stringContaining('header'),
        },
      ],
    });
  });

  test.each([
    { title: 'that nothing reads', header: 'id\tcode\tcdoe', unknown: '"cdoe"' },
    { title: 'that stands twice', header: 'id\tcode\tid', unknown: '"id"' },
  ])('a column $title is an error', ({ header, unknown }) => {
    expect(parse(`${header}\n1\tCT\t2\n`)).toMatchObject({
      value: [],
      diagnostics: [
        {
          code: 'file-header-wrong',
          severity: 'error',
          at: { file: 'ids.tsv', line: 1 },
          message: `the header has ${unknown}, which nothing reads`,
          expected: 'id<TAB>code',
          fix: expect.stringContaining('header'),
        },
      ],
    });
  });

  test.each(['', '# only a comment\n', '\n\n'])(
    'a file without any line is no file without rows: %j',
    (text) => {
      expect(parse(text)).toMatchObject({
        value: [],
        diagnostics: [
          {
            code: 'file-empty',
            severity: 'error',
            at: { file: 'ids.tsv', line: 1 },
            expected: 'at least the header, id<TAB>code',
            fix: expect.stringContaining('restore the file'),
          },
        ],
      });
    },
  );

  test('a row of another width is an error, the others are read', () => {
    const { value, diagnostics } = parse('id\tcode\n1 CT\n2\tMR\n3\tUS\tx\n');
    expect(value.map(({ cells }) => cells.code)).toEqual(['MR']);
    expect(diagnostics).toMatchObject([
      {
        code: 'file-row-ragged',
        severity: 'error',
        at: { file: 'ids.tsv', line: 2 },
        message: '1 cells where the header has 2',
        found: '1 CT',
        fix: expect.stringContaining('tabs'),
      },
      { at: { line: 4 }, message: '3 cells where the header has 2' },
    ]);
  });

  test.each(['<<<<<<< HEAD', '=======', '>>>>>>> branch', '||||||| base'])(
    'a line "%s" is a merge conflict',
    (marker) => {
      expect(parse(`id\tcode\n1\tCT\n${marker}\n2\tMR\n`)).toMatchObject({
        value: [],
        diagnostics: [
          {
            code: 'file-merge-conflict',
            severity: 'error',
            at: { file: 'ids.tsv', line: 3 },
            found: marker,
            fix: expect.stringContaining('resolve'),
          },
        ],
      });
    },
  );
});
