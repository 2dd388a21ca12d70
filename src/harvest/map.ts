/**
 * Header tables, a release and the tables of a site -> OMOP rows. The rules are the SQL models; here is what surrounds them: settings, what the site
 * remembers, keyed digests, and the order of things: the crosswalk is made durable before the rows are put in place.
 */

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { drawShift } from '../deidentify/date-shift.js';
import { openSiteSecret, type SiteSecret } from '../deidentify/site-secret.js';
import { replaceUid } from '../deidentify/uid-replacement.js';
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { openAthenaFolder } from './athena-folder.js';
import { addCdmTables, type Cdm, readGreatestIds } from './cdm.js';
import { commitRun, listRuns, makeSiteFolder, openCrosswalk } from './crosswalk.js';
import { type Engine, literal, openEngine, type SqlValue } from './engine.js';
import { FEATURE_MODELS, FOUND_MODELS, OCCURRENCE_MODELS, PERSON_MODELS, readMacros } from './model-files.js';
import { type ModelRunner, runInEngine } from './model-runner.js';
import { keepForExplain, type MapCounts, OUTPUT_MODELS, writeTables } from './outputs.js';
import type { Profile } from './profiles/profile.js';
import { runProfile, writeLocalTables } from './profiles/profile-rows.js';
import { addSeriesFolders } from './series-folders.js';
import { formatSetting, type MapSettings } from './settings.js';
import { holdSite } from './site-lock.js';
import type { SiteTable } from './site-tables.js';
import { type HeaderManifest, insertTable, openHeaderTables, openRelease } from './sources.js';
import { runOnSpark, type SparkRequest } from './spark/spark-job.js';
import { addCandidates, findCodeWithoutConcept, type MatchDescription } from './study-matches.js';

export interface MapRequest {
  /** One folder, or those of the shards of a scan. */
  readonly headers: readonly string[];
  readonly release: string;
  /** Holds crosswalk, secret and working files. */
  readonly site: string;
  /** Written whole when all is done. */
  readonly out: string;
  /** Folder of the rooms, with their models. */
  readonly sources: string;
  readonly settings: MapSettings;
  readonly profile: Profile;
  /** Tables of the site, one of each kind. */
  readonly tables: readonly SiteTable[];
  readonly lists: readonly SiteTable[];
  /** An Athena download, folder or ZIP, to look up codes that the release does not know. */
  readonly athena: string | undefined;
  /** The CDM that the rows are for, to link with; undefined without one. */
  readonly cdm: Cdm | undefined;
  /** What a playbook offers for a description; undefined without a playbook. */
  readonly matchDescription: MatchDescription | undefined;
  /** The models run on Spark; undefined: in DuckDB. */
  readonly spark: SparkRequest | undefined;
  readonly threads: number;
  /** In megabytes. */
  readonly memory: number;
  /** The inputs of the scan, by the numbers that the header tables give them. */
  readonly inputs: HeaderManifest['inputs'];
  /** What the inputs were, for manifests. */
  readonly origin: object;
  readonly progress: (step: string, summary: string) => void;
}

