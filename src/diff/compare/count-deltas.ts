/** How many rows of each kind there were and are, as OHDSI's reviewers list them. */
import { countBy } from '../../model/grouping.js';
import type { ReleaseTables } from '../release-tables.js';

export interface CountDelta {
  /** `Observable Entity | - | valid`: the cells of the key, `-` for NULL. */
  readonly key: readonly string[];
  readonly before: number;
  readonly after: number;
  readonly difference: number;
  /** Of `before`, one decimal; undefined where there was none. */
  readonly percent: number | undefined;
}

export interface CountDeltas {
  /** Keys: class, domain, standard_concept, invalid_reason. */
  readonly concepts: readonly CountDelta[];
  /** Keys: vocabulary 1, vocabulary 2, relationship, invalid_reason; `other` for concepts of no row of the release. */
  readonly relationships: readonly CountDelta[];
}

export function countDeltas(old: ReleaseTables, now: ReleaseTables): CountDeltas {
  return {
    concepts: compareCounts(countConcepts(old), countConcepts(now)),
    relationships: compareCounts(countRelationships(old), countRelationships(now)),
  };
}

function countConcepts({ concepts }: ReleaseTables): ReadonlyMap<string, number> {
  return countRows(concepts, ({ conceptClassId, domainId, standardConcept, invalidReason }) => [
    conceptClassId,
    domainId,
    standardConcept ?? '-',
    invalidReason ?? '-',
  ]);
}

function countRelationships({ concepts, relationships }: ReleaseTables): ReadonlyMap<string, number> {
  const vocabularyOf = new Map<number, string>(
    concepts.map(({ conceptId, vocabularyId }) => [conceptId, vocabularyId]),
  );
  return countRows(relationships, ({ conceptId1, conceptId2, relationshipId, invalidReason }) => [
    vocabularyOf.get(conceptId1) ?? 'other',
    vocabularyOf.get(conceptId2) ?? 'other',
    relationshipId,
    invalidReason ?? '-',
  ]);
}

function countRows<T>(rows: readonly T[], keyOf: (row: T) => readonly string[]): ReadonlyMap<string, number> {
  return countBy(rows, (row) => keyOf(row).join('\t'));
}

/** All keys of both, in code-point order. */
function compareCounts(old: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): CountDelta[] {
  const keys = [...new Set([...old.keys(), ...now.keys()])].sort((a, b) => (a < b ? -1 : 1));
  return keys.map((key) => {
    const before = old.get(key) ?? 0;
    const after = now.get(key) ?? 0;
    const difference = after - before;
    const percent = before === 0 ? undefined : Math.round((1000 * difference) / before) / 10;
    return { key: key.split('\t'), before, after, difference, percent };
  });
}
