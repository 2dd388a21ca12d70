/** Codes of the old SNOMED-RT form (`T-D4000`) -> SNOMED CT, from the pairs that the standard itself prints. */
import type { Standard } from '../model/standard.js';

export type SnomedRtPairs = ReadonlyMap<string, readonly string[]>;

/**
 * Pairs from the rows of context groups and of Annex L. A code that is printed beside several SNOMED CT codes
 * keeps them all: which is meant cannot be told, so nothing may be linked through it.
 */
export function collectSnomedRtPairs(standard: Standard): SnomedRtPairs {
  const pairs = new Map<string, string[]>();
  const add = (rt: string | undefined, ct: string | undefined) => {
    if (rt === undefined || ct === undefined || !/^\d+$/.test(ct)) return;
    const known = pairs.get(rt) ?? [];
    if (!known.includes(ct)) pairs.set(rt, [...known, ct]);
  };
  for (const { members } of standard.contextGroups)
    for (const member of members) add(member.snomedRt, member.snomedCt);
  for (const { snomedRt, snomedCt } of standard.bodyParts) add(snomedRt, snomedCt);
  return pairs;
}