export async function mapHeaders(request: MapRequest): Promise<Outcome<MapCounts | undefined>> {
  const { site } = request;
  makeSiteFolder(site);
  const release = await holdSite(site);
  const folder = join(site, '.work');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  try {
    const engine = await openEngine({ folder, threads: request.threads, memory: request.memory });
    try {
      return await runModels(engine, request);
    } finally {
      engine.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    release();
  }
}

async function runModels(engine: Engine, request: MapRequest): Promise<Outcome<MapCounts | undefined>> {
  const { sources, settings, site, progress, matchDescription } = request;
  const secret = openSiteSecret(site, listRuns(site).length === 0);
  for (const macro of readMacros(sources)) await engine.run(macro);
  await openHeaderTables(engine, request.headers);
  await addSeriesFolders(engine, settings.localPath, request.inputs, secret);
  await openRelease(engine, request.release);
  for (const table of [...request.lists, ...request.tables]) await insertTable(engine, table);
  await openCrosswalk(engine, site);
  const { athena } = request;
  await openAthenaCodes(engine, athena && (await openAthenaFolder(athena, join(site, '.work'))));
  const greatest = request.cdm ? await readGreatestIds(request.cdm) : {};
  await engine.run(await formatSetting(engine, settings, greatest));
  await addShifts(engine, settings, secret);
  await addUids(engine, settings, secret);
  const models = openRunner(engine, request, greatest);
  await models.run(PERSON_MODELS);
  if (request.cdm && !(await models.settle())) return tellWaiting(request);
  await addCdmTables(engine, request.cdm);
  await models.run(OCCURRENCE_MODELS);
  if (models.isPrompt || matchDescription) {
    if (!(await models.settle())) return tellWaiting(request);
    await tellSeries(engine, progress);
  }
  await addCandidates(engine, matchDescription);
  await models.run([...FEATURE_MODELS, ...FOUND_MODELS]);
  if (models.isPrompt) await tellFeatures(engine, progress);
  await models.run(OUTPUT_MODELS);
  if (!(await models.settle())) return tellWaiting(request);
  await requireUids(engine);
  await runProfile(engine, { ...request, secret });
  const tooLarge =
    (settings.bigint ? undefined : await findOverflow(engine)) ??
    (await findOutside(engine, request.profile));
  if (tooLarge !== undefined) return { value: undefined, diagnostics: [tooLarge] };
  const written = await writeTables(engine, request);
  const isNew = await commitRun(engine, site, NEW_ROWS, { tool: settings.tool, ...request.origin });
  await keepForExplain(engine, site, sources);
  await writeLocalTables(engine, request.profile, site);
  written.putInPlace();
  progress(
    'write',
    `${written.counts.measurement} measurements in ${request.out}${isNew ? '' : '; no new ids'}`,
  );
  const codeless = await findCodeWithoutConcept(engine);
  models.finish();
  return { value: written.counts, diagnostics: codeless ? [codeless] : [] };
}

/** `greatest`: ids of the CDM, by table. */
function openRunner(engine: Engine, request: MapRequest, greatest: object): ModelRunner {
  const { spark, headers, sources, settings, tables, lists, origin, site } = request;
  if (!spark) return runInEngine(engine, sources);
  const identity = {
    settings: { ...settings, options: [...settings.options], today: undefined },
    athena: request.athena,
    runs: listRuns(site),
    greatest,
    tables,
    lists,
    origin,
  };
  return runOnSpark(engine, { ...spark, headers, sources, identity });
}

function tellWaiting({ spark }: MapRequest): Outcome<undefined> {
  const waiting: Diagnostic = {
    code: 'spark-job-waiting',
    severity: 'warning',
    message: `the job is written and has not run: ${spark?.job}`,
    expected: 'spark-submit on PATH, or a Python with pyspark in DICOM_OMOP_PYTHON or on PATH',
    fix: 'run submit.sh of that folder where Spark is, bring its results back into it, then give this command again; README.md there says how',
  };
  return { value: undefined, diagnostics: [waiting] };
}

async function tellSeries(engine: Engine, progress: MapRequest['progress']): Promise<void> {
  const [found] = await engine.rows<{ n: number; m: number }>(
    'SELECT count(*) AS n, (SELECT count(*) FROM series_outcome WHERE refused IS NOT NULL) AS m FROM occurrence',
  );
  progress('series', `${found?.n ?? 0} series to write, ${found?.m ?? 0} refused`);
}

async function tellFeatures(engine: Engine, progress: MapRequest['progress']): Promise<void> {
  const [features] = await engine.rows<{ n: number }>(
    'SELECT (SELECT count(*) FROM feature_id) + (SELECT count(*) FROM found_id) AS n',
  );
  progress('features', `${features?.n ?? 0} features`);
}

const NEW_ROWS = {
  person:
    'SELECT p.patient_key, p.issuer, p.person_id, h.shift_days FROM patient p JOIN person_shift h ON h.person_id = p.person_id LEFT JOIN known_person k ON k.patient_key = p.patient_key AND k.issuer = p.issuer AND k.person_id = p.person_id WHERE k.person_id IS NULL ORDER BY p.person_id, p.patient_key, p.issuer',
  study:
    'SELECT study_instance_uid, person_id, accession, study_key, procedure_occurrence_id FROM study_id WHERE is_new ORDER BY study_key',
  series:
    'SELECT series_instance_uid, study_instance_uid, person_id, image_occurrence_id FROM series_id WHERE is_new ORDER BY image_occurrence_id',
  feature: `SELECT f.image_occurrence_id, p.known_path AS path, f.value_index, f.edge, CASE WHEN f.edge <> '' THEN '' ELSE coalesce(f.value, concat(f.code_value, '^', coalesce(f.code_scheme, ''))) END AS value_key, f.image_feature_id, f.measurement_id FROM feature_id f JOIN feature_path p ON p.path_id = f.path_id WHERE f.is_new ORDER BY f.image_feature_id`,
  found:
    'SELECT image_occurrence_id, source, object_uid, place, value_key, event, image_feature_id, measurement_id, observation_id FROM found_id WHERE is_new ORDER BY image_feature_id',
  finding:
    'SELECT person_id, finding_key, image_finding_id FROM finding_id WHERE is_new ORDER BY image_finding_id',
  uid: 'SELECT m.original, m.replacement FROM uid_map m LEFT JOIN known_uid k ON k.original = m.original WHERE k.original IS NULL ORDER BY m.original',
  row: 'SELECT table_name, study_instance_uid, series_instance_uid, row_key, row_id FROM row_id WHERE is_new ORDER BY table_name, row_id',
} as const;

/**
 * `person_shift`, for everybody whom the site names: remembered, else as the site says, else drawn; 0 with --identified. A site that gives shifts has to
 * give them all.
 */
async function addShifts(engine: Engine, settings: MapSettings, secret: SiteSecret): Promise<void> {
  const persons = await engine.rows<{ person_id: number; shift_days: number | null; n: number }>(
    `SELECT p.person_id, coalesce(min(k.shift_days), min(s.shift_days)) AS shift_days, (SELECT count(*) FROM site_shift) AS n
     FROM (SELECT person_id FROM site_person WHERE person_id IS NOT NULL UNION SELECT 0) p
     LEFT JOIN known_person k ON k.person_id = p.person_id
     LEFT JOIN site_shift s ON s.person_id = p.person_id
     GROUP BY p.person_id ORDER BY p.person_id`,
  );
  const rows = persons.map(({ person_id, shift_days, n }): (SqlValue | undefined)[] => [
    person_id,
    settings.identified ? 0 : (shift_days ?? (n > 0 ? undefined : drawShift(secret, person_id))),
  ]);
  await insertTable(engine, {
    name: 'person_shift',
    columns: { person_id: 'INTEGER', shift_days: 'INTEGER' },
    rows,
  });
}

/** `replaced_uid`: every study and series of the headers, every object that is no image, and what such objects refer to. */
async function addUids(engine: Engine, settings: MapSettings, secret: SiteSecret): Promise<void> {
  const uids = await engine.rows<{ original: string }>(
    `SELECT original FROM (
       SELECT study_instance_uid AS original FROM instances UNION SELECT series_instance_uid FROM instances
       UNION SELECT sop_instance_uid FROM instances WHERE kind <> 'image'
       UNION SELECT sop_instance_uid FROM sr_items UNION SELECT sop_instance_uid FROM segments
       UNION SELECT series_instance_uid FROM site_feature
       UNION SELECT referenced_series_instance_uid FROM object_reference UNION SELECT referenced_series_instance_uid FROM segments
     ) uids WHERE original IS NOT NULL ORDER BY original`,
  );
  const rows = uids.map(({ original }) => [
    original,
    settings.identified || settings.uids === 'keep' ? original : replaceUid(secret, original),
  ]);
  await insertTable(engine, {
    name: 'replaced_uid',
    columns: { original: 'VARCHAR', replacement: 'VARCHAR' },
    rows,
  });
}

/** What is written names no study, series or object that was not foreseen: it would be written without its UID. */
async function requireUids(engine: Engine): Promise<void> {
  const [missing] = await engine.rows<{ original: string }>(
    'SELECT original FROM uid_map WHERE replacement IS NULL ORDER BY original LIMIT 1',
  );
  if (missing) throw new Error(`nothing replaces ${missing.original}`);
}

/** `athena_code`: concepts of an Athena download with the standard concept that each is or maps to; empty without one. */
async function openAthenaCodes(engine: Engine, athena: string | undefined): Promise<void> {
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

/** Procedures whose ids a profile does not allow. */
async function findOutside(engine: Engine, { name, procedures }: Profile): Promise<Diagnostic | undefined> {
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

async function findOverflow(engine: Engine): Promise<Diagnostic | undefined> {
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
