/**
 * The findings of one resolution in a small SQLite file, so that the next run need not read 3 GB. It is built
 * in memory, written beside its name and renamed: a reader sees the old file, the new one or none. A file that
 * cannot be read, or was made for other inputs, is as good as none.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { AthenaConcept, AthenaVocabulary, MappingStep } from '../model/athena-concept.js';
import { CDM_VOCABULARY_TABLES, propertyOf } from '../model/cdm-tables.js';
import { type Diagnostic, EnvironmentError } from '../model/diagnostic.js';
import type { AthenaFindings } from './athena-index.js';

export interface StoredFindings {
  readonly findings: AthenaFindings;
  /** Of the resolution that found them: a reader is warned again. */
  readonly diagnostics: readonly Diagnostic[];
}

const SCHEMA = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE concept (
    concept_id INTEGER PRIMARY KEY, concept_name TEXT, domain_id TEXT NOT NULL, vocabulary_id TEXT NOT NULL,
    concept_class_id TEXT NOT NULL, standard_concept TEXT, concept_code TEXT NOT NULL,
    valid_start_date TEXT NOT NULL, valid_end_date TEXT NOT NULL, invalid_reason TEXT);
  CREATE TABLE step (
    concept_id_1 INTEGER NOT NULL, concept_id_2 INTEGER NOT NULL, relationship_id TEXT NOT NULL,
    PRIMARY KEY (concept_id_1, concept_id_2, relationship_id)) WITHOUT ROWID;
  CREATE TABLE vocabulary (
    position INTEGER PRIMARY KEY, vocabulary_id TEXT NOT NULL, vocabulary_name TEXT, vocabulary_reference TEXT,
    vocabulary_version TEXT, vocabulary_concept_id INTEGER NOT NULL);
`;
const CONCEPT_COLUMNS = CDM_VOCABULARY_TABLES.concept.columns.map(({ name }) => name);
const VOCABULARY_COLUMNS = CDM_VOCABULARY_TABLES.vocabulary.columns.map(({ name }) => name);
const asProperties = (columns: readonly string[]) =>
  columns.map((name) => `${name} AS ${propertyOf(name)}`).join(', ');
const asValues = (columns: readonly string[]) => columns.map((name) => `@${propertyOf(name)}`).join(', ');

const SELECT_CONCEPTS = `SELECT ${asProperties(CONCEPT_COLUMNS)} FROM concept ORDER BY concept_id`;
const SELECT_STEPS = `SELECT concept_id_1 AS "from", concept_id_2 AS "to", relationship_id AS relationshipId
  FROM step ORDER BY concept_id_1, concept_id_2, relationship_id`;
const SELECT_VOCABULARIES = `SELECT ${asProperties(VOCABULARY_COLUMNS)} FROM vocabulary ORDER BY position`;

/** What was stored under that key; undefined if the file is absent, damaged, or made for another key. */
export function readIndexFile(path: string, key: string): StoredFindings | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { readonly: true, fileMustExist: true });
    const meta = new Map(database.prepare<[], [string, string]>('SELECT name, value FROM meta').raw().all());
    if (meta.get('key') !== key) return undefined;
    return {
      findings: {
        concepts: database.prepare<[], AthenaConcept>(SELECT_CONCEPTS).all().map(dropNulls),
        steps: database.prepare<[], MappingStep>(SELECT_STEPS).all(),
        vocabularies: database.prepare<[], AthenaVocabulary>(SELECT_VOCABULARIES).all().map(dropNulls),
        release: meta.get('release'),
      },
      diagnostics: JSON.parse(meta.get('diagnostics') ?? '[]') as Diagnostic[],
    };
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}

/** NULL of the database -> undefined of the model. */
function dropNulls<T extends object>(row: T): T {
  for (const name of Object.keys(row) as (keyof T)[])
    if (row[name] === null) row[name] = undefined as T[keyof T];
  return row;
}

/** Throws EnvironmentError if the file cannot be written; what was there before stays. */
export async function writeIndexFile(path: string, key: string, stored: StoredFindings): Promise<void> {
  const bytes = serialize(key, stored);
  const aside = `${path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(aside, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    throw new EnvironmentError(`cannot write the look-up index ${path}: ${(error as Error).message}`, {
      fix: 'name a file in a folder that can be written',
      cause: error,
    });
  }
}

function serialize(key: string, { findings, diagnostics }: StoredFindings): Buffer {
  const database = new Database(':memory:');
  try {
    database.exec(SCHEMA);
    const insertMeta = database.prepare('INSERT INTO meta VALUES (?, ?)');
    const insertConcept = database.prepare(`INSERT INTO concept VALUES (${asValues(CONCEPT_COLUMNS)})`);
    const insertStep = database.prepare('INSERT INTO step VALUES (@from, @to, @relationshipId)');
    const insertVocabulary = database.prepare(
      `INSERT INTO vocabulary VALUES (NULL, ${asValues(VOCABULARY_COLUMNS)})`,
    );
    database.transaction(() => {
      insertMeta.run('key', key);
      insertMeta.run('diagnostics', JSON.stringify(diagnostics));
      if (findings.release !== undefined) insertMeta.run('release', findings.release);
      for (const concept of findings.concepts) insertConcept.run(concept);
      for (const step of findings.steps) insertStep.run(step);
      for (const vocabulary of findings.vocabularies) insertVocabulary.run(vocabulary);
    })();
    return database.serialize();
  } finally {
    database.close();
  }
}
