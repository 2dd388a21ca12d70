/** The rows of OMOP's RELATIONSHIP table that a release may use, with OHDSI's own ids. [Athena RELATIONSHIP] */

export interface Relationship {
  readonly relationshipId: string;
  readonly relationshipName: string;
  readonly isHierarchical: '0' | '1';
  readonly definesAncestry: '0' | '1';
  readonly reverseRelationshipId: string;
  readonly relationshipConceptId: number;
}

const NAMES = {
  'Answer of': ['Answer of', 'Has Answer', 45754684],
  'Concept replaced by': ['Concept replaced by', 'Concept replaces', 44818956],
  'Concept replaces': ['Concept replaces', 'Concept replaced by', 44818957],
  'Has Answer': ['Has Answer', 'Answer of', 45754683],
  'Mapped from': ['Standard to Non-standard map (OMOP)', 'Maps to', 44818976],
  'Maps to': ['Non-standard to Standard map (OMOP)', 'Mapped from', 44818977],
  'Maps to unit': ['Non-standard to unit concept map (OMOP)', 'Unit mapped from', 44819238],
  'Maps to value': ['Non-standard to value_as_concept map (OMOP)', 'Value mapped from', 44819239],
  'Unit mapped from': ['Unit concept to non-standard map (OMOP)', 'Maps to unit', 44819241],
  'Value mapped from': ['Value_as_concept to non-standard map (OMOP)', 'Maps to value', 44819242],
} as const;

/** A slip in one of these names does not compile. */
export type RelationshipId = keyof typeof NAMES;

/** Mappings and replacements stay valid when their concept ends: stored codes are still to be resolved. [OMOP N6] */
const OUTLIVING: ReadonlySet<string> = new Set<RelationshipId>([
  'Maps to',
  'Mapped from',
  'Concept replaced by',
  'Concept replaces',
]);

/** What the vocabulary team takes from a new vocabulary; it adds the reverse itself. [OHDSI: GetPrimaryRelationshipID] */
export const SUBMITTED: readonly RelationshipId[] = ['Maps to', 'Has Answer', 'Concept replaced by'];

export const RELATIONSHIP_TYPES: readonly (Relationship & { readonly relationshipId: RelationshipId })[] = (
  Object.keys(NAMES) as readonly RelationshipId[]
).map((relationshipId) => {
  const [relationshipName, reverseRelationshipId, relationshipConceptId] = NAMES[relationshipId];
  return {
    relationshipId,
    relationshipName,
    isHierarchical: '0',
    definesAncestry: '0',
    reverseRelationshipId,
    relationshipConceptId,
  };
});

export function isRelationshipId(text: string): text is RelationshipId {
  return Object.hasOwn(NAMES, text);
}

/** The relationship of the reverse row. */
export function getReverse(relationshipId: RelationshipId): RelationshipId {
  return NAMES[relationshipId][1];
}

/** True if a link of this kind holds after its first concept has ended. */
export function outlives(relationshipId: string): boolean {
  return OUTLIVING.has(relationshipId);
}
