/** One concept for each registered UID: the UID is the code, its name verbatim, the keyword a synonym. */
import type { ConceptDraft } from '../model/concept-draft.js';
import type { Profile } from '../model/profile.js';
import type { Uid } from '../model/registry.js';
import { readRetirement } from '../model/retirement.js';
import { formatName, formatSynonyms } from './names.js';

/** A UID that stands in two tables (well-known frames of reference) is one concept; the first counts. */
export function makeUidConcepts(uids: readonly Uid[], profile: Profile): ConceptDraft[] {
  const { conceptClassId, domainId } = profile.values;
  const first = new Map<string, Uid>();
  for (const uid of uids) if (!first.has(uid.uid)) first.set(uid.uid, uid);
  return [...first.values()].map(({ uid, name: printed, keyword, type, retired, at }) => {
    const name = formatName(printed === uid ? `${type} ${uid}` : printed);
    return {
      kind: 'uid',
      vocabularyId: profile.vocabularyId,
      conceptCode: uid,
      name,
      domainId,
      conceptClassId,
      synonyms: formatSynonyms(name, [keyword]),
      retirement: readRetirement(retired, retired ? '(Retired)' : undefined),
      at,
    };
  });
}
