/** A release directory on disk -> its tables. CONCEPT, CONCEPT_RELATIONSHIP, CONCEPT_SYNONYM must be there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { ConceptId, InvalidReason, StandardConcept } from '../model/omop.js';
import { OMOP_KEYS } from './delta.js';
import { FACT_TABLES, type FactTable } from './fact-tables.js';
import type { ReleaseFacts, ReleaseTables, TextTable } from './release-tables.js';
import { type CellReader, parseTextTable, readRows } from './text-table.js';

const CONCEPT_COLUMNS =
  'concept_id concept_name domain_id vocabulary_id concept_class_id standard_concept concept_code valid_start_date valid_end_date invalid_reason'.split(
    ' ',
  );
const RELATIONSHIP_COLUMNS =
  'concept_id_1 concept_id_2 relationship_id valid_start_date valid_end_date invalid_reason'.split(' ');
const SYNONYM_COLUMNS = ['concept_id', 'concept_synonym_name', 'language_concept_id'];

/**
 * Undefined as soon as a file has an error; all errors are reported together. Throws EnvironmentError for
 * a directory that is no release.
 */
export function readReleaseTables(directory: string): Outcome<ReleaseTables | undefined> {
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const manifest = readManifest(directory);
  const texts = new Map<string, TextTable>();
  for (const { file, isOptional } of OMOP_KEYS) {
    const path = join(directory, file);
    const content = findFile(path);
    if (content !== undefined) texts.set(file, keep(parseTextTable(content, file, path)));
    else if (!isOptional) throw noRelease(directory, file);
  }
  const read = <T>(file: string, columns: readonly string[], row: (cell: CellReader) => T): readonly T[] => {
    const table = texts.get(file);
    return table ? keep(readRows(table, join(directory, file), columns, row)) : [];
  };
  const facts: Record<string, readonly unknown[]> = {};
  const factTables = new Set<keyof ReleaseFacts>();
  for (const name of Object.keys(FACT_TABLES) as (keyof ReleaseFacts)[]) {
    const table: FactTable<unknown> = FACT_TABLES[name];
    const path = join(directory, table.file);
    const content = findFile(path);
    if (content !== undefined) factTables.add(name);
    facts[name] =
      content === undefined
        ? []
        : keep(readRows(keep(parseTextTable(content, table.file, path)), path, table.required, table.read));
  }
  const value: ReleaseTables = {
    ...manifest,
    concepts: read('CONCEPT.csv', CONCEPT_COLUMNS, (cell) => ({
      conceptId: Number(cell('concept_id')) as ConceptId,
      conceptName: cell('concept_name') ?? '',
      domainId: cell('domain_id') ?? '',
      vocabularyId: cell('vocabulary_id') ?? '',
      conceptClassId: cell('concept_class_id') ?? '',
      standardConcept: cell('standard_concept') as StandardConcept | undefined,
      conceptCode: cell('concept_code') ?? '',
      validStartDate: cell('valid_start_date') ?? '',
      validEndDate: cell('valid_end_date') ?? '',
      invalidReason: cell('invalid_reason') as InvalidReason | undefined,
    })),
    relationships: read('CONCEPT_RELATIONSHIP.csv', RELATIONSHIP_COLUMNS, (cell) => ({
      conceptId1: Number(cell('concept_id_1')) as ConceptId,
      conceptId2: Number(cell('concept_id_2')) as ConceptId,
      relationshipId: cell('relationship_id') ?? '',
      validStartDate: cell('valid_start_date') ?? '',
      validEndDate: cell('valid_end_date') ?? '',
      invalidReason: cell('invalid_reason') as 'D' | undefined,
    })),
    synonyms: read('CONCEPT_SYNONYM.csv', SYNONYM_COLUMNS, (cell) => ({
      conceptId: Number(cell('concept_id')) as ConceptId,
      conceptSynonymName: cell('concept_synonym_name') ?? '',
      languageConceptId: Number(cell('language_concept_id')),
    })),
    facts: facts as unknown as ReleaseFacts,
    factTables,
    texts,
  };
  return { value: isBlocking(diagnostics) ? undefined : value, diagnostics };
}

function readManifest(directory: string): Pick<ReleaseTables, 'edition' | 'published' | 'profile'> {
  const file = join(directory, 'manifest.json');
  const content = findFile(file);
  if (content === undefined) throw noRelease(directory, 'manifest.json');
  try {
    const manifest: unknown = JSON.parse(content);
    const text = (name: string): string | undefined => {
      const value = (manifest as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : undefined;
    };
    const edition = text('edition');
    if (edition === undefined) throw new Error('it names no edition');
    return { edition, published: text('published'), profile: text('profile') };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(`cannot read ${file}: ${reason}`, { fix: 'build the release again', cause });
  }
}

function findFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EnvironmentError(`cannot read ${path}: ${reason}`, { fix: 'build the release again', cause });
  }
}

function noRelease(directory: string, file: string): EnvironmentError {
  return new EnvironmentError(`${directory} is no release: ${file} is not there`, {
    fix: 'give the folder that `dicom-omop build` wrote, e.g. out/2024d',
  });
}
