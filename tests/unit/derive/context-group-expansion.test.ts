import { describe, expect, test } from '@jest/globals';
import { expandContextGroups } from '../../../src/derive/context-group-expansion.js';
import type { ContextGroup } from '../../../src/model/content-mapping.js';
import { groupOf } from '../../support/facts.js';

function expand(groups: readonly ContextGroup[]) {
  const { value, diagnostics } = expandContextGroups(groups);
  return {
    lines: value.map(({ cid, scheme, value: code, viaCid }) => `${cid} ${scheme}:${code} via ${viaCid}`),
    diagnostics,
  };
}

describe('expandContextGroups', () => {
  test('own members first, then those of includes, to any depth', () => {
    const { lines, diagnostics } = expand([
      groupOf('1', { members: ['DCM:A'], includes: ['2'] }),
      groupOf('2', { includes: ['3'], members: ['DCM:B'] }),
      groupOf('3', { members: ['SCT:C'] }),
    ]);
    expect(diagnostics).toEqual([]);
    expect(lines).toEqual([
      '1 DCM:A via 1',
      '1 DCM:B via 2',
      '1 SCT:C via 3',
      '2 DCM:B via 2',
      '2 SCT:C via 3',
      '3 SCT:C via 3',
    ]);
  });

  test('a code that comes in twice keeps the first way and its meaning', () => {
    const groups = [
      groupOf('1', { members: ['DCM:A'], includes: ['2', '3'] }),
      groupOf('2', { members: ['DCM:A', 'DCM:B'] }),
      groupOf('3', { members: ['DCM:B', 'SCT:A'] }),
    ];
    expect(expand(groups).lines.filter((line) => line.startsWith('1 '))).toEqual([
      '1 DCM:A via 1',
      '1 DCM:B via 2',
      '1 SCT:A via 3',
    ]);
    expect(expandContextGroups(groups).value[0]?.meaning).toBe('A in 1');
  });

  test('a cycle is cut and told once', () => {
    const { lines, diagnostics } = expand([
      groupOf('1', { members: ['DCM:A'], includes: ['2'] }),
      groupOf('2', { members: ['DCM:B'], includes: ['1'] }),
    ]);
    expect(lines).toEqual(['1 DCM:A via 1', '1 DCM:B via 2', '2 DCM:B via 2', '2 DCM:A via 1']);
    expect(diagnostics).toMatchObject([
      {
        code: 'context-group-cycle',
        severity: 'warning',
        at: { label: 'CID 2' },
        message: expect.stringContaining('CID 1 > CID 2 > CID 1'),
        expected: expect.stringContaining('[PS3.16 6.1.4]'),
        fix: 'none needed: the cycle is cut',
      },
    ]);
    expect(diagnostics).toHaveLength(1);
  });

  test('a group that includes itself, and one that includes it', () => {
    const { lines, diagnostics } = expand([
      groupOf('1', { includes: ['2'] }),
      groupOf('2', { members: ['DCM:B'], includes: ['2'] }),
    ]);
    expect(lines).toEqual(['1 DCM:B via 2', '2 DCM:B via 2']);
    expect(diagnostics).toMatchObject([
      { code: 'context-group-cycle', message: expect.stringContaining('CID 2 > CID 2') },
    ]);
  });

  test('a missing group is passed over and said once, where it is included', () => {
    const { lines, diagnostics } = expand([
      groupOf('1', { includes: ['2'] }),
      groupOf('2', { members: ['DCM:B'], includes: ['9'] }),
    ]);
    expect(lines).toEqual(['1 DCM:B via 2', '2 DCM:B via 2']);
    expect(diagnostics).toMatchObject([
      {
        code: 'context-group-missing',
        severity: 'warning',
        at: { label: 'CID 2' },
        found: 'CID 9',
        expected: expect.stringContaining('Annex B'),
        fix: expect.stringContaining('published page'),
      },
    ]);
    expect(diagnostics).toHaveLength(1);
  });

  test('two includes at each of 60 levels take no longer than one', () => {
    const levels = Array.from({ length: 60 }, (_, level) =>
      ['a', 'b'].map((side) =>
        groupOf(`${level}${side}`, {
          members: [`DCM:${level}${side}`],
          includes: level < 59 ? [`${level + 1}a`, `${level + 1}b`] : [],
        }),
      ),
    ).flat();
    const { lines, diagnostics } = expand(levels);
    expect(diagnostics).toEqual([]);
    expect(lines.filter((line) => line.startsWith('0a '))).toHaveLength(119);
  });

  test('200 groups that include one another hold all members, each told once as part of a cycle', () => {
    const cids = Array.from({ length: 200 }, (_, index) => String(index));
    const { lines, diagnostics } = expand(
      cids.map((cid) =>
        groupOf(cid, { members: [`DCM:${cid}`], includes: cids.filter((other) => other !== cid) }),
      ),
    );
    expect(lines).toHaveLength(200 * 200);
    expect(diagnostics).toHaveLength(199);
    expect(diagnostics.at(-1)?.message).toBe(
      'the group includes itself: CID 0 > CID 1 > CID 2 > CID 3 > CID 4 > CID 5 > ... > CID 195 > CID 196 > CID 197 > CID 198 > CID 199 > CID 0',
    );
  });

  test('a chain of 20,000 groups is followed to its end', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      groupOf(String(index), {
        members: index === 19_999 ? ['DCM:LAST'] : [],
        includes: [String(index + 1)],
      }),
    );
    const { value } = expandContextGroups(chain.slice(-2_000));
    expect(value[0]).toMatchObject({ cid: '18000', value: 'LAST', viaCid: '19999' });
  });
});
