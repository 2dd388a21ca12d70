/** Concepts of others as tables: only those that rows name. Tables without rows stand in where none are given. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Engine, quote } from '../harvest/engine.js';

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

/** Relationships from a procedure to the site that it is of. [SNOMED CT 363704007, 405813007 in OMOP] */
export const SITE_RELATIONSHIPS = "('Has proc site', 'Has dir proc site', 'Has indir proc site')";

/** `foreign_concept`, `procedure_site`, `site_ancestor`, from the folder of an Athena download. */
export async function openVocabulary(
  engine: Engine,
  athena: string | undefined,
  absent: Map<string, string>,
): Promise<void> {
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
