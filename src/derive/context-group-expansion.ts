/** Context groups with the members of the groups that they include, to any depth. [PS3.16 6.1.4] */
import type { ContextGroup, ContextGroupInclude } from '../model/content-mapping.js';
import type { ExpandedMember } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';

type Groups = ReadonlyMap<string, ContextGroup>;

/**
 * One row for each (group, scheme, value), the group's own rows first, then includes in order; a code that
 * comes in twice keeps the first way. A cycle is cut and a missing group passed over, each told once.
 */
export function expandContextGroups(groups: readonly ContextGroup[]): Outcome<ExpandedMember[]> {
  const byCid: Groups = new Map(groups.map((group) => [group.cid, group]));
  return {
    value: groups.flatMap((group) => expandGroup(group, byCid)),
    diagnostics: [...findMissing(groups, byCid), ...findCycles(groups, byCid)],
  };
}

/** Each group is entered once: what it holds is the same by whatever way it is reached. */
function expandGroup(group: ContextGroup, byCid: Groups): ExpandedMember[] {
  const members = new Map<string, ExpandedMember>();
  const entered = new Set<string>();
  const waiting = [group];
  for (let current = waiting.pop(); current; current = waiting.pop()) {
    if (entered.has(current.cid)) continue;
    entered.add(current.cid);
    for (const { scheme, value: code, meaning } of current.members) {
      const key = `${scheme}\t${code}`;
      if (members.has(key)) continue;
      members.set(key, { cid: group.cid, scheme, value: code, meaning, viaCid: current.cid });
    }
    for (const { includedCid } of current.includes.toReversed()) {
      const included = entered.has(includedCid) ? undefined : byCid.get(includedCid);
      if (included) waiting.push(included);
    }
  }
  return [...members.values()];
}

function findMissing(groups: readonly ContextGroup[], byCid: Groups): Diagnostic[] {
  return groups
    .flatMap(({ includes }) => includes)
    .filter(({ includedCid }) => !byCid.has(includedCid))
    .map(({ includedCid, at }) => ({
      code: 'context-group-missing',
      severity: 'warning',
      at,
      message: 'the included group is not in this edition; its members are missing from the expansion',
      found: `CID ${includedCid}`,
      expected: 'a section of PS3.16 Annex B',
      fix: 'compare with the published page',
    }));
}

/** A group on the way, and which of its includes is followed next. */
interface Step {
  readonly group: ContextGroup;
  next: number;
}

/** One walk over all groups; an include that leads back to a group on the way closes a cycle. Of each group the first is told. */
function findCycles(groups: readonly ContextGroup[], byCid: Groups): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const left = new Set(groups.map(({ cid }) => cid));
  for (const start of groups) {
    if (!left.delete(start.cid)) continue;
    const way: Step[] = [{ group: start, next: 0 }];
    const onWay = new Map([[start.cid, 0]]);
    const told = new Set<string>();
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const include = step.group.includes[step.next];
      step.next += 1;
      if (!include) {
        onWay.delete(step.group.cid);
        way.pop();
        continue;
      }
      const back = onWay.get(include.includedCid);
      if (back !== undefined && !told.has(step.group.cid)) {
        told.add(step.group.cid);
        diagnostics.push(
          cycle(
            include,
            way.slice(back).map(({ group }) => group.cid),
          ),
        );
      }
      const included = left.delete(include.includedCid) ? byCid.get(include.includedCid) : undefined;
      if (!included) continue;
      onWay.set(included.cid, way.length);
      way.push({ group: included, next: 0 });
    }
  }
  return diagnostics;
}

function cycle({ at, includedCid }: ContextGroupInclude, way: readonly string[]): Diagnostic {
  const shown = way.length > 12 ? [...way.slice(0, 6), '...', ...way.slice(-5)] : way;
  return {
    code: 'context-group-cycle',
    severity: 'warning',
    at,
    message: `the group includes itself: ${[...shown, includedCid].map((cid) => (cid === '...' ? cid : `CID ${cid}`)).join(' > ')}`,
    expected: 'includes without a cycle [PS3.16 6.1.4]',
    fix: 'none needed: the cycle is cut',
  };
}
