/**
 * Links of the release before that do not hold any more: kept, deprecated, ended on the day before this edition.
 * Links that were closed then stay closed as they were, unless they hold again.
 */
import { LAST_OHDSI_ID } from '../model/concept-id.js';
import { dayBefore } from '../model/date.js';
import { type Concept, type ConceptRelationship, FOREVER } from '../model/omop.js';

export interface EndedLinks {
  readonly previous: readonly ConceptRelationship[];
  readonly current: readonly ConceptRelationship[];
  readonly concepts: readonly Concept[];
  /** Day of publication of this edition, `yyyymmdd`. */
  readonly published: string;
  /**
   * Whether a concept of others is in the Athena download at hand. Without one, links to such concepts are neither
   * held nor closed: nothing is known of them.
   */
  readonly isForeignConcept: (conceptId: number) => boolean;
}

/** Only links whose own concepts are in this release; an older edition may not have them yet. */
export function endLinks({
  previous,
  current,
  concepts,
  published,
  isForeignConcept,
}: EndedLinks): ConceptRelationship[] {
  const held = new Set(current.map(keyOf));
  const ids = new Set<number>(concepts.map(({ conceptId }) => conceptId));
  const lastDay = dayBefore(published);
  const isThere = (id: number) => (id <= LAST_OHDSI_ID ? isForeignConcept(id) : ids.has(id));
  return previous
    .filter((row) => !held.has(keyOf(row)) && isThere(row.conceptId1) && isThere(row.conceptId2))
    .map((row): ConceptRelationship => {
      if (row.invalidReason !== undefined) return row;
      const validEndDate = row.validEndDate === FOREVER ? lastDay : row.validEndDate;
      return {
        ...row,
        validStartDate: row.validStartDate < validEndDate ? row.validStartDate : validEndDate,
        validEndDate,
        invalidReason: 'D',
      };
    });
}

function keyOf({ conceptId1, conceptId2, relationshipId }: ConceptRelationship): string {
  return `${conceptId1} ${conceptId2} ${relationshipId}`;
}
