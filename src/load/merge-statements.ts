/**
 * The load in MERGE statements, for databases whose UPDATE takes no second table: the same steps as
 * `load-statements.ts`, the same refusals. Staged rows are texts as the files hold them and are read through `typed`.
 */
import { CDM_VOCABULARY_TABLES, type CdmColumn, type ReleaseTableName } from '../model/cdm-tables.js';
import { LAST_OHDSI_ID } from '../model/concept-id.js';
import { METADATA_CODE } from '../model/ohdsi-metadata.js';
import { type LoadStep, ROW_STEPS, type RowStep, SYNONYM_STEP, valuesOf } from './load-statements.js';
import type { WarehouseDialect } from './warehouse-dialects.js';

type Wording = Pick<WarehouseDialect, 'stage' | 'integer' | 'date'>;

export interface MergeRefusal {
  readonly message: string;
  readonly sql: string;
}

/** Tables of the schema, and staged rows with the types of the CDM. */
function namesOf(wording: Wording, schema: string) {
  const cast = ({ name, type }: CdmColumn) => {
    if (type === 'date') return `${wording.date(name)} AS ${name}`;
    return type === 'varchar' ? name : `CAST(${name} AS ${wording.integer}) AS ${name}`;
  };
  return {
    table: (name: string) => `${schema}.${name}`,
    typed: (name: ReleaseTableName) =>
      `(SELECT ${CDM_VOCABULARY_TABLES[name].columns.map(cast).join(', ')} FROM ${wording.stage(name, schema)})`,
  };
}

/** `lastDay`: SQL literal of the day before the release. */
export function makeMergeSteps(wording: Wording, schema: string, lastDay: string): readonly LoadStep[] {
  const { table, typed } = namesOf(wording, schema);
  const own = `(SELECT concept_id FROM ${table('concept')} WHERE vocabulary_id IN (SELECT vocabulary_id FROM ${wording.stage('vocabulary', schema)}))`;
  const ended = `CASE WHEN t.valid_start_date > ${lastDay} THEN t.valid_start_date ELSE ${lastDay} END`;
  const merge = ({ table: name, what, where, addsOnly = false }: RowStep): LoadStep => {
    const { columns, key } = CDM_VOCABULARY_TABLES[name];
    const names = columns.map((column: CdmColumn) => column.name);
    const source = `SELECT s.* FROM ${typed(name)} s${where === undefined ? '' : ` WHERE ${where.replaceAll('FROM concept ', `FROM ${table('concept')} `)}`}`;
    const updated = addsOnly ? [] : valuesOf(name);
    return {
      name: what,
      sql: formatMerge({ into: table(name), source: `(${source})`, key, updated, columns: names }),
    };
  };
  return [
    ...ROW_STEPS.map(merge),
    {
      name: 'synonyms removed',
      sql: `MERGE INTO ${table('concept_synonym')} AS t USING (SELECT c.concept_id, c.concept_synonym_name, c.language_concept_id
  FROM ${table('concept_synonym')} c LEFT JOIN ${typed('concept_synonym')} s ON s.concept_id = c.concept_id
    AND s.concept_synonym_name = c.concept_synonym_name AND s.language_concept_id = c.language_concept_id
  WHERE s.concept_id IS NULL AND c.concept_id IN ${own}
    AND c.language_concept_id IN (SELECT language_concept_id FROM ${typed('concept_synonym')} l)) AS s
ON t.concept_id = s.concept_id AND t.concept_synonym_name = s.concept_synonym_name AND t.language_concept_id = s.language_concept_id
WHEN MATCHED THEN DELETE`,
    },
    merge(SYNONYM_STEP),
    {
      name: 'concepts deprecated',
      sql: `MERGE INTO ${table('concept')} AS t USING (SELECT c.concept_id FROM ${table('concept')} c
  LEFT JOIN ${typed('concept')} s ON s.concept_id = c.concept_id
  WHERE s.concept_id IS NULL AND c.invalid_reason IS NULL AND c.concept_id IN ${own}) AS s ON t.concept_id = s.concept_id
WHEN MATCHED THEN UPDATE SET valid_end_date = ${ended}, invalid_reason = 'D', standard_concept = NULL`,
    },
    {
      name: 'relationships deprecated',
      sql: `MERGE INTO ${table('concept_relationship')} AS t USING (SELECT r.concept_id_1, r.concept_id_2, r.relationship_id
  FROM ${table('concept_relationship')} r LEFT JOIN ${typed('concept_relationship')} s ON s.concept_id_1 = r.concept_id_1
    AND s.concept_id_2 = r.concept_id_2 AND s.relationship_id = r.relationship_id
  WHERE s.concept_id_1 IS NULL AND r.invalid_reason IS NULL
    AND (r.concept_id_1 IN ${own} OR r.concept_id_2 IN ${own})
    AND (r.concept_id_1 IN ${own} OR r.concept_id_1 < ${LAST_OHDSI_ID})
    AND (r.concept_id_2 IN ${own} OR r.concept_id_2 < ${LAST_OHDSI_ID})) AS s
ON t.concept_id_1 = s.concept_id_1 AND t.concept_id_2 = s.concept_id_2 AND t.relationship_id = s.relationship_id
WHEN MATCHED THEN UPDATE SET valid_end_date = ${ended}, invalid_reason = 'D'`,
    },
  ];
}

