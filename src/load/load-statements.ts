/**
 * The load itself, in SQL that PostgreSQL, SQLite and DuckDB all understand: staged rows of a release -> the CDM's
 * vocabulary tables. Ours alone are changed. A concept or relationship of ours that the release does not have any more
 * is deprecated, never deleted; synonyms have no validity in the CDM, so those of ours that are gone (in the languages
 * that the release writes) are removed. Relationships that a site has made between our concepts and its own stay.
 */
import {
  CDM_VOCABULARY_TABLES,
  type CdmColumn,
  RELEASE_TABLES,
  type ReleaseTableName,
} from '../model/cdm-tables.js';
import { LAST_OHDSI_ID } from '../model/concept-id.js';
import { METADATA_CODE } from '../model/ohdsi-metadata.js';

/** The staging table of a table. */
export function stageOf(table: ReleaseTableName): string {
  return `dicom_omop_${table}`;
}

/** Why a target refuses a release: a query for what stands in the way (column `found`). */
export interface LoadRefusal {
  readonly code: string;
  readonly message: string;
  readonly expected: string;
  readonly fix: string;
  readonly sql: string;
}

/** One step, and what its count of rows means. */
export interface LoadStep {
  readonly name: string;
  readonly sql: string;
}

const STAGES = RELEASE_TABLES.map(stageOf);
const [S_CONCEPT, S_RELATIONSHIP, S_SYNONYM, S_VOCABULARY, S_CLASS, S_TYPE] = STAGES;

/** Temporary staging tables; keys keep a damaged release out. */
export function formatStages(suffix = ''): string[] {
  return RELEASE_TABLES.map((name) => {
    const { columns, key } = CDM_VOCABULARY_TABLES[name];
    const lines = columns.map(
      ({ name: column, type, length, nullable }: CdmColumn) =>
        `${column} ${type}${type === 'varchar' ? `(${length})` : ''}${nullable ? '' : ' NOT NULL'}`,
    );
    return `CREATE TEMP TABLE ${stageOf(name)} (\n  ${[...lines, `PRIMARY KEY (${key.join(', ')})`].join(',\n  ')}\n)${suffix};`;
  });
}

const ATHENA_FIRST = 'load an Athena download into these tables first, or load with --standalone';
const FOREIGN_KEYS = 'the rows that its foreign keys name [CDM v5.4]';

const missing = (what: string, table: string, key: string, stage: string, column: string): LoadRefusal => ({
  code: 'load-reference-missing',
  message: `the target lacks ${what}`,
  expected: FOREIGN_KEYS,
  fix: ATHENA_FIRST,
  sql: `SELECT DISTINCT CAST(s.${column} AS varchar(60)) AS found FROM ${stage} s
  WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = s.${column})`,
});

/** Run after staging and stubs, before the first change. */
export const LOAD_REFUSALS: readonly LoadRefusal[] = [
  {
    code: 'load-id-taken',
    message: 'an id of ours belongs to another concept in the target',
    expected: 'ids that are free, or ours [CDM v5.4: primary key of CONCEPT]',
    fix: 'find out who gave these ids; seed the ledger with an id range that is free here, or move the other concepts',
    sql: `SELECT CAST(c.concept_id AS varchar(20)) || ' is ' || c.vocabulary_id || ' ' || c.concept_code || ', not '
      || s.vocabulary_id || ' ' || s.concept_code AS found
  FROM ${S_CONCEPT} s JOIN concept c ON c.concept_id = s.concept_id
  WHERE c.vocabulary_id <> s.vocabulary_id OR c.concept_code <> s.concept_code`,
  },
  {
    code: 'load-code-taken',
    message: 'a code of ours has another id in the target',
    expected: 'one id for each code [unique (vocabulary_id, concept_code)]',
    fix: 'seed the ledger from the CONCEPT rows of the target, so that its ids are kept, and build again',
    sql: `SELECT s.vocabulary_id || ' ' || s.concept_code || ' is ' || CAST(c.concept_id AS varchar(20)) || ', not '
      || CAST(s.concept_id AS varchar(20)) AS found
  FROM ${S_CONCEPT} s JOIN concept c ON c.vocabulary_id = s.vocabulary_id AND c.concept_code = s.concept_code
  WHERE c.concept_id <> s.concept_id AND s.concept_code <> '${METADATA_CODE}'`,
  },
  missing('domains', 'domain', 'domain_id', `${S_CONCEPT}`, 'domain_id'),
  {
    ...missing('vocabularies', 'vocabulary', 'vocabulary_id', `${S_CONCEPT}`, 'vocabulary_id'),
    sql: `SELECT DISTINCT s.vocabulary_id AS found FROM ${S_CONCEPT} s
  WHERE NOT EXISTS (SELECT 1 FROM vocabulary t WHERE t.vocabulary_id = s.vocabulary_id)
    AND NOT EXISTS (SELECT 1 FROM ${S_VOCABULARY} v WHERE v.vocabulary_id = s.vocabulary_id)`,
  },
  ...[
    [S_CLASS, 'concept_class', 'concept_class_id', 'concept_class_concept_id'],
    [S_TYPE, 'relationship', 'relationship_id', 'relationship_concept_id'],
  ].map(
    ([stage, table, key, column]): LoadRefusal => ({
      ...missing(`the concepts of rows of ${table}`, 'concept', 'concept_id', `${stage}`, `${column}`),
      sql: `SELECT s.${key} AS found FROM ${stage} s
  WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = s.${key})
    AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.${column})
    AND NOT EXISTS (SELECT 1 FROM ${S_CONCEPT} c WHERE c.concept_id = s.${column})`,
    }),
  ),
  missing('the languages of synonyms', 'concept', 'concept_id', `${S_SYNONYM}`, 'language_concept_id'),
];

