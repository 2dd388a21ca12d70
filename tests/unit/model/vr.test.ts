import { describe, expect, test } from '@jest/globals';
import { isCodeNumber, isOfKind, mayBeOfKind, NUMBER_KINDS, parseVr } from '../../../src/model/vr.js';

describe('VR as printed', () => {
  test.each([
    ['US or SS or OW', ['US', 'SS', 'OW']],
    ['SV', ['SV']],
    ['See Note', undefined],
    ['US or XX', undefined],
    ['', undefined],
    ['toString', undefined],
    [undefined, undefined],
  ])('%j', (printed, expected) => {
    expect(parseVr(printed)).toEqual(expected);
  });

  test('every alternative is a number, or one of them', () => {
    expect(isOfKind('US or SS', ...NUMBER_KINDS)).toBe(true);
    expect(isOfKind('US or OW', ...NUMBER_KINDS)).toBe(false);
    expect(mayBeOfKind('US or OW', ...NUMBER_KINDS)).toBe(true);
    expect(isOfKind(undefined, ...NUMBER_KINDS)).toBe(false);
  });

  test('codes of lists are short binary integers', () => {
    expect(['US', 'US or SS', 'SL', 'DS'].filter(isCodeNumber)).toEqual(['US', 'US or SS']);
  });
});
