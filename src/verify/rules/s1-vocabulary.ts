import { isMetadataVocabulary } from '../release-index.js';
import type { Rule } from '../rule.js';

export const vocabularyRule: Rule = {
  code: 's1-vocabulary',
  title: 'A release holds the concepts of its own vocabularies and of none other',
  source: 'vocabulary team, stage check S1',
  severity: 'error',
  check: ({ release, ownVocabularies, nameOf }) => [
    ...release.concepts
      .filter(({ vocabularyId }) => !ownVocabularies.has(vocabularyId) && !isMetadataVocabulary(vocabularyId))
      .map((row) => ({
        key: nameOf(row.conceptId),
        row,
        message: 'a concept of a vocabulary that the release does not make',
        found: row.vocabularyId,
        expected: [...ownVocabularies].join(', '),
        fix: 'add the vocabulary to VOCABULARY, or leave the concept to its owner',
      })),
    ...release.vocabularies
      .filter((row) => !release.concepts.some(({ vocabularyId }) => vocabularyId === row.vocabularyId))
      .map((row) => ({
        key: `VOCABULARY.csv ${row.vocabularyId}`,
        row,
        message: 'a vocabulary without concepts',
        found: row.vocabularyId,
        expected: 'at least one concept of each vocabulary',
        fix: 'build the release again; its inputs hold nothing of this vocabulary',
      })),
  ],
};
