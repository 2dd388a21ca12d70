import { describe, expect, test } from '@jest/globals';
import { extentOf, REUSE_THRESHOLD, similarity } from '../../../../src/diff/compare/similarity.js';

describe('similarity', () => {
  test.each([
    ['Echo Time', 'Echo Time', 1],
    ['Route of Administration', 'Administration Route', 1],
    ['Angiographic Devices', 'angiographic device', 1],
    ['Printer (Retired)', 'Printer', 1],
    ['Radiographic Contrast Agent', 'Imaging Contrast Agent', 0.667],
    ['abc', 'xyz', 0],
    ['', '', 1],
    ['abcd', 'abce', 0.75],
  ])('%j ~ %j = %d', (a, b, value) => {
    expect(similarity(a, b)).toBeCloseTo(value, 3);
    expect(similarity(b, a)).toBeCloseTo(value, 3);
  });

  test('a typing mistake is seen by the letters, a long text by its words', () => {
    expect(similarity('Sacrred Myocardial', 'Scarred Myocardium')).toBeGreaterThan(0.7);
    const long = 'word '.repeat(100);
    expect(similarity(`${long} one`, `${long} two`)).toBeCloseTo(0.5, 3);
  });

  test('keeps endings that are no plurals', () => {
    expect(similarity('Status', 'Statu')).toBeLessThan(1);
    expect(similarity('Glass', 'Glas')).toBeLessThan(1);
  });

  test.each([
    ['Sections/s', 'sections - S', undefined, 'spelling'],
    ['Software Version', 'Software Release', undefined, 'wording'],
    ['HFS', 'head first-supine', 'HFS', 'described'],
    ['(Retired)', 'Image Storage', undefined, 'described'],
    ['Implanted Devices', 'Cardiovascular Implant', undefined, 'reuse'],
  ])('%j -> %j is %s', (from, to, value, extent) => {
    expect(extentOf(from, to, value).extent).toBe(extent);
  });

  test('the threshold itself is no reuse', () => {
    expect(REUSE_THRESHOLD).toBe(0.5);
    expect(extentOf('Radiotherapy Image', 'RT Image')).toEqual({ similarity: 0.5, extent: 'wording' });
  });
});
