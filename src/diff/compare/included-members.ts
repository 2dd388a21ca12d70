/** Members that a context group has through the groups that it includes, directly or not. */
import { groupBy } from '../../model/grouping.js';
import type { MemberFact, ReleaseFacts } from '../release-tables.js';

/** Rows of the included groups' tables, the group's own left out; a cycle ends where it closes. */
export type IncludedMembers = (cid: string) => readonly MemberFact[];

export function indexIncluded(facts: ReleaseFacts): IncludedMembers {
  const includes = groupBy(facts.context_group_includes, ({ cid }) => cid);
  const members = groupBy(facts.context_group_members, ({ cid }) => cid);
  return (cid) => {
    const reached = new Set([cid]);
    for (const group of reached)
      for (const { includedCid } of includes.get(group) ?? []) reached.add(includedCid);
    reached.delete(cid);
    return [...reached].flatMap((group) => members.get(group) ?? []);
  };
}
