import { describe, expect, test } from '@jest/globals';
import { formatDiagnostic } from '../../../src/model/diagnostic.js';
import { parseExceptions } from '../../../src/verify/exceptions.js';
import { findForeignIds } from '../../../src/verify/release-index.js';
import { verifyRelease } from '../../../src/verify/verify-release.js';
import { CT, releaseOf, withConcept } from '../../support/release.js';

const broken = withConcept(CT, { standardConcept: 'S' });
const list = (...lines: string[]) =>
  parseExceptions(['rule\tkey\treason', ...lines].join('\n'), 'exceptions.tsv');

describe('exceptions', () => {
  test('an accepted breach is not reported', () => {
    const { value } = list(
      'm3-custom-standard\tDICOM:CT\tagreed with the vocabulary team',
      'r1-standard-source\tDICOM:CT > Maps to > concept 4300757\tagreed with the vocabulary team',
    );
    expect(verifyRelease(broken, { exceptions: value })).toEqual([]);
  });

  test('an exception that nothing needs is an error at its line', () => {
    const { value } = list('m3-custom-standard\tDICOM:CT\tagreed');
    expect(verifyRelease(releaseOf(), { exceptions: value }).map(formatDiagnostic)).toEqual([
      'error exception-unused at exceptions.tsv:2: nothing breaks m3-custom-standard for this key any more ' +
        '(it was accepted because: agreed); found "DICOM:CT"; expected only exceptions that a finding needs; ' +
        'next: delete the line',
    ]);
  });

  test('an exception of a rule that could not be checked is left alone', () => {
    const { value } = list('r3-target-validity\tDICOM:CT > Maps to > concept 1\tno newer download yet');
    expect(verifyRelease(releaseOf(), { exceptions: value })).toEqual([]);
  });

  test.each([
    ['an unknown rule', 'no-rule\tDICOM:CT\twhy'],
    ['no reason', 'm3-custom-standard\tDICOM:CT\t'],
  ])('%s is an error', (_title, line) => {
    const { value, diagnostics } = list(line);
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'exception-malformed',
        at: { file: 'exceptions.tsv', line: 2 },
        fix: 'complete the line or delete it',
      },
    ]);
  });
});

test('a finding names the line of its row, the values and the clause', () => {
  const places = new Map(
    broken.concepts.map((row, index) => [row, { file: 'CONCEPT.csv', line: index + 2 }]),
  );
  expect(formatDiagnostic(verifyRelease(broken, { places })[0] as never)).toBe(
    'error m3-custom-standard at CONCEPT.csv:4: DICOM:CT: a concept of a site vocabulary claims to be standard; ' +
      'found "S"; expected an empty standard_concept [CDM v5.4, custom concepts]; ' +
      'next: empty standard_concept; map the concept to a standard one instead',
  );
});

test('the foreign ids of a release are those that an Athena index must know', () => {
  expect([...findForeignIds(releaseOf())].toSorted((a, b) => a - b)).toEqual([
    4180186, 4300757, 44818956, 44818957, 44818976, 44818977, 44819021, 44819029, 44819238, 44819239,
    44819241, 44819242, 44819279,
  ]);
});

test('a release of 15,000 concepts is verified in less than two seconds', () => {
  const release = releaseOf();
  const many = Array.from({ length: 15_000 }, (_each, index) => ({
    ...(release.concepts[2] as (typeof release.concepts)[0]),
    conceptId: (2128300000 + index) as (typeof release.concepts)[0]['conceptId'],
    conceptCode: `C${index}`,
  }));
  const start = performance.now();
  expect(verifyRelease({ ...release, concepts: [...release.concepts, ...many] })).toEqual([]);
  expect(performance.now() - start).toBeLessThan(2000);
});
