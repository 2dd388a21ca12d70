/**
 * The vocabulary tables of OMOP CDM v5.4: columns in file order, types, lengths, what may be NULL, and what refers
 * to what. [CDM v5.4 DDL] The checks of a release and the tables of a target database both follow from it.
 */

export type CdmType = 'integer' | 'varchar' | 'date' | 'numeric';

export interface CdmColumn {
  readonly name: string;
  readonly type: CdmType;
  /** In characters, for `varchar`. */
  readonly length: number | undefined;
  readonly nullable: boolean;
  /** The table whose primary key it holds. */
  readonly references: string | undefined;
}

export interface CdmTable {
  readonly name: string;
  /** The file of a release or an Athena download. */
  readonly file: string;
  readonly columns: readonly CdmColumn[];
  /** Empty where the CDM states none. */
  readonly primaryKey: readonly string[];
  /** What no two rows may share; the primary key, or the key of the vocabulary team's own schema. */
  readonly key: readonly string[];
}

const integer = (name: string, references?: string): CdmColumn => ({
  name,
  type: 'integer',
  length: undefined,
  nullable: false,
  references,
});
const varchar = (name: string, length: number, references?: string): CdmColumn => ({
  name,
  type: 'varchar',
  length,
  nullable: false,
  references,
});
const date = (name: string): CdmColumn => ({ ...integer(name), type: 'date' });
const numeric = (name: string): CdmColumn => ({ ...integer(name), type: 'numeric', nullable: true });
const optional = (column: CdmColumn): CdmColumn => ({ ...column, nullable: true });

const PERIOD = [date('valid_start_date'), date('valid_end_date'), optional(varchar('invalid_reason', 1))];

const table = (
  name: string,
  columns: readonly CdmColumn[],
  primaryKey: readonly string[],
  key: readonly string[] = primaryKey,
): CdmTable => ({ name, file: `${name.toUpperCase()}.csv`, columns, primaryKey, key });

export const CDM_VOCABULARY_TABLES = {
  concept: table(
    'concept',
    [
      integer('concept_id'),
      varchar('concept_name', 255),
      varchar('domain_id', 20, 'domain'),
      varchar('vocabulary_id', 20, 'vocabulary'),
      varchar('concept_class_id', 20, 'concept_class'),
      optional(varchar('standard_concept', 1)),
      varchar('concept_code', 50),
      ...PERIOD,
    ],
    ['concept_id'],
  ),
  vocabulary: table(
    'vocabulary',
    [
      varchar('vocabulary_id', 20),
      varchar('vocabulary_name', 255),
      optional(varchar('vocabulary_reference', 255)),
      optional(varchar('vocabulary_version', 255)),
      integer('vocabulary_concept_id', 'concept'),
    ],
    ['vocabulary_id'],
  ),
  domain: table(
    'domain',
    [varchar('domain_id', 20), varchar('domain_name', 255), integer('domain_concept_id', 'concept')],
    ['domain_id'],
  ),
  concept_class: table(
    'concept_class',
    [
      varchar('concept_class_id', 20),
      varchar('concept_class_name', 255),
      integer('concept_class_concept_id', 'concept'),
    ],
    ['concept_class_id'],
  ),
  relationship: table(
    'relationship',
    [
      varchar('relationship_id', 20),
      varchar('relationship_name', 255),
      varchar('is_hierarchical', 1),
      varchar('defines_ancestry', 1),
      varchar('reverse_relationship_id', 20),
      integer('relationship_concept_id', 'concept'),
    ],
    ['relationship_id'],
  ),
  concept_relationship: table(
    'concept_relationship',
    [
      integer('concept_id_1', 'concept'),
      integer('concept_id_2', 'concept'),
      varchar('relationship_id', 20, 'relationship'),
      ...PERIOD,
    ],
    [],
    ['concept_id_1', 'concept_id_2', 'relationship_id'],
  ),
  concept_synonym: table(
    'concept_synonym',
    [
      integer('concept_id', 'concept'),
      varchar('concept_synonym_name', 1000),
      integer('language_concept_id', 'concept'),
    ],
    [],
    ['concept_id', 'concept_synonym_name', 'language_concept_id'],
  ),
  concept_ancestor: table(
    'concept_ancestor',
    [
      integer('ancestor_concept_id', 'concept'),
      integer('descendant_concept_id', 'concept'),
      integer('min_levels_of_separation'),
      integer('max_levels_of_separation'),
    ],
    [],
    ['ancestor_concept_id', 'descendant_concept_id'],
  ),
  source_to_concept_map: table(
    'source_to_concept_map',
    [
      varchar('source_code', 50),
      integer('source_concept_id', 'concept'),
      varchar('source_vocabulary_id', 20),
      optional(varchar('source_code_description', 255)),
      integer('target_concept_id', 'concept'),
      varchar('target_vocabulary_id', 20, 'vocabulary'),
      ...PERIOD,
    ],
    [],
    ['source_vocabulary_id', 'source_code', 'target_concept_id', 'valid_end_date'],
  ),
  drug_strength: table(
    'drug_strength',
    [
      integer('drug_concept_id', 'concept'),
      integer('ingredient_concept_id', 'concept'),
      numeric('amount_value'),
      optional(integer('amount_unit_concept_id', 'concept')),
      numeric('numerator_value'),
      optional(integer('numerator_unit_concept_id', 'concept')),
      numeric('denominator_value'),
      optional(integer('denominator_unit_concept_id', 'concept')),
      optional(integer('box_size')),
      ...PERIOD,
    ],
    [],
    ['drug_concept_id', 'ingredient_concept_id', 'valid_end_date'],
  ),
} as const satisfies Readonly<Record<string, CdmTable>>;

export type CdmTableName = keyof typeof CDM_VOCABULARY_TABLES;

/** The tables that a release holds, in the order of their files. */
export const RELEASE_TABLES = [
  'concept',
  'concept_relationship',
  'concept_synonym',
  'vocabulary',
  'concept_class',
  'relationship',
] as const satisfies readonly CdmTableName[];
export type ReleaseTableName = (typeof RELEASE_TABLES)[number];

/** `concept_id_1` -> `conceptId1`: the property of the model that holds a column. */
export function propertyOf(column: string): string {
  return column.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}
