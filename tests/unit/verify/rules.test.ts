import { describe, expect, test } from '@jest/globals';
import { RULES } from '../../../src/verify/rules.js';
import { verifyRelease } from '../../../src/verify/verify-release.js';
import { DAY } from '../../support/release.js';
import { BASE_CASES } from './base-cases.js';
import { COLUMN_CASES } from './column-cases.js';
import { MAPPING_CASES } from './mapping-cases.js';
import { athena, base } from './rule-case.js';
import { STAGE_CASES } from './stage-cases.js';

const CASES = [...STAGE_CASES, ...BASE_CASES, ...COLUMN_CASES, ...MAPPING_CASES];

describe('rules of OMOP', () => {
  test('a good release breaks none', () => {
    const options = { lookUp: athena, isAncestor: () => false, published: DAY, previous: base };
    expect(verifyRelease(base, options)).toEqual([]);
  });

  test.each(CASES.map((each) => [each.code, each.title, each] as const))(
    '%s: %s',
    (code, _title, { release, key, options }) => {
      const findings = verifyRelease(release, options).filter((finding) => finding.code === code);
      const found = findings.find(({ message }) => message.startsWith(`${key}: `));
      expect(findings.map(({ message }) => message.split(': ').slice(0, -1).join(': '))).toContain(key);
      expect(found?.expected).toMatch(/ \[.+\]$/);
      expect(found?.fix).toMatch(/\w/);
    },
  );

  test('every rule has a case that breaks it, and a code of its own', () => {
    const codes = RULES.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !CASES.some((each) => each.code === code))).toEqual([]);
  });
});
