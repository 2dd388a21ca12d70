import { describe, expect, test } from '@jest/globals';
import { isSnomedIdentifier } from '../../../src/map/verhoeff.js';
import { makeRandom, type Random } from '../../support/random.js';

const REAL = ['77477000', '113091000', '24028007', '7771000', '69536005', '138875005', '900000000000207008'];

/** A random identifier of 6 to 18 digits: the one last digit that the check takes. */
function makeIdentifier({ below }: Random): string {
  const digits = [1 + below(9), ...Array.from({ length: 4 + below(13) }, () => below(10))].join('');
  const right = [...'0123456789'].map((last) => digits + last).filter(isSnomedIdentifier);
  expect(right).toHaveLength(1);
  return right[0] ?? '';
}

const replaceAt = (text: string, index: number, digit: string) =>
  text.slice(0, index) + digit + text.slice(index + 1);

describe('SNOMED CT identifiers', () => {
  test.each(REAL)('%s is one', (code) => {
    expect(isSnomedIdentifier(code)).toBe(true);
  });

  test.each([
    ['77477001', 'has a wrong check digit'],
    ['77470700', 'has two digits swapped'],
    ['', 'is empty'],
    ['T-D1100', 'is a code of SNOMED-RT'],
    ['077477000', 'begins with zero'],
    ['77477000 ', 'ends with a blank'],
    ['10006', 'is too short'],
    ['1138875005113887500', 'is too long'],
    ['７７４７７０００', 'is written in other digits'],
  ])('%s is none: it %s', (code) => {
    expect(isSnomedIdentifier(code)).toBe(false);
  });

  test('any single digit that is changed is noticed', () => {
    const random = makeRandom(20240915);
    for (const code of [...REAL, ...Array.from({ length: 200 }, () => makeIdentifier(random))]) {
      const changed = [...code].flatMap((digit, index) =>
        [...'0123456789'].filter((other) => other !== digit).map((other) => replaceAt(code, index, other)),
      );
      expect([code, changed.filter(isSnomedIdentifier)]).toEqual([code, []]);
    }
  });

  test('any two neighbours that are swapped are noticed', () => {
    const random = makeRandom(7);
    for (const code of [...REAL, ...Array.from({ length: 200 }, () => makeIdentifier(random))]) {
      const swapped = [...code]
        .map((digit, at) => code.slice(0, at) + (code[at + 1] ?? '') + digit + code.slice(at + 2))
        .filter((other) => other !== code);
      expect([code, swapped.filter(isSnomedIdentifier)]).toEqual([code, []]);
    }
  });
});
