import { describe, expect, test } from '@jest/globals';
import { findForeignSuccessors } from '../../../src/map/foreign-successors.js';
import type { ContextGroup } from '../../../src/model/content-mapping.js';
import { definitionOf, groupOf, placeOf } from '../../support/facts.js';

const UNDETERMINED = { scheme: 'SRT', value: 'R-4089B', meaning: 'Undetermined' };
const retired = definitionOf('121059', {
  retired: true,
  replacedBy: [UNDETERMINED],
  at: placeOf('Table D-1', 7),
});

/** A context group that prints the code with these words. */
const printing = (...meanings: readonly string[]): ContextGroup => {
  const group = groupOf('240', { members: meanings.map(() => 'SRT:R-4089B') });
  const members = group.members.map((member, index) => ({ ...member, meaning: meanings[index] }));
  return { ...group, members };
};

const find = (...groups: ReturnType<typeof groupOf>[]) =>
  findForeignSuccessors({ codeDefinitions: [retired], contextGroups: groups });

describe('successors in other schemes', () => {
  test.each([
    { title: 'no group has the code', groups: [] },
    { title: 'a group has it in the same words', groups: [printing('undetermined')] },
    { title: 'a group has it in like words', groups: [printing('Absent', 'Presence undetermined')] },
  ])('are taken where $title', ({ groups }) => {
    expect(find(...groups)).toEqual({
      value: [{ code: '121059', successor: UNDETERMINED, at: retired.at }],
      diagnostics: [],
    });
  });

  test('are refused where every group means something else by the code', () => {
    const { value, diagnostics } = find(printing('Absent'));
    expect(value).toEqual([]);
    expect(diagnostics).toMatchObject([
      {
        code: 'successor-meaning-differs',
        severity: 'warning',
        at: { label: 'Table D-1', row: 7 },
        message: expect.stringContaining('121059'),
        found: '(R-4089B, SRT, "Undetermined")',
        expected: '"Absent"',
        fix: expect.stringContaining('maps-to.tsv'),
      },
    ]);
  });

  test('are none for a code in use, with several successors, or with one of DICOM', () => {
    const codeDefinitions = [
      { ...retired, retired: false },
      { ...retired, replacedBy: [UNDETERMINED, UNDETERMINED] },
      { ...retired, replacedBy: [{ ...UNDETERMINED, scheme: 'DCM' }] },
      { ...retired, replacedBy: [] },
    ];
    expect(findForeignSuccessors({ codeDefinitions, contextGroups: [] })).toEqual({
      value: [],
      diagnostics: [],
    });
  });
});
