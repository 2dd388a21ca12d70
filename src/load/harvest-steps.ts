/** What a load does in SQL that SQLite, DuckDB and PostgreSQL share: what stands in its way, what is updated, added and removed, and whose rows those are. */
import {
  HARVEST_TABLES,
  type HarvestContent,
  type HarvestTable,
  nameOf,
  PERSON,
  stageOfHarvest,
} from './harvest-tables.js';

/** A name of the crosswalk as SQL; NULL for a harvest of an older version. */
const named = (crosswalk: string | undefined): string =>
  crosswalk === undefined ? 'CAST(NULL AS varchar(50))' : `'${crosswalk}'`;

/** Whether an id is of this crosswalk: in a range of it, or of nobody knows which, and in none of another. */
function isOurs(name: string, id: string, crosswalk: string | undefined): string {
  const range = `SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND ${id} BETWEEN r.first_id AND r.last_id`;
  return `EXISTS (${range}) AND NOT EXISTS (${range} AND r.crosswalk <> ${named(crosswalk)})`;
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

/** What stands in the way, asked before the first change. */
export function makeHarvestRefusals({ tables, crosswalk }: HarvestContent): readonly HarvestRefusal[] {
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
              message: `ids of ${name} belong to rows that no harvest with this crosswalk brought`,
              fix: 'harvest with --id-base beyond the greatest id of the target, into a crosswalk of its own',
              sql: `SELECT s.${key} AS found FROM ${stageOfHarvest(name)} s JOIN ${name} t ON t.${key} = s.${key}
        WHERE NOT (${isOurs(name, `s.${key}`, crosswalk)})`,
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
export function makePruneSteps({ crosswalk }: HarvestContent): readonly HarvestStep[] {
  return [...HARVEST_TABLES].reverse().map(({ name, key }) => ({
    name: `${name} removed`,
    sql: `DELETE FROM ${name} WHERE ${key} IN (SELECT d.id FROM harvest_deleted d
      WHERE d.table_name = '${name}' AND ${isOurs(name, 'd.id', crosswalk)})`,
  }));
}

/** The ranges of ids that this load brings. */
export function makeRunSteps({ tables, crosswalk }: HarvestContent): readonly string[] {
  return tables
    .filter(({ key }) => key !== undefined)
    .map(
      ({ name, key }) =>
        `INSERT INTO harvest_run (table_name, first_id, last_id, crosswalk)
       SELECT '${name}', min(s.${key}), max(s.${key}), ${named(crosswalk)} FROM ${stageOfHarvest(name)} s
       WHERE NOT EXISTS (SELECT 1 FROM harvest_run r WHERE r.table_name = '${name}' AND r.crosswalk IS NOT DISTINCT FROM ${named(crosswalk)}
         AND r.first_id <= (SELECT min(${key}) FROM ${stageOfHarvest(name)}) AND r.last_id >= (SELECT max(${key}) FROM ${stageOfHarvest(name)}))
       HAVING count(*) > 0`,
    );
}
