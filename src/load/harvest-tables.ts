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

function nameOf(definition: string): string {
  return definition.split(' ')[0] ?? '';
}

/** Later columns of the files that a target lacks cannot be left out in silence. */
export function makeColumnRefusals(
  tables: readonly HarvestTable[],
): readonly (HarvestRefusal & { readonly table: string; readonly column: string })[] {
  return tables.flatMap(({ name, later }) =>
    later.map((definition) => ({
      table: name,
      column: nameOf(definition),
      code: 'harvest-column-missing',
      message: `${name} of the target has no ${nameOf(definition)}, which CDM v5.5 has`,
      fix: `harvest with --cdm-version 5.4, or give the target the column: ALTER TABLE ${name} ADD COLUMN ${definition}`,
      sql: `SELECT '${name}' AS found WHERE NOT EXISTS (SELECT 1 FROM information_schema.columns
        WHERE table_schema = current_schema() AND lower(table_name) = '${name}' AND lower(column_name) = '${nameOf(definition)}')`,
      needs: undefined,
    })),
  );
}

/** Which ids harvests have brought: what lies outside is not ours, and stays as it is. */
export const HARVEST_RUN =
  'CREATE TABLE IF NOT EXISTS harvest_run (table_name varchar(50) NOT NULL, first_id bigint NOT NULL, last_id bigint NOT NULL)';

/** The rows of deleted.tsv. */
export const HARVEST_DELETED = 'CREATE TEMP TABLE harvest_deleted (table_name varchar(50), id bigint)';

export const stageOfHarvest = (name: string): string => `harvest_stage_${name}`;

/** Temporary, with the types of the target. */
export function formatHarvestStage({ name, columns }: HarvestTable): string {
  return `CREATE TEMP TABLE ${stageOfHarvest(name)} AS SELECT ${columns.join(', ')} FROM ${name} LIMIT 0`;
}

export interface HarvestRefusal {
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  /** Rows with a column `found`. */
  readonly sql: string;
  /** Asked only where the target has this table. */
  readonly needs: string | undefined;
}

/** What stands in the way, asked before the first change. */
export function makeHarvestRefusals(tables: readonly HarvestTable[]): readonly HarvestRefusal[] {
  const brings = tables.some(({ name }) => name === PERSON.name)
    ? `AND NOT EXISTS (SELECT 1 FROM ${stageOfHarvest('person')} b WHERE b.person_id = s.person_id)`
    : '';
  return [
    ...tables.flatMap(({ name, key }): HarvestRefusal[] =>
      key === undefined
        ? []
        : [
            {
              code: 'harvest-id-taken',
              message: `ids of ${name} belong to rows that no harvest brought`,
              fix: 'harvest with --id-base beyond the greatest id of the target, into a crosswalk of its own',
              sql: `SELECT s.${key} AS found FROM ${stageOfHarvest(name)} s JOIN ${name} t ON t.${key} = s.${key}
        WHERE NOT EXISTS (SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND s.${key} BETWEEN r.first_id AND r.last_id)`,
              needs: undefined,
            },
          ],
    ),
    {
      code: 'harvest-person-missing',
      message: 'persons that the target does not have',
      fix: 'load PERSON first, or harvest with the persons.csv of this CDM',
      sql: `SELECT DISTINCT s.person_id AS found FROM ${stageOfHarvest('image_occurrence')} s WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = s.person_id) ${brings}`,
      needs: 'person',
    },
    {
      code: 'harvest-concept-missing',
      message: 'DICOM concepts that the target does not have: its vocabulary is of another release',
      fix: 'load the release first that was harvested with: dicom-omop load RELEASE',
      sql: `SELECT DISTINCT s.measurement_source_concept_id AS found FROM ${stageOfHarvest('measurement')} s
      WHERE s.measurement_source_concept_id <> 0 AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.measurement_source_concept_id)`,
      needs: 'concept',
    },
  ];
}

export interface HarvestStep {
  readonly name: string;
  readonly sql: string;
}

/** Rows that differ are updated, rows that are missing added; nothing else is touched. In SQL that SQLite and PostgreSQL share. */
export function makeHarvestSteps(tables: readonly HarvestTable[]): readonly HarvestStep[] {
  return tables.flatMap(({ name, key, columns }) => {
    const stage = stageOfHarvest(name);
    const add = (isKnown: string) => ({
      name: `${name} added`,
      sql: `INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.map((column) => `s.${column}`).join(', ')} FROM ${stage} s
          WHERE NOT EXISTS (SELECT 1 FROM ${name} t WHERE ${isKnown})`,
    });
    if (key === undefined) return [add(columns.map((column) => `t.${column} = s.${column}`).join(' AND '))];
    const others = columns.filter((column) => column !== key);
    const differ = others.map((column) => `${name}.${column} IS DISTINCT FROM s.${column}`).join(' OR ');
    return [
      {
        name: `${name} updated`,
        sql: `UPDATE ${name} SET ${others.map((column) => `${column} = s.${column}`).join(', ')} FROM ${stage} s WHERE s.${key} = ${name}.${key} AND (${differ})`,
      },
      add(`t.${key} = s.${key}`),
    ];
  });
}

/** Rows that the last harvest did not fill any more (deleted.tsv), in the order that keys allow; only with --prune. */
export function makePruneSteps(): readonly HarvestStep[] {
  return [...HARVEST_TABLES].reverse().map(({ name, key }) => ({
    name: `${name} removed`,
    sql: `DELETE FROM ${name} WHERE ${key} IN (SELECT d.id FROM harvest_deleted d
      JOIN harvest_run r ON r.table_name = d.table_name AND d.id BETWEEN r.first_id AND r.last_id WHERE d.table_name = '${name}')`,
  }));
}

/** The ranges of ids that this load brings. */
export function makeRunSteps(tables: readonly HarvestTable[]): readonly string[] {
  return tables
    .filter(({ key }) => key !== undefined)
    .map(
      ({ name, key }) =>
        `INSERT INTO harvest_run (table_name, first_id, last_id)
       SELECT '${name}', min(s.${key}), max(s.${key}) FROM ${stageOfHarvest(name)} s
       WHERE NOT EXISTS (SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND r.first_id <= (SELECT min(${key}) FROM ${stageOfHarvest(name)})
         AND r.last_id >= (SELECT max(${key}) FROM ${stageOfHarvest(name)}))
       HAVING count(*) > 0`,
    );
}
