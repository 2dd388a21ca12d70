/** What the folder that harvest map wrote has to load: the tables and columns that are there, and whose ids they are. */
import { join } from 'node:path';
import { findText } from '../disk/text-file.js';
import { EnvironmentError } from '../model/diagnostic.js';
import { readHarvestHeading } from './harvest-rows.js';
import { findHarvestTables, type HarvestContent } from './harvest-tables.js';

export function readHarvestContent(folder: string): HarvestContent {
  return {
    tables: findHarvestTables((file) => readHarvestHeading(join(folder, file)).columns),
    crosswalk: findCrosswalk(join(folder, 'manifest.json')),
  };
}

/** Undefined where a harvest of an older version does not say. */
function findCrosswalk(file: string): string | undefined {
  const text = findText(file);
  if (text === undefined) return undefined;
  try {
    const { crosswalk } = JSON.parse(text) as { crosswalk?: unknown };
    return typeof crosswalk === 'string' && /^[0-9a-f]{16}$/.test(crosswalk) ? crosswalk : undefined;
  } catch (cause) {
    throw new EnvironmentError(`${file} is not as harvest map writes it`, { fix: 'map again', cause });
  }
}
