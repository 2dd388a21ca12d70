import { describe, expect, test } from '@jest/globals';
import { compareReleases } from '../../../../src/diff/compare/comparison.js';
import { type ReleaseParts, release } from '../../../support/diff-releases.js';

type Facts = NonNullable<ReleaseParts['facts']>;
const compare = (old: Facts, now: Facts) =>
  compareReleases(release({ facts: old }), release({ facts: now })).value.changes;

const group = (cid: string, own: object = {}) => ({ cid, title: `Group ${cid}`, ...own });
const member = (code: string, own: object = {}) => ({
  cid: '4',
  scheme: 'SRT',
  code,
  meaning: `m ${code}`,
  ...own,
});
const members = (old: object[], now: object[]) =>
  compare(
    { context_groups: [group('4'), group('5')], context_group_members: old },
    { context_groups: [group('4'), group('5')], context_group_members: now },
  );

describe('context groups', () => {
  test('a new group counts its rows, which are not listed one by one', () => {
    const now = {
      context_groups: [group('4')],
      context_group_members: [member('A'), member('B')],
      context_group_includes: [{ cid: '4', includedCid: '5' }],
    };
    expect(compare({}, now)).toMatchObject([
      { kind: 'group-added', subject: { code: 'CID 4', name: 'Group 4' }, members: 2, includes: 1 },
    ]);
    expect(compare(now, {})).toMatchObject([{ kind: 'group-dropped', members: 2 }]);
  });

  test.each([
    ['group-retired', {}, { retired: 'true' }],
    ['group-revived', { retired: 'true' }, {}],
    ['group-renamed', { title: 'Devices' }, { title: 'Device' }],
    ['extensibility-changed', { extensible: 'true' }, { extensible: 'false' }],
  ])('%s', (kind, old, now) => {
    expect(
      compare({ context_groups: [group('4', old)] }, { context_groups: [group('4', now)] }),
    ).toMatchObject([{ kind }]);
  });

  test('includes of groups that both editions have', () => {
    const groups = { context_groups: [group('4'), group('5')] };
    const include = { context_group_includes: [{ cid: '4', includedCid: '5' }] };
    expect(compare(groups, { ...groups, ...include })).toMatchObject([
      { kind: 'include-added', topic: 'CID 4 Group 4', included: 'CID 5 Group 5' },
    ]);
    expect(compare({ ...groups, ...include }, groups)).toMatchObject([{ kind: 'include-dropped' }]);
  });
});

describe('members', () => {
  test('added and dropped', () => {
    expect(members([member('A')], [member('B')])).toMatchObject([
      { kind: 'member-dropped', subject: { code: 'SRT A' } },
      { kind: 'member-added', subject: { code: 'SRT B' }, topic: 'CID 4 Group 4' },
    ]);
  });

  test('the code that the older edition printed beside it is the same concept, once for all groups', () => {
    const old = member('T-A0100', { meaning: 'Brain', snomedCt: '12738006' });
    const now = member('12738006', { scheme: 'SCT', meaning: 'Encephalon' });
    const changes = members([old, { ...old, cid: '5' }], [now, { ...now, cid: '5' }]);
    expect(changes).toMatchObject([
      {
        kind: 'code-recoded',
        from: 'SRT T-A0100',
        to: 'SCT 12738006',
        basis: 'cross-reference',
        fromMeaning: 'Brain',
        groups: ['CID 4 Group 4', 'CID 5 Group 5'],
      },
    ]);
  });

  test('the code that the newer edition prints beside it', () => {
    const now = member('12738006', { scheme: 'SCT', meaning: 'Encephalon', snomedRt: 'T-A0100' });
    expect(members([member('T-A0100')], [now])).toMatchObject([{ basis: 'cross-reference' }]);
  });

  test('the same words, where one on each side has them; a contradicted code is told', () => {
    const old = member('T-D4000', { meaning: 'Abdomen', snomedCt: '113345001' });
    const now = member('818981001', { scheme: 'SCT', meaning: 'abdomens' });
    expect(members([old], [now])).toMatchObject([{ basis: 'meaning', expected: 'SCT 113345001' }]);
    const twin = member('818982008', { scheme: 'SCT', meaning: 'Abdomen' });
    expect(members([old], [now, twin]).map(({ kind }) => kind)).toEqual([
      'member-dropped',
      'member-added',
      'member-added',
    ]);
  });

  test('a row that moved into an included group is still a member, also under another code', () => {
    const groups = { context_groups: [group('4'), group('5'), group('6')] };
    const include = [
      { cid: '4', includedCid: '5' },
      { cid: '5', includedCid: '6' },
      { cid: '6', includedCid: '4' },
    ];
    const old = [member('A'), member('B', { snomedCt: '12' }), member('C')];
    const now = [member('A', { cid: '6' }), member('12', { cid: '5', scheme: 'SCT' })];
    const changes = compare(
      { ...groups, context_group_members: old, context_group_includes: include },
      { ...groups, context_group_members: now, context_group_includes: include },
    ).filter((change) => !('cid' in change) || change.cid === '4');
    expect(changes).toMatchObject([
      { kind: 'member-dropped', subject: { code: 'SRT C' } },
      { kind: 'member-moved', subject: { code: 'SCT 12' }, from: 'CID 4 Group 4', to: 'CID 5 Group 5' },
      { kind: 'member-moved', subject: { code: 'SRT A' }, to: 'CID 6 Group 6' },
      { kind: 'code-recoded', from: 'SRT B', to: 'SCT 12' },
    ]);
  });

  test('other words for the same code', () => {
    const old = member('11862-0', { scheme: 'LN', meaning: 'Tranverse Diameter' });
    expect(members([old], [{ ...old, meaning: 'Transverse Diameter' }])).toMatchObject([
      { kind: 'meaning-changed', extent: 'wording', groups: ['CID 4 Group 4'] },
    ]);
  });
});
