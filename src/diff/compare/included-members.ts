/** Members that a context group has through the groups that it includes, directly or not. */
import type { MemberFact, ReleaseFacts } from '../release-tables.js';

/** Rows of the included groups' tables, the group's own left out; a cycle ends where it closes. */
export type IncludedMembers = (cid: string) => readonly MemberFact[];

export function indexIncluded(facts: ReleaseFacts): IncludedMembers {
  const includes = new Map<string, string[]>();
  for (const { cid, includedCid } of facts.context_group_includes) push(includes, cid, includedCid);
  const members = new Map<string, MemberFact[]>();
  for (const member of facts.context_group_members) push(members, member.cid, member);
  return (cid) => {
    const reached = new Set([cid]);
    for (const group of reached) for (const included of includes.get(group) ?? []) reached.add(included);
    reached.delete(cid);
    return [...reached].flatMap((group) => members.get(group) ?? []);
  };
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const known = lists.get(key);
  if (known) known.push(item);
  else lists.set(key, [item]);
}
