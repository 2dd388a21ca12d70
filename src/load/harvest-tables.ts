/**
 * The tables that a harvest fills, in the order in which they refer to each other: three of OMOP CDM v5.4 and the two of the imaging extension. Columns as
 * the DDL has them; a target that lacks a table gets one. Those of a profile are made of its list. [CDM v5.4 DDL; OHDSI ImageWG DDL 1.0]
 */
import { IMAGING_TABLES } from './imaging-tables.js';

export interface HarvestTable {
  readonly name: string;
  /** In the folder that harvest map wrote. */
  readonly file: string;
  /** Undefined where rows have none: they are then held against each other by all their cells, within `owner`. */
  readonly key: string | undefined;
  /** Whether the key is an id that a harvest gives: its ranges are remembered, and what lies outside them is not touched. */
  readonly isNumbered: boolean;
  /** For tables without a key: the column that says what rows belong to, a study or a series; without one rows are only added. */
  readonly owner: string | undefined;
  readonly columns: readonly string[];
  /** Of the columns, as `create` has them: name, type, NOT NULL. */
  readonly definitions: readonly string[];
  /** Definitions of columns that a coming CDM has, and a file only where it was asked for. [CDM v5.5] */
  readonly later: readonly string[];
  readonly create: string;
}

/** Types of a profile's list as SQLite, PostgreSQL and DuckDB all take them. */
const TYPES: Readonly<Record<string, string>> = { serial: 'integer', float: 'double precision' };

const table = (name: string, definitions: readonly string[]): HarvestTable => ({
  name,
  file: `${name.toUpperCase()}.csv`,
  key: `${name}_id`,
  isNumbered: true,
  owner: undefined,
  columns: definitions.map(nameOf),
  definitions,
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

/** With --make-persons alone. */
export const PERSON_FILE = 'PERSON.csv';
const PERSON = table('person', [
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

/** With --episodes alone. [CDM v5.4] */
const EPISODE = table('episode', [
  'episode_id integer NOT NULL',
  'person_id integer NOT NULL',
  'episode_concept_id integer NOT NULL',
  'episode_start_date date NOT NULL',
  'episode_start_datetime timestamp',
  'episode_end_date date',
  'episode_end_datetime timestamp',
  'episode_parent_id integer',
  'episode_number integer',
  'episode_object_concept_id integer NOT NULL',
  'episode_type_concept_id integer NOT NULL',
  'episode_source_value varchar(50)',
  'episode_source_concept_id integer',
]);
/** Others may give our episodes events of their own: none is changed or removed. */
const EPISODE_EVENT: HarvestTable = {
  ...makeHarvestTable(
    { name: 'episode_event', file: 'EPISODE_EVENT.csv' },
    ['episode_id', 'event_id', 'episode_event_field_concept_id'].map((name) => ({
      name,
      type: 'integer NOT NULL',
    })),
    false,
  ),
  owner: undefined,
};

/** Of studies with several procedures. Rows of others stand beside them: none is changed or removed. */
const FACT_RELATIONSHIP: HarvestTable = {
  ...makeHarvestTable(
    { name: 'fact_relationship', file: 'FACT_RELATIONSHIP.csv' },
    ['domain_concept_id_1', 'fact_id_1', 'domain_concept_id_2', 'fact_id_2', 'relationship_concept_id'].map(
      (name) => ({ name, type: 'integer NOT NULL' }),
    ),
    false,
  ),
  owner: undefined,
};

/**
 * The tables with those later columns that their files have, and what only some harvests write. `headingOf`: the columns of a file; none where it is not there.
 */
export function findHarvestTables(
  tables: readonly HarvestTable[],
  headingOf: (file: string) => readonly string[],
): readonly HarvestTable[] {
  const isThere = ({ file }: HarvestTable) => headingOf(file).length > 0;
  const all = [
    ...[PERSON].filter(isThere),
    ...tables,
    ...[EPISODE, EPISODE_EVENT, FACT_RELATIONSHIP].filter(isThere),
  ];
  return all.map((each) => {
    const heading = headingOf(each.file);
    const later = each.later.filter((definition) => heading.includes(nameOf(definition)));
    return {
      ...each,
      later,
      columns: [...each.columns, ...later.map(nameOf)],
      definitions: [...each.definitions, ...later],
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

/** A table of a profile. Its first column is its key if `hasKey`; only that is never NULL, for a site may let others be. */
export function makeHarvestTable(
  { name, file }: Pick<HarvestTable, 'name' | 'file'>,
  columns: readonly { readonly name: string; readonly type: string }[],
  hasKey: boolean,
): HarvestTable {
  const [first] = columns;
  const definitions = columns.map((column) => `${column.name} ${TYPES[column.type] ?? column.type}`);
  const key = hasKey ? first?.name : undefined;
  const parts = [...definitions, ...(key === undefined ? [] : [`PRIMARY KEY (${key})`])];
  return {
    name,
    file,
    key,
    isNumbered: hasKey && (first?.type === 'integer' || first?.type === 'serial'),
    owner: hasKey ? undefined : (columns.find((column) => column.name.endsWith('_uid')) ?? first)?.name,
    columns: columns.map((column) => column.name),
    definitions,
    later: [],
    create: `CREATE TABLE IF NOT EXISTS ${name} (\n  ${parts.join(',\n  ')}\n)`,
  };
}
