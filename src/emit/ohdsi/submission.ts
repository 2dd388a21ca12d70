/**
 * What of a release goes to the OHDSI vocabulary team: its own concepts without ids (theirs are given on arrival),
 * links in their primary direction, and only links whose ends the team has or receives. Metadata concepts are made
 * by the team. [OHDSI Vocabulary-v5.0: check_stage_tables, GetPrimaryRelationshipID]
 */
import { formatKey } from '../../model/concept-draft.js';
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import type { Concept, ConceptId, ConceptKey, ConceptSynonym, Release } from '../../model/omop.js';
import { getReverse, SUBMITTED } from '../../model/relationship-types.js';
import type { StandardMapping } from '../../model/standard-mapping.js';
import { compareText } from '../../release/row-order.js';

/** From a concept of ours to another, or to a standard concept. */
const LEGAL: ReadonlySet<string> = new Set(SUBMITTED);
const REVERSES: ReadonlySet<string> = new Set(SUBMITTED.map(getReverse));

export interface SubmissionRequest {
  readonly release: Release;
  /** How each `Maps to` of the release was found; those that found nothing are reported. */
  readonly mappings: readonly StandardMapping[];
  /** A concept of another vocabulary, as the Athena download has it; undefined without a download. */
  readonly findForeign: ((conceptId: ConceptId) => ConceptKey | undefined) | undefined;
}

export interface SubmissionLink {
  readonly from: ConceptKey;
  readonly to: ConceptKey;
  readonly relationshipId: string;
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: 'D' | undefined;
  /** Of a `Maps to` another vocabulary that is valid. */
  readonly mapping: StandardMapping | undefined;
}

export interface Submission {
  readonly concepts: readonly Concept[];
  readonly links: readonly SubmissionLink[];
  readonly synonyms: readonly (ConceptSynonym & { readonly key: ConceptKey })[];
}

/**
 * The links are those of the release, told by code. Errors: a relationship that the team does not take. Warnings: a
 * map whose target the Athena download lacks, which is left out; no download at all, so that there are no such links.
 */
export function makeSubmission({ release, mappings, findForeign }: SubmissionRequest): Outcome<Submission> {
  const concepts = release.concepts.filter(({ domainId }) => domainId !== 'Metadata').toSorted(compareKeys);
  const byId = new Map<number, ConceptKey>(concepts.map((concept) => [concept.conceptId, concept]));
  const mappingOf = new Map(
    mappings.map((mapping) => [`${formatKey(mapping.subject)}\t${mapping.object.conceptId}`, mapping]),
  );
  const absent: Diagnostic[] = [];
  const links = release.relationships.flatMap((row): SubmissionLink[] => {
    const from = byId.get(row.conceptId1);
    if (!from || !LEGAL.has(row.relationshipId)) return [];
    const to = byId.get(row.conceptId2) ?? findForeign?.(row.conceptId2);
    const { relationshipId, validStartDate, validEndDate, invalidReason } = row;
    if (!to) {
      absent.push(targetAbsent(from, `concept ${row.conceptId2}`, relationshipId));
      return [];
    }
    const isMap = relationshipId === 'Maps to' && invalidReason === undefined;
    const mapping = isMap ? mappingOf.get(`${formatKey(from)}\t${row.conceptId2}`) : undefined;
    return [{ from, to, relationshipId, validStartDate, validEndDate, invalidReason, mapping }];
  });
  const synonyms = release.synonyms
    .flatMap((row) => {
      const key = byId.get(row.conceptId);
      return key ? [{ ...row, key }] : [];
    })
    .toSorted((a, b) => compareKeys(a.key, b.key) || compareText(a.conceptSynonymName, b.conceptSynonymName));
  return {
    value: { concepts, links: links.toSorted(compareLinks), synonyms },
    diagnostics: [
      ...findIllegal(release),
      ...absent,
      ...(findForeign === undefined ? withoutAthena(mappings) : mappings.flatMap(withoutTarget)),
    ],
  };
}

function findIllegal(release: Release): Diagnostic[] {
  const names = new Set(release.relationships.map(({ relationshipId }) => relationshipId));
  return [...names]
    .filter((name) => !LEGAL.has(name) && !REVERSES.has(name))
    .toSorted(compareText)
    .map((found) => ({
      code: 'submission-relationship',
      severity: 'error',
      message: 'the release has a relationship that the vocabulary team does not take from a new vocabulary',
      found,
      expected: `${[...LEGAL].join(', ')} [OHDSI: Maps to and Maps to value lead to standard concepts only]`,
      fix: 'build with --profile ohdsi',
    }));
}

/** A narrow match is recorded and never linked: nothing is missing. */
function withoutTarget({ subject, predicate, object }: StandardMapping): Diagnostic[] {
  if (object.conceptId !== undefined || predicate === 'narrowMatch') return [];
  return [targetAbsent(subject, `${object.vocabularyId} ${object.conceptCode}`, 'Maps to')];
}

function targetAbsent(from: ConceptKey, found: string, relationshipId: string): Diagnostic {
  return {
    code: 'submission-target-absent',
    severity: 'warning',
    message: `a ${relationshipId} of ${from.conceptCode} is left out of the submission: the Athena download has no standard concept for it`,
    found,
    expected: 'a concept that the vocabulary team has [check_stage_tables: concept_code_2+vocabulary_id_2]',
    fix: 'build with a newer or fuller Athena download; it is kept in code_maps.tsv',
  };
}

function withoutAthena(mappings: readonly StandardMapping[]): Diagnostic[] {
  return [
    {
      code: 'submission-without-athena',
      severity: 'warning',
      message: 'the submission has no links to other vocabularies: no Athena download was given',
      found: `${mappings.length} maps that are not looked up`,
      expected: 'an Athena download with SNOMED, LOINC and UCUM',
      fix: 'build with --athena DIR',
    },
  ];
}

function compareLinks(a: SubmissionLink, b: SubmissionLink): number {
  return (
    compareKeys(a.from, b.from) || compareText(a.relationshipId, b.relationshipId) || compareKeys(a.to, b.to)
  );
}

function compareKeys(a: ConceptKey, b: ConceptKey): number {
  return compareText(a.vocabularyId, b.vocabularyId) || compareText(a.conceptCode, b.conceptCode);
}
