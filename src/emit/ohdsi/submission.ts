/**
 * What of a release goes to the OHDSI vocabulary team: its own concepts without ids (theirs are given on arrival),
 * links in their primary direction, and only relationships that the team takes. Metadata concepts are made by the team.
 */
import { formatKey } from '../../model/concept-draft.js';
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import {
  type Concept,
  type ConceptKey,
  type ConceptSynonym,
  FOREVER,
  type Release,
} from '../../model/omop.js';
import type { StandardMapping } from '../../model/standard-mapping.js';
import { compareText } from '../../release/row-order.js';

/** From a concept of ours to another, or to a standard concept. */
const LEGAL: ReadonlySet<string> = new Set(['Maps to', 'Has Answer', 'Concept replaced by']);
const REVERSES: ReadonlySet<string> = new Set(['Mapped from', 'Answer of', 'Concept replaces']);

export interface SubmissionLink {
  readonly from: ConceptKey;
  readonly to: ConceptKey;
  readonly relationshipId: string;
  readonly validStartDate: string;
  readonly validEndDate: string;
  readonly invalidReason: 'D' | undefined;
  /** Of a `Maps to`. */
  readonly mapping: StandardMapping | undefined;
}

export interface Submission {
  readonly concepts: readonly Concept[];
  readonly links: readonly SubmissionLink[];
  readonly synonyms: readonly (ConceptSynonym & { readonly key: ConceptKey })[];
}

/**
 * Links to concepts of others come from the mappings, which know their codes. Rows of any other relationship are an
 * error: build with the profile `ohdsi`.
 */
export function makeSubmission(release: Release, mappings: readonly StandardMapping[]): Outcome<Submission> {
  const concepts = release.concepts
    .filter(({ domainId }) => domainId !== 'Metadata')
    .toSorted((a, b) => compareKeys(a, b));
  const byId = new Map(concepts.map((concept) => [concept.conceptId, concept]));
  const byKey = new Map(concepts.map((concept) => [formatKey(concept), concept]));
  const own = release.relationships.flatMap((row): SubmissionLink[] => {
    const from = byId.get(row.conceptId1);
    const to = byId.get(row.conceptId2);
    if (!from || !to || !LEGAL.has(row.relationshipId)) return [];
    const { relationshipId, validStartDate, validEndDate, invalidReason } = row;
    return [{ from, to, relationshipId, validStartDate, validEndDate, invalidReason, mapping: undefined }];
  });
  const foreign = mappings.flatMap((mapping): SubmissionLink[] => {
    const from = byKey.get(formatKey(mapping.subject));
    if (!from) return [];
    return [
      {
        from,
        to: mapping.object,
        relationshipId: 'Maps to',
        validStartDate: from.validStartDate,
        validEndDate: FOREVER,
        invalidReason: undefined,
        mapping,
      },
    ];
  });
  const links = [...own, ...foreign].toSorted(
    (a, b) =>
      compareKeys(a.from, b.from) ||
      compareText(a.relationshipId, b.relationshipId) ||
      compareKeys(a.to, b.to),
  );
  const synonyms = release.synonyms
    .flatMap((row) => {
      const key = byId.get(row.conceptId);
      return key ? [{ ...row, key }] : [];
    })
    .toSorted((a, b) => compareKeys(a.key, b.key) || compareText(a.conceptSynonymName, b.conceptSynonymName));
  return { value: { concepts, links, synonyms }, diagnostics: findIllegal(release) };
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

function compareKeys(a: ConceptKey, b: ConceptKey): number {
  return compareText(a.vocabularyId, b.vocabularyId) || compareText(a.conceptCode, b.conceptCode);
}
