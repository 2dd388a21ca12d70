/** What files were, for manifests: their bytes as one digest. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { getBytes } from '../disk/text-file.js';

/** SHA-256 of the bytes of all files, in hexadecimal. `fix`: what to do where one is not there. */
export function digestFiles(files: readonly string[], fix: string): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(getBytes(file, fix));
  return hash.digest('hex');
}

/** Of the manifest of a release. */
export function digestRelease(release: string): string {
  return digestFiles(
    [join(release, 'manifest.json')],
    'name the folder of a release that `dicom-omop build` wrote',
  );
}
