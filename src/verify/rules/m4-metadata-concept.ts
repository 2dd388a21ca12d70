import { isForeign } from '../release-index.js';
import type { Rule } from '../rule.js';

export const metadataConceptRule: Rule = {
  code: 'm4-metadata-concept',
  title: 'Each vocabulary, class and relationship of the release has a metadata concept',
  source: 'vocabulary team, metadata concepts; CDM v5.4: foreign keys',
  severity: 'error',
  check: ({ release, conceptOf, lookUp }) =>
    [
      ...release.vocabularies.map((row) => ({
        row,
        key: `VOCABULARY.csv ${row.vocabularyId}`,
        conceptId: row.vocabularyConceptId,
        kind: 'Vocabulary',
      })),
      ...release.conceptClasses.map((row) => ({
        row,
        key: `CONCEPT_CLASS.csv ${row.conceptClassId}`,
        conceptId: row.conceptClassConceptId,
        kind: 'Concept Class',
      })),
      ...release.relationshipTypes.map((row) => ({
        row,
        key: `RELATIONSHIP.csv ${row.relationshipId}`,
        conceptId: row.relationshipConceptId,
        kind: 'Relationship',
      })),
    ].flatMap(({ row, key, conceptId, kind }) => {
      const concept = isForeign(conceptId) ? lookUp?.(conceptId) : conceptOf(conceptId);
      const isUnknowable = isForeign(conceptId) && lookUp === undefined;
      if (isUnknowable || (concept?.vocabularyId === kind && concept.domainId === 'Metadata')) return [];
      return [
        {
          key,
          row,
          message: 'its concept is no metadata concept',
          found: concept ? `${conceptId} in ${concept.vocabularyId}, ${concept.domainId}` : String(conceptId),
          expected: `a concept of vocabulary ${kind} in domain Metadata`,
          fix: 'add the CONCEPT row, or correct the id',
        },
      ];
    }),
};
