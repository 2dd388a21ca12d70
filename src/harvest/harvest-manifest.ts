/** `manifest.json` of a harvest, as it is read back. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findJson } from '../disk/json-file.js';
import { EnvironmentError } from '../model/diagnostic.js';

export interface HarvestManifest {
  /** Digests of the manifests of what it was made from. */
  readonly headers?: string;
  readonly release?: string;
  readonly deidentified?: boolean;
  /** Undefined for the tables of the OMOP imaging extension. */
  readonly profile?: string;
  /** Of the scan. */
  readonly scanned?: Counts;
  /** Rows of a table, or rows by what became of them. */
  readonly counts: Counts;
  /** Bytes by file; harvests of older programs lack it. */
  readonly files?: Readonly<Record<string, number>>;
}
type Counts = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

const FIX = 'name the folder that `dicom-omop harvest map --out` wrote';

/** `omop`: the folder of the harvest. Undefined if it holds no manifest. */
export function findHarvestManifest(omop: string): HarvestManifest | undefined {
  return findJson<HarvestManifest>(join(omop, 'manifest.json'), { members: ['counts'], fix: FIX });
}

/** The same. Throws EnvironmentError if the folder holds none. */
export function readHarvestManifest(omop: string): HarvestManifest {
  const manifest = findHarvestManifest(omop);
  if (manifest !== undefined) return manifest;
  throw new EnvironmentError(`${omop} holds no harvest: there is no manifest.json`, { fix: FIX });
}

/** Throws EnvironmentError if a file is shorter than it was written: rows of it would be missing behind their ids. */
export function requireWhole(omop: string, { files = {} }: HarvestManifest): void {
  for (const [name, bytes] of Object.entries(files)) {
    const file = join(omop, name);
    const found = statSync(file, { throwIfNoEntry: false });
    if (!found?.isFile() || found.size >= bytes) continue;
    throw new EnvironmentError(
      `${file} is cut: ${found.size} bytes of the ${bytes} that manifest.json names`,
      {
        fix: 'copy the folder again whole, or map again',
      },
    );
  }
}
