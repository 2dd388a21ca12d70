/** The tables that a harvest is loaded into: those of the OMOP imaging extension, or of the profile that it was written in. */
import { findHarvestManifest, requireWhole } from '../harvest/harvest-manifest.js';
import { PROFILE_NAMES, type Profile, readProfile } from '../harvest/profiles/profile.js';
import { HARVEST_TABLES, type HarvestTable, makeHarvestTable } from '../load/harvest-tables.js';
import { EnvironmentError, isBlocking } from '../model/diagnostic.js';
import { openMappings } from './harvest-lists.js';
import { reportDiagnostics, type Terminal } from './terminal.js';

/** `folder`: what harvest map wrote; its manifest names the profile. Throws EnvironmentError if a file of it is cut. */
export function getHarvestTables(
  folder: string,
  mappings: string | undefined,
  terminal: Terminal,
): readonly HarvestTable[] {
  const manifest = findHarvestManifest(folder);
  if (manifest) requireWhole(folder, manifest);
  const told = manifest?.profile;
  if (told === undefined) return HARVEST_TABLES;
  const name = PROFILE_NAMES.find((each) => each === told);
  const read = name && readProfile(name, openMappings(mappings, terminal));
  if (read && !isBlocking(read.diagnostics)) return tablesOf(read.value);
  reportDiagnostics(read?.diagnostics ?? [], terminal);
  throw new EnvironmentError(`${folder} holds tables of the profile "${told}", which cannot be read`, {
    fix: 'restore mappings/harvest/profiles, or harvest again with this version of dicom-omop',
  });
}

/** What the profile leaves of the default, and its own; those that may not leave the site are not loaded. */
function tablesOf({ omits, tables }: Profile): readonly HarvestTable[] {
  const own = tables.filter(({ isLocal }) => !isLocal);
  const shared = HARVEST_TABLES.filter(
    ({ file }) => !omits.has(file) || own.some((table) => table.file === file),
  );
  const others = own.filter(({ file }) => !shared.some((table) => table.file === file));
  return [
    ...shared,
    ...others.map((table) => makeHarvestTable(table, table.columns, table.columns[0]?.required === true)),
  ];
}
