import { describe, expect, test } from '@jest/globals';
import { followSuccessors, successorOf } from '../../../src/model/successor.js';
import { definitionOf } from '../../support/facts.js';

const codes = (...values: string[]) =>
  values.map((text) => {
    const [scheme = '', value = ''] = text.split(' ');
    return { scheme, value, meaning: value };
  });

describe('successorOf', () => {
  test.each([
    ['the one code that is named', { retired: true, replacedBy: codes('DCM B') }, 'B'],
    [
      'a code of another scheme, though it reads the same',
      { retired: true, replacedBy: codes('SCT A') },
      'A',
    ],
    ['not of a code in use', { retired: false, replacedBy: codes('DCM B') }, undefined],
    ['not one of several', { retired: true, replacedBy: codes('DCM B', 'DCM C') }, undefined],
    ['not itself', { retired: true, replacedBy: codes('DCM A') }, undefined],
  ])('%s', (_title, own, expected) => {
    expect(successorOf(definitionOf('A', own))?.value).toBe(expected);
  });
});

describe('followSuccessors', () => {
  const next = (code: string) => ({ a: 'b', b: 'c', x: 'y', y: 'x' })[code];
  test('to the first code where it may end', () => {
    expect(followSuccessors('a', next, (code) => code === 'c')).toBe('c');
    expect(followSuccessors('a', next, () => true)).toBe('b');
  });

  test('nowhere, if the chain stops before or closes', () => {
    expect(followSuccessors('a', next, () => false)).toBeUndefined();
    expect(followSuccessors('x', next, () => false)).toBeUndefined();
    expect(followSuccessors('c', next, () => true)).toBeUndefined();
  });
});
