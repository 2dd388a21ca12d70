/** Paths, edition and profile of a run: read once, passed down. */
import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { requireFolder } from '../disk/regular-file.js';
import { type AttributeSubset, EXCLUSIONS } from '../guide/attribute-guide-row.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { type Edition, parseEdition } from '../model/edition.js';
import { openFolder, type ReleaseFolder } from '../release/release-folder.js';

/** What the two ends of the program give to the middle. */
export interface Surroundings {
  /** Folder of the installed program: its mappings, the embedded edition. */
  readonly programRoot: string;
  readonly workingDirectory: string;
  readonly toolVersion: string;
}

export interface BuildOptions {
  readonly edition: string;
  readonly cache?: string | undefined;
  readonly out?: string | undefined;
  readonly mappings?: string | undefined;
  readonly ledger?: string | undefined;
  readonly profile?: string | undefined;
  readonly locked?: boolean | undefined;
  readonly athena?: string | undefined;
  readonly previous?: string | undefined;
  /** `analytical`, or nothing. */
  readonly only?: string | undefined;
  /** Of `retired,private,free-text,phi`, joined by commas. */
  readonly exclude?: string | undefined;
  readonly fhir?: boolean | undefined;
  /** For the OHDSI vocabulary team: profile `ohdsi`, analytical attributes alone, none that may identify a patient. */
  readonly submission?: boolean | undefined;
}

export interface BuildConfig {
  readonly edition: Edition;
  readonly cacheRoot: string;
  /** `out/<edition>`: replaced whole. */
  readonly releaseDirectory: string;
  /** The folder of the ledgers, and of curated files that take the place of the shipped ones. */
  readonly mappings: string;
  readonly shippedMappings: string;
  /** The ledger asked for; else the profile names one in `mappings`. */
  readonly ledgerFile: string | undefined;
  /** True if the program lies in `node_modules`: nothing is written there, a new ledger starts as the shipped one. */
  readonly isInstalled: boolean;
  readonly profile: string;
  readonly locked: boolean;
  /** An Athena download, folder or ZIP; undefined to build without look-ups. */
  readonly athena: string | undefined;
  /** The release before, where it is not beside this one. */
  readonly previous: ReleaseFolder | undefined;
  readonly subset: AttributeSubset;
  /** Write FHIR resources too. */
  readonly fhir: boolean;
  readonly toolVersion: string;
}

const DEFAULT_CACHE = 'standard-cache';

export function readBuildConfig(asked: BuildOptions, around: Surroundings): BuildConfig {
  const options = asked.submission ? readSubmission(asked) : asked;
  const mappings = findMappings(options.mappings, around);
  const profile = options.profile ?? 'default';
  if (!/^[a-z0-9][a-z0-9-]*$/.test(profile)) {
    throw new EnvironmentError(`"${profile}" is no name of a profile`, {
      fix: `use the name of a file in ${join(mappings, 'profiles')} without .json`,
    });
  }
  const edition = getEdition(options.edition);
  return {
    edition,
    cacheRoot: findCacheOf(edition, options.cache, around),
    releaseDirectory: join(resolve(around.workingDirectory, options.out ?? 'out'), edition),
    mappings,
    shippedMappings: join(around.programRoot, 'mappings'),
    isInstalled: isInstalled(around),
    ledgerFile: options.ledger === undefined ? undefined : resolve(around.workingDirectory, options.ledger),
    profile,
    locked: options.locked ?? false,
    athena: options.athena === undefined ? undefined : resolve(around.workingDirectory, options.athena),
    previous:
      options.previous === undefined
        ? undefined
        : openFolder(resolve(around.workingDirectory, options.previous)),
    subset: readSubset(options),
    fhir: options.fhir ?? false,
    toolVersion: around.toolVersion,
  };
}

/** Beside the releases and not in their place: `out/submission/<edition>`. */
function readSubmission(options: BuildOptions): BuildOptions {
  const { profile = 'default', exclude, out = join('out', 'submission') } = options;
  if (profile !== 'default' && profile !== 'ohdsi') {
    throw new EnvironmentError(`--submission has the profile ohdsi, not "${profile}"`, {
      fix: 'leave out --profile, or --submission',
    });
  }
  const exclusions = new Set([...(exclude ?? '').split(','), 'phi']);
  return { ...options, profile: 'ohdsi', only: 'analytical', exclude: [...exclusions].join(','), out };
}

