import { describe, expect, test } from '@jest/globals';
import { decodeUtf8 } from '../../../src/model/utf8-text.js';

describe('decodeUtf8', () => {
  test('gives the text, byte order mark and all', () => {
    expect(decodeUtf8(Buffer.from('\uFEFFÄpfel\n'), 'ids.tsv')).toEqual({
      value: '\uFEFFÄpfel\n',
      diagnostics: [],
    });
  });

  test.each([
    { title: 'Latin-1', bytes: Buffer.from('id\nCT\nÄpfel\n', 'latin1'), line: 3 },
    { title: 'a character cut at the end of the file', bytes: Buffer.from('id\nÄ').subarray(0, 4), line: 2 },
    { title: 'UTF-16', bytes: Buffer.from('\uFEFFid\n', 'utf16le'), line: 1 },
  ])('tells where a file is not UTF-8: $title', ({ bytes, line }) => {
    expect(decodeUtf8(bytes, 'ids.tsv').diagnostics).toMatchObject([
      {
        code: 'file-not-utf8',
        severity: 'error',
        at: { file: 'ids.tsv', line },
        found: expect.stringContaining('\uFFFD'),
        fix: expect.stringContaining('save it as UTF-8'),
      },
    ]);
  });
});
