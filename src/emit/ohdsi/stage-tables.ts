/**
 * `stage/`: the rows from which the OHDSI vocabulary team's generic update takes a vocabulary, in Athena's
 * file form, and how each map was found. Ids are empty: the update gives them. Links in the primary direction only:
 * the update adds the reverse.
 */
import type { Concept } from '../../model/omop.js';
import { type Files, omopTable } from '../../release/omop-tables.js';
import { formatTable, type TabTable } from '../../release/tab-table.js';
import type { Submission, SubmissionLink } from './submission.js';

const CONCEPT = omopTable('concept');

export const STAGE_FOLDER = 'stage';

export const CONCEPT_STAGE: TabTable<Concept> = {
  file: 'concept_stage.tsv',
  columns: CONCEPT.columns,
  cells: (row) => [undefined, ...CONCEPT.cells(row).slice(1)],
};

export const RELATIONSHIP_STAGE: TabTable<SubmissionLink> = {
  file: 'concept_relationship_stage.tsv',
  columns: [
    'concept_id_1',
    'concept_id_2',
    'concept_code_1',
    'concept_code_2',
    'vocabulary_id_1',
    'vocabulary_id_2',
    'relationship_id',
    'valid_start_date',
    'valid_end_date',
    'invalid_reason',
  ],
  cells: (row) => [
    undefined,
    undefined,
    row.from.conceptCode,
    row.to.conceptCode,
    row.from.vocabularyId,
    row.to.vocabularyId,
    row.relationshipId,
    row.validStartDate,
    row.validEndDate,
    row.invalidReason,
  ],
};

export const SYNONYM_STAGE: TabTable<Submission['synonyms'][number]> = {
  file: 'concept_synonym_stage.tsv',
  columns: [
    'synonym_concept_id',
    'synonym_name',
    'synonym_concept_code',
    'synonym_vocabulary_id',
    'language_concept_id',
  ],
  cells: (row) => [
    undefined,
    row.conceptSynonymName,
    row.key.conceptCode,
    row.key.vocabularyId,
    row.languageConceptId,
  ],
};

/** What the team keeps of a map beside the link: predicate, source, confidence. [DevV5_Metadata_DDL] */
export const MAPPING_METADATA: TabTable<SubmissionLink> = {
  file: 'mapping_metadata.tsv',
  columns: [
    'concept_code_1',
    'vocabulary_id_1',
    'concept_code_2',
    'vocabulary_id_2',
    'relationship_predicate_id',
    'mapping_source',
    'confidence',
  ],
  cells: ({ from, to, mapping }) => [
    from.conceptCode,
    from.vocabularyId,
    to.conceptCode,
    to.vocabularyId,
    mapping?.predicate,
    mapping?.rule,
    mapping?.confidence,
  ],
};

export function formatStageTables({ concepts, links, synonyms }: Submission): Files {
  return new Map([
    [CONCEPT_STAGE.file, formatTable(CONCEPT_STAGE, concepts)],
    [RELATIONSHIP_STAGE.file, formatTable(RELATIONSHIP_STAGE, links)],
    [SYNONYM_STAGE.file, formatTable(SYNONYM_STAGE, synonyms)],
    [
      MAPPING_METADATA.file,
      formatTable(
        MAPPING_METADATA,
        links.filter(({ mapping }) => mapping),
      ),
    ],
  ]);
}
