/** One concept for each code of scheme DCM, in context groups or not: code and meaning as Annex D has them. */
import type { ConceptDraft } from '../model/concept-draft.js';
import type { CodeDefinition } from '../model/content-mapping.js';
import type { Profile } from '../model/profile.js';
import { readRetirement } from '../model/retirement.js';
import { formatName } from './names.js';

export function makeCodeConcepts(definitions: readonly CodeDefinition[], profile: Profile): ConceptDraft[] {
  const { conceptClassId, domainId } = profile.values;
  return definitions.map(({ code, meaning, notes, retired, at }) => ({
    kind: 'code',
    vocabularyId: profile.vocabularyId,
    conceptCode: code,
    name: formatName(meaning),
    domainId,
    conceptClassId,
    synonyms: [],
    retirement: readRetirement(retired, notes),
    at,
  }));
}
