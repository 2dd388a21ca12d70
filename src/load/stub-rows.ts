/**
 * What a release refers to and OHDSI owns: domains, the vocabularies of metadata concepts, the concepts of classes and
 * relationships, English. An Athena download brings them all. A database that is to hold our vocabulary alone
 * (`standalone`) gets these rows in their place; an Athena download cannot be loaded on top of them.
 */
import { METADATA_CODE, OHDSI_DOMAINS, OHDSI_METADATA_VOCABULARIES } from '../model/ohdsi-metadata.js';
import { ENGLISH, FIRST_OMOP_DAY, FOREVER, type Release } from '../model/omop.js';

export type StubCell = string | number | null;

/** In the order in which they are filled: concepts last. */
export const STUB_TABLES = ['domain', 'vocabulary', 'concept_class', 'concept'] as const;

/** Rows by table, cells in the column order of the CDM; dates are `yyyymmdd`. */
export type StubRows = Readonly<Record<(typeof STUB_TABLES)[number], readonly (readonly StubCell[])[]>>;

export function makeStubRows(release: Release): StubRows {
  const domains = [
    ...new Set([...release.concepts.map(({ domainId }) => domainId), 'Metadata', 'Language']),
  ].sort();
  const vocabularies = Object.entries(OHDSI_METADATA_VOCABULARIES);
  const ownIds = new Set<number>(release.concepts.map(({ conceptId }) => conceptId));
  const concepts = new Map<number, readonly StubCell[]>();
  const addMetadata = (id: number, name: string, vocabularyId: string) => {
    if (ownIds.has(id)) return;
    const cells = [
      id,
      name,
      'Metadata',
      vocabularyId,
      vocabularyId,
      null,
      METADATA_CODE,
      FIRST_OMOP_DAY,
      FOREVER,
      null,
    ];
    concepts.set(id, cells);
  };
  for (const domain of domains) addMetadata(OHDSI_DOMAINS[domain] ?? 0, domain, 'Domain');
  for (const [name, vocabulary] of vocabularies) {
    addMetadata(vocabulary.vocabularyConceptId, vocabulary.name, 'Vocabulary');
    addMetadata(vocabulary.conceptClassConceptId, name, 'Concept Class');
  }
  for (const row of release.conceptClasses) {
    addMetadata(row.conceptClassConceptId, row.conceptClassName, 'Concept Class');
  }
  for (const row of release.relationshipTypes) {
    addMetadata(row.relationshipConceptId, row.relationshipName, 'Relationship');
  }
  const english = [ENGLISH, 'English language', 'Language', 'Language', 'Language', null, 'English'];
  concepts.set(ENGLISH, [...english, FIRST_OMOP_DAY, FOREVER, null]);
  return {
    domain: domains.map((name) => [name, name, OHDSI_DOMAINS[name] ?? 0]),
    vocabulary: vocabularies.map(([id, { name, vocabularyConceptId }]) => [
      id,
      name,
      METADATA_CODE,
      null,
      vocabularyConceptId,
    ]),
    concept_class: vocabularies.map(([id, { conceptClassConceptId }]) => [id, id, conceptClassConceptId]),
    concept: [...concepts.values()],
  };
}
