/**
 * Codes that have left the standard: old images carry them for ever, so that they keep what they map to, and are
 * replaced by the one code that has taken over their meaning and their maps. [OMOP N6, B5, B10]
 */
import type { LinkDraft } from '../model/concept-draft.js';
import type { Concept, ConceptRelationship } from '../model/omop.js';

export interface DepartedCodes {
  /** Links of the release before. */
  readonly previous: readonly ConceptRelationship[];
  readonly current: readonly ConceptRelationship[];
  readonly concepts: readonly Concept[];
  /** Ids of codes that this edition does not have. */
  readonly absent: ReadonlySet<number>;
  /** Whether a concept of others is still a standard one; false where nothing is known of it. */
  readonly isStandard: (conceptId: number) => boolean;
}

/** Links of the release before that hold on, with their reverses: maps of departed codes, and what replaced them. */
export function keepDeparted(codes: DepartedCodes): ConceptRelationship[] {
  const { previous, current, concepts, absent, isStandard } = codes;
  const live = new Set<number>(concepts.filter(isLive).map(({ conceptId }) => conceptId));
  const held = new Set(current.map(keyOf));
  const holds = (from: number, relationshipId: string, to: number) =>
    absent.has(from) &&
    ((relationshipId === 'Maps to' && isStandard(to)) ||
      (relationshipId === 'Concept replaced by' && live.has(to)));
  return previous.filter((row) => {
    const { conceptId1: one, conceptId2: other, relationshipId, invalidReason } = row;
    if (invalidReason !== undefined || held.has(keyOf(row))) return false;
    if (relationshipId === 'Mapped from') return holds(other, 'Maps to', one);
    if (relationshipId === 'Concept replaces') return holds(other, 'Concept replaced by', one);
    return holds(one, relationshipId, other);
  });
}

/** `current` with what holds on -> a successor for each departed code that has none and whose meaning and maps one live code has. */
export function findTakeOvers({ current, concepts, absent }: DepartedCodes): LinkDraft[] {
  const targets = new Map<number, number[]>();
  for (const { conceptId1, conceptId2, relationshipId, invalidReason } of current) {
    if (relationshipId !== 'Maps to' || invalidReason !== undefined) continue;
    targets.set(conceptId1, [...(targets.get(conceptId1) ?? []), conceptId2]);
  }
  const replaced = new Set(
    current
      .filter(({ relationshipId }) => relationshipId === 'Concept replaced by')
      .map(({ conceptId1 }) => conceptId1),
  );
  const meaningOf = ({ conceptId, conceptName, domainId, conceptClassId }: Concept) => {
    const maps = targets.get(conceptId)?.sort((a, b) => a - b);
    return maps && [conceptName.toLowerCase(), domainId, conceptClassId, ...maps].join('\t');
  };
  const byMeaning = new Map<string, Concept[]>();
  for (const concept of concepts.filter(isLive)) {
    const meaning = meaningOf(concept);
    if (meaning !== undefined) byMeaning.set(meaning, [...(byMeaning.get(meaning) ?? []), concept]);
  }
  return concepts
    .filter(({ conceptId }) => absent.has(conceptId) && !replaced.has(conceptId))
    .flatMap((from): LinkDraft[] => {
      const [to, ...others] = byMeaning.get(meaningOf(from) ?? '') ?? [];
      if (!to || others.length > 0) return [];
      return [{ from, to, relationshipId: 'Concept replaced by', rule: 'replacement', at: undefined }];
    });
}

function isLive({ invalidReason }: Concept): boolean {
  return invalidReason === undefined;
}

function keyOf({ conceptId1, conceptId2, relationshipId }: ConceptRelationship): string {
  return `${conceptId1} ${conceptId2} ${relationshipId}`;
}
