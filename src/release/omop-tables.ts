/** The OMOP tables of a release, in the column order of CDM v5.4, rows sorted by their keys. */
import type {
  Concept,
  ConceptClass,
  ConceptRelationship,
  ConceptSynonym,
  Relationship,
  Release,
  Vocabulary,
} from '../model/omop.js';
import { compareText } from './row-order.js';
import { formatTable, type TabTable } from './tab-table.js';

export const CONCEPT: TabTable<Concept> = {
  file: 'CONCEPT.csv',
  columns: [
    'concept_id',
    'concept_name',
    'domain_id',
    'vocabulary_id',
    'concept_class_id',
    'standard_concept',
    'concept_code',
    'valid_start_date',
    'valid_end_date',
    'invalid_reason',
  ],
  cells: (row) => [
    row.conceptId,
    row.conceptName,
    row.domainId,
    row.vocabularyId,
    row.conceptClassId,
    row.standardConcept,
    row.conceptCode,
    row.validStartDate,
    row.validEndDate,
    row.invalidReason,
  ],
};

export const CONCEPT_RELATIONSHIP: TabTable<ConceptRelationship> = {
  file: 'CONCEPT_RELATIONSHIP.csv',
  columns: [
    'concept_id_1',
    'concept_id_2',
    'relationship_id',
    'valid_start_date',
    'valid_end_date',
    'invalid_reason',
  ],
  cells: (row) => [
    row.conceptId1,
    row.conceptId2,
    row.relationshipId,
    row.validStartDate,
    row.validEndDate,
    row.invalidReason,
  ],
};

export const CONCEPT_SYNONYM: TabTable<ConceptSynonym> = {
  file: 'CONCEPT_SYNONYM.csv',
  columns: ['concept_id', 'concept_synonym_name', 'language_concept_id'],
  cells: (row) => [row.conceptId, row.conceptSynonymName, row.languageConceptId],
};

export const VOCABULARY: TabTable<Vocabulary> = {
  file: 'VOCABULARY.csv',
  columns: [
    'vocabulary_id',
    'vocabulary_name',
    'vocabulary_reference',
    'vocabulary_version',
    'vocabulary_concept_id',
  ],
  cells: (row) => [
    row.vocabularyId,
    row.vocabularyName,
    row.vocabularyReference,
    row.vocabularyVersion,
    row.vocabularyConceptId,
  ],
};

export const CONCEPT_CLASS: TabTable<ConceptClass> = {
  file: 'CONCEPT_CLASS.csv',
  columns: ['concept_class_id', 'concept_class_name', 'concept_class_concept_id'],
  cells: (row) => [row.conceptClassId, row.conceptClassName, row.conceptClassConceptId],
};

export const RELATIONSHIP: TabTable<Relationship> = {
  file: 'RELATIONSHIP.csv',
  columns: [
    'relationship_id',
    'relationship_name',
    'is_hierarchical',
    'defines_ancestry',
    'reverse_relationship_id',
    'relationship_concept_id',
  ],
  cells: (row) => [
    row.relationshipId,
    row.relationshipName,
    row.isHierarchical,
    row.definesAncestry,
    row.reverseRelationshipId,
    row.relationshipConceptId,
  ],
};

/** File name -> text. */
export type Files = ReadonlyMap<string, string>;

export function emitOmopTables(release: Release): Files {
  const byId = [...release.concepts].sort((a, b) => a.conceptId - b.conceptId);
  const relationships = [...release.relationships].sort(
    (a, b) =>
      a.conceptId1 - b.conceptId1 ||
      a.conceptId2 - b.conceptId2 ||
      compareText(a.relationshipId, b.relationshipId),
  );
  const synonyms = [...release.synonyms].sort(
    (a, b) => a.conceptId - b.conceptId || compareText(a.conceptSynonymName, b.conceptSynonymName),
  );
  return new Map([
    [CONCEPT.file, formatTable(CONCEPT, byId)],
    [CONCEPT_RELATIONSHIP.file, formatTable(CONCEPT_RELATIONSHIP, relationships)],
    [CONCEPT_SYNONYM.file, formatTable(CONCEPT_SYNONYM, synonyms)],
    [VOCABULARY.file, formatTable(VOCABULARY, release.vocabularies)],
    [CONCEPT_CLASS.file, formatTable(CONCEPT_CLASS, release.conceptClasses)],
    [RELATIONSHIP.file, formatTable(RELATIONSHIP, release.relationshipTypes)],
  ]);
}
