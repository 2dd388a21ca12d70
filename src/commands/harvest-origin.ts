/** What a harvest came from, found beside it: for the commands that look at one. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openAthenaFolder } from '../harvest/athena-folder.js';
import { type HarvestManifest, readHarvestManifest } from '../harvest/harvest-manifest.js';
import { findAlteredTables } from '../harvest/sources.js';
import { EnvironmentError } from '../model/diagnostic.js';
import type { QualityInputs } from '../quality/inputs.js';
import { digestRelease } from './file-digest.js';
import { openHeaders } from './harvest-headers.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

export interface HarvestOriginArguments {
  readonly omop: string;
  readonly headers: string;
  readonly crosswalk: string;
  readonly release?: string | undefined;
  readonly athena?: string | undefined;
  readonly memory: string;
  readonly mappings?: string | undefined;
}

/** `folder`: of the run, for what is unpacked. */
export async function findInputs(
  args: HarvestOriginArguments,
  terminal: Terminal,
  folder: string,
): Promise<Omit<QualityInputs, 'lists' | 'cdm' | 'cdmIsShifted'>> {
  const at = (path: string) => resolve(terminal.workingDirectory, path);
  const omop = at(args.omop);
  const origin = readHarvestManifest(omop);
  const release = findRelease(args.release === undefined ? undefined : at(args.release), at('out'), origin);
  if (release !== undefined) reportDiagnostics(findAlteredTables(release), terminal);
  return {
    omop,
    headers: await findHeaders(at(args.headers), origin),
    site: existsSync(at(args.crosswalk)) ? at(args.crosswalk) : undefined,
    release,
    athena: args.athena === undefined ? undefined : await openAthenaFolder(at(args.athena), folder),
    sources: join(terminal.programRoot, 'src'),
    today: terminal.date().toISOString().slice(0, 10),
  };
}

/** Header tables of another scan would be counted against rows that are not theirs. */
async function findHeaders(headers: string, origin: HarvestManifest): Promise<readonly string[] | undefined> {
  if (!existsSync(headers)) return undefined;
  const { folders, sha256 } = await openHeaders(headers);
  if (origin.headers === undefined || sha256 === origin.headers) return folders;
  throw new EnvironmentError(`${headers} is not what this harvest was made from`, {
    fix: 'give --headers the folder that harvest map read, or map again',
  });
}

/** The one that is named, else the one in `out/` that the harvest was made with. */
function findRelease(named: string | undefined, out: string, origin: HarvestManifest): string | undefined {
  const isIt = (folder: string) =>
    existsSync(join(folder, 'manifest.json')) && digestRelease(folder) === origin.release;
  if (named !== undefined) {
    if (origin.release === undefined || isIt(named)) return named;
    throw new EnvironmentError(`${named} is not the release that this harvest was made with`, {
      fix: 'give --release the folder that harvest map read, or map again',
    });
  }
  if (!existsSync(out)) return undefined;
  return readdirSync(out)
    .map((name) => join(out, name))
    .find(isIt);
}
