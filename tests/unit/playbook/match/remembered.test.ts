import { describe, expect, test } from '@jest/globals';
import { remember } from '../../../../src/playbook/match/remembered.js';

describe('remember', () => {
  const asked: string[] = [];
  const answer = (known: ReturnType<typeof remember<string | undefined>>, key: string) =>
    known(key, () => {
      asked.push(key);
      return key === 'none' ? undefined : key.toUpperCase();
    });

  test('an answer is made once, also the answer that there is none', () => {
    const known = remember<string | undefined>(3);
    expect([answer(known, 'a'), answer(known, 'none'), answer(known, 'a'), answer(known, 'none')]).toEqual([
      'A',
      undefined,
      'A',
      undefined,
    ]);
    expect(asked.splice(0)).toEqual(['a', 'none']);
  });

  test('no more than asked for are kept', () => {
    const known = remember<string | undefined>(2);
    for (const key of ['a', 'b', 'c', 'c', 'a']) answer(known, key);
    expect(asked.splice(0)).toEqual(['a', 'b', 'c', 'a']);
  });
});