/** Rows that differ are updated, rows that are missing added. */
export function formatMerge({
  into,
  source,
  key,
  updated,
  columns,
}: {
  readonly into: string;
  /** A SELECT in parentheses, with the types of the target. */
  readonly source: string;
  readonly key: readonly string[];
  /** None: rows are added only. */
  readonly updated: readonly Comparable[];
  readonly columns: readonly string[];
}): string {
  const update = `\nWHEN MATCHED AND (${updated.map(formatDiffers).join(' OR ')}) THEN UPDATE SET ${updated.map(({ name }) => `${name} = s.${name}`).join(', ')}`;
  return `MERGE INTO ${into} AS t USING ${source} AS s ON ${key.map((column) => `t.${column} = s.${column}`).join(' AND ')}${updated.length === 0 ? '' : update}
WHEN NOT MATCHED THEN INSERT (${columns.join(', ')}) VALUES (${columns.map((column) => `s.${column}`).join(', ')})`;
}

type Comparable = Pick<CdmColumn, 'name' | 'nullable'>;

/** Two values that are not the same, NULL among them; IS DISTINCT FROM is not known everywhere. */
function formatDiffers({ name, nullable }: Comparable): string {
  const differs = `t.${name} <> s.${name}`;
  return nullable
    ? `${differs} OR (t.${name} IS NULL AND s.${name} IS NOT NULL) OR (t.${name} IS NOT NULL AND s.${name} IS NULL)`
    : differs;
}

/** Why a target refuses: an id or code with another meaning, or no rows of OHDSI. */
export function makeMergeRefusals(wording: Wording, schema: string): readonly MergeRefusal[] {
  const { table, typed } = namesOf(wording, schema);
  const staged = typed('concept');
  return [
    {
      message:
        'load-id-taken: an id of ours belongs to another concept in the target; seed the ledger with an id range that is free here',
      sql: `SELECT c.concept_id FROM ${staged} s JOIN ${table('concept')} c ON c.concept_id = s.concept_id WHERE c.vocabulary_id <> s.vocabulary_id OR c.concept_code <> s.concept_code`,
    },
    {
      message:
        'load-code-taken: a code of ours has another id in the target; seed the ledger from the CONCEPT rows of the target',
      sql: `SELECT c.concept_id FROM ${staged} s JOIN ${table('concept')} c ON c.vocabulary_id = s.vocabulary_id AND c.concept_code = s.concept_code WHERE c.concept_id <> s.concept_id AND s.concept_code <> '${METADATA_CODE}'`,
    },
    ...REFERENCES.map(({ stage, column, target, key, what }) => ({
      message: `load-reference-missing: the target lacks ${what} that ours name; load an Athena download into these tables first`,
      sql: `SELECT s.${column} FROM ${typed(stage)} s LEFT JOIN ${table(target)} r ON r.${key} = s.${column}${
        target === 'concept' ? ` LEFT JOIN ${staged} o ON o.concept_id = s.${column}` : ''
      }${target === 'vocabulary' ? ` LEFT JOIN ${typed('vocabulary')} o ON o.vocabulary_id = s.${column}` : ''} WHERE r.${key} IS NULL${
        target === 'domain' ? '' : ` AND o.${key} IS NULL`
      }`,
    })),
  ];
}

/** What rows of a release refer to: the target has it, or the release brings it. */
const REFERENCES: readonly {
  readonly stage: ReleaseTableName;
  readonly column: string;
  readonly target: 'domain' | 'vocabulary' | 'concept';
  readonly key: string;
  readonly what: string;
}[] = [
  { stage: 'concept', column: 'domain_id', target: 'domain', key: 'domain_id', what: 'domains' },
  {
    stage: 'concept',
    column: 'vocabulary_id',
    target: 'vocabulary',
    key: 'vocabulary_id',
    what: 'vocabularies',
  },
  {
    stage: 'concept_class',
    column: 'concept_class_concept_id',
    target: 'concept',
    key: 'concept_id',
    what: 'concepts of classes',
  },
  {
    stage: 'relationship',
    column: 'relationship_concept_id',
    target: 'concept',
    key: 'concept_id',
    what: 'concepts of relationships',
  },
  {
    stage: 'concept_synonym',
    column: 'language_concept_id',
    target: 'concept',
    key: 'concept_id',
    what: 'languages of synonyms',
  },
];
