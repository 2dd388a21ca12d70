/**
 * `--make-persons`: persons for patients whom the site does not name. What is said of them is the model `made_patient`; here is who gets which id: those
 * remembered, then new ones after all that there are, in an order that the ids of the hospital do not show.
 */
import { keyedDigest, type SiteSecret } from '../deidentify/site-secret.js';
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import { EnvironmentError } from '../model/diagnostic.js';
import type { Engine } from './engine.js';
import { readSql } from './model-files.js';
import { widenIds } from './site-values.js';
import { insertTable } from './sources.js';

interface MadePersonRequest {
  readonly isAsked: boolean;
  readonly sources: string;
  readonly secret: SiteSecret;
  /** Of PERSON in the CDM; undefined without one. */
  readonly greatest: number | undefined;
  /** First id of the first harvest; undefined: after those that there are. */
  readonly base: number | undefined;
  /** The target has 64-bit ids. */
  readonly bigint: boolean;
}

/** `made_patient`, and `made_person` with ids; both empty where none is asked for. The persons stand among those that the site names, too. */
export async function addMadePersons(engine: Engine, request: MadePersonRequest): Promise<void> {
  const { isAsked, sources, secret, greatest, base, bigint } = request;
  await engine.run(
    `CREATE TEMP TABLE series_patient AS SELECT series_instance_uid, min(patient_key) AS patient_key, coalesce(min(issuer), '') AS issuer
     FROM instances WHERE ${isAsked} AND status <> 'refused' AND kind = 'image' AND series_instance_uid IS NOT NULL AND patient_key IS NOT NULL
     GROUP BY series_instance_uid HAVING count(DISTINCT patient_key) = 1`,
  );
  await engine.run(
    `CREATE TEMP TABLE other_patient_id AS SELECT * FROM (${readSql(sources, 'harvest', 'other_patient')}) o WHERE ${isAsked}`,
  );
  await engine.run(
    `CREATE TEMP TABLE study_day AS SELECT e.series_instance_uid, coalesce(min(CASE WHEN e.path = '00080020' THEN day_of(e.value) END), min(day_of(e.value))) AS day
     FROM elements e JOIN series_patient i ON i.series_instance_uid = e.series_instance_uid
     WHERE e.path IN ('00080020', '00080021', '00080022') AND day_of(e.value) IS NOT NULL GROUP BY e.series_instance_uid`,
  );
  await engine.run(`CREATE TABLE made_patient AS ${readSql(sources, 'harvest', 'made_patient')}`);
  const patients = await engine.rows<{
    patient_key: string;
    issuer: string;
    known_person_id: number | null;
  }>('SELECT patient_key, issuer, known_person_id FROM made_patient WHERE year_of_birth IS NOT NULL');
  const [largest] = await engine.rows<{ id: number | null }>(
    'SELECT max(person_id) AS id FROM (SELECT person_id FROM site_person UNION ALL SELECT person_id FROM known_person) p',
  );
  let next = Math.max(largest?.id ?? 0, greatest ?? 0, (base ?? 1) - 1) + 1;
  const keyed = patients.map((patient) => ({
    ...patient,
    order: keyedDigest(secret, 'person', `${patient.patient_key}\0${patient.issuer}`).toString('hex'),
  }));
  keyed.sort((a, b) => (a.order < b.order ? -1 : 1));
  const rows = keyed.map(({ patient_key: key, issuer, known_person_id: known }) => [
    key,
    issuer,
    known ?? next++,
  ]);
  if (next - 1 > LAST_CONCEPT_ID && !bigint) {
    throw new EnvironmentError(`person_id ${next - 1} does not fit into 32 bits`, {
      fix: 'give --ids bigint if the target database has bigint ids, or name the persons with --persons, by ids that fit [CDM v5.4: integer]',
    });
  }
  await insertTable(engine, {
    name: 'made_person_id',
    columns: widenIds({ patient_key: 'VARCHAR', issuer: 'VARCHAR', person_id: 'INTEGER' }, bigint),
    rows,
  });
  await engine.run(
    'CREATE TABLE made_person AS SELECT m.*, i.person_id FROM made_patient m JOIN made_person_id i ON i.patient_key = m.patient_key AND i.issuer = m.issuer',
  );
  for (const name of ['series_patient', 'other_patient_id', 'study_day'])
    await engine.run(`DROP TABLE ${name}`);
  await engine.run('INSERT INTO site_person SELECT patient_key, issuer, person_id FROM made_person_id');
}