/** Rows of one table that a load writes, in the order that immediate foreign keys need. */
export interface RowStep {
  readonly table: ReleaseTableName;
  /** What its rows are called. */
  readonly what: string;
  /** Which staged rows; of the stage `s`. All without it. */
  readonly where?: string;
  /** What is there already stays as it is. */
  readonly addsOnly?: boolean;
}

const bothThere = [1, 2]
  .map((end) => `EXISTS (SELECT 1 FROM concept e WHERE e.concept_id = s.concept_id_${end})`)
  .join(' AND ');

/** Links to concepts that the target does not have are left out, as Athena does for vocabularies not chosen. */
export const ROW_STEPS: readonly RowStep[] = [
  { table: 'concept', what: 'metadata concepts', where: "s.domain_id = 'Metadata'" },
  { table: 'vocabulary', what: 'vocabularies' },
  {
    table: 'concept_class',
    what: 'concept classes',
    where: `s.concept_class_concept_id > ${LAST_OHDSI_ID}`,
  },
  { table: 'concept_class', what: 'OHDSI classes', addsOnly: true },
  { table: 'relationship', what: 'relationship types', addsOnly: true },
  { table: 'concept', what: 'concepts', where: "s.domain_id <> 'Metadata'" },
  { table: 'concept_relationship', what: 'relationships', where: bothThere },
];
export const SYNONYM_STEP: RowStep = { table: 'concept_synonym', what: 'synonyms', addsOnly: true };

/** Columns of a table that are not its key. */
export function valuesOf(table: ReleaseTableName): readonly CdmColumn[] {
  const { columns, key } = CDM_VOCABULARY_TABLES[table];
  return columns.filter(({ name }) => !(key as readonly string[]).includes(name));
}

/** Updates what differs, then adds what is not there. */
function write({ table, what, where = 'TRUE', addsOnly = false }: RowStep): LoadStep[] {
  const { columns, key } = CDM_VOCABULARY_TABLES[table];
  const names = columns.map((column: CdmColumn) => column.name);
  const values = valuesOf(table).map(({ name }) => name);
  const same = (row: string) => key.map((column) => `${row}.${column} = s.${column}`).join(' AND ');
  const differs = values.map((column) => `${table}.${column} IS DISTINCT FROM s.${column}`).join(' OR ');
  const update: LoadStep = {
    name: `${what} changed`,
    sql: `UPDATE ${table} SET ${values.map((column) => `${column} = s.${column}`).join(', ')}
  FROM ${stageOf(table)} AS s WHERE ${same(table)} AND (${where}) AND (${differs})`,
  };
  const insert: LoadStep = {
    name: `${what} added`,
    sql: `INSERT INTO ${table} (${names.join(', ')}) SELECT ${names.map((column) => `s.${column}`).join(', ')}
  FROM ${stageOf(table)} AS s WHERE (${where}) AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE ${same('t')})`,
  };
  return addsOnly ? [insert] : [update, insert];
}

const IS_OWN_CONCEPT = `vocabulary_id IN (SELECT vocabulary_id FROM ${S_VOCABULARY})`;
const endedOn = (day: string) => `CASE WHEN valid_start_date > ${day} THEN valid_start_date ELSE ${day} END`;
const ownIds = `(SELECT concept_id FROM concept WHERE ${IS_OWN_CONCEPT})`;

/** `lastDay`: SQL literal of the day before the release. */
export function makeLoadSteps(lastDay: string): readonly LoadStep[] {
  return [
    ...ROW_STEPS.flatMap(write),
    {
      name: 'synonyms removed',
      sql: `DELETE FROM concept_synonym WHERE concept_id IN ${ownIds}
  AND language_concept_id IN (SELECT language_concept_id FROM ${S_SYNONYM})
  AND NOT EXISTS (SELECT 1 FROM ${S_SYNONYM} s WHERE s.concept_id = concept_synonym.concept_id
    AND s.concept_synonym_name = concept_synonym.concept_synonym_name
    AND s.language_concept_id = concept_synonym.language_concept_id)`,
    },
    ...write(SYNONYM_STEP),
    {
      name: 'concepts deprecated',
      sql: `UPDATE concept SET valid_end_date = ${endedOn(lastDay)}, invalid_reason = 'D', standard_concept = NULL
  WHERE ${IS_OWN_CONCEPT} AND invalid_reason IS NULL
    AND NOT EXISTS (SELECT 1 FROM ${S_CONCEPT} s WHERE s.concept_id = concept.concept_id)`,
    },
    {
      name: 'relationships deprecated',
      sql: `UPDATE concept_relationship SET valid_end_date = ${endedOn(lastDay)}, invalid_reason = 'D'
  WHERE invalid_reason IS NULL
    AND (concept_id_1 IN ${ownIds} OR concept_id_2 IN ${ownIds})
    AND (concept_id_1 IN ${ownIds} OR concept_id_1 < ${LAST_OHDSI_ID})
    AND (concept_id_2 IN ${ownIds} OR concept_id_2 < ${LAST_OHDSI_ID})
    AND NOT EXISTS (SELECT 1 FROM ${S_RELATIONSHIP} s WHERE s.concept_id_1 = concept_relationship.concept_id_1
      AND s.concept_id_2 = concept_relationship.concept_id_2
      AND s.relationship_id = concept_relationship.relationship_id)`,
    },
  ];
}

/** Rows of the release that were left out because the target lacks one of their concepts. */
export const LEFT_OUT = `SELECT count(*) AS left_out FROM ${S_RELATIONSHIP} s WHERE NOT (${bothThere})`;
