/**
 * One concept for each code that context groups print from a scheme which OMOP has no vocabulary for (IEEE 11073,
 * RadLex, IBSI ...): no allowed value is without an id. The code is `RADLEX:RID1385`, the name the first meaning printed.
 */
import { foreignCode } from '../model/concept-code.js';
import type { ConceptDraft } from '../model/concept-draft.js';
import type { ContextGroup, ContextGroupMember } from '../model/content-mapping.js';
import type { Profile } from '../model/profile.js';
import { formatName } from './names.js';

export interface ForeignCode extends Pick<ContextGroupMember, 'scheme' | 'value' | 'meaning' | 'at'> {
  readonly conceptCode: string;
}

/** In the order of the standard, each code once. */
export function collectForeignCodes(
  groups: readonly ContextGroup[],
  schemes: ReadonlySet<string>,
): ForeignCode[] {
  const codes = new Map<string, ForeignCode>();
  for (const { scheme, value, meaning, at } of groups.flatMap(({ members }) => members)) {
    if (!schemes.has(scheme)) continue;
    const conceptCode = foreignCode(scheme, value);
    const known = codes.get(conceptCode);
    if (!known) codes.set(conceptCode, { scheme, value, meaning, at, conceptCode });
    else if (known.meaning === undefined) codes.set(conceptCode, { ...known, meaning });
  }
  return [...codes.values()];
}

export function makeForeignCodeConcepts(codes: readonly ForeignCode[], profile: Profile): ConceptDraft[] {
  const { conceptClassId, domainId } = profile.values;
  return codes.map(({ scheme, value, meaning, conceptCode, at }) => ({
    kind: 'foreign',
    vocabularyId: profile.vocabularyId,
    conceptCode,
    name: formatName(meaning ?? `${scheme} ${value}`),
    domainId,
    conceptClassId,
    synonyms: [],
    retirement: undefined,
    at,
  }));
}
