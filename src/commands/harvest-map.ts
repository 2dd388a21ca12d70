/** `dicom-omop harvest map HEADERS --release DIR --persons FILE --out DIR`: header tables to OMOP rows. */
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { getBytes } from '../disk/text-file.js';
import { findAbsentIds } from '../harvest/cdm-ids.js';
import { mapHeaders } from '../harvest/map.js';
import type { MapCounts } from '../harvest/outputs.js';
import {
  PROFILE_NAMES,
  type Profile,
  type ProfileName,
  readProfile,
  withOptional,
} from '../harvest/profiles/profile.js';
import { LOCAL_PATHS } from '../harvest/series-folders.js';
import type { MapSettings } from '../harvest/settings.js';
import {
  emptySiteTable,
  readSiteTable,
  SITE_TABLES,
  type SiteTable,
  type SiteTableKind,
} from '../harvest/site-tables.js';
import { findAlteredTables } from '../harvest/sources.js';
import { type CdmReader, openCdm } from '../load/cdm-reader.js';
import { requireSqliteDriver } from '../load/sqlite-driver.js';
import { writeValueFile } from '../load/value-file.js';
import { type Diagnostic, EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { digestFiles, digestRelease } from './file-digest.js';
import { openHeaders } from './harvest-headers.js';
import { openMappings, readLists } from './harvest-lists.js';
import { openDescriptionMatcher } from './harvest-playbook.js';
import { findSparkRequest, type SparkArguments } from './harvest-spark.js';
import { getCount } from './option-number.js';
import { makeProgress, reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestMapArguments extends SparkArguments {
  readonly headers: string;
  readonly release: string;
  readonly persons?: string | undefined;
  readonly makePersons: boolean;
  readonly keepValues: boolean;
  readonly procedures?: string | undefined;
  readonly visits?: string | undefined;
  readonly shifts?: string | undefined;
  readonly localCodes?: string | undefined;
  readonly features?: string | undefined;
  readonly imageMap?: string | undefined;
  readonly visitId: string;
  readonly crosswalk: string;
  readonly identified: boolean;
  readonly profile: string;
  readonly out: string;
  readonly athena?: string | undefined;
  readonly playbook?: string | undefined;
  readonly cdm?: string | undefined;
  readonly cdmDays: string;
  readonly cdmDates: string;
  readonly unmatched: string;
  readonly strict: boolean;
  readonly verifiedOnly: boolean;
  readonly keyObjects: boolean;
  readonly episodes: boolean;
  readonly legacyToo: boolean;
  readonly site: string;
  readonly modalityConcept: string;
  readonly eventField: string;
  readonly wadors?: string | undefined;
  readonly wadorsLevel: string;
  readonly localPath: string;
  readonly uids: string;
  readonly cdmVersion: string;
  readonly csv: string;
  readonly parquet: boolean;
  readonly attributes: string;
  readonly idBase?: string | undefined;
  readonly procedureBase?: string | undefined;
  readonly ids: string;
  readonly jobs?: string | undefined;
  readonly memory: string;
  readonly mappings?: string | undefined;
  readonly json: boolean;
}

/** Exit code 1 if series were refused or a table of the site is wrong. */
export async function runHarvestMap(args: HarvestMapArguments, terminal: Terminal): Promise<0 | 1> {
  if (args.cdm === undefined) return mapTables(args, undefined, terminal);
  const cdm = await openCdm(args.cdm, terminal.workingDirectory, terminal.env);
  try {
    return await mapTables(args, cdm, terminal);
  } finally {
    await cdm.close();
  }
}

async function mapTables(
  args: HarvestMapArguments,
  cdm: CdmReader | undefined,
  terminal: Terminal,
): Promise<0 | 1> {
  if (args.persons === undefined && !args.makePersons) {
    throw new EnvironmentError('nothing says whose images these are', {
      fix: 'give --persons FILE (patient_id, person_id), or --make-persons for data without a CDM',
    });
  }
  if (args.episodes && args.profile !== 'micdm') {
    throw new EnvironmentError(
      `--episodes is of the tables of OMOP; those of profile ${args.profile} have none`,
      {
        fix: 'leave --episodes out, or harvest with --profile micdm',
      },
    );
  }
  if (args.keepValues) await requireSqliteDriver();
  const here = (path: string) => resolve(terminal.workingDirectory, path);
  const headers = await openHeaders(here(args.headers));
  const { manifest } = headers;
  const diagnostics: Diagnostic[] = [];
  const lists = readLists(args.mappings, terminal);
  const profile = readProfile(getProfile(args.profile), openMappings(args.mappings, terminal));
  const bigint = args.ids === 'bigint';
  const tables = SITE_TABLES.map((kind) => {
    const path = pathOf(args, kind);
    if (path === undefined) return emptySiteTable(kind, bigint);
    const read = readSiteTable(kind, getBytes(here(path), 'name a CSV file'), here(path), bigint);
    diagnostics.push(...read.diagnostics);
    return read.value ?? emptySiteTable(kind, bigint);
  });
  diagnostics.push(...lists.diagnostics, ...profile.diagnostics);
  const playbook =
    args.playbook === undefined ? undefined : openDescriptionMatcher(args.playbook, args.mappings, terminal);
  diagnostics.push(...(playbook?.diagnostics ?? []));
  for (const [at, table] of cdm === undefined || isBlocking(diagnostics) ? [] : tables.entries()) {
    const kind = SITE_TABLES[at];
    const path = kind && pathOf(args, kind);
    if (cdm && kind && path !== undefined)
      diagnostics.push(...(await findAbsentIds(cdm, kind, table, here(path))));
  }
  const release = here(args.release);
  const altered = findAlteredTables(release);
  reportDiagnostics([...diagnostics, ...altered], terminal);
  if (isBlocking(diagnostics) || (playbook && !playbook.value)) return 1;
  const settings = readSettings(args, terminal, lists.value, profile.value);
  const threads = args.jobs === undefined ? availableParallelism() : getCount(args.jobs, '--jobs');
  const memory = getCount(args.memory, '--memory');
  const site = here(args.crosswalk);
  const mapped = await mapHeaders({
    headers: headers.folders,
    release,
    site,
    out: here(args.out),
    sources: join(terminal.programRoot, 'src'),
    settings,
    profile: settings.visitNullable ? withOptional(profile.value, 'visit_id') : profile.value,
    tables,
    lists: lists.value,
    athena: args.athena === undefined ? undefined : here(args.athena),
    cdm,
    matchDescription: playbook?.value,
    spark: findSparkRequest(args, { place: join(site, 'spark-job'), threads, memory }, terminal),
    threads,
    memory,
    inputs: manifest.inputs,
    writeValues: args.keepValues ? (pages) => writeValueFile(join(site, 'values.sqlite'), pages) : undefined,
    origin: {
      release: digestRelease(release),
      headers: headers.sha256,
      ...(args.playbook === undefined
        ? {}
        : { playbook: digestFiles([here(args.playbook)], 'name the file of the playbook') }),
      scanned: manifest.counts,
      ...(profile.value.name === 'micdm' ? {} : { profile: profile.value.name }),
      deidentified: !args.identified,
      ...(args.localPath === 'none' ? {} : { local_path: args.localPath }),
      options: args.identified ? [] : describeOptions(lists.value, args.uids === 'keep'),
    },
    progress: makeProgress(terminal),
  });
  reportDiagnostics(mapped.diagnostics, terminal);
  if (!mapped.value) {
    const waits = mapped.diagnostics.every(({ code }) => code === 'spark-job-waiting');
    return waits && args.submit === 'never' ? 0 : 1;
  }
  terminal.out(
    args.json ? `${JSON.stringify(mapped.value, undefined, 2)}\n` : formatCounts(mapped.value, args.out),
  );
  const isRefused = Object.keys(mapped.value.series).some((outcome) => outcome !== 'used');
  return isRefused || altered.length > 0 ? 1 : 0;
}

function pathOf(args: HarvestMapArguments, kind: SiteTableKind): string | undefined {
  return args[kind];
}

function readSettings(
  args: HarvestMapArguments,
  terminal: Terminal,
  lists: readonly SiteTable[],
  profile: Profile,
): MapSettings {
  return {
    identified: args.identified,
    unmatched: args.unmatched === 'zero' ? 'zero' : 'refuse',
    makePersons: args.makePersons,
    strict: args.strict,
    verifiedOnly: args.verifiedOnly,
    keyObjects: args.keyObjects,
    episodes: args.episodes,
    legacyToo: args.legacyToo,
    site: args.site === 'bpe-first' ? 'bpe-first' : 'ars-first',
    modalityConcept: args.modalityConcept === 'dicom' ? 'dicom' : 'standard',
    eventField: args.eventField === 'field' ? 'field' : 'table',
    wadors: args.wadors?.replace(/\/+$/, ''),
    wadorsLevel: args.wadorsLevel === 'study' ? 'study' : 'series',
    localPath: LOCAL_PATHS.find((each) => each === args.localPath) ?? 'none',
    uids: args.uids === 'keep' ? 'keep' : 'replace',
    cdmVersion: args.cdmVersion === '5.5' ? '5.5' : '5.4',
    csv: args.csv === 'rfc4180' ? 'rfc4180' : 'athena',
    parquet: args.parquet,
    attributes: args.attributes === 'all' ? 'all' : 'core',
    idBase: args.idBase === undefined ? undefined : getCount(args.idBase, '--id-base'),
    procedureBase:
      args.procedureBase === undefined
        ? profile.procedures?.first
        : getCount(args.procedureBase, '--procedure-base'),
    cdmDays: args.cdmDays === '0' ? 0 : getCount(args.cdmDays, '--cdm-days'),
    cdmIsShifted: args.cdmDates === 'shifted',
    bigint: args.ids === 'bigint',
    visitNullable: args.visitId === 'nullable',
    today: terminal.date().toISOString().slice(0, 10),
    options: new Set(chosenOptions(lists).map(([option]) => String(option))),
    tool: `dicom-omop ${terminal.toolVersion}`,
  };
}

function chosenOptions(lists: readonly SiteTable[]): SiteTable['rows'] {
  const options = lists.find(({ name }) => name === 'list_deidentification_option');
  return options?.rows.filter(([, , , , chosen]) => chosen === 'yes') ?? [];
}

/** As De-identification Method Code Sequence (0012,0064) would name them. [PS3.15 E.3; PS3.16 CID 7050] */
function describeOptions(lists: readonly SiteTable[], keepsUids: boolean): readonly string[] {
  const all = lists.find(({ name }) => name === 'list_deidentification_option')?.rows ?? [];
  const kept = all.filter(([option]) => keepsUids && option === 'retain-uids');
  return [...chosenOptions(lists), ...kept].map(([, code, meaning]) => `(${code}, DCM, "${meaning}")`);
}

function getProfile(text: string): ProfileName {
  const name = PROFILE_NAMES.find((each) => each === text);
  if (name !== undefined) return name;
  throw new EnvironmentError(`"${text}" is no profile`, { fix: `give one of ${PROFILE_NAMES.join(', ')}` });
}

function formatCounts(counts: MapCounts, out: string): string {
  const list = (title: string, of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([name, n]) => `  ${`${title} ${name}`.padEnd(44)} ${n}\n`);
  return [
    ...list(
      'rows',
      counts.profile ?? {
        ...(counts.person !== undefined && { person: counts.person }),
        image_occurrence: counts.image_occurrence,
        procedure_occurrence: counts.procedure_occurrence,
        measurement: counts.measurement,
        observation: counts.observation,
        image_feature: counts.image_feature,
      },
    ),
    ...list('series', counts.series),
    ...list('instances', counts.instances),
    ...list('elements', counts.elements),
    ...list('reports', counts.reports),
    ...list('report items', counts.report_items),
    ...list('segmentations', counts.segmentations),
    ...list('segments', counts.segments),
    ...list('key objects', counts.key_objects),
    ...list('external features', counts.external),
    ...list('procedures by', counts.procedures),
    `${out}: start with refused.tsv and findings.tsv\n`,
  ].join('');
}
