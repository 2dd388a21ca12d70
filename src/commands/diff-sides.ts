/** What `diff` compares: folders of releases, or cached editions, which are built aside for it. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findLedgerFile } from '../build/curation.js';
import { appendToLedgers, copyLedgerFiles, withLedgerLock } from '../build/ledger-files.js';
import { type BuildOptions, readBuildConfig } from '../build/options.js';
import { growthsOf, prepareBuild } from '../build/pipeline.js';
import { renderRelease } from '../build/rendering.js';
import { type ReleaseTables, readReleaseTables } from '../diff/release-tables.js';
import { listLabels } from '../fetch/cache/cache.js';
import { collect, EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { compareEditions, parseEdition } from '../model/edition.js';
import { openFiles, openFolder, type ReleaseFolder } from '../release/release-folder.js';
import { makeProgress, type Terminal, withProgress } from './terminal.js';

export type SideOptions = Omit<BuildOptions, 'edition' | 'out' | 'previous' | 'locked'>;

/** A folder outside of everything, with the ledger as it grows from one side to the next. */
interface Workshop {
  readonly folder: string;
  readonly options: SideOptions;
  readonly terminal: Terminal;
}

interface DiffSide {
  readonly folder: ReleaseFolder;
  readonly tables: ReleaseTables;
}

/**
 * The tables of both sides; undefined if one of them has errors. Editions are built in memory and with a ledger of
 * their own: comparing gives no ids away and leaves no files.
 */
export async function readSides(
  names: readonly [string, string],
  options: SideOptions,
  terminal: Terminal,
): Promise<Outcome<readonly [ReleaseTables, ReleaseTables] | undefined>> {
  const workshop = { folder: mkdtempSync(join(tmpdir(), 'dicom-omop-diff-')), options, terminal };
  try {
    const { keep, diagnostics } = collect();
    const old = keep(await readSide(names[0], workshop));
    const now = old && keep(await readSide(names[1], workshop, old));
    return { value: old && now && [old.tables, now.tables], diagnostics };
  } finally {
    rmSync(workshop.folder, { recursive: true, force: true });
  }
}

async function readSide(
  name: string,
  workshop: Workshop,
  earlier?: DiffSide,
): Promise<Outcome<DiffSide | undefined>> {
  const { keep, diagnostics } = collect();
  const folder = findRelease(name, workshop.terminal) ?? keep(await buildAside(name, workshop, earlier));
  const tables = folder && keep(readReleaseTables(folder));
  return { value: folder && tables && { folder, tables }, diagnostics };
}

function findRelease(name: string, { workingDirectory }: Terminal): ReleaseFolder | undefined {
  const folder = openFolder(resolve(workingDirectory, name));
  return folder.find('manifest.json') === undefined ? undefined : folder;
}

/** The release in memory; its diagnostics are those of any build and only told if there is none. */
async function buildAside(
  name: string,
  { folder, options, terminal }: Workshop,
  earlier: DiffSide | undefined,
): Promise<Outcome<ReleaseFolder | undefined>> {
  const edition = parseEdition(name);
  if (edition === undefined) throw noSide(name);
  const ledger = join(folder, 'concept-ids.tsv');
  const before = earlier && parseEdition(earlier.tables.edition);
  const isLater = before !== undefined && compareEditions(before, edition) < 0;
  const asked = readBuildConfig({ ...options, edition }, terminal);
  const source = findLedgerFile(asked);
  if (source !== undefined && !existsSync(ledger)) copyLedgerFiles(source, ledger);
  const config = {
    ...readBuildConfig({ ...options, edition, out: join(folder, 'out'), ledger }, terminal),
    previous: isLater ? earlier?.folder : undefined,
  };
  if (!(await listLabels(config.cacheRoot)).includes(edition)) throw noSide(name);
  const { build, rendered } = await withProgress(makeProgress(terminal), async (progress) => {
    const { value, diagnostics } = await prepareBuild(config, progress);
    const nothing = { value: undefined, diagnostics };
    return { build: value, rendered: value ? await renderRelease(value, 'tables', progress) : nothing };
  });
  if (!build || !rendered.value) return { value: undefined, diagnostics: rendered.diagnostics };
  await withLedgerLock({ ledgerFile: ledger, purpose: `edition ${edition}` }, async () =>
    appendToLedgers(growthsOf(build)),
  );
  return { value: openFiles(edition, rendered.value.files), diagnostics: [] };
}

function noSide(name: string): EnvironmentError {
  return new EnvironmentError(`"${name}" is neither the folder of a release nor a cached edition`, {
    fix: 'name a folder that dicom-omop build made, or an edition that dicom-omop editions lists',
  });
}
