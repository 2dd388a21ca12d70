import { describe, expect, test } from '@jest/globals';
import { FETCH_LIMITS } from '../../../../src/fetch/download/fetch-surroundings.js';
import { computePause, parseRetryAfter } from '../../../../src/fetch/download/retry.js';

describe('computePause', () => {
  const limits = { ...FETCH_LIMITS, firstPause: 100, longestPause: 1000, longestRetryAfter: 60_000 };
  test.each([
    ['half of it at the least', 1, 0, undefined, 50],
    ['all of it at the most', 1, 0.9999, undefined, 100],
    ['twice as long each time', 3, 0.9999, undefined, 400],
    ['up to a limit', 9, 0.9999, undefined, 1000],
    ['never shorter than asked', 1, 0.5, 2000, 2000],
    ['never shorter than its own', 4, 0.9999, 10, 800],
    ['not at all if too long is asked', 1, 0.5, 60_001, undefined],
  ])('%s', (_, number, random, retryAfter, pause) => {
    expect(computePause(number, limits, random, retryAfter)).toBe(pause);
  });
});

describe('parseRetryAfter', () => {
  const now = new Date('2024-09-10T10:00:00Z');
  test.each([
    [undefined, undefined],
    ['120', 120_000],
    ['Tue, 10 Sep 2024 10:00:30 GMT', 30_000],
    ['Tue, 10 Sep 2024 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-5', undefined],
  ])('%p is %p', (text, pause) => {
    expect(parseRetryAfter(text, now)).toBe(pause);
  });
});
