/** What a load of a harvest asks and does, as SQL that SQLite, PostgreSQL and DuckDB share: refusals, stages, steps. */
import { type HarvestTable, nameOf, PERSON_FILE } from './harvest-tables.js';

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

/** Which ids harvests have brought, and which crosswalk gave them: what lies outside is not ours, and stays as it is. */
export const HARVEST_RUN =
  'CREATE TABLE IF NOT EXISTS harvest_run (table_name varchar(50) NOT NULL, first_id bigint NOT NULL, last_id bigint NOT NULL, crosswalk varchar(50))';

/** For a table of an older version: whose its ranges are is not known. */
export const HARVEST_RUN_CROSSWALK = 'ALTER TABLE harvest_run ADD COLUMN crosswalk varchar(50)';

/** A name of the crosswalk as SQL; NULL for a harvest of an older version. */
const named = (crosswalk: string | undefined): string =>
  crosswalk === undefined ? 'CAST(NULL AS varchar(50))' : `'${crosswalk}'`;

/** Whether an id is of this crosswalk: in a range of it, or of nobody knows which, and in none of another. */
function isOurs(name: string, id: string, crosswalk: string | undefined): string {
  const range = `SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND ${id} BETWEEN r.first_id AND r.last_id`;
  return `EXISTS (${range}) AND NOT EXISTS (${range} AND r.crosswalk <> ${named(crosswalk)})`;
}

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
export function makeRefusals(
  tables: readonly HarvestTable[],
  crosswalk: string | undefined,
): readonly HarvestRefusal[] {
  const makesPersons = tables.some(({ file }) => file === PERSON_FILE);
  return [
    ...tables.filter(({ isNumbered }) => isNumbered).map((table) => refuseTakenIds(table, crosswalk)),
    ...tables
      .filter(
        ({ name, file, columns }) =>
          name !== 'image_feature' && file !== PERSON_FILE && columns.includes('person_id'),
      )
      .slice(0, 1)
      .map((table) => refuseUnknownPersons(table, makesPersons)),
    ...(tables.some(({ name }) => name === 'measurement') ? [REFUSE_UNKNOWN_CONCEPTS] : []),
  ];
}

function refuseTakenIds({ name, key }: HarvestTable, crosswalk: string | undefined): HarvestRefusal {
  return {
    code: 'harvest-id-taken',
    message: `ids of ${name} belong to rows that no harvest with this crosswalk brought`,
    fix: 'harvest with --id-base beyond the greatest id of the target, into a crosswalk of its own',
    sql: `SELECT s.${key} AS found FROM ${stageOfHarvest(name)} s JOIN ${name} t ON t.${key} = s.${key}
        WHERE NOT (${isOurs(name, `s.${key}`, crosswalk)})`,
    needs: undefined,
  };
}

function refuseUnknownPersons({ name }: HarvestTable, makesPersons: boolean): HarvestRefusal {
  const isMade = `AND NOT EXISTS (SELECT 1 FROM ${stageOfHarvest('person')} m WHERE m.person_id = s.person_id)`;
  return {
    code: 'harvest-person-missing',
    message: 'persons that the target does not have',
    fix: 'load PERSON first, or harvest with the persons.csv of this CDM',
    sql: `SELECT DISTINCT s.person_id AS found FROM ${stageOfHarvest(name)} s WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.person_id = s.person_id) ${makesPersons ? isMade : ''}`,
    needs: 'person',
  };
}

const REFUSE_UNKNOWN_CONCEPTS: HarvestRefusal = {
  code: 'harvest-concept-missing',
  message: 'DICOM concepts that the target does not have: its vocabulary is of another release',
  fix: 'load the release first that was harvested with: dicom-omop load RELEASE',
  sql: `SELECT DISTINCT s.measurement_source_concept_id AS found FROM ${stageOfHarvest('measurement')} s
      WHERE s.measurement_source_concept_id <> 0 AND NOT EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = s.measurement_source_concept_id)`,
  needs: 'concept',
};

