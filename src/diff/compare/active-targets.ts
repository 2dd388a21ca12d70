/** Valid links of one relationship, by their source. */
import type { Target } from './change.js';
import type { Side } from './subjects.js';

/** Sorted by id, distinct. */
export type TargetsOf = (conceptId: number) => readonly Target[];

export function activeTargets(side: Side, relationshipId: string): TargetsOf {
  const targets = new Map<number, Set<number>>();
  for (const row of side.tables.relationships) {
    if (row.relationshipId !== relationshipId || row.invalidReason !== undefined) continue;
    const known = targets.get(row.conceptId1);
    if (known) known.add(row.conceptId2);
    else targets.set(row.conceptId1, new Set([row.conceptId2]));
  }
  return (conceptId) => [...(targets.get(conceptId) ?? [])].sort((a, b) => a - b).map(side.describe);
}
