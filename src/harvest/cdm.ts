/**
 * What a harvest asks of the CDM that it is for (`--cdm`): which persons, procedures and visits there are, and the greatest ids. Read once, for the persons of
 * this harvest alone, into tables that the models go by. [CDM v5.4]
 */
import type { Engine, SqlValue } from './engine.js';
import type { SiteTable } from './site-tables.js';
import { widenIds } from './site-values.js';
import { insertTable } from './sources.js';

/** A database with the tables of the CDM; integers may come as text. */
export interface Cdm {
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>;
  readonly hasTable: (table: string) => Promise<boolean>;
}

/** Ids asked for in one query. */
const AT_ONCE = 5_000;
/** LOINC's node of radiology, in its own hierarchy. */
const LOINC_RADIOLOGY = 'LP29684-5';
/** Where SNOMED CT says what a procedure is done on. */
const SITE_RELATIONS = "'Has proc site', 'Has dir proc site', 'Has indir proc site'";
/** Inpatient visit; emergency room and inpatient visit. */
const INPATIENT = '9201, 262';

const TABLES = {
  cdm_procedure: {
    procedure_occurrence_id: 'BIGINT',
    person_id: 'INTEGER',
    day: 'DATE',
    concept_id: 'INTEGER',
    source_value: 'VARCHAR',
    visit_occurrence_id: 'BIGINT',
  },
  cdm_visit: {
    visit_occurrence_id: 'BIGINT',
    person_id: 'INTEGER',
    visit_start: 'DATE',
    visit_end: 'DATE',
    is_inpatient: 'BOOLEAN',
  },
  /** Procedure -> the modality that it is, or is of. */
  cdm_modality: { concept_id: 'INTEGER', modality_concept_id: 'INTEGER' },
  cdm_procedure_site: { concept_id: 'INTEGER', site_concept_id: 'INTEGER' },
  cdm_site_pair: { above: 'INTEGER', below: 'INTEGER' },
} as const satisfies Record<string, SiteTable['columns']>;

/** Fills the tables above; leaves them empty without a CDM. Asks for the persons of `series_person`. */
export async function addCdmTables(engine: Engine, cdm: Cdm | undefined, bigint: boolean): Promise<void> {
  const add = (name: keyof typeof TABLES, rows: SiteTable['rows']) =>
    insertTable(engine, { name, columns: widenIds(TABLES[name], bigint), rows });
  if (cdm === undefined) {
    for (const name of Object.keys(TABLES) as (keyof typeof TABLES)[]) await add(name, []);
    return;
  }
  const idsOf = async (sql: string) =>
    (await engine.rows<{ id: number }>(sql)).map(({ id }) => id).filter((id) => id !== null);
  const persons = await idsOf(
    'SELECT DISTINCT person_id AS id FROM series_person WHERE person_id IS NOT NULL ORDER BY id',
  );
  const imaging = await idsOf("SELECT concept_id AS id FROM list_concept WHERE name = 'imaging'");
  const procedures = await readProcedures(cdm, persons, imaging[0] ?? 0);
  await add('cdm_procedure', procedures);
  await add('cdm_visit', await readVisits(cdm, persons));
  const concepts = [...new Set(procedures.map(([, , , concept]) => Number(concept)))];
  const sites = await readPairs(
    cdm,
    'concept_relationship',
    concepts,
    (list) =>
      `SELECT concept_id_1 AS a, concept_id_2 AS b FROM concept_relationship WHERE relationship_id IN (${SITE_RELATIONS}) AND invalid_reason IS NULL AND concept_id_1 IN (${list})`,
  );
  await add('cdm_procedure_site', sites);
  const modalities = await idsOf(
    `SELECT standard_concept_id AS id FROM lookup_modality WHERE standard_domain_id = 'Procedure' UNION SELECT concept_id FROM list_concept WHERE name LIKE 'modality:%'`,
  );
  const known = await idsOf(
    'SELECT DISTINCT standard_concept_id AS id FROM lookup_site WHERE standard_concept_id IS NOT NULL',
  );
  const places = [...new Set([...known, ...sites.map(([, site]) => Number(site))])];
  const below = (ancestors: readonly number[]) => (list: string) =>
    `SELECT ancestor_concept_id AS a, descendant_concept_id AS b FROM concept_ancestor WHERE ancestor_concept_id IN (${ancestors.join(', ')}) AND descendant_concept_id IN (${list})`;
  const ofModalities = await readPairs(cdm, 'concept_ancestor', concepts, below(modalities));
  const themselves = concepts.filter((concept) => modalities.includes(concept));
  await add('cdm_modality', [
    ...ofModalities.map(([modality, concept]) => [concept, modality]),
    ...themselves.map((concept) => [concept, concept]),
  ]);
  await add('cdm_site_pair', await readPairs(cdm, 'concept_ancestor', places, below(places)));
}

