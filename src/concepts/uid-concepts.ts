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
    const isNameless = printed === uid || withoutRemark(printed) === '';
    const name = formatName(isNameless ? `${type} ${uid}` : printed);
    return {
      kind: 'uid',
      vocabularyId: profile.vocabularyId,
      conceptCode: uid,
      name,
      domainId,
      conceptClassId,
      synonyms: formatSynonyms(name, [keyword]),
      retirement: readRetirement(retired, remarkOf(printed)),
      at,
    };
  });
}

const REMARK = /[\s:]*((?:\((?:19|20)\d\d[a-z]?\)\s*)?\(retired\))$/i;

/** `(Retired)`, `(2015c) (Retired)`. */
function remarkOf(name: string): string | undefined {
  return REMARK.exec(name)?.[1];
}

/** The standard drops the name of some retired UIDs and leaves the remark alone. */
function withoutRemark(name: string): string {
  return name.replace(REMARK, '');
}
