/**
 * Header tables, a release and the tables of a site -> OMOP rows. The rules are the SQL models; here is what surrounds them: settings, what the site
 * remembers, keyed digests, and the order of things: the crosswalk is made durable before the rows are put in place.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nameSite, openSiteSecret } from '../deidentify/site-secret.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { openAthenaCodes } from './athena-codes.js';
import { openAthenaFolder } from './athena-folder.js';
import { addCdmTables, type Cdm, readGreatestIds } from './cdm.js';
import { commitRun, listRuns, makeSiteFolder, openCrosswalk } from './crosswalk.js';
import { type Engine, openEngine } from './engine.js';
import { findOutside, findOverflow } from './id-limits.js';
import { addShifts, addUids, requireUids } from './keyed-tables.js';
import { addMadePersons } from './made-persons.js';
import { FEATURE_MODELS, FOUND_MODELS, OCCURRENCE_MODELS, PERSON_MODELS, readMacros } from './model-files.js';
import { type ModelRunner, runInEngine } from './model-runner.js';
import { NEW_ROWS } from './new-rows.js';
import { keepForExplain, type MapCounts, OUTPUT_MODELS, writeTables } from './outputs.js';
import type { Profile } from './profiles/profile.js';
import { runProfile, writeLocalTables } from './profiles/profile-rows.js';
import { addSeriesFolders } from './series-folders.js';
import { formatSetting, type MapSettings } from './settings.js';
import { holdSite } from './site-lock.js';
import type { SiteTable } from './site-tables.js';
import { type HeaderManifest, insertTable, openHeaderTables, openRelease } from './sources.js';
import { type SparkRequest, tellWaiting } from './spark/job-folder.js';
import { runOnSpark } from './spark/spark-job.js';
import { addCandidates, findCodeWithoutConcept, type MatchDescription } from './study-matches.js';
import { readValueMap, type WriteValues } from './value-map.js';

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
  /** Rows that are sorted or numbered at once; undefined: as many as fit into the memory. */
  readonly rowsAtOnce?: number;
  /** The inputs of the scan, by the numbers that the header tables give them. */
  readonly inputs: HeaderManifest['inputs'];
  /** What the inputs were, for manifests. */
  readonly origin: object;
  /** Keeps what was replaced by what; undefined where the site does not ask for it. */
  readonly writeValues?: WriteValues | undefined;
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
    const { threads, memory, rowsAtOnce } = request;
    const engine = await openEngine({ folder, threads, memory, rowsAtOnce });
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
  const lacking = await openHeaderTables(engine, request.headers);
  if (request.spark && lacking.length > 0) {
    throw new EnvironmentError(`the header tables are of an earlier scan, without ${lacking.join(', ')}`, {
      fix: 'scan again, or map without Spark, where the columns are read as empty',
    });
  }
  await addSeriesFolders(engine, settings.localPath, request.inputs, secret);
  await openRelease(engine, request.release);
  for (const table of [...request.lists, ...request.tables]) await insertTable(engine, table);
  await openCrosswalk(engine, site);
  const { athena } = request;
  await openAthenaCodes(engine, athena && (await openAthenaFolder(athena, join(site, '.work'))));
  const greatest: Readonly<Record<string, number | undefined>> = request.cdm
    ? await readGreatestIds(request.cdm)
    : {};
  await engine.run(await formatSetting(engine, settings, greatest));
  await addMadePersons(engine, {
    isAsked: settings.makePersons,
    bigint: settings.bigint,
    sources,
    secret,
    greatest: greatest.person,
    base: settings.idBase,
  });
  await addShifts(engine, settings, secret);
  await addUids(engine, settings, secret);
  const models = openRunner(engine, request, greatest);
  await models.run(PERSON_MODELS);
  if (request.cdm && !(await models.settle())) return awaitJob(request);
  await addCdmTables(engine, request.cdm, settings.bigint);
  await models.run(OCCURRENCE_MODELS);
  if (models.isPrompt || matchDescription) {
    if (!(await models.settle())) return awaitJob(request);
    await tellSeries(engine, progress);
  }
  await addCandidates(engine, matchDescription);
  await models.run([...FEATURE_MODELS, ...FOUND_MODELS]);
  if (models.isPrompt) await tellFeatures(engine, progress);
  await models.run(OUTPUT_MODELS);
  if (!(await models.settle())) return awaitJob(request);
  await requireUids(engine);
  await runProfile(engine, { ...request, secret });
  const tooLarge =
    (settings.bigint ? undefined : await findOverflow(engine)) ??
    (await findOutside(engine, request.profile));
  if (tooLarge !== undefined) return { value: undefined, diagnostics: [tooLarge] };
  const origin = { crosswalk: nameSite(secret), ...request.origin };
  const written = await writeTables(engine, { ...request, origin });
  const isNew = await commitRun(engine, site, NEW_ROWS, { tool: settings.tool, ...request.origin });
  await keepForExplain(engine, site, request, written.manifest);
  await request.writeValues?.(readValueMap(engine, sources));
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

function awaitJob({ spark }: MapRequest): Outcome<undefined> {
  return { value: undefined, diagnostics: [tellWaiting(spark?.job ?? '')] };
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
