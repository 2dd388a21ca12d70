/** Codes that a release does not know, from an Athena download. */
import { join } from 'node:path';
import { type Engine, literal } from './engine.js';

/** `athena_code`: concepts of an Athena download with the standard concept that each is or maps to; empty without one. */
export async function openAthenaCodes(engine: Engine, athena: string | undefined): Promise<void> {
  if (athena === undefined) {
    await engine.run(
      'CREATE TABLE athena_code (vocabulary_id VARCHAR, concept_code VARCHAR, concept_id INTEGER, standard_concept_id INTEGER, standard_domain_id VARCHAR)',
    );
    return;
  }
  const read = (file: string) =>
    `read_csv(${literal(join(athena, file))}, delim = '\\t', header = true, quote = '', escape = '', nullstr = '', all_varchar = true, strict_mode = false)`;
  await engine.run(
    `CREATE TABLE athena_code AS
     WITH concept AS (
       SELECT CAST(concept_id AS INTEGER) AS concept_id, domain_id, vocabulary_id, concept_code,
         standard_concept = 'S' AND invalid_reason IS NULL AS is_standard
       FROM ${read('CONCEPT.csv')} WHERE vocabulary_id IN (SELECT vocabulary_id FROM lookup_scheme) OR vocabulary_id = 'LOINC' OR standard_concept = 'S'
     ), mapped AS (
       SELECT CAST(r.concept_id_1 AS INTEGER) AS concept_id, min(t.concept_id) AS target
       FROM ${read('CONCEPT_RELATIONSHIP.csv')} r
       JOIN concept t ON t.concept_id = CAST(r.concept_id_2 AS INTEGER) AND t.is_standard
       WHERE r.relationship_id = 'Maps to' AND r.invalid_reason IS NULL
       GROUP BY r.concept_id_1
     )
     SELECT c.vocabulary_id, c.concept_code, min(c.concept_id) AS concept_id,
       min(CASE WHEN c.is_standard THEN c.concept_id ELSE m.target END) AS standard_concept_id,
       min(CASE WHEN c.is_standard THEN c.domain_id ELSE t.domain_id END) AS standard_domain_id
     FROM concept c
     LEFT JOIN mapped m ON m.concept_id = c.concept_id
     LEFT JOIN concept t ON t.concept_id = m.target
     GROUP BY c.vocabulary_id, c.concept_code`,
  );
}
