/** A release directory -> the model, each row with its line. What a rule must judge is kept as found. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CDM_VOCABULARY_TABLES, RELEASE_TABLES, type ReleaseTableName } from '../model/cdm-tables.js';
import { isDay } from '../model/date.js';
import { type Diagnostic, EnvironmentError, type Outcome } from '../model/diagnostic.js';
import { nominalPublication, parseEdition } from '../model/edition.js';
import type {
  Concept,
  ConceptClass,
  ConceptRelationship,
  ConceptSynonym,
  Relationship,
  Release,
  Vocabulary,
} from '../model/omop.js';
import type { FileRef } from '../model/source-ref.js';
import { type FileRow, parseReleaseFile } from './release-file.js';

export interface ReadRelease {
  readonly release: Release;
  /** Row object -> its file and line. */
  readonly places: ReadonlyMap<object, FileRef>;
  /** Day of the edition: from `manifest.json`, else the nominal day of the label in `vocabulary_version`. */
  readonly published: string | undefined;
}

/** Throws if a file is missing; faults of form are diagnostics with file and line. */
export function readRelease(directory: string): Outcome<ReadRelease> {
  const places = new Map<object, FileRef>();
  const diagnostics: Diagnostic[] = [];
  const read = (name: ReleaseTableName): readonly FileRow['values'][] => {
    const table = CDM_VOCABULARY_TABLES[name];
    const file = join(directory, table.file);
    const { rows, diagnostics: faults } = parseReleaseFile(getBytes(file), file, table);
    diagnostics.push(...faults);
    for (const { values, line } of rows) places.set(values, { file, line });
    return rows.map(({ values }) => values);
  };
  const rows = Object.fromEntries(RELEASE_TABLES.map((name) => [name, read(name)]));
  const release: Release = {
    concepts: rows.concept as unknown as readonly Concept[],
    relationships: rows.concept_relationship as unknown as readonly ConceptRelationship[],
    synonyms: rows.concept_synonym as unknown as readonly ConceptSynonym[],
    vocabularies: rows.vocabulary as unknown as readonly Vocabulary[],
    conceptClasses: rows.concept_class as unknown as readonly ConceptClass[],
    relationshipTypes: rows.relationship as unknown as readonly Relationship[],
  };
  return { value: { release, places, published: findPublished(directory, release) }, diagnostics };
}

function getBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new EnvironmentError(`cannot read ${file}: ${reason}`, {
      fix: 'name a directory that `dicom-omop build` wrote, e.g. out/2024d',
      cause: error,
    });
  }
}

function findPublished(directory: string, release: Release): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'));
    const published: unknown =
      typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'published') : undefined;
    if (typeof published === 'string' && isDay(published)) return published;
  } catch {
    // A release without its manifest still has a version.
  }
  const label = release.vocabularies[0]?.vocabularyVersion?.split(' ').at(-1);
  const edition = parseEdition(label ?? '');
  return edition === undefined ? undefined : nominalPublication(edition);
}
