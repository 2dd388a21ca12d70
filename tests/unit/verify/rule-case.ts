/** What the cases of the rules are made of. */

import type { ConceptRelationship, Release } from '../../../src/model/omop.js';
import type { RelationshipId } from '../../../src/model/relationship-types.js';
import type { VerifyOptions } from '../../../src/verify/verify-release.js';
import { linkOf, releaseOf, STANDARD_CT, synonymOf } from '../../support/release.js';

export interface RuleCase {
  readonly code: string;
  readonly title: string;
  readonly release: Release;
  /** What the finding is keyed by. */
  readonly key: string;
  readonly options?: VerifyOptions;
}

const SNOMED = { vocabularyId: 'SNOMED', domainId: 'Procedure', invalidReason: undefined };
export const standard = { ...SNOMED, standardConcept: 'S' };
const metadataOf = (vocabularyId: string) => ({
  vocabularyId,
  domainId: 'Metadata',
  standardConcept: undefined,
  invalidReason: undefined,
});
const OHDSI: Readonly<Record<number, ReturnType<typeof metadataOf>>> = {
  ...Object.fromEntries(
    releaseOf().conceptClasses.map((row) => [row.conceptClassConceptId, metadataOf('Concept Class')]),
  ),
  ...Object.fromEntries(
    releaseOf().relationshipTypes.map((row) => [row.relationshipConceptId, metadataOf('Relationship')]),
  ),
};
/** What an Athena download would say of the foreign concepts of the release. */
export const athena = (conceptId: number) => (conceptId === STANDARD_CT ? standard : OHDSI[conceptId]);
export const base = releaseOf();
export const changeRow = (relationshipId: string, to: number, change: object): Release => ({
  ...base,
  relationships: base.relationships.map((row) =>
    row.relationshipId === relationshipId && row.conceptId2 === to ? { ...row, ...change } : row,
  ),
});
export const withSynonym = (conceptId: number, name: string, more: object = {}): Release => ({
  ...base,
  synonyms: [...base.synonyms, { ...synonymOf(conceptId, name), ...more }],
});
export const row = (id1: number, relationshipId: string, id2: number): ConceptRelationship => ({
  ...(linkOf(id1, 'Maps to', id2)[0] as ConceptRelationship),
  relationshipId: relationshipId as RelationshipId,
});