/** The greatest id of each table that a harvest adds to; undefined where the table is empty or not there. */
export async function readGreatestIds(cdm: Cdm): Promise<Readonly<Record<string, number | undefined>>> {
  const found: Record<string, number | undefined> = {};
  for (const table of [
    'person',
    'procedure_occurrence',
    'image_occurrence',
    'measurement',
    'observation',
    'image_feature',
    'episode',
  ]) {
    if (!(await cdm.hasTable(table))) continue;
    const [row] = await cdm.rows(`SELECT max(${table}_id) AS id FROM ${table}`);
    if (row?.id !== null && row?.id !== undefined) found[table] = Number(row.id);
  }
  return found;
}

/** Imaging procedures that no harvest made: descendants of Imaging, and LOINC's radiology. */
async function readProcedures(
  cdm: Cdm,
  persons: readonly number[],
  imaging: number,
): Promise<readonly (readonly SqlValue[])[]> {
  if (!(await cdm.hasTable('procedure_occurrence'))) return [];
  const kinds = [`p.procedure_concept_id = ${imaging}`];
  if (await cdm.hasTable('concept')) {
    kinds.push(
      `EXISTS (SELECT 1 FROM concept c WHERE c.concept_id = p.procedure_concept_id AND c.vocabulary_id = 'LOINC' AND c.domain_id = 'Procedure')`,
    );
    if (await cdm.hasTable('concept_ancestor')) {
      kinds.push(
        `EXISTS (SELECT 1 FROM concept_ancestor a WHERE a.descendant_concept_id = p.procedure_concept_id AND (a.ancestor_concept_id = ${imaging}
          OR a.ancestor_concept_id IN (SELECT concept_id FROM concept WHERE vocabulary_id = 'LOINC' AND concept_code = '${LOINC_RADIOLOGY}')))`,
      );
    }
  }
  const harvested = (await cdm.hasTable('harvest_run'))
    ? `AND NOT EXISTS (SELECT 1 FROM harvest_run r WHERE r.table_name = 'procedure_occurrence' AND p.procedure_occurrence_id BETWEEN r.first_id AND r.last_id)`
    : '';
  const rows = await readInPieces(
    cdm,
    persons,
    (list) =>
      `SELECT p.procedure_occurrence_id, p.person_id, CAST(p.procedure_date AS varchar(30)) AS day, p.procedure_concept_id, p.procedure_source_value, p.visit_occurrence_id
       FROM procedure_occurrence p WHERE p.person_id IN (${list}) AND (${kinds.join(' OR ')}) ${harvested}`,
  );
  return rows.map((row) => [
    Number(row.procedure_occurrence_id),
    Number(row.person_id),
    parseDay(row.day),
    Number(row.procedure_concept_id),
    textOf(row.procedure_source_value),
    numberOf(row.visit_occurrence_id),
  ]);
}

async function readVisits(cdm: Cdm, persons: readonly number[]): Promise<readonly (readonly SqlValue[])[]> {
  if (!(await cdm.hasTable('visit_occurrence'))) return [];
  const rows = await readInPieces(
    cdm,
    persons,
    (list) =>
      `SELECT visit_occurrence_id, person_id, CAST(visit_start_date AS varchar(30)) AS visit_start, CAST(visit_end_date AS varchar(30)) AS visit_end,
         CASE WHEN visit_concept_id IN (${INPATIENT}) THEN 1 ELSE 0 END AS inpatient
       FROM visit_occurrence WHERE person_id IN (${list})`,
  );
  return rows.map((row) => [
    Number(row.visit_occurrence_id),
    Number(row.person_id),
    parseDay(row.visit_start),
    parseDay(row.visit_end) ?? parseDay(row.visit_start),
    Number(row.inpatient) === 1,
  ]);
}

async function readPairs(
  cdm: Cdm,
  table: string,
  ids: readonly number[],
  select: (list: string) => string,
): Promise<readonly (readonly SqlValue[])[]> {
  if (!(await cdm.hasTable(table))) return [];
  return (await readInPieces(cdm, ids, select)).map(({ a, b }) => [Number(a), Number(b)]);
}

/** The rows of a query for some thousand ids at a time. */
export async function readInPieces(
  cdm: Cdm,
  ids: readonly number[],
  select: (list: string) => string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    for (const row of await cdm.rows(select(ids.slice(from, from + AT_ONCE).join(', ')))) rows.push(row);
  }
  return rows;
}

/** `2020-01-02`, `20200102`, or seconds since 1970 as OHDSI's R packages write days into SQLite. */
export function parseDay(value: unknown): string | null {
  const text = String(value ?? '');
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)(?:$|[T ])/.exec(text) ?? [];
  if (year !== undefined) return `${year}-${month}-${day}`;
  return /^-?\d{1,12}(?:\.0)?$/.test(text) ? new Date(Number(text) * 1000).toISOString().slice(0, 10) : null;
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