function readSubset({ only, exclude }: BuildOptions): AttributeSubset {
  if (only !== undefined && only !== 'analytical') {
    throw new EnvironmentError(`"${only}" is no subset`, { fix: 'give --only analytical, or leave it out' });
  }
  const exclusions = (exclude ?? '').split(',').filter((name) => name !== '');
  return {
    only,
    exclude: exclusions.map((name) => {
      const exclusion = EXCLUSIONS.find((known) => known === name.trim());
      if (exclusion) return exclusion;
      throw new EnvironmentError(`"${name}" is nothing to exclude`, {
        fix: `give --exclude of ${EXCLUSIONS.join(',')}`,
      });
    }),
  };
}

/** `concept-ids.tsv` -> `concept-history.tsv`; any other ledger name gets `.history` before its ending. */
export function historyFileOf(ledgerFile: string): string {
  return /concept-ids[^/\\]*$/.test(ledgerFile)
    ? ledgerFile.replace(/concept-ids([^/\\]*)$/, 'concept-history$1')
    : ledgerFile.replace(/(\.[^./\\]*)?$/, '.history$1');
}

/** The ledger of the private vocabulary, beside that of the profile: `concept-ids.tsv` -> `concept-ids.private.tsv`. */
export function privateLedgerOf(ledgerFile: string): string {
  return ledgerFile.replace(/(\.[^./\\]*)?$/, '.private$1');
}

/** A label, or the reason why it is none: labels name folders, so nothing else may pass. */
export function getEdition(label: string): Edition {
  const edition = parseEdition(label);
  if (edition) return edition;
  throw new EnvironmentError(`"${label}" is no edition label`, {
    fix: 'give a label as the standard prints it, e.g. 2024d; letters, digits, "-" and "_" only',
  });
}

/** The standard cache to write to: the one asked for; else that of the working directory, or of a checkout. */
export function findCache(asked: string | undefined, around: Surroundings): string {
  return findFolder(asked, DEFAULT_CACHE, around);
}

/** The cache to read an edition from: the embedded one where that of the working directory does not have it. */
function findCacheOf(edition: Edition, asked: string | undefined, around: Surroundings): string {
  const embedded = join(around.programRoot, DEFAULT_CACHE);
  const cache = findCache(asked, around);
  const isEmbedded = asked === undefined && !existsSync(join(cache, edition));
  return isEmbedded && existsSync(join(embedded, edition)) ? embedded : cache;
}

/** The folder of ledgers and curated files: the one asked for; else that of the working directory, or of a checkout. */
export function findMappings(asked: string | undefined, around: Surroundings): string {
  return findFolder(asked, 'mappings', around);
}

/** A curated file or folder of `mappings`; the shipped one where the folder at hand does not have it. Throws if the folder asked for is none. */
export function findCurated(asked: string | undefined, name: string, around: Surroundings): string {
  const own = findMappings(asked, around);
  requireFolder(own);
  if (asked !== undefined && !existsSync(own))
    throw new EnvironmentError(`${own} is not there`, { fix: 'give --mappings a folder of curated files' });
  return preferOwn(own, join(around.programRoot, 'mappings'), name);
}

/** The same for a build. */
export function curatedFileOf({ mappings, shippedMappings }: BuildConfig, name: string): string {
  return preferOwn(mappings, shippedMappings, name);
}

function preferOwn(own: string, shipped: string, name: string): string {
  const file = join(own, name);
  return existsSync(file) || !existsSync(join(shipped, name)) ? file : join(shipped, name);
}

/** The folder asked for; else the one in the working directory, if it is there or the program may write nowhere else. */
function findFolder(asked: string | undefined, name: string, around: Surroundings): string {
  if (asked !== undefined) return isAbsolute(asked) ? asked : resolve(around.workingDirectory, asked);
  const here = resolve(around.workingDirectory, name);
  return existsSync(here) || isInstalled(around) ? here : resolve(around.programRoot, name);
}

function isInstalled({ programRoot }: Surroundings): boolean {
  return programRoot.split(/[/\\]/).includes('node_modules');
}
