/** A release on disk, opened for a program: attributes, concepts, what is called so, changes, rules. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findConcept } from '../browse/concept-sections.js';
import type { Entry } from '../browse/entry.js';
import { findKeys } from '../browse/find-subjects.js';
import { openView, type ReleaseView, type Row } from '../browse/release-view.js';
import { makeEntry } from '../browse/subjects.js';
import { keyOfValue } from '../browse/value-entry.js';
import { compareReleases, type ReleaseDiff } from '../diff/compare/comparison.js';
import { readReleaseTables } from '../diff/release-tables.js';
import { tagOfCode } from '../model/concept-code.js';
import { type Diagnostic, EnvironmentError, formatDiagnostic, isBlocking } from '../model/diagnostic.js';
import { readRelease } from '../release/read-release.js';
import { getFile, openFolder } from '../release/release-folder.js';
import { parseExceptions } from '../verify/exceptions.js';
import { verifyRelease } from '../verify/verify-release.js';
import { MAPPINGS } from './package-folder.js';

export interface ReleaseConcept {
  readonly conceptId: number;
  readonly conceptCode: string;
  readonly name: string;
  readonly domainId: string;
  readonly conceptClassId: string;
  /** `yyyymmdd`. */
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: string | undefined;
  /** Standard concepts that it `Maps to`. */
  readonly mapsTo: readonly number[];
}

export interface ReleaseAttribute {
  /** `(0018,0081)`. */
  readonly tag: string;
  readonly name: string | undefined;
  readonly keyword: string | undefined;
  readonly vr: string | undefined;
  readonly vm: string | undefined;
  readonly retired: boolean;
  readonly concept: ReleaseConcept | undefined;
  /** The unit that the standard states, as UCUM, and its concept where Athena was at hand. */
  readonly unit: { readonly ucum: string; readonly conceptId: number | undefined } | undefined;
  /** Values that the standard lists, each once; values of context groups are in `contextGroups`. */
  readonly values: readonly {
    readonly value: string;
    readonly meaning: string | undefined;
    readonly concept: ReleaseConcept | undefined;
  }[];
  /** Numbers of the context groups that are bound to it. */
  readonly contextGroups: readonly string[];
}

export interface OpenedRelease {
  readonly directory: string;
  /** Label, e.g. `2024d`. */
  readonly edition: string;
  /** By tag (`0018,0081`, `(0018,0081)`, `00180081`) or keyword. */
  readonly attribute: (tagOrKeyword: string) => ReleaseAttribute | undefined;
  /** By concept id; undefined if it is none of ours. */
  readonly concept: (conceptId: number) => ReleaseConcept | undefined;
  /** All that is called so, as `inspect` has it. */
  readonly find: (text: string) => readonly Entry[];
  /** What changed since an older release. */
  readonly diff: (older: OpenedRelease) => ReleaseDiff;
  /** Findings of the rules of OMOP, less the accepted ones; none if all are kept. */
  readonly verify: () => readonly Diagnostic[];
}

/** Throws EnvironmentError if the folder is no release, or cannot be read as one. */
export function openRelease(directory: string): OpenedRelease {
  const folder = openFolder(directory);
  getFile(folder, 'manifest.json');
  const view = openView(folder);
  const edition = view.manifest?.edition;
  if (edition === undefined) {
    throw new EnvironmentError(`${directory} is no release: its manifest names no edition`, {
      fix: 'give the folder that `dicom-omop build` wrote, e.g. out/2024d',
    });
  }
  return {
    directory,
    edition,
    attribute: (asked) => findAttribute(view, asked),
    concept: (conceptId) => {
      const row = view.select('CONCEPT.csv', 'conceptId', String(conceptId))[0];
      return row && makeConcept(view, row);
    },
    find: (text) => findKeys(view, text).flatMap((key) => makeEntry(view, key) ?? []),
    diff: (older) => compare(older.directory, directory),
    verify: () => verify(directory),
  };
}

function findAttribute(view: ReleaseView, asked: string): ReleaseAttribute | undefined {
  const [byKeyword] = view.select('attributes', 'keyword', asked);
  const tag = byKeyword?.tag ?? findKeys(view, asked).find((key) => key.startsWith('('));
  const row = byKeyword ?? (tag === undefined ? undefined : view.select('attributes', 'tag', tag)[0]);
  if (!row) return undefined;
  const concept = findConcept(view, row.tag.replace(/[(),]/g, ''));
  const guide = view.select('attribute_guide.tsv', 'tag', row.tag)[0];
  const ucum = guide?.unit ?? view.select('units', 'tag', row.tag)[0]?.ucum;
  const values = new Map(
    view.select('value_terms', 'tag', row.tag).map(({ value, meaning }) => [value, meaning] as const),
  );
  return {
    tag: row.tag,
    name: row.name,
    keyword: row.keyword,
    vr: row.vr,
    vm: row.vm,
    retired: row.retired === 'true',
    concept: concept && makeConcept(view, concept),
    unit: ucum === undefined ? undefined : { ucum, conceptId: Number(guide?.unitConceptId) || undefined },
    values: [...values].map(([value, meaning]) => {
      const key = keyOfValue(view, row.tag, value);
      const found = findConcept(view, tagOfCode(key) ? key : key.replace(/^DCM:/, ''));
      return { value, meaning, concept: found && makeConcept(view, found) };
    }),
    contextGroups: [...new Set(view.select('bindings', 'tag', row.tag).map(({ cid }) => cid))],
  };
}

function makeConcept(view: ReleaseView, row: Row<'CONCEPT.csv'>): ReleaseConcept {
  const { conceptCode, conceptName, domainId, conceptClassId, validStartDate, validEndDate } = row;
  const mapsTo = view
    .select('CONCEPT_RELATIONSHIP.csv', 'conceptId1', row.conceptId)
    .filter(({ relationshipId, invalidReason }) => relationshipId === 'Maps to' && !invalidReason)
    .map(({ conceptId2 }) => Number(conceptId2));
  return {
    conceptId: Number(row.conceptId),
    conceptCode,
    name: conceptName,
    domainId,
    conceptClassId,
    validStartDate,
    validEndDate,
    invalidReason: row.invalidReason,
    mapsTo,
  };
}

function compare(old: string, now: string): ReleaseDiff {
  const [before, after] = [old, now].map((directory) => {
    const { value, diagnostics } = readReleaseTables(openFolder(directory));
    if (!value) throw unreadable(directory, diagnostics);
    return value;
  });
  if (!before || !after) throw unreadable(now, []);
  return compareReleases(before, after).value;
}

function verify(directory: string): readonly Diagnostic[] {
  const file = join(MAPPINGS, 'verify-exceptions.tsv');
  const exceptions = parseExceptions(readFileSync(file, 'utf8'), file);
  const { value, diagnostics } = readRelease(openFolder(directory));
  if (isBlocking(diagnostics)) return diagnostics;
  const { release, places, published } = value;
  const findings = verifyRelease(release, { exceptions: exceptions.value, published, places });
  return [...diagnostics, ...exceptions.diagnostics, ...findings];
}

function unreadable(directory: string, diagnostics: readonly Diagnostic[]): EnvironmentError {
  const [first] = diagnostics;
  return new EnvironmentError(`${directory} cannot be read: ${first ? formatDiagnostic(first) : ''}`, {
    fix: 'build the release again',
  });
}
