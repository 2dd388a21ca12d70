/** Rows of a CDM that rules ask: those of the persons of the harvest, and the vocabulary of what they name. Only read. [CDM v5.4] */
import { type Cdm, parseDay, readInPieces } from '../harvest/cdm.js';
import type { Engine } from '../harvest/engine.js';
import type { SiteTable } from '../harvest/site-tables.js';
import { insertTable } from '../harvest/sources.js';
import { SITE_RELATIONSHIPS } from './vocabulary.js';

type Columns = SiteTable['columns'];

/** Tables of persons, as the rules read them; without rows where there is no CDM. */
export const CDM_TABLES: Readonly<Record<string, Columns>> = {
  cdm_person: {
    person_id: 'BIGINT',
    gender_concept_id: 'BIGINT',
    year_of_birth: 'INTEGER',
    month_of_birth: 'INTEGER',
    day_of_birth: 'INTEGER',
  },
  cdm_visit_occurrence: {
    visit_occurrence_id: 'BIGINT',
    person_id: 'BIGINT',
    visit_start_date: 'DATE',
    visit_end_date: 'DATE',
  },
  cdm_procedure_occurrence: {
    procedure_occurrence_id: 'BIGINT',
    person_id: 'BIGINT',
    procedure_concept_id: 'BIGINT',
    procedure_date: 'DATE',
  },
  cdm_death: { person_id: 'BIGINT', death_date: 'DATE' },
  cdm_observation_period: {
    person_id: 'BIGINT',
    observation_period_start_date: 'DATE',
    observation_period_end_date: 'DATE',
  },
};

/** `cdm_imaging_concept`: the procedures of these persons that are Imaging or a kind of it. */
export const IMAGING_CONCEPTS: Columns = { concept_id: 'BIGINT' };

/** `isShifted`: the days of the CDM are shifted as those of the harvest are. */
export async function openCdmTables(
  engine: Engine,
  { cdm, isShifted }: { readonly cdm: Cdm | undefined; readonly isShifted: boolean },
  absent: Map<string, string>,
): Promise<void> {
  const idsOf = async (sql: string) => (await engine.rows<{ id: number }>(sql)).map(({ id }) => id);
  const persons = absent.has('image_occurrence')
    ? []
    : await idsOf('SELECT DISTINCT person_id AS id FROM image_occurrence ORDER BY id');
  for (const [name, columns] of Object.entries(CDM_TABLES)) {
    const table = name.replace('cdm_', '');
    const isThere = cdm !== undefined && (await cdm.hasTable(table));
    const rows = isThere ? await readPersonRows(cdm, table, columns, persons) : [];
    await insertTable(engine, { name, columns, rows });
    if (!isThere) absent.set(name, tellMissing(table, cdm));
  }
  if (!isShifted) await shiftDays(engine, absent);
  await insertTable(engine, { name: 'cdm_imaging_concept', columns: IMAGING_CONCEPTS, rows: [] });
  const hasAncestors = cdm !== undefined && (await cdm.hasTable('concept_ancestor'));
  if (!hasAncestors) absent.set('cdm_imaging_concept', tellMissing('concept_ancestor', cdm));
  else {
    const procedures = await idsOf(
      'SELECT DISTINCT procedure_concept_id AS id FROM cdm_procedure_occurrence',
    );
    const [imaging = 0] = await idsOf("SELECT concept_id AS id FROM list_concept WHERE name = 'imaging'");
    const kinds = await readInPieces(
      cdm,
      procedures,
      (list) =>
        `SELECT descendant_concept_id AS id FROM concept_ancestor WHERE ancestor_concept_id = ${imaging} AND descendant_concept_id IN (${list})`,
    );
    await engine.append('cdm_imaging_concept', [[imaging], ...kinds.map(({ id }) => [Number(id)])]);
  }
  if (cdm !== undefined && absent.has('foreign_concept')) await takeVocabulary(engine, cdm, absent, idsOf);
  for (const [column, table] of [
    ['has_vocabulary', 'foreign_concept'],
    ['has_procedures', 'cdm_procedure_occurrence'],
  ] as const)
    await engine.run(`ALTER TABLE check_setting ADD COLUMN ${column} BOOLEAN DEFAULT ${!absent.has(table)}`);
}

