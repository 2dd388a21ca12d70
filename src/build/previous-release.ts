/** The release before: links that have ended since are closed in the new one, and ids are compared with it. */
import { basename, dirname, join } from 'node:path';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { compareEditions, type Edition } from '../model/edition.js';
import type { Release } from '../model/omop.js';
import type { ManifestInput } from '../release/manifest.js';
import { readRelease } from '../release/read-release.js';
import { recoverRelease } from '../release/release-directory.js';
import { getFile, openFolder, type ReleaseFolder } from '../release/release-folder.js';
import { type Curation, describeInput } from './curation.js';
import type { BuildConfig } from './options.js';

const LINKS = 'CONCEPT_RELATIONSHIP.csv';

export interface PreviousRelease {
  readonly release: Release;
  readonly input: ManifestInput;
}

/** The newest release before this edition that is at hand: the one named, else that of the last edition built. */
export async function openPrevious(
  config: BuildConfig,
  curation: Pick<Curation, 'history'>,
): Promise<Outcome<PreviousRelease | undefined>> {
  const found = await findPrevious(config, curation);
  if (found === undefined) return { value: undefined, diagnostics: [] };
  const { folder, last } = found;
  const links = config.previous ? getFile(folder, LINKS) : folder.find(LINKS);
  if (links === undefined) {
    const note: Diagnostic = {
      code: 'previous-release-missing',
      severity: 'warning',
      at: { file: folder.name },
      message: `edition ${last ?? ''} was released from this ledger, but its release is not at hand: links that have ended since cannot be closed`,
      fix: 'build that edition into the same --out, or name its folder with --previous',
    };
    return { value: undefined, diagnostics: [note] };
  }
  const { value, diagnostics } = readRelease(folder);
  const input = describeInput(`previous/${basename(folder.name)}/${LINKS}`, links);
  return { value: { release: value.release, input }, diagnostics };
}

/** The folder of that release, which may not be there, and the edition released last; undefined if there was none. */
export async function findPrevious(
  config: BuildConfig,
  { history }: Pick<Curation, 'history'>,
): Promise<{ readonly folder: ReleaseFolder; readonly last: Edition | undefined } | undefined> {
  const editions = history
    .filter(({ event, edition }) => event === 'released' && compareEditions(edition, config.edition) < 0)
    .map(({ edition }) => edition)
    .sort(compareEditions);
  const last = editions.at(-1);
  const folder = config.previous ?? (await openBeside(config, last));
  return folder && { folder, last };
}

/** What a killed run left of it is mended first. */
async function openBeside(
  { releaseDirectory }: BuildConfig,
  edition: Edition | undefined,
): Promise<ReleaseFolder | undefined> {
  if (edition === undefined) return undefined;
  const directory = join(dirname(releaseDirectory), edition);
  await recoverRelease(directory);
  return openFolder(directory);
}
