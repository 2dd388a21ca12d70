/**
 * `stage/`: the three tables from which the OHDSI vocabulary team's generic update takes a vocabulary, in Athena's
 * file form. Ids are empty: the update gives them. Links in the primary direction only: the update adds the reverse.
 */
import type { Outcome } from '../../model/diagnostic.js';
import type { Concept, Release } from '../../model/omop.js';
import type { StandardMapping } from '../../model/standard-mapping.js';
import { type Files, omopTable } from '../../release/omop-tables.js';
import { formatTable, type TabTable } from '../../release/tab-table.js';
import { makeSubmission, type Submission, type SubmissionLink } from './submission.js';

const CONCEPT = omopTable('concept');

const CONCEPT_STAGE: TabTable<Concept> = {
  file: 'stage/concept_stage.tsv',
  columns: CONCEPT.columns,
  cells: (row) => [undefined, ...CONCEPT.cells(row).slice(1)],
};

const RELATIONSHIP_STAGE: TabTable<SubmissionLink> = {
  file: 'stage/concept_relationship_stage.tsv',
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

const SYNONYM_STAGE: TabTable<Submission['synonyms'][number]> = {
  file: 'stage/concept_synonym_stage.tsv',
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

/** An error if the release has relationships that the team does not take. */
export function emitStageTables(release: Release, mappings: readonly StandardMapping[]): Outcome<Files> {
  const { value, diagnostics } = makeSubmission(release, mappings);
  return {
    value: new Map([
      [CONCEPT_STAGE.file, formatTable(CONCEPT_STAGE, value.concepts)],
      [RELATIONSHIP_STAGE.file, formatTable(RELATIONSHIP_STAGE, value.links)],
      [SYNONYM_STAGE.file, formatTable(SYNONYM_STAGE, value.synonyms)],
    ]),
    diagnostics,
  };
}
