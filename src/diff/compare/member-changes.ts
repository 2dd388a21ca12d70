/**
 * Members of context groups that both editions have. A member that only changed its code (the standard moved from
 * SNOMED-RT to SNOMED CT in 2018) is one `code-recoded` for all the groups that hold it, so that what a group
 * truly gained or lost stays visible. So is a row that moved into a group that the group includes.
 */
import { groupBy } from '../../model/grouping.js';
import type { MemberFact } from '../release-tables.js';
import type { Change, ChangeBase, CodeRecoded, NameChange } from './change.js';
import { groupsOfBoth } from './group-changes.js';
import { indexIncluded } from './included-members.js';
import { type MemberMatch, matchMembers, type Recoding } from './recodings.js';
import { extentOf } from './similarity.js';
import { place, type Side, type Sides } from './subjects.js';

export function compareMembers({ old, now }: Sides): readonly Change[] {
  const known = groupsOfBoth(old, now);
  const before = membersByGroup(old.tables.facts.context_group_members, known);
  const after = membersByGroup(now.tables.facts.context_group_members, known);
  const includedBefore = indexIncluded(old.tables.facts);
  const includedNow = indexIncluded(now.tables.facts);
  const changes: Change[] = [];
  const recoded = new Map<string, CodeRecoded & { groups: string[] }>();
  const reworded = new Map<string, NameChange & { groups: string[] }>();
  for (const cid of known) {
    const match = matchMembers(before.get(cid) ?? [], after.get(cid) ?? []);
    const group = now.groupLabel(cid);
    const out = matchMembers(match.dropped, includedNow(cid));
    const into = matchMembers(includedBefore(cid), match.added);
    for (const member of into.added) changes.push(describe('member-added', member, now));
    for (const member of out.dropped) changes.push(describe('member-dropped', member, old));
    for (const [from, to] of [...pairsOf(out), ...pairsOf(into)]) {
      const base = baseOfMember(to, group, now);
      changes.push({
        ...base,
        kind: 'member-moved',
        cid,
        from: old.groupLabel(from.cid),
        to: now.groupLabel(to.cid),
      });
    }
    for (const [a, b] of match.kept) {
      const from = a.meaning ?? '';
      const to = b.meaning ?? '';
      if (from === to || (b.scheme === 'DCM' && now.ofCode.get(b.code)?.type === 'code')) continue;
      const key = `${b.scheme}\t${b.code}\t${from}\t${to}`;
      const groups = reworded.get(key)?.groups ?? [];
      groups.push(group);
      const base = baseOfMember(b, `${b.scheme} codes`, now);
      if (groups.length > 1) continue;
      reworded.set(key, { ...base, kind: 'meaning-changed', from, to, ...extentOf(from, to), groups });
    }
    for (const recoding of [...match.recoded, ...out.recoded, ...into.recoded]) {
      const { from: a, to: b, expected } = recoding;
      const key = [a.scheme, a.code, b.scheme, b.code, expected].join('\t');
      const groups = recoded.get(key)?.groups ?? [];
      groups.push(group);
      if (groups.length === 1) recoded.set(key, { ...describeRecoding(recoding, now), groups });
    }
  }
  return [...changes, ...recoded.values(), ...reworded.values()];
}

function pairsOf({ kept, recoded }: MemberMatch): readonly (readonly [MemberFact, MemberFact])[] {
  return [...kept, ...recoded.map(({ from, to }) => [from, to] as const)];
}

function describe(kind: 'member-added' | 'member-dropped', member: MemberFact, side: Side): Change {
  return { ...baseOfMember(member, side.groupLabel(member.cid), side), kind, cid: member.cid };
}

function describeRecoding({ from, to, basis, expected }: Recoding, now: Side): Omit<CodeRecoded, 'groups'> {
  const byMeaning =
    expected === undefined ? 'by the same meaning' : 'by the same meaning, against the code printed';
  const how = basis === 'meaning' ? byMeaning : 'by the code printed beside it';
  return {
    ...baseOfMember(to, `${from.scheme} to ${to.scheme}, ${how}`, now),
    kind: 'code-recoded',
    from: `${from.scheme} ${from.code}`,
    to: `${to.scheme} ${to.code}`,
    basis,
    expected,
    fromMeaning: from.meaning ?? '',
  };
}

function baseOfMember({ scheme, code, meaning, at }: MemberFact, topic: string, side: Side): ChangeBase {
  const conceptId = scheme === 'DCM' ? side.idOfCode.get(code) : undefined;
  return place({ type: 'scheme-code', code: `${scheme} ${code}`, name: meaning ?? '', conceptId }, topic, at);
}

function membersByGroup(
  members: readonly MemberFact[],
  groups: ReadonlySet<string>,
): ReadonlyMap<string, readonly MemberFact[]> {
  return groupBy(
    members.filter(({ cid }) => groups.has(cid)),
    ({ cid }) => cid,
  );
}
