/** The curated files that the package brings. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const MAPPINGS = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'mappings');
