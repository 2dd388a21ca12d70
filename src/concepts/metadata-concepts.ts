/**
 * The vocabulary itself, and concept classes and relationships that OHDSI does not have, as concepts.
 * [OMOP: domain Metadata, code `OMOP generated`] Here the concept code is the name that the ledger keys them
 * by; `OMOP generated` is written when rows are made.
 */
import type { ConceptDraft } from '../model/concept-draft.js';
import type { Profile } from '../model/profile.js';

/** Concept classes of OHDSI that profiles use, with their ids. [Athena CONCEPT_CLASS] */
export const OHDSI_CONCEPT_CLASSES: Readonly<Record<string, number>> = {
  'Observable Entity': 44819029,
  'Qualifier Value': 44819021,
  'Body Structure': 44818996,
  Vocabulary: 44819279,
  'Concept Class': 44819247,
};

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
