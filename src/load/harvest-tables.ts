/**
 * The tables that a harvest fills, in the order in which they refer to each other: three of OMOP CDM v5.4 and the two of the imaging extension. Columns as
 * the DDL has them; a target that lacks a table gets one. [CDM v5.4 DDL; OHDSI ImageWG DDL 1.0]
 */
import { IMAGING_TABLES } from './imaging-tables.js';

export interface HarvestTable {
  readonly name: string;
  /** In the folder that harvest map wrote. */
  readonly file: string;
  /** Undefined where rows have no id: those that are missing are added, none is changed. */
  readonly key: string | undefined;
  readonly columns: readonly string[];
  /** Definitions of columns that a coming CDM has, and a file only where it was asked for. [CDM v5.5] */
  readonly later: readonly string[];
  readonly create: string;
}

const table = (name: string, definitions: readonly string[]): HarvestTable => ({
  name,
  file: `${name.toUpperCase()}.csv`,
  key: `${name}_id`,
  columns: definitions.map(nameOf),
  later: [],
  create: `CREATE TABLE IF NOT EXISTS ${name} (\n  ${definitions.join(',\n  ')},\n  PRIMARY KEY (${name}_id)\n)`,
});

const imaging = (name: string): HarvestTable =>
  table(
    name,
    IMAGING_TABLES.find((each) => each.name === name)?.columns.map(
      (column) => `${column.name} ${column.type}${column.nullable ? '' : ' NOT NULL'}`,
    ) ?? [],
  );

const withLater = (name: string, definitions: readonly string[]): HarvestTable => ({
  ...table(name, definitions),
  later: ['value_source_concept_id integer'],
});

/** With --make-persons alone. */
export const PERSON = table('person', [
  'person_id integer NOT NULL',
  'gender_concept_id integer NOT NULL',
  'year_of_birth integer NOT NULL',
  'month_of_birth integer',
  'day_of_birth integer',
  'birth_datetime timestamp',
  'race_concept_id integer NOT NULL',
  'ethnicity_concept_id integer NOT NULL',
  'location_id integer',
  'provider_id integer',
  'care_site_id integer',
  'person_source_value varchar(50)',
  'gender_source_value varchar(50)',
  'gender_source_concept_id integer',
  'race_source_value varchar(50)',
  'race_source_concept_id integer',
  'ethnicity_source_value varchar(50)',
  'ethnicity_source_concept_id integer',
]);

const FACT_RELATIONSHIP_COLUMNS = [
  'domain_concept_id_1 integer NOT NULL',
  'fact_id_1 integer NOT NULL',
  'domain_concept_id_2 integer NOT NULL',
  'fact_id_2 integer NOT NULL',
  'relationship_concept_id integer NOT NULL',
];
/** Of studies with several procedures; a harvest of an older version has no such file. */
const FACT_RELATIONSHIP: HarvestTable = {
  name: 'fact_relationship',
  file: 'FACT_RELATIONSHIP.csv',
  key: undefined,
  columns: FACT_RELATIONSHIP_COLUMNS.map(nameOf),
  later: [],
  create: `CREATE TABLE IF NOT EXISTS fact_relationship (\n  ${FACT_RELATIONSHIP_COLUMNS.join(',\n  ')}\n)`,
};

