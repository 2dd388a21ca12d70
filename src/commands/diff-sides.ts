/** What `diff` compares: folders of releases, or cached editions, which are built aside for it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findLedgerFile } from '../build/curation.js';
import { copyLedgerFiles } from '../build/ledger-files.js';
import { type BuildOptions, readBuildConfig } from '../build/options.js';
import { prepareBuild } from '../build/pipeline.js';
import { publishBuild } from '../build/publishing.js';
import { type ReleaseTables, readReleaseTables } from '../diff/release-tables.js';
import { listLabels } from '../fetch/cache/cache.js';
import { EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { compareEditions, parseEdition } from '../model/edition.js';
import { openFolder } from '../release/release-folder.js';
import { makeProgress, type Terminal } from './terminal.js';

export type SideOptions = Omit<BuildOptions, 'edition' | 'out' | 'previous' | 'locked'>;

/** A folder outside of everything, with the ledger as it grows from one side to the next. */
interface Workshop {
  readonly folder: string;
  readonly options: SideOptions;
  readonly terminal: Terminal;
}

/**
 * The tables of both sides; undefined if one of them has errors. Editions are built into a folder of their own and
 * with a ledger of their own: comparing gives no ids away and leaves no files.
 */
export async function readSides(
  names: readonly [string, string],
  options: SideOptions,
  terminal: Terminal,
): Promise<Outcome<readonly [ReleaseTables, ReleaseTables] | undefined>> {
  const workshop = { folder: mkdtempSync(join(tmpdir(), 'dicom-omop-diff-')), options, terminal };
  try {
    const [oldName, newName] = names;
    const old = await readSide(oldName, workshop);
    if (!old.value) return { value: undefined, diagnostics: old.diagnostics };
    const now = await readSide(newName, workshop, { edition: old.value.edition, folder: oldName });
    return {
      value: now.value && [old.value, now.value],
      diagnostics: [...old.diagnostics, ...now.diagnostics],
    };
  } finally {
    rmSync(workshop.folder, { recursive: true, force: true });
  }
}

interface EarlierSide {
  readonly edition: string;
  readonly folder: string;
}

async function readSide(
  name: string,
  workshop: Workshop,
  earlier?: EarlierSide,
): Promise<Outcome<ReleaseTables | undefined>> {
  const folder = findRelease(name, workshop.terminal);
  if (folder !== undefined) return readReleaseTables(openFolder(folder));
  const built = await buildAside(name, workshop, earlier);
  return built.value === undefined
    ? { value: undefined, diagnostics: built.diagnostics }
    : readReleaseTables(openFolder(built.value));
}

function findRelease(name: string, { workingDirectory }: Terminal): string | undefined {
  const folder = resolve(workingDirectory, name);
  return existsSync(join(folder, 'manifest.json')) ? folder : undefined;
}

/** The folder of the release; its diagnostics are those of any build and only told if there is none. */
async function buildAside(
  name: string,
  { folder, options, terminal }: Workshop,
  earlier: EarlierSide | undefined,
): Promise<Outcome<string | undefined>> {
  const edition = parseEdition(name);
  if (edition === undefined) throw noSide(name);
  const ledger = join(folder, 'concept-ids.tsv');
  const before = earlier && parseEdition(earlier.edition);
  const isLater = before !== undefined && compareEditions(before, edition) < 0;
  const asked = readBuildConfig({ ...options, edition }, terminal);
  const source = findLedgerFile(asked);
  if (source !== undefined && !existsSync(ledger)) copyLedgerFiles(source, ledger);
  const config = readBuildConfig(
    {
      ...options,
      edition,
      out: join(folder, 'out'),
      ledger,
      previous: isLater && earlier ? findRelease(earlier.folder, terminal) : undefined,
    },
    terminal,
  );
  if (!(await listLabels(config.cacheRoot)).includes(edition)) throw noSide(name);
  const { value: build, diagnostics } = await prepareBuild(config, makeProgress(terminal));
  if (!build) return { value: undefined, diagnostics };
  const published = await publishBuild(build, () => {});
  if (!published.value) return { value: undefined, diagnostics: published.diagnostics };
  return { value: config.releaseDirectory, diagnostics: [] };
}

function noSide(name: string): EnvironmentError {
  return new EnvironmentError(`"${name}" is neither the folder of a release nor a cached edition`, {
    fix: 'name a folder that dicom-omop build made, or an edition that dicom-omop editions lists',
  });
}