export interface HarvestStep {
  readonly name: string;
  readonly sql: string;
}

/** Rows that differ are updated, rows that are missing added; nothing else is touched. In SQL that SQLite and PostgreSQL share. */
export function makeHarvestSteps(tables: readonly HarvestTable[]): readonly HarvestStep[] {
  return tables.flatMap((table) => {
    const { name, key, columns } = table;
    const stage = stageOfHarvest(name);
    if (key === undefined) return makeKeylessSteps(table);
    const others = columns.filter((column) => column !== key);
    const differ = others.map((column) => `${name}.${column} IS DISTINCT FROM s.${column}`).join(' OR ');
    return [
      {
        name: `${name} updated`,
        sql: `UPDATE ${name} SET ${others.map((column) => `${column} = s.${column}`).join(', ')} FROM ${stage} s WHERE s.${key} = ${name}.${key} AND (${differ})`,
      },
      {
        name: `${name} added`,
        sql: `INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.map((column) => `s.${column}`).join(', ')} FROM ${stage} s
          WHERE NOT EXISTS (SELECT 1 FROM ${name} t WHERE t.${key} = s.${key})`,
      },
    ];
  });
}

/** Rows without a key: those that are missing are added; with an owner, of what the harvest tells of, those that it does not have any more go, those that are missing are added. */
function makeKeylessSteps({ name, owner, columns }: HarvestTable): readonly HarvestStep[] {
  const stage = stageOfHarvest(name);
  const same = columns.map((column) => `${name}.${column} IS NOT DISTINCT FROM s.${column}`).join(' AND ');
  const isSame = owner === undefined ? same : `s.${owner} = ${name}.${owner} AND ${same}`;
  const add = {
    name: `${name} added`,
    sql: `INSERT INTO ${name} (${columns.join(', ')}) SELECT ${columns.map((column) => `s.${column}`).join(', ')} FROM ${stage} s
          WHERE NOT EXISTS (SELECT 1 FROM ${name} WHERE ${isSame})`,
  };
  if (owner === undefined) return [add];
  return [
    {
      name: `${name} removed`,
      sql: `DELETE FROM ${name} WHERE EXISTS (SELECT 1 FROM ${stage} s WHERE s.${owner} = ${name}.${owner}) AND NOT EXISTS (SELECT 1 FROM ${stage} s WHERE ${isSame})`,
    },
    add,
  ];
}

/** Rows that the last harvest did not fill any more (deleted.tsv), in the order that keys allow; only with --prune. */
export function makePruneSteps(
  tables: readonly HarvestTable[],
  crosswalk: string | undefined,
): readonly HarvestStep[] {
  const numbered = tables.filter(({ isNumbered }) => isNumbered);
  return numbered.reverse().map(({ name, key }) => ({
    name: `${name} removed`,
    sql: `DELETE FROM ${name} WHERE ${key} IN (SELECT d.id FROM harvest_deleted d
      WHERE d.table_name = '${name}' AND ${isOurs(name, 'd.id', crosswalk)})`,
  }));
}

/** The ranges of ids that this load brings. */
export function makeRunSteps(
  tables: readonly HarvestTable[],
  crosswalk: string | undefined,
): readonly string[] {
  return tables
    .filter(({ isNumbered }) => isNumbered)
    .map(
      ({ name, key }) =>
        `INSERT INTO harvest_run (table_name, first_id, last_id, crosswalk)
       SELECT '${name}', min(s.${key}), max(s.${key}), ${named(crosswalk)} FROM ${stageOfHarvest(name)} s
       WHERE NOT EXISTS (SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND r.crosswalk IS NOT DISTINCT FROM ${named(crosswalk)} AND r.first_id <= (SELECT min(${key}) FROM ${stageOfHarvest(name)})
         AND r.last_id >= (SELECT max(${key}) FROM ${stageOfHarvest(name)}))
       HAVING count(*) > 0`,
    );
}
