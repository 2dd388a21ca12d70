/** Whether a build would give the release that is there already. */
import { join } from 'node:path';
import { readAthenaRelease } from '../athena/resolution.js';
import { findText } from '../disk/text-file.js';
import { readCached } from '../fetch/cache/cache.js';
import { parseManifest, type ReleaseForm } from '../release/manifest.js';
import { describeInput } from './curation.js';
import { type BuildConfig, curatedFileOf } from './options.js';

/**
 * True if the release directory holds a release of the same documents, mappings, form and program, and of the Athena
 * release that is given, if one is.
 */
export async function isReleased(config: BuildConfig): Promise<boolean> {
  const origin = parseManifest(findText(join(config.releaseDirectory, 'manifest.json')) ?? '');
  const cached = await readCached(config.cacheRoot, config.edition, []);
  if (!origin?.inputs || !cached.value) return false;
  if (config.athena && origin.athena !== (await readAthenaRelease(config.athena))) return false;
  const released = new Map(origin.inputs.map(({ name, sha256 }) => [name, sha256]));
  const mappings = [...released.keys()].filter((name) => name.startsWith('mappings/'));
  return (
    origin.tool === `dicom-omop ${config.toolVersion}` &&
    origin.profile === config.profile &&
    JSON.stringify(origin.form) === JSON.stringify(formOf(config)) &&
    cached.value.manifest.parts.every(({ file, sha256 }) => released.get(file) === sha256) &&
    mappings.every((name) => {
      const now = findText(curatedFileOf(config, name.replace(/^mappings\//, '')));
      return now !== undefined && describeInput(name, now).sha256 === released.get(name);
    })
  );
}

export function formOf({ subset, fhir }: BuildConfig): ReleaseForm {
  return { only: subset.only ?? null, exclude: subset.exclude, fhir };
}
