/**
 * The vocabulary itself, and the concept classes that OHDSI does not have, as concepts.
 * [OMOP: domain Metadata, code `OMOP generated`] Here the concept code is the name that the ledger keys them
 * by; `OMOP generated` is written when rows are made.
 */
import type { ConceptDraft } from '../model/concept-draft.js';
import { OHDSI_CONCEPT_CLASSES } from '../model/ohdsi-metadata.js';
import type { Profile } from '../model/profile.js';

export function makeMetadataConcepts(profile: Profile): ConceptDraft[] {
  const classes = [profile.attributes, profile.values, profile.bodyParts].map((side) => side.conceptClassId);
  const own = [...new Set(classes)].filter((name) => OHDSI_CONCEPT_CLASSES[name] === undefined).sort();
  return [
    metadata('Vocabulary', profile.vocabularyId, profile.vocabularyName),
    ...own.map((name) => metadata('Concept Class', name, name)),
  ];
}

function metadata(vocabularyId: string, conceptCode: string, name: string): ConceptDraft {
  return {
    kind: 'metadata',
    vocabularyId,
    conceptCode,
    name,
    domainId: 'Metadata',
    conceptClassId: vocabularyId,
    synonyms: [],
    retirement: undefined,
    at: undefined,
  };
}
