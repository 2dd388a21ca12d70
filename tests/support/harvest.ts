/** `harvest map` on a few rows: the embedded release, the shipped lists, a site of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publishBuild } from '../../src/build/publishing.js';
import { readCuratedLists } from '../../src/harvest/curated-lists.js';
import { type MapRequest, mapHeaders } from '../../src/harvest/map.js';
import type { MapCounts } from '../../src/harvest/outputs.js';
import { type ProfileName, readProfile, withOptional } from '../../src/harvest/profiles/profile.js';
import type { MapSettings } from '../../src/harvest/settings.js';
import {
  emptySiteTable,
  readSiteTable,
  SITE_TABLES,
  type SiteTableKind,
} from '../../src/harvest/site-tables.js';
import type { Outcome } from '../../src/model/diagnostic.js';
import { ROOT } from './command-line.js';
import { buildMini } from './mini-release.js';

/** The embedded edition, published: the folder of its release. */
export async function publishMini(folder: string): Promise<string> {
  const build = await buildMini(folder);
  await publishBuild(build, () => undefined);
  return build.config.releaseDirectory;
}

export const SETTINGS: MapSettings = {
  identified: false,
  unmatched: 'refuse',
  makePersons: false,
  strict: false,
  verifiedOnly: false,
  keyObjects: false,
  episodes: false,
  legacyToo: false,
  site: 'ars-first',
  modalityConcept: 'standard',
  eventField: 'table',
  wadors: undefined,
  wadorsLevel: 'series',
  localPath: 'none',
  uids: 'replace',
  cdmVersion: '5.4',
  csv: 'athena',
  parquet: false,
  attributes: 'core',
  idBase: 1,
  procedureBase: 1,
  cdmDays: 1,
  cdmIsShifted: false,
  bigint: false,
  visitNullable: false,
  today: '2025-01-01',
  options: new Set([
    'basic',
    'clean-descriptors',
    'retain-patient-characteristics',
    'retain-modified-dates',
    'retain-safe-private',
  ]),
  tool: 'dicom-omop test',
};

export interface MapIn {
  readonly settings?: Partial<MapSettings>;
  readonly site?: Partial<Record<SiteTableKind, string>>;
  readonly out?: string;
  readonly profile?: ProfileName;
  readonly request?: Partial<MapRequest>;
}

/** Headers in `headers/`, crosswalk in `site/`, rows in `omop/` of the folder. */
export async function mapIn(
  folder: string,
  release: string,
  { settings, site = {}, out = 'omop', profile = 'micdm', request }: MapIn = {},
): Promise<Outcome<MapCounts | undefined>> {
  const given: Partial<Record<SiteTableKind, string>> = {
    persons: 'patient_id,person_id\nP1,7\nP2,8\n',
    ...site,
  };
  const textOf = (name: string) => {
    const file = join(ROOT, 'mappings', 'harvest', name);
    return { file, text: readFileSync(file, 'utf8') };
  };
  const lists = readCuratedLists(textOf);
  if (lists.diagnostics.length > 0) throw new Error(JSON.stringify(lists.diagnostics));
  return mapHeaders({
    headers: [join(folder, 'headers')],
    release,
    site: join(folder, 'site'),
    out: join(folder, out),
    sources: join(ROOT, 'src'),
    settings: {
      ...SETTINGS,
      ...(profile === 'chorus' && { procedureBase: 2_000_000_000 }),
      ...settings,
    },
    profile: settings?.visitNullable
      ? withOptional(readProfile(profile, textOf).value, 'visit_id')
      : readProfile(profile, textOf).value,
    tables: SITE_TABLES.map((kind) => {
      const text = given[kind];
      const read =
        text === undefined
          ? undefined
          : readSiteTable(kind, Buffer.from(text), `${kind}.csv`, settings?.bigint);
      return read?.value ?? emptySiteTable(kind, settings?.bigint);
    }),
    lists: lists.value,
    athena: undefined,
    cdm: undefined,
    matchDescription: undefined,
    spark: undefined,
    threads: 1,
    memory: 500,
    inputs: [{ path: '/images', kind: 'folder' }],
    origin: {},
    progress: () => undefined,
    ...request,
  });
}

/** Rows of a written table, by column. */
export function readTable(folder: string, file: string, out = 'omop'): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(join(folder, out, file), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}
