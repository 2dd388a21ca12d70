import { OHDSI_DOMAINS } from '../../model/ohdsi-metadata.js';
import { isMetadataVocabulary } from '../release-index.js';
import type { Rule, RuleFinding } from '../rule.js';

/** Domains are OHDSI's own list; classes and relationships stand in the release, even where OHDSI owns them. */
export const referenceRule: Rule = {
  code: 's13-reference',
  title: 'Vocabulary, domain, class and relationship of every row exist',
  source: 'vocabulary team, stage check S13 and new-vocabulary check N5; CDM v5.4: foreign keys',
  severity: 'error',
  check: ({ release, ownVocabularies, nameOf, keyOf, reverseOf }) => {
    const classes = new Set(release.conceptClasses.map(({ conceptClassId }) => conceptClassId));
    const findings: RuleFinding[] = [];
    const miss = (key: string, row: object, kind: string, found: string, expected: string) =>
      findings.push({ key, row, message: `an unknown ${kind}`, found, expected, fix: `correct the ${kind}` });
    for (const row of release.concepts) {
      const key = nameOf(row.conceptId);
      const { vocabularyId, domainId, conceptClassId } = row;
      if (!ownVocabularies.has(vocabularyId) && !isMetadataVocabulary(vocabularyId)) {
        miss(key, row, 'vocabulary', vocabularyId, 'a row of VOCABULARY.csv');
      }
      if (!Object.hasOwn(OHDSI_DOMAINS, domainId)) miss(key, row, 'domain', domainId, 'a domain of OHDSI');
      if (!classes.has(conceptClassId)) {
        miss(key, row, 'concept class', conceptClassId, 'a row of CONCEPT_CLASS.csv');
      }
    }
    for (const row of release.relationships) {
      if (reverseOf(row.relationshipId) === undefined) {
        miss(keyOf(row), row, 'relationship', row.relationshipId, 'a row of RELATIONSHIP.csv');
      }
    }
    for (const row of release.relationshipTypes) {
      if (reverseOf(row.reverseRelationshipId) !== row.relationshipId) {
        const key = `RELATIONSHIP.csv ${row.relationshipId}`;
        miss(key, row, 'reverse relationship', row.reverseRelationshipId, 'a row whose reverse is this one');
      }
    }
    return findings;
  },
};
