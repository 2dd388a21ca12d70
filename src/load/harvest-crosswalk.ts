/** Which crosswalk gave the ids of a harvest, as its manifest says. */
import { join } from 'node:path';
import { findText } from '../disk/text-file.js';

/** `folder`: what harvest map wrote. Undefined where a harvest of an older version does not say. */
export function findHarvestCrosswalk(folder: string): string | undefined {
  const text = findText(join(folder, 'manifest.json'));
  return /^ {2}"crosswalk": "([0-9a-f]{16})",?$/m.exec(text ?? '')?.[1];
}
