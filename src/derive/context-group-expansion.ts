/** Context groups with the members of the groups that they include, to any depth. [PS3.16 6.1.4] */
import type { ContextGroup } from '../model/content-mapping.js';
import type { ExpandedMember } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';

/**
 * One row for each (group, scheme, value), the group's own rows first, then includes in order; a code that
 * comes in twice keeps the first way. A cycle is cut and a missing group passed over, each with a warning.
 */
export function expandContextGroups(groups: readonly ContextGroup[]): Outcome<ExpandedMember[]> {
  const byCid = new Map(groups.map((group) => [group.cid, group]));
  const diagnostics: Diagnostic[] = [];
  const value = groups.flatMap((group) => {
    const members = new Map<string, ExpandedMember>();
    const visit = (current: ContextGroup, path: readonly string[]) => {
      for (const { scheme, value: code, meaning } of current.members) {
        const key = `${scheme}\t${code}`;
        if (!members.has(key)) {
          members.set(key, { cid: group.cid, scheme, value: code, meaning, viaCid: current.cid });
        }
      }
      for (const include of current.includes) {
        const included = byCid.get(include.includedCid);
        if (path.includes(include.includedCid)) {
          if (path.length === 1 || include.includedCid === group.cid) {
            diagnostics.push({
              code: 'context-group-cycle',
              severity: 'warning',
              at: include.at,
              message: `the group includes itself: ${[...path, include.includedCid].map((cid) => `CID ${cid}`).join(' > ')}`,
              expected: 'includes without a cycle [PS3.16 6.1.4]',
              fix: 'none needed: the cycle is cut',
            });
          }
        } else if (included) {
          visit(included, [...path, included.cid]);
        } else if (path.length === 1) {
          diagnostics.push({
            code: 'context-group-missing',
            severity: 'warning',
            at: include.at,
            message: 'the included group is not in this edition; its members are missing from the expansion',
            found: `CID ${include.includedCid}`,
            expected: 'a section of PS3.16 Annex B',
            fix: 'compare with the published page',
          });
        }
      }
    };
    visit(group, [group.cid]);
    return [...members.values()];
  });
  return { value, diagnostics };
}
