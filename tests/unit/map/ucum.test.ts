import { expect, test } from '@jest/globals';
import { ucumSpellings } from '../../../src/map/ucum.js';

test.each([
  ['l', ['l', 'L']],
  ['mL', ['mL', 'ml']],
  ['ug/ml', ['ug/ml', 'ug/mL']],
  ['dl/L', ['dl/L', 'dL/l']],
  ['10*9/l', ['10*9/l', '10*9/L']],
  ['ml/min/{1.73_m2}', ['ml/min/{1.73_m2}', 'mL/min/{1.73_m2}']],
])('the litre of %s has two spellings, that of the standard first', (code, spellings) => {
  expect(ucumSpellings(code)).toEqual(spellings);
});

test.each([
  ['mm', 'has no litre'],
  ['mol', 'is the mole'],
  ['lm', 'is the lumen'],
  ['lx', 'is the lux'],
  ['cal', 'is the calorie'],
  ['Cel', 'is the degree Celsius'],
  ['{pixels}', 'is an annotation'],
  ['{ml}', 'is an annotation that looks like a litre'],
  ['1', 'is no unit'],
  ['[lb_av]', 'is the pound'],
])('%s has one spelling: it %s', (code) => {
  expect(ucumSpellings(code)).toEqual([code]);
});

test('an annotation is never dropped, and what it says stays as it is', () => {
  expect(ucumSpellings('g/ml{SUVbw}')).toEqual(['g/ml{SUVbw}', 'g/mL{SUVbw}']);
  expect(ucumSpellings('{ml}/ml')).toEqual(['{ml}/ml', '{ml}/mL']);
});
