/** Ids that the columns of the target, or the range of a profile, cannot hold. */
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic } from '../model/diagnostic.js';
import type { Engine } from './engine.js';
import type { Profile } from './profiles/profile.js';

/** Procedures whose ids a profile does not allow. */
export async function findOutside(
  engine: Engine,
  { name, procedures }: Profile,
): Promise<Diagnostic | undefined> {
  if (procedures === undefined) return undefined;
  const [outside] = await engine.rows<{ id: number }>(
    `SELECT procedure_occurrence_id AS id FROM study_id WHERE procedure_occurrence_id NOT BETWEEN ${procedures.first} AND ${procedures.last} ORDER BY id DESC LIMIT 1`,
  );
  if (!outside) return undefined;
  return {
    code: 'procedure-id-outside',
    severity: 'error',
    message: `a procedure_occurrence_id is not one that ${name} gives to images; nothing was written`,
    found: String(outside.id),
    expected: `${procedures.first} to ${procedures.last} [CHoRUS Multimodal Linkage SOP]`,
    fix: 'harvest into a crosswalk of its own (--crosswalk), without --procedure-base; a million studies is all that the range holds',
  };
}

export async function findOverflow(engine: Engine): Promise<Diagnostic | undefined> {
  const [largest] = await engine.rows<{ id: number | null }>(
    `SELECT greatest((SELECT max(measurement_id) FROM feature_id), (SELECT max(image_feature_id) FROM feature_id),
       (SELECT max(measurement_id) FROM found_id), (SELECT max(image_feature_id) FROM found_id), (SELECT max(observation_id) FROM found_id),
       (SELECT max(image_occurrence_id) FROM series_id), (SELECT max(procedure_occurrence_id) FROM study_id),
       (SELECT max(row_id) FROM row_id)) AS id`,
  );
  if (largest?.id === undefined || largest.id === null || largest.id <= LAST_CONCEPT_ID) return undefined;
  return {
    code: 'id-overflow',
    severity: 'error',
    message: 'an id does not fit into 32 bits; nothing was written',
    found: String(largest.id),
    expected: `ids up to ${LAST_CONCEPT_ID} [CDM v5.4: integer]`,
    fix: 'give --ids bigint if the target database has bigint ids, or a lower --id-base to a crosswalk that is still empty',
  };
}
