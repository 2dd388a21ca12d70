import { describe, expect, test } from '@jest/globals';
import { readRetirement } from '../../../src/model/retirement.js';

describe('readRetirement', () => {
  test.each([
    { retired: false, remark: 'RET (2007)', expected: undefined },
    { retired: true, remark: undefined, expected: { remark: 'Retired', since: undefined } },
    { retired: true, remark: 'RET', expected: { remark: 'RET', since: undefined } },
    { retired: true, remark: 'RET (2007)', expected: { remark: 'RET (2007)', since: '2007' } },
    { retired: true, remark: 'RET (2017c)', expected: { remark: 'RET (2017c)', since: '2017c' } },
    { retired: true, remark: 'Replaced by (112001, DCM, "x")', expected: { since: undefined } },
  ])('$remark ($retired)', ({ retired, remark, expected }) => {
    if (expected === undefined) expect(readRetirement(retired, remark)).toBeUndefined();
    else expect(readRetirement(retired, remark)).toMatchObject(expected);
  });
});
