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

export const stageOfHarvest = (name: string): string => `harvest_stage_${name}`;

/** How a database calls the tables of the target and what is staged of a file. */
export interface HarvestNames {
  readonly table: (name: string) => string;
  /** Something that can stand after FROM. */
  readonly stage: (name: string) => string;
}

const PLAIN: HarvestNames = { table: (name) => name, stage: stageOfHarvest };

/**
 * Those ids of `from` that are of this crosswalk, or those that are not: in a range of it, or of nobody knows which, and in none of another. The ranges are few; they
 * stand beside every id, as not every database asks of each row whether there is a range around it.
 */
function selectIds(
  { id, from, name }: { readonly id: string; readonly from: string; readonly name: string },
  crosswalk: string | undefined,
  areOurs: boolean,
  names: HarvestNames,
): string {
  const others = crosswalk === undefined ? '1 = 0' : `r.crosswalk <> '${crosswalk}'`;
  return `SELECT ${id} AS found FROM ${from}
      CROSS JOIN (SELECT first_id, last_id, crosswalk FROM ${names.table('harvest_run')} WHERE table_name = '${name}' UNION ALL SELECT 0, -1, NULL) r
      GROUP BY ${id}
      HAVING ${areOurs ? '' : 'NOT '}(max(CASE WHEN ${id} BETWEEN r.first_id AND r.last_id THEN 1 ELSE 0 END) = 1
        AND max(CASE WHEN ${id} BETWEEN r.first_id AND r.last_id AND ${others} THEN 1 ELSE 0 END) = 0)`;
}

/** The rows of deleted.tsv. */
export const HARVEST_DELETED = 'CREATE TEMP TABLE harvest_deleted (table_name varchar(50), id bigint)';

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
  names: HarvestNames = PLAIN,
): readonly HarvestRefusal[] {
  const makesPersons = tables.some(({ file }) => file === PERSON_FILE);
  return [
    ...tables.filter(({ isNumbered }) => isNumbered).map((table) => refuseTakenIds(table, crosswalk, names)),
    ...tables
      .filter(
        ({ name, file, columns }) =>
          name !== 'image_feature' && file !== PERSON_FILE && columns.includes('person_id'),
      )
      .slice(0, 1)
      .map((table) => refuseUnknownPersons(table, makesPersons, names)),
    ...(tables.some(({ name }) => name === 'measurement') ? [refuseUnknownConcepts(names)] : []),
  ];
}

function refuseTakenIds(
  { name, key }: HarvestTable,
  crosswalk: string | undefined,
  names: HarvestNames,
): HarvestRefusal {
  const id = `s.${key}`;
  const from = `${names.stage(name)} s JOIN ${names.table(name)} t ON t.${key} = ${id}`;
  return {
    code: 'harvest-id-taken',
    message: `ids of ${name} belong to rows that no harvest with this crosswalk brought`,
    fix: 'harvest with --id-base beyond the greatest id of the target, into a crosswalk of its own',
    sql: selectIds({ id, from, name }, crosswalk, false, names),
    needs: undefined,
  };
}

function refuseUnknownPersons(
  { name }: HarvestTable,
  makesPersons: boolean,
  names: HarvestNames,
): HarvestRefusal {
  const isMade = `AND NOT EXISTS (SELECT 1 FROM ${names.stage('person')} m WHERE m.person_id = s.person_id)`;
  return {
    code: 'harvest-person-missing',
    message: 'persons that the target does not have',
    fix: 'load PERSON first, or harvest with the persons.csv of this CDM',
    sql: `SELECT DISTINCT s.person_id AS found FROM ${names.stage(name)} s WHERE NOT EXISTS (SELECT 1 FROM ${names.table('person')} p WHERE p.person_id = s.person_id) ${makesPersons ? isMade : ''}`,
    needs: 'person',
  };
}

function refuseUnknownConcepts(names: HarvestNames): HarvestRefusal {
  return {
    code: 'harvest-concept-missing',
    message: 'DICOM concepts that the target does not have: its vocabulary is of another release',
    fix: 'load the release first that was harvested with: dicom-omop load RELEASE',
    sql: `SELECT DISTINCT s.measurement_source_concept_id AS found FROM ${names.stage('measurement')} s
      WHERE s.measurement_source_concept_id <> 0 AND NOT EXISTS (SELECT 1 FROM ${names.table('concept')} c WHERE c.concept_id = s.measurement_source_concept_id)`,
    needs: 'concept',
  };
}

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
  names: HarvestNames = { ...PLAIN, stage: (name) => name },
): readonly HarvestStep[] {
  const numbered = tables.filter(({ isNumbered }) => isNumbered);
  return numbered.reverse().map(({ name, key }) => {
    const from = `(SELECT id FROM ${names.stage('harvest_deleted')} e WHERE table_name = '${name}') d`;
    const ours = selectIds({ id: 'd.id', from, name }, crosswalk, true, names);
    return {
      name: `${name} removed`,
      sql: `DELETE FROM ${names.table(name)} WHERE ${key} IN (SELECT o.found FROM (${ours}) o)`,
    };
  });
}

/** The ranges of ids that this load brings. */
export function makeRunSteps(
  tables: readonly HarvestTable[],
  crosswalk: string | undefined,
  names: HarvestNames = PLAIN,
): readonly string[] {
  const isSame = crosswalk === undefined ? 'r.crosswalk IS NULL' : `r.crosswalk = '${crosswalk}'`;
  const run = names.table('harvest_run');
  return tables
    .filter(({ isNumbered }) => isNumbered)
    .map(({ name, key }) => {
      const stage = names.stage(name);
      return `INSERT INTO ${run} (table_name, first_id, last_id, crosswalk)
       SELECT '${name}', min(s.${key}), max(s.${key}), ${crosswalk === undefined ? 'NULL' : `'${crosswalk}'`} FROM ${stage} s
       WHERE NOT EXISTS (SELECT 1 FROM ${run} r WHERE r.table_name = '${name}' AND ${isSame} AND r.first_id <= (SELECT min(f.${key}) FROM ${stage} f)
         AND r.last_id >= (SELECT max(l.${key}) FROM ${stage} l))
       HAVING count(*) > 0`;
    });
}
