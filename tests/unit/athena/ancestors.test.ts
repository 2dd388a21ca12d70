import { describe, expect, test } from '@jest/globals';
import { findAncestors } from '../../../src/athena/ancestors.js';
import { findSeveralTargets } from '../../../src/verify/rules/r6-ancestor-target.js';
import { CT, linkOf, MODALITY, releaseOf } from '../../support/release.js';
import { bundleFiles, conceptRow, writeDirectory, writeZip } from './athena-files.js';

const HEADER =
  'ancestor_concept_id\tdescendant_concept_id\tmin_levels_of_separation\tmax_levels_of_separation';
const FILES = {
  ...bundleFiles({ concepts: [conceptRow({ id: 1 })] }),
  'CONCEPT_ANCESTOR.csv': [HEADER, '1\t1\t0\t0', '1\t2\t1\t1', '9\t2\t2\t3', '2\t3\t1\t1', ''].join('\n'),
};

describe('findAncestors', () => {
  test.each([
    ['a folder', writeDirectory],
    ['a ZIP', writeZip],
  ])('%s: pairs of the concepts asked for, none with itself', async (_title, write) => {
    const { value, diagnostics } = await findAncestors(write(FILES), new Set([1, 2]));
    expect(diagnostics).toEqual([]);
    const pairs = [1, 2, 3, 9].flatMap((a) => [1, 2, 3, 9].filter((b) => value?.(a, b)).map((b) => [a, b]));
    expect(pairs).toEqual([[1, 2]]);
  });

  test('a download without the table tells nothing; nothing to ask needs no download', async () => {
    const { 'CONCEPT_ANCESTOR.csv': _ancestors, ...others } = FILES;
    expect((await findAncestors(writeDirectory(others), new Set([1, 2]))).value).toBeUndefined();
    expect((await findAncestors('nowhere', new Set())).value?.(1, 2)).toBe(false);
  });

  test('a table that cannot be read is told and not used', async () => {
    const broken = writeDirectory({ ...FILES, 'CONCEPT_ANCESTOR.csv': 'ancestor\tdescendant\n1\t2\n' });
    expect(await findAncestors(broken, new Set([1, 2]))).toMatchObject({
      value: undefined,
      diagnostics: [{ code: 'athena-column-missing', severity: 'error', at: { line: 1 } }],
    });
  });
});

test('only concepts with several valid targets of others have something to ask', () => {
  const release = (...rows: ReturnType<typeof linkOf>[]) => releaseOf({ relationships: rows.flat() });
  expect([...findSeveralTargets(release(linkOf(CT, 'Maps to', 5)))]).toEqual([]);
  expect([...findSeveralTargets(release(linkOf(CT, 'Maps to', 5), linkOf(MODALITY, 'Maps to', 6)))]).toEqual(
    [],
  );
  expect([...findSeveralTargets(release(linkOf(CT, 'Maps to', 5), linkOf(CT, 'Maps to', 6)))]).toEqual([
    5, 6,
  ]);
});
