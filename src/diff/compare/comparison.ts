/** Two releases -> every change between them, in reading order. */

import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { countBy } from '../../model/grouping.js';
import type { ComparedTable, ReleaseTables } from '../release-tables.js';
import { compareAttributes, compareDefinitions, compareUids, compareUnits } from './attribute-changes.js';
import { compareBindings } from './binding-changes.js';
import type { Change, ChangeKind } from './change.js';
import { CHANGE_KINDS } from './change-kinds.js';
import { compareConcepts } from './concept-changes.js';
import { type CountDeltas, countDeltas } from './count-deltas.js';
import { compareGroups, compareIncludes } from './group-changes.js';
import { compareMappings } from './mapping-changes.js';
import { compareMembers } from './member-changes.js';
import { compareNaturally } from './natural-order.js';
import { makeSides, type Sides } from './subjects.js';
import { compareSynonyms } from './synonym-changes.js';
import { compareTerms } from './term-changes.js';

export interface ReleaseLabel {
  readonly edition: string;
  /** `yyyymmdd`. */
  readonly published: string | undefined;
  readonly profile: string | undefined;
}

export interface ReleaseDiff {
  readonly old: ReleaseLabel;
  readonly now: ReleaseLabel;
  /** By kind in reading order, then topic, then code. */
  readonly changes: readonly Change[];
  /** Those of them that somebody has decided about. */
  readonly accepted: ReadonlySet<Change>;
  /** What was not compared, in sentences. */
  readonly gaps: readonly string[];
  readonly deltas: CountDeltas;
}

/** What is compared, and the fact tables that both releases must have for it. */
const ASPECTS: readonly {
  readonly needs: readonly ComparedTable[];
  readonly compare: (sides: Sides) => readonly Change[];
}[] = [
  { needs: [], compare: compareConcepts },
  { needs: [], compare: compareSynonyms },
  { needs: [], compare: compareMappings },
  { needs: ['attributes'], compare: compareAttributes },
  { needs: ['units'], compare: compareUnits },
  { needs: ['code_definitions'], compare: compareDefinitions },
  { needs: ['uids'], compare: compareUids },
  { needs: ['value_terms', 'body_parts'], compare: compareTerms },
  { needs: ['context_groups'], compare: compareGroups },
  { needs: ['context_groups', 'context_group_includes'], compare: compareIncludes },
  { needs: ['context_groups', 'context_group_members'], compare: compareMembers },
  { needs: ['bindings'], compare: compareBindings },
];

/**
 * Errors: an id that changed or was reused (`concept-id-changed`, `concept-id-reused`). Warnings: releases of different
 * profiles; a fact table that one of them lacks, so that nothing is said about it.
 */
export function compareReleases(
  old: ReleaseTables,
  now: ReleaseTables,
  isAccepted: (change: Change) => boolean = () => false,
): Outcome<ReleaseDiff> {
  const sides = makeSides(old, now);
  const isKnown = (table: ComparedTable): boolean => old.factTables.has(table) && now.factTables.has(table);
  const changes = ASPECTS.filter(({ needs }) => needs.every(isKnown)).flatMap(({ compare }) =>
    compare(sides),
  );
  const maps = compareAthena(old, now);
  const lacking = [...new Set(ASPECTS.flatMap(({ needs }) => needs))].filter((table) => !isKnown(table));
  return {
    value: {
      old: labelOf(old),
      now: labelOf(now),
      changes: sortForReading(changes),
      accepted: new Set(changes.filter(isAccepted)),
      gaps: maps.map(({ message }) => message),
      deltas: countDeltas(old, now),
    },
    diagnostics: [
      ...changes.flatMap(idDiagnostic),
      ...maps,
      ...(old.profile === now.profile ? [] : [profilesDiffer(old, now)]),
      ...lacking.map((table) => tableLacking(table, old, now)),
    ],
  };
}

/** How many changes there are of each kind; kinds without any are left out. */
export function countKinds(changes: readonly Change[]): ReadonlyMap<ChangeKind, number> {
  const counts = countBy(changes, ({ kind }) => kind);
  return new Map(
    CHANGE_KINDS.filter((kind) => counts.has(kind)).map((kind) => [kind, counts.get(kind) ?? 0]),
  );
}

function sortForReading(changes: readonly Change[]): readonly Change[] {
  const rank = new Map(CHANGE_KINDS.map((kind, index) => [kind, index]));
  return [...changes].sort(
    (a, b) =>
      (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
      compareNaturally(a.topic, b.topic) ||
      compareNaturally(a.subject.code, b.subject.code),
  );
}

function labelOf({ edition, published, profile }: ReleaseTables): ReleaseLabel {
  return { edition, published, profile };
}

function idDiagnostic(change: Change): Diagnostic[] {
  if (change.kind !== 'id-changed' && change.kind !== 'id-reused') return [];
  const { subject, kind, from, to } = change;
  const message =
    kind === 'id-changed'
      ? `the id of ${subject.code} changed`
      : `id ${subject.conceptId} stands for another code now`;
  return [
    {
      code: `concept-${kind}`,
      severity: 'error',
      message: `${message} (${subject.name})`,
      found: String(to),
      expected: `${from}, as in the older release: data at the sites hold it`,
      fix: 'build both releases from one ledger; restore mappings/concept-ids.tsv from git if a line was edited',
    },
  ];
}

/** Maps to other vocabularies are only compared where both releases were built with an Athena download. */
function compareAthena(old: ReleaseTables, now: ReleaseTables): Diagnostic[] {
  const without = [old, now].filter(({ athena }) => athena === undefined);
  if (without.length === 0 && old.athena === now.athena) return [];
  const code = 'release-athena-differs';
  const expected = old.athena ?? now.athena ?? 'an Athena download';
  const fix = 'build both releases with the same --athena';
  if (without.length === 0) {
    const message = `maps to other vocabularies differ by the Athena download too: ${old.athena} and ${now.athena}`;
    return [{ code, severity: 'warning', message, found: now.athena ?? 'none', expected, fix }];
  }
  const names = without.map(({ edition }) => edition).join(' and of ');
  const message = `maps to other vocabularies were not compared: the release of ${names} was built without an Athena download`;
  return [{ code, severity: 'warning', message, found: 'none', expected, fix }];
}

function profilesDiffer(old: ReleaseTables, now: ReleaseTables): Diagnostic {
  return {
    code: 'release-profiles-differ',
    severity: 'warning',
    message: 'the releases have different profiles: classes, domains and codes differ by that alone',
    found: now.profile ?? 'none',
    expected: old.profile ?? 'none',
    fix: 'build both with the same --profile',
  };
}

function tableLacking(table: string, old: ReleaseTables, now: ReleaseTables): Diagnostic {
  const without = [old, now].filter(({ factTables }) => ![...factTables].some((name) => name === table));
  return {
    code: 'release-table-missing',
    severity: 'warning',
    message: `standard/${table}.tsv is not compared: the release of ${without.map(({ edition }) => edition).join(' and of ')} has none`,
    expected: 'the file in both releases',
    fix: 'build the release again',
  };
}
