/** The rows of OMOP's RELATIONSHIP table that a release may use, with OHDSI's own ids. [Athena RELATIONSHIP] */
import type { Relationship } from './omop.js';

const flat = (
  relationshipId: string,
  relationshipName: string,
  reverse: string,
  id: number,
): Relationship => ({
  relationshipId,
  relationshipName,
  isHierarchical: '0',
  definesAncestry: '0',
  reverseRelationshipId: reverse,
  relationshipConceptId: id,
});

export const RELATIONSHIP_TYPES: readonly Relationship[] = [
  flat('Answer of', 'Answer of', 'Has Answer', 45754684),
  flat('Concept replaced by', 'Concept replaced by', 'Concept replaces', 44818956),
  flat('Concept replaces', 'Concept replaces', 'Concept replaced by', 44818957),
  flat('Has Answer', 'Has Answer', 'Answer of', 45754683),
  flat('Mapped from', 'Standard to Non-standard map (OMOP)', 'Maps to', 44818976),
  flat('Maps to', 'Non-standard to Standard map (OMOP)', 'Mapped from', 44818977),
  flat('Maps to unit', 'Non-standard to unit concept map (OMOP)', 'Unit mapped from', 44819238),
  flat('Maps to value', 'Non-standard to value_as_concept map (OMOP)', 'Value mapped from', 44819239),
  flat('Unit mapped from', 'Unit concept to non-standard map (OMOP)', 'Maps to unit', 44819241),
  flat('Value mapped from', 'Value_as_concept to non-standard map (OMOP)', 'Maps to value', 44819242),
];

const REVERSE = new Map(RELATIONSHIP_TYPES.map((type) => [type.relationshipId, type.reverseRelationshipId]));

/** The relationship of the reverse row; throws for a relationship that is not in the table above. */
export function getReverse(relationshipId: string): string {
  const reverse = REVERSE.get(relationshipId);
  if (reverse === undefined) throw new Error(`no reverse is known for relationship "${relationshipId}"`);
  return reverse;
}
