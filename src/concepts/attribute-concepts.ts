/** One concept for each data element: code `00180081`, name verbatim, synonyms keyword and `(0018,0081)`. */
import type { ConceptDraft } from '../model/concept-draft.js';
import type { Profile } from '../model/profile.js';
import type { Attribute } from '../model/registry.js';
import { readRetirement } from '../model/retirement.js';
import { formatTagDigits } from '../model/tag.js';
import { formatName, formatSynonyms } from './names.js';

/** A data element without a name is called by its tag. */
export function makeAttributeConcepts(attributes: readonly Attribute[], profile: Profile): ConceptDraft[] {
  const { conceptClassId, domainId, domainByVr = {} } = profile.attributes;
  return attributes.map(({ tag, name: printed, keyword, vr, remark, retired, at }) => {
    const name = formatName(printed ?? tag);
    return {
      kind: 'attribute',
      vocabularyId: profile.vocabularyId,
      conceptCode: formatTagDigits(tag),
      name,
      domainId: domainByVr[vr ?? ''] ?? domainId,
      conceptClassId,
      synonyms: formatSynonyms(name, [keyword, tag]),
      retirement: readRetirement(retired, remark),
      at,
    };
  });
}
