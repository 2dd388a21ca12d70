import { describe, expect, test } from '@jest/globals';
import { compareReleases } from '../../../../src/diff/compare/comparison.js';
import { concept, FIRST_ID as ID, relationship, release } from '../../../support/diff-releases.js';

const withTargets = (targets: readonly number[], invalid: readonly number[] = []) =>
  release({
    concepts: [concept('00180015:BRAIN'), concept('00180015:HEAD', { id: ID + 1 })],
    relationships: [
      ...targets.map((target) => relationship(ID, 'Maps to', target)),
      ...invalid.map((target) => relationship(ID, 'Maps to', target, 'D')),
    ],
    provenance: [{ conceptId2: '4133034', scheme: 'SCT', code: '12738006', rule: 'annex-l' }],
  });
const compare = (old: readonly number[], now: readonly number[], invalid?: readonly number[]) =>
  compareReleases(withTargets(old), withTargets(now, invalid)).value.changes;

describe('mapping changes', () => {
  test.each([
    ['mapping-gained', [], [1]],
    ['mapping-lost', [1], []],
    ['mapping-redirected', [1], [2]],
    ['mapping-split', [1], [1, 2]],
    ['mapping-split', [], [1, 2]],
    ['mapping-redirected', [1, 2], [1, 3]],
  ] as const)('%s: %j -> %j', (kind, old, now) => {
    expect(compare(old, now)).toMatchObject([
      { kind, from: old.map((conceptId) => ({ conceptId })), to: now.map((conceptId) => ({ conceptId })) },
    ]);
  });

  test('a closed row is no mapping', () => {
    expect(compare([1], [], [1])).toMatchObject([{ kind: 'mapping-lost' }]);
  });

  test('a target of another vocabulary is named by its provenance', () => {
    expect(compare([], [4133034])).toMatchObject([{ to: [{ code: 'SCT 12738006', name: undefined }] }]);
  });

  test('links inside the vocabulary are no mappings', () => {
    expect(compare([], [ID, ID + 1])).toEqual([]);
  });
});