export const HARVEST_TABLES: readonly HarvestTable[] = [
  table('procedure_occurrence', [
    'procedure_occurrence_id integer NOT NULL',
    'person_id integer NOT NULL',
    'procedure_concept_id integer NOT NULL',
    'procedure_date date NOT NULL',
    'procedure_datetime timestamp',
    'procedure_end_date date',
    'procedure_end_datetime timestamp',
    'procedure_type_concept_id integer NOT NULL',
    'modifier_concept_id integer',
    'quantity integer',
    'provider_id integer',
    'visit_occurrence_id integer',
    'visit_detail_id integer',
    'procedure_source_value varchar(50)',
    'procedure_source_concept_id integer',
    'modifier_source_value varchar(50)',
  ]),
  imaging('image_occurrence'),
  withLater('measurement', [
    'measurement_id integer NOT NULL',
    'person_id integer NOT NULL',
    'measurement_concept_id integer NOT NULL',
    'measurement_date date NOT NULL',
    'measurement_datetime timestamp',
    'measurement_time varchar(10)',
    'measurement_type_concept_id integer NOT NULL',
    'operator_concept_id integer',
    'value_as_number numeric',
    'value_as_concept_id integer',
    'unit_concept_id integer',
    'range_low numeric',
    'range_high numeric',
    'provider_id integer',
    'visit_occurrence_id integer',
    'visit_detail_id integer',
    'measurement_source_value varchar(50)',
    'measurement_source_concept_id integer',
    'unit_source_value varchar(50)',
    'unit_source_concept_id integer',
    'value_source_value varchar(50)',
    'measurement_event_id integer',
    'meas_event_field_concept_id integer',
  ]),
  withLater('observation', [
    'observation_id integer NOT NULL',
    'person_id integer NOT NULL',
    'observation_concept_id integer NOT NULL',
    'observation_date date NOT NULL',
    'observation_datetime timestamp',
    'observation_type_concept_id integer NOT NULL',
    'value_as_number numeric',
    'value_as_string varchar(60)',
    'value_as_concept_id integer',
    'qualifier_concept_id integer',
    'unit_concept_id integer',
    'provider_id integer',
    'visit_occurrence_id integer',
    'visit_detail_id integer',
    'observation_source_value varchar(50)',
    'observation_source_concept_id integer',
    'unit_source_value varchar(50)',
    'qualifier_source_value varchar(50)',
    'value_source_value varchar(50)',
    'observation_event_id integer',
    'obs_event_field_concept_id integer',
  ]),
  imaging('image_feature'),
];

/** What a harvest has to load: its tables, and the name of the crosswalk that gave its ids; undefined for one of an older version. */
export interface HarvestContent {
  readonly tables: readonly HarvestTable[];
  readonly crosswalk: string | undefined;
}

/** The tables that a harvest has, with those later columns that their files have. `headingOf`: the columns of a file; none where it is not there. */
export function findHarvestTables(headingOf: (file: string) => readonly string[]): readonly HarvestTable[] {
  const isThere = ({ file }: HarvestTable) => headingOf(file).length > 0;
  const tables = [...[PERSON].filter(isThere), ...HARVEST_TABLES, ...[FACT_RELATIONSHIP].filter(isThere)];
  return tables.map((each) => {
    const heading = headingOf(each.file);
    const later = each.later.filter((definition) => heading.includes(nameOf(definition)));
    return {
      ...each,
      later,
      columns: [...each.columns, ...later.map(nameOf)],
      create: later.reduce(
        (create, definition) => create.replace(',\n  PRIMARY KEY', `,\n  ${definition},\n  PRIMARY KEY`),
        each.create,
      ),
    };
  });
}

export function nameOf(definition: string): string {
  return definition.split(' ')[0] ?? '';
}

/** Which ids harvests have brought, and which crosswalk gave them: what lies outside is not ours, and stays as it is. */
export const HARVEST_RUN =
  'CREATE TABLE IF NOT EXISTS harvest_run (table_name varchar(50) NOT NULL, first_id bigint NOT NULL, last_id bigint NOT NULL, crosswalk varchar(50))';

/** For a table of an older version: whose its ranges are is not known. */
export const HARVEST_RUN_CROSSWALK = 'ALTER TABLE harvest_run ADD COLUMN crosswalk varchar(50)';

/** The rows of deleted.tsv. */
export const HARVEST_DELETED = 'CREATE TEMP TABLE harvest_deleted (table_name varchar(50), id bigint)';

export const stageOfHarvest = (name: string): string => `harvest_stage_${name}`;

/** Temporary, with the types of the target. */
export function formatHarvestStage({ name, columns }: HarvestTable): string {
  return `CREATE TEMP TABLE ${stageOfHarvest(name)} AS SELECT ${columns.join(', ')} FROM ${name} LIMIT 0`;
}