/** Days of the CDM as those of a de-identified harvest are: moved by the shift of their person. Without the shifts they are not there to be compared. */
async function shiftDays(engine: Engine, absent: Map<string, string>): Promise<void> {
  const [shifted] = await engine.rows('SELECT 1 FROM check_setting WHERE deidentified');
  if (shifted === undefined) return;
  const isKnown = !absent.has('known_person');
  if (!isKnown)
    absent.set(
      'cdm_days',
      'the days of the CDM are not those of the harvest, which are shifted: give --crosswalk the folder of harvest map, or --cdm-dates shifted',
    );
  for (const [name, columns] of Object.entries(CDM_TABLES)) {
    const days = Object.keys(columns).filter((column) => columns[column] === 'DATE');
    if (days.length === 0) continue;
    const set = days.map((day) => `${day} = ${isKnown ? `add_days(${day}, k.shift_days)` : 'NULL'}`);
    const shifts = `FROM (SELECT person_id, min(shift_days) AS shift_days FROM known_person GROUP BY person_id) k WHERE k.person_id = ${name}.person_id`;
    await engine.run(`UPDATE ${name} SET ${set.join(', ')} ${isKnown ? shifts : ''}`);
  }
}

function tellMissing(table: string, cdm: Cdm | undefined): string {
  const name = table.toUpperCase();
  return cdm === undefined ? `${name} is not at hand: give --cdm the database` : `the CDM has no ${name}`;
}

/** A column that the CDM lacks is NULL. */
async function readPersonRows(
  cdm: Cdm,
  table: string,
  columns: Columns,
  persons: readonly number[],
): Promise<SiteTable['rows']> {
  const [first] = await cdm.rows(`SELECT * FROM ${table} LIMIT 1`);
  if (first === undefined) return [];
  const known = new Set(Object.keys(first).map((name) => name.toLowerCase()));
  const selected = Object.entries(columns).map(([name, type]) => {
    if (!known.has(name)) return `NULL AS ${name}`;
    return type === 'DATE' ? `CAST(${name} AS varchar(30)) AS ${name}` : name;
  });
  const rows = await readInPieces(
    cdm,
    persons,
    (list) => `SELECT ${selected.join(', ')} FROM ${table} WHERE person_id IN (${list})`,
  );
  return rows.map((row) =>
    Object.entries(columns).map(([name, type]) => {
      const value = row[name];
      if (value === null || value === undefined) return null;
      return type === 'DATE' ? parseDay(value) : Number(value);
    }),
  );
}

/** Where no Athena download is given, the vocabulary of the CDM knows the concepts. */
async function takeVocabulary(
  engine: Engine,
  cdm: Cdm,
  absent: Map<string, string>,
  idsOf: (sql: string) => Promise<readonly number[]>,
): Promise<void> {
  if (absent.has('used_concept') || !(await cdm.hasTable('concept'))) return;
  const used = await idsOf(
    'SELECT concept_id AS id FROM used_concept UNION SELECT DISTINCT procedure_concept_id FROM cdm_procedure_occurrence',
  );
  const take = async (
    table: string,
    rows: readonly Readonly<Record<string, unknown>>[],
    names: readonly string[],
  ) => {
    const cells = rows.map((row) =>
      names.map((name) =>
        name.endsWith('id') && !name.startsWith('domain')
          ? Number(row[name])
          : ((row[name] as string | null) ?? null),
      ),
    );
    await engine.append(table, cells);
    absent.delete(table);
  };
  const concept = ['concept_id', 'concept_name', 'domain_id', 'standard_concept', 'invalid_reason'];
  await take(
    'foreign_concept',
    await readInPieces(
      cdm,
      used,
      (list) => `SELECT ${concept.join(', ')} FROM concept WHERE concept_id IN (${list})`,
    ),
    concept,
  );
  if (!(await cdm.hasTable('concept_relationship')) || !(await cdm.hasTable('concept_ancestor'))) return;
  const sites = await readInPieces(
    cdm,
    used,
    (list) =>
      `SELECT concept_id_1 AS a_id, concept_id_2 AS b_id FROM concept_relationship WHERE relationship_id IN ${SITE_RELATIONSHIPS} AND invalid_reason IS NULL AND concept_id_1 IN (${list})`,
  );
  await take('procedure_site', sites, ['a_id', 'b_id']);
  const places = await idsOf(
    'SELECT site_concept_id AS id FROM procedure_site UNION SELECT anatomic_site_concept_id FROM image_occurrence WHERE anatomic_site_concept_id > 0',
  );
  const above = await readInPieces(
    cdm,
    places,
    (list) =>
      `SELECT ancestor_concept_id AS a_id, descendant_concept_id AS b_id FROM concept_ancestor WHERE descendant_concept_id IN (${list})`,
  );
  await take('site_ancestor', above, ['a_id', 'b_id']);
}
