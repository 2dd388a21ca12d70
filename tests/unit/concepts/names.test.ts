import { describe, expect, test } from '@jest/globals';
import { formatName, formatSynonyms, nameDiagnostics } from '../../../src/concepts/names.js';
import { placeOf } from '../../support/facts.js';

const at = placeOf('Table D-1', 7);

describe('formatName', () => {
  test.each([
    { title: 'a plain one', text: "Patient's Name", expected: "Patient's Name" },
    { title: 'double quotes become apostrophes', text: 'The "A" view', expected: "The 'A' view" },
    { title: 'typographic quotes stay', text: 'The \u201cA\u201d view', expected: 'The \u201cA\u201d view' },
    { title: '255 characters stay', text: 'x'.repeat(255), expected: 'x'.repeat(255) },
    { title: '256 are cut', text: 'x'.repeat(256), expected: `${'x'.repeat(252)}...` },
    {
      title: 'no blank before the dots',
      text: `${'x'.repeat(251)} ${'y'.repeat(9)}`,
      expected: `${'x'.repeat(251)}...`,
    },
    {
      title: '255 characters of two UTF-16 units each stay',
      text: '\u{1D400}'.repeat(255),
      expected: '\u{1D400}'.repeat(255),
    },
    {
      title: 'and are never cut in half',
      text: '\u{1D400}'.repeat(256),
      expected: `${'\u{1D400}'.repeat(252)}...`,
    },
  ])('$title', ({ text, expected }) => {
    expect(formatName(text)).toBe(expected);
  });
});

describe('formatSynonyms', () => {
  test('are distinct, in the order given, without the name and empty ones', () => {
    expect(formatSynonyms('A', ['B', undefined, '', 'A', 'C', 'B', 'D "d"'])).toEqual(['B', 'C', "D 'd'"]);
  });

  test('hold at most 1000 characters', () => {
    expect(formatSynonyms('A', ['x'.repeat(1000), 'y'.repeat(1001)]).map((text) => text.length)).toEqual([
      1000, 1000,
    ]);
  });
});

describe('nameDiagnostics', () => {
  test('a name that stays as it is has none', () => {
    expect(nameDiagnostics('x'.repeat(255), at)).toEqual([]);
  });

  test('says that a quote was replaced and that a name was cut', () => {
    expect(nameDiagnostics(`"${'x'.repeat(255)}`, at)).toMatchObject([
      { code: 'name-quote-replaced', severity: 'note', at, found: expect.stringMatching(/^"x/) },
      {
        code: 'name-shortened',
        severity: 'note',
        at,
        message: expect.stringContaining('256'),
        expected: expect.stringContaining('255'),
      },
    ]);
  });
});
