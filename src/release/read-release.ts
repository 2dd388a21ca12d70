/** The OMOP tables of a release -> the model, each row with its line. What a rule must judge is kept as found. */
import { join } from 'node:path';
import { CDM_VOCABULARY_TABLES } from '../model/cdm-tables.js';
import { isDay } from '../model/date.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { nominalPublication, parseEdition } from '../model/edition.js';
import type { Release } from '../model/omop.js';
import type { FileRef } from '../model/source-ref.js';
import { findAltered } from './altered-files.js';
import { type Manifest, parseManifest } from './manifest.js';
import { makeRelease } from './omop-tables.js';
import { parseReleaseFile, type Strictness } from './release-file.js';
import { getFile, keepTexts, type ReleaseFolder } from './release-folder.js';

export interface ReadRelease {
  readonly release: Release;
  /** Row object -> its file and line. */
  readonly places: ReadonlyMap<object, FileRef>;
  /** Undefined if there is none, or if it is none. */
  readonly manifest: Manifest | undefined;
  /** Day of the edition: of the manifest, else the nominal day of the label in `vocabulary_version`. */
  readonly published: string | undefined;
}

/** Throws EnvironmentError if a table is missing; other faults are diagnostics with file and line. */
export function readRelease(given: ReleaseFolder, strictness: Strictness = 'form'): Outcome<ReadRelease> {
  const folder = keepTexts(given);
  const places = new Map<object, FileRef>();
  const diagnostics: Diagnostic[] = [];
  const release = makeRelease((name) => {
    const table = CDM_VOCABULARY_TABLES[name];
    const file = join(folder.name, table.file);
    const { rows, diagnostics: faults } = parseReleaseFile(
      getFile(folder, table.file),
      file,
      table,
      strictness,
    );
    diagnostics.push(...faults);
    for (const { values, line } of rows) places.set(values, { file, line });
    return rows.map(({ values }) => values);
  });
  diagnostics.push(
    ...findAltered(
      folder,
      Object.values(CDM_VOCABULARY_TABLES).map(({ file }) => file),
    ),
  );
  const manifest = parseManifest(folder.find('manifest.json') ?? '');
  return { value: { release, places, manifest, published: findPublished(manifest, release) }, diagnostics };
}

function findPublished(manifest: Manifest | undefined, { vocabularies }: Release): string | undefined {
  if (manifest?.published !== undefined && isDay(manifest.published)) return manifest.published;
  const edition = parseEdition(vocabularies[0]?.vocabularyVersion?.split(' ').at(-1) ?? '');
  return edition === undefined ? undefined : nominalPublication(edition);
}
