/** Context groups: new, gone, retired, retitled, open or closed, and which groups they include. */
import type { GroupFact, ReleaseFacts } from '../release-tables.js';
import type { Change, Subject } from './change.js';
import { extentOf } from './similarity.js';
import { place, type Side, type Sides } from './subjects.js';

/** In the order of the newer Annex B, dropped groups last. */
export function compareGroups({ old, now }: Sides): readonly Change[] {
  const before = new Map(old.tables.facts.context_groups.map((group) => [group.cid, group]));
  const after = new Map(now.tables.facts.context_groups.map((group) => [group.cid, group]));
  const changes: Change[] = [];
  for (const [cid, group] of after) {
    const former = before.get(cid);
    if (former) changes.push(...compareGroup(former, group));
    else changes.push({ ...baseOfGroup(group), kind: 'group-added', ...countRows(now.tables.facts, cid) });
  }
  for (const [cid, group] of before) {
    if (after.has(cid)) continue;
    changes.push({ ...baseOfGroup(group), kind: 'group-dropped', ...countRows(old.tables.facts, cid) });
  }
  return changes;
}

/** Of groups that both editions have; what a new group includes is part of it. */
export function compareIncludes({ old, now }: Sides): readonly Change[] {
  const known = groupsOfBoth(old, now);
  const before = new Map(old.tables.facts.context_group_includes.map((row) => [includeKey(row), row]));
  const after = new Map(now.tables.facts.context_group_includes.map((row) => [includeKey(row), row]));
  const describe = (side: Side, row: { cid: string; includedCid: string; at: string }) => ({
    ...place(groupSubject(row.cid, side), side.groupLabel(row.cid), row.at),
    included: side.groupLabel(row.includedCid),
  });
  const changes: Change[] = [];
  for (const [key, row] of after) {
    if (!before.has(key) && known.has(row.cid))
      changes.push({ ...describe(now, row), kind: 'include-added' });
  }
  for (const [key, row] of before) {
    if (!after.has(key) && known.has(row.cid))
      changes.push({ ...describe(old, row), kind: 'include-dropped' });
  }
  return changes;
}

/** Numbers of the groups that both releases have. */
export function groupsOfBoth(old: Side, now: Side): ReadonlySet<string> {
  const before = new Set(old.tables.facts.context_groups.map(({ cid }) => cid));
  return new Set(now.tables.facts.context_groups.map(({ cid }) => cid).filter((cid) => before.has(cid)));
}

function compareGroup(a: GroupFact, b: GroupFact): Change[] {
  const base = baseOfGroup(b);
  const changes: Change[] = [];
  if (a.retired !== b.retired)
    changes.push({ ...base, kind: b.retired === 'true' ? 'group-retired' : 'group-revived' });
  if (a.title !== b.title) {
    const names = { from: a.title, to: b.title, groups: [] };
    changes.push({ ...base, kind: 'group-renamed', ...names, ...extentOf(a.title, b.title) });
  }
  if (a.extensible !== b.extensible) {
    const [from, to] = [a, b].map(({ extensible }) =>
      extensible === 'true' ? 'extensible' : 'not extensible',
    );
    changes.push({ ...base, kind: 'extensibility-changed', from, to });
  }
  return changes;
}

function baseOfGroup({ cid, title, at }: GroupFact) {
  const subject = { type: 'group', code: `CID ${cid}`, name: title, conceptId: undefined } as const;
  return place(subject, 'Context groups', at);
}

function groupSubject(cid: string, side: Side): Subject {
  const name = side.groupLabel(cid).slice(`CID ${cid} `.length);
  return { type: 'group', code: `CID ${cid}`, name, conceptId: undefined };
}

function countRows(facts: ReleaseFacts, cid: string): { members: number; includes: number } {
  return {
    members: facts.context_group_members.filter((row) => row.cid === cid).length,
    includes: facts.context_group_includes.filter((row) => row.cid === cid).length,
  };
}

function includeKey({ cid, includedCid }: { cid: string; includedCid: string }): string {
  return `${cid}\t${includedCid}`;
}
