/**
 * Members of one context group in two editions -> pairs. First the same (scheme, code); of the rest those that
 * the standard itself ties together (the SNOMED CT column before 2017, the SNOMED-RT column since); of the rest
 * those with the same meaning, case, punctuation and plural aside, where exactly one on each side has it.
 */
import { groupBy } from '../../model/grouping.js';
import type { MemberFact } from '../release-tables.js';
import type { CodeRecoded } from './change.js';
import { normaliseName } from './similarity.js';

export interface Recoding {
  readonly from: MemberFact;
  readonly to: MemberFact;
  readonly basis: CodeRecoded['basis'];
  /** `SCT 113345001`: the code that the older edition printed beside it, where that is not the new one. */
  readonly expected: string | undefined;
}

export interface MemberMatch {
  readonly kept: readonly (readonly [MemberFact, MemberFact])[];
  readonly recoded: readonly Recoding[];
  readonly dropped: readonly MemberFact[];
  readonly added: readonly MemberFact[];
}

export function matchMembers(before: readonly MemberFact[], after: readonly MemberFact[]): MemberMatch {
  const a = distinct(before);
  const b = distinct(after);
  const kept = [...a].flatMap(([key, member]): [MemberFact, MemberFact][] => {
    const same = b.get(key);
    return same ? [[member, same]] : [];
  });
  const leftOld = new Set([...a].filter(([key]) => !b.has(key)).map(([, member]) => member));
  const leftNew = new Set([...b].filter(([key]) => !a.has(key)).map(([, member]) => member));
  const recoded: Recoding[] = [];
  const pair = (from: MemberFact, to: MemberFact, basis: Recoding['basis']) => {
    recoded.push({
      from,
      to,
      basis,
      expected: basis === 'meaning' ? otherCrossReference(from, to) : undefined,
    });
    leftOld.delete(from);
    leftNew.delete(to);
  };
  for (const from of [...leftOld]) {
    const to = [...leftNew].find((member) => isCrossReference(from, member));
    if (to) pair(from, to, 'cross-reference');
  }
  const oldByMeaning = byMeaning(leftOld);
  const newByMeaning = byMeaning(leftNew);
  for (const [meaning, members] of oldByMeaning) {
    const [from, secondOld] = members;
    const [to, secondNew] = newByMeaning.get(meaning) ?? [];
    if (from && to && !secondOld && !secondNew) pair(from, to, 'meaning');
  }
  return { kept, recoded, dropped: [...leftOld], added: [...leftNew] };
}

function isCrossReference(from: MemberFact, to: MemberFact): boolean {
  if (isSnomedCt(to.scheme) && (from.snomedCt === to.code || to.snomedRt === from.code)) return true;
  return isSnomedCt(from.scheme) && to.snomedCt === from.code;
}

/** What the older edition printed as SNOMED CT, if the newer code is another one. */
function otherCrossReference(from: MemberFact, to: MemberFact): string | undefined {
  if (from.snomedCt === undefined || from.snomedCt === to.code || !isSnomedCt(to.scheme)) return undefined;
  return `SCT ${from.snomedCt}`;
}

function isSnomedCt(scheme: string): boolean {
  return scheme === 'SCT';
}

function distinct(members: readonly MemberFact[]): ReadonlyMap<string, MemberFact> {
  const byKey = new Map<string, MemberFact>();
  for (const member of members) {
    const key = `${member.scheme}\t${member.code}`;
    if (!byKey.has(key)) byKey.set(key, member);
  }
  return byKey;
}

function byMeaning(members: ReadonlySet<MemberFact>): ReadonlyMap<string, readonly MemberFact[]> {
  const meaningOf = ({ meaning }: MemberFact) => normaliseName(meaning ?? '');
  return groupBy(
    [...members].filter((member) => meaningOf(member) !== ''),
    meaningOf,
  );
}
