/** The files of `mappings/harvest/` that the harvest commands go by. */
import { join } from 'node:path';
import { findCurated } from '../build/options.js';
import { getText } from '../disk/text-file.js';
import { type ListForms, readCuratedLists } from '../harvest/curated-lists.js';
import type { SiteTable } from '../harvest/site-tables.js';
import { EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import { QUALITY_LISTS } from '../quality/lists.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

/** `given`: the folder of --mappings. The function reads one of its files by name. */
export function openMappings(
  given: string | undefined,
  terminal: Terminal,
): (name: string) => { readonly file: string; readonly text: string } {
  const folder = findCurated(given, 'harvest', terminal);
  return (name) => {
    const file = join(folder, name);
    return { file, text: getText(file, "restore it from the program's own mappings") };
  };
}

/** The lists that harvest goes by, or others of that form. */
export function readLists(
  given: string | undefined,
  terminal: Terminal,
  forms?: ListForms,
): Outcome<readonly SiteTable[]> {
  return readCuratedLists(openMappings(given, terminal), forms);
}

/** The lists that rules go by; throws if one of them is wrong. */
export function getQualityLists(given: string | undefined, terminal: Terminal): readonly SiteTable[] {
  const lists = readLists(given, terminal, QUALITY_LISTS);
  reportDiagnostics(lists.diagnostics, terminal);
  if (!isBlocking(lists.diagnostics)) return lists.value;
  throw new EnvironmentError('a list in mappings/harvest is wrong, see above', {
    fix: 'mend the list, or restore it',
  });
}
