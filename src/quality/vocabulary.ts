/** Concepts of others and rows of the CDM, as tables: only what the rules ask. Tables without rows stand in for what is not given. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from '../harvest/engine.js';
import { EnvironmentError } from '../model/diagnostic.js';

const CONCEPT =
  'concept_id BIGINT, concept_name VARCHAR, domain_id VARCHAR, standard_concept VARCHAR, invalid_reason VARCHAR';
const SITE_OF_PROCEDURE = 'procedure_concept_id BIGINT, site_concept_id BIGINT';
const PART_OF = 'ancestor_concept_id BIGINT, descendant_concept_id BIGINT';

/** Made of an Athena download, or of the vocabulary of the CDM. */
export const VOCABULARY_TABLES = {
  foreign_concept: CONCEPT,
  procedure_site: SITE_OF_PROCEDURE,
  site_ancestor: PART_OF,
} as const;

/** CDM table -> its columns, as the rules read them. [CDM v5.4] */
export const CDM_TABLES: Readonly<Record<string, string>> = {
  cdm_person:
    'person_id BIGINT, gender_concept_id BIGINT, year_of_birth INTEGER, month_of_birth INTEGER, day_of_birth INTEGER',
  cdm_visit_occurrence:
    'visit_occurrence_id BIGINT, person_id BIGINT, visit_start_date DATE, visit_end_date DATE',
  cdm_procedure_occurrence:
    'procedure_occurrence_id BIGINT, person_id BIGINT, procedure_concept_id BIGINT, procedure_date DATE, visit_occurrence_id BIGINT',
  cdm_death: 'person_id BIGINT, death_date DATE',
  cdm_observation_period:
    'person_id BIGINT, observation_period_start_date DATE, observation_period_end_date DATE',
  cdm_concept: CONCEPT,
  cdm_concept_ancestor: PART_OF,
  cdm_concept_relationship: 'concept_id_1 BIGINT, concept_id_2 BIGINT, relationship_id VARCHAR',
};

/** Relationships from a procedure to the site that it is of. [SNOMED CT 363704007, 405813007 in OMOP] */
const SITE_RELATIONSHIPS = "('Has proc site', 'Has dir proc site', 'Has indir proc site')";

/** `foreign_concept`, `procedure_site`, `site_ancestor`, from an Athena download. */
export async function openVocabulary(
  engine: Engine,
  athena: string | undefined,
  absent: Map<string, string>,
): Promise<void> {
  if (athena !== undefined && !existsSync(join(athena, 'CONCEPT.csv'))) {
    throw new EnvironmentError(`${join(athena, 'CONCEPT.csv')} is not there`, {
      fix: 'give --athena the folder of an unpacked Athena download',
    });
  }
  const read = (file: string) =>
    `read_csv(${quote(join(athena ?? '', file))}, delim = '\\t', header = true, quote = '', escape = '', nullstr = '', all_varchar = true, strict_mode = false)`;
  const add = async (name: keyof typeof VOCABULARY_TABLES, file: string, select: string) => {
    const isThere = athena !== undefined && existsSync(join(athena, file));
    await engine.run(`CREATE TABLE ${name} (${VOCABULARY_TABLES[name]})`);
    if (isThere) await engine.run(`INSERT INTO ${name} ${select}`);
    else absent.set(name, 'concepts of others are not at hand: give --athena an unpacked Athena download');
  };
  await add(
    'foreign_concept',
    'CONCEPT.csv',
    `SELECT CAST(c.concept_id AS BIGINT), c.concept_name, c.domain_id, c.standard_concept, c.invalid_reason FROM ${read('CONCEPT.csv')} c
     WHERE CAST(c.concept_id AS BIGINT) IN (SELECT concept_id FROM used_concept)`,
  );
  await add(
    'procedure_site',
    'CONCEPT_RELATIONSHIP.csv',
    `SELECT CAST(r.concept_id_1 AS BIGINT), CAST(r.concept_id_2 AS BIGINT) FROM ${read('CONCEPT_RELATIONSHIP.csv')} r
     WHERE r.relationship_id IN ${SITE_RELATIONSHIPS} AND r.invalid_reason IS NULL AND CAST(r.concept_id_1 AS BIGINT) IN (SELECT concept_id FROM used_concept)`,
  );
  await add(
    'site_ancestor',
    'CONCEPT_ANCESTOR.csv',
    `SELECT CAST(a.ancestor_concept_id AS BIGINT), CAST(a.descendant_concept_id AS BIGINT) FROM ${read('CONCEPT_ANCESTOR.csv')} a
     WHERE CAST(a.descendant_concept_id AS BIGINT) IN (SELECT concept_id FROM used_concept UNION SELECT site_concept_id FROM procedure_site)`,
  );
}

/** The tables of CDM_TABLES, from the files of a folder, one for each table that the CDM has. What Athena did not give comes from the CDM's vocabulary. */
export async function openCdm(
  engine: Engine,
  cdm: string | undefined,
  absent: Map<string, string>,
): Promise<void> {
  for (const [name, columns] of Object.entries(CDM_TABLES)) {
    await engine.run(`CREATE TABLE ${name} (${columns})`);
    const file = cdm === undefined ? undefined : join(cdm, `${name}.tsv`);
    if (file !== undefined && existsSync(file)) {
      const casts = columns.split(', ').map((column) => {
        const [field = '', type = ''] = column.split(' ');
        return `CAST(${field} AS ${type})`;
      });
      await engine.run(
        `INSERT INTO ${name} SELECT ${casts.join(', ')} FROM read_csv(${quote(file)}, delim = '\\t', header = true, quote = '', escape = '', nullstr = '', all_varchar = true, strict_mode = false)`,
      );
    } else {
      const table = name.replace('cdm_', '').toUpperCase();
      absent.set(
        name,
        cdm === undefined ? `${table} is not at hand: give --cdm the database` : `the CDM has no ${table}`,
      );
    }
  }
  const take = async (name: string, from: string, select: string) => {
    if (!absent.has(name) || absent.has(from)) return;
    await engine.run(`INSERT INTO ${name} ${select}`);
    absent.delete(name);
  };
  await take('foreign_concept', 'cdm_concept', 'SELECT * FROM cdm_concept');
  await take(
    'procedure_site',
    'cdm_concept_relationship',
    `SELECT concept_id_1, concept_id_2 FROM cdm_concept_relationship WHERE relationship_id IN ${SITE_RELATIONSHIPS}`,
  );
  await take('site_ancestor', 'cdm_concept_ancestor', 'SELECT * FROM cdm_concept_ancestor');
  await engine.run(
    `ALTER TABLE check_setting ADD COLUMN has_vocabulary BOOLEAN DEFAULT ${!absent.has('foreign_concept')}`,
  );
  await engine.run(
    `ALTER TABLE check_setting ADD COLUMN has_procedures BOOLEAN DEFAULT ${!absent.has('cdm_procedure_occurrence')}`,
  );
}
