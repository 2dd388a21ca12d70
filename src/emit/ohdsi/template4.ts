/**
 * `submission/template4/`: the sheets of the vocabulary team's submission workbook for a new vocabulary, as CSV (RFC 4180, quoted
 * where needed) with dates `yyyy-mm-dd`. Concepts that are not valid are not submitted; of relationships, `Maps to` alone.
 */
import { stringify } from 'csv-stringify/sync';
import type { Release } from '../../model/omop.js';
import type { Files } from '../../release/omop-tables.js';
import type { Submission } from './submission.js';

type Cell = string | number | undefined;

const README = `The sheets of the OHDSI submission workbook (Template 4), one file each.
Before you paste, format the columns of codes as plain text: a spreadsheet reads 00180081 as a number and
0018E001 as a power of ten. Import with "detect types" off, and the codes stay as they are.
`;

/** `tool`: name and version, for the column mapping_tool. */
export function formatTemplate4(
  submission: Submission,
  vocabularies: Release['vocabularies'],
  tool: string,
): Files {
  const valid = submission.concepts.filter(({ invalidReason }) => invalidReason === undefined);
  const validIds = new Set(valid.map(({ conceptId }) => conceptId));
  const concepts = valid.map((row): Cell[] => [
    row.conceptName,
    row.conceptCode,
    row.vocabularyId,
    row.domainId,
    row.conceptClassId,
    undefined,
    formatDay(row.validStartDate),
    formatDay(row.validEndDate),
    undefined,
  ]);
  const validKeys = new Set(valid.map(({ vocabularyId, conceptCode }) => `${vocabularyId}\t${conceptCode}`));
  const relationships = submission.links
    .filter(({ from }) => validKeys.has(`${from.vocabularyId}\t${from.conceptCode}`))
    .flatMap(({ from, to, mapping, validStartDate, validEndDate }): Cell[][] =>
      mapping === undefined
        ? []
        : [
            [
              from.conceptCode,
              from.vocabularyId,
              'Maps to',
              mapping.object.conceptId,
              to.conceptCode,
              to.vocabularyId,
              formatDay(validStartDate),
              formatDay(validEndDate),
              undefined,
              mapping.confidence,
              mapping.predicate,
              mapping.rule,
              mapping.justification,
              tool,
            ],
          ],
    );
  const synonyms = submission.synonyms
    .filter(({ conceptId }) => validIds.has(conceptId))
    .map((row): Cell[] => [
      row.conceptSynonymName,
      row.key.conceptCode,
      row.key.vocabularyId,
      row.languageConceptId,
    ]);
  const vocabularyRows = vocabularies.map((row): Cell[] => [
    row.vocabularyId,
    row.vocabularyName,
    row.vocabularyReference,
    row.vocabularyVersion,
  ]);
  return new Map([
    ['README.txt', README],
    ['concept_manual.csv', formatSheet(CONCEPT_COLUMNS, concepts)],
    ['concept_relationship_manual.csv', formatSheet(RELATIONSHIP_COLUMNS, relationships)],
    ['concept_synonym_manual.csv', formatSheet(SYNONYM_COLUMNS, synonyms)],
    ['vocabulary.csv', formatSheet(VOCABULARY_COLUMNS, vocabularyRows)],
  ]);
}

const CONCEPT_COLUMNS =
  'concept_name concept_code vocabulary_id domain_id concept_class_id standard_concept valid_start_date valid_end_date invalid_reason';
const RELATIONSHIP_COLUMNS =
  'concept_code_1 vocabulary_id_1 relationship_id concept_id_2 concept_code_2 vocabulary_id_2 relationship_valid_start_date relationship_valid_end_date invalid_reason confidence predicate_id mapping_source mapping_justification mapping_tool';
const SYNONYM_COLUMNS = 'synonym_name concept_code vocabulary_id language_concept_id';
const VOCABULARY_COLUMNS = 'vocabulary_id vocabulary_name vocabulary_reference vocabulary_version';

function formatSheet(columns: string, rows: readonly (readonly Cell[])[]): string {
  return stringify([columns.split(' '), ...rows.map((row) => [...row])], { record_delimiter: '\n' });
}

function formatDay(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}
