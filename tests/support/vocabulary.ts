/** Profiles, concepts before they have ids, and links, with defaults. */
import type { ConceptDraft, LinkDraft, VocabularyDraft } from '../../src/model/concept-draft.js';
import type { Profile } from '../../src/model/profile.js';
import type { RelationshipId } from '../../src/model/relationship-types.js';
import { placeOf } from './facts.js';

export function profileOf(rest: Partial<Profile> = {}): Profile {
  return {
    name: 'default',
    ledger: 'concept-ids.tsv',
    vocabularyId: 'DICOM',
    vocabularyName: 'The DICOM standard',
    vocabularyReference: 'https://example.org',
    attributes: { conceptClassId: 'Observable Entity', domainId: 'Measurement' },
    values: { conceptClassId: 'Qualifier Value', domainId: 'Meas Value' },
    bodyParts: { conceptClassId: 'Qualifier Value', domainId: 'Spec Anatomic Site' },
    termCode: 'tag',
    allowedValue: 'Maps to value',
    ...rest,
  };
}

export const VOCABULARY_CONCEPT: ConceptDraft = {
  kind: 'metadata',
  vocabularyId: 'Vocabulary',
  conceptCode: 'DICOM',
  name: 'The DICOM standard',
  domainId: 'Metadata',
  conceptClassId: 'Vocabulary',
  synonyms: [],
  retirement: undefined,
  at: undefined,
};

export function draftOf(conceptCode: string, rest: Partial<ConceptDraft> = {}): ConceptDraft {
  return {
    kind: 'code',
    vocabularyId: 'DICOM',
    conceptCode,
    name: `Name of ${conceptCode}`,
    domainId: 'Meas Value',
    conceptClassId: 'Qualifier Value',
    synonyms: [],
    retirement: undefined,
    at: placeOf('Table D-1', 1),
    ...rest,
  };
}

export function linkOf(
  from: string,
  to: string,
  relationshipId: RelationshipId = 'Maps to value',
): LinkDraft {
  const key = (conceptCode: string) => ({ vocabularyId: 'DICOM', conceptCode });
  return { from: key(from), to: key(to), relationshipId, rule: 'term', at: undefined };
}

/** Concepts after the vocabulary's own, in the order given. */
export function vocabularyOf(
  concepts: readonly ConceptDraft[],
  links: readonly LinkDraft[] = [],
): VocabularyDraft {
  return { concepts: [VOCABULARY_CONCEPT, ...concepts], links };
}
