import { describe, expect, test } from '@jest/globals';
import { cleanText } from '../../../src/docbook/text.js';

const cases: { title: string; text: string; expected: string }[] = [
  { title: 'a zero-width blank in a keyword', text: 'Patient\u200bPosition', expected: 'PatientPosition' },
  { title: 'a soft hyphen', text: 'Photo\u00adacoustic', expected: 'Photoacoustic' },
  { title: 'a no-break blank', text: 'US\u00a0or\u00a0SS', expected: 'US or SS' },
  { title: 'a byte order mark and joiners', text: '\uFEFF1.2\u2060.3\u200d', expected: '1.2.3' },
  { title: 'lines and tabs', text: '\n  Slice\t\n Thickness  ', expected: 'Slice Thickness' },
  { title: 'the next-line character', text: 'Birth\u0085Date\u0085', expected: 'Birth Date' },
  { title: 'nothing but invisible characters', text: '\u200b \u00ad', expected: '' },
  {
    title: 'typographic quotes and signs, left alone',
    text: '\u201cA\u201d \u2013 µm²',
    expected: '\u201cA\u201d \u2013 µm²',
  },
];

describe('cleanText', () => {
  test.each(cases)('$title', ({ text, expected }) => {
    expect(cleanText(text)).toBe(expected);
  });
});
