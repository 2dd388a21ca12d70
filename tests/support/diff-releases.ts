/** Small releases for comparisons: every builder has defaults, so that a test states only what it is about. */
import type { ProvenanceFact, ReleaseFacts, ReleaseTables } from '../../src/diff/release-tables.js';
import type { Concept, ConceptId, ConceptRelationship, ConceptSynonym } from '../../src/model/omop.js';
import type { RelationshipId } from '../../src/model/relationship-types.js';

export const FIRST_ID = 2128200001;

export function concept(conceptCode: string, changes: Partial<Concept> & { id?: number } = {}): Concept {
  const { id, ...own } = changes;
  return {
    conceptId: (id ?? FIRST_ID) as ConceptId,
    conceptName: `Name of ${conceptCode}`,
    domainId: 'Measurement',
    vocabularyId: 'DICOM',
    conceptClassId: 'Observable Entity',
    standardConcept: undefined,
    conceptCode,
    validStartDate: '19930101',
    validEndDate: own.invalidReason ? '20200101' : '20991231',
    invalidReason: undefined,
    ...own,
  };
}

export function relationship(
  from: number,
  relationshipId: RelationshipId,
  to: number,
  invalidReason?: 'D',
): ConceptRelationship {
  return {
    conceptId1: from as ConceptId,
    conceptId2: to as ConceptId,
    relationshipId,
    validStartDate: '19930101',
    validEndDate: invalidReason ? '20200101' : '20991231',
    invalidReason,
  };
}

export function synonym(id: number, conceptSynonymName: string): ConceptSynonym {
  return { conceptId: id as ConceptId, conceptSynonymName, languageConceptId: 4180186 };
}

const NO_FACTS: ReleaseFacts = {
  attributes: [],
  uids: [],
  code_definitions: [],
  value_terms: [],
  body_parts: [],
  context_groups: [],
  context_group_members: [],
  context_group_includes: [],
  bindings: [],
  units: [],
  modules: [],
  module_rows: [],
};

type Rows<T> = readonly Partial<T>[];

export interface ReleaseParts {
  readonly edition?: string;
  readonly profile?: string;
  /** null: built without one. */
  readonly athena?: string | null;
  readonly concepts?: readonly Concept[];
  readonly relationships?: readonly ConceptRelationship[];
  readonly synonyms?: readonly ConceptSynonym[];
  /** Rows of facts; columns that a test leaves out are empty. */
  readonly facts?: { readonly [Name in keyof ReleaseFacts]?: Rows<ReleaseFacts[Name][number]> };
  readonly without?: readonly (keyof ReleaseFacts)[];
  readonly provenance?: Rows<ProvenanceFact>;
}

const EMPTY_ROW = {
  at: '',
  name: undefined,
  meaning: undefined,
  table: '',
  retired: 'false',
  extensible: 'true',
  title: '',
  condition: undefined,
};

export function release(parts: ReleaseParts = {}): ReleaseTables {
  const edition = parts.edition ?? '2024d';
  const facts: Record<string, unknown> = { ...NO_FACTS };
  for (const [name, rows] of Object.entries(parts.facts ?? {})) {
    facts[name] = rows.map((row) => ({ ...EMPTY_ROW, ...row }));
  }
  return {
    edition,
    published: '20240915',
    profile: parts.profile ?? 'default',
    athena: parts.athena === null ? undefined : (parts.athena ?? 'v5.0 30-AUG-24'),
    concepts: parts.concepts ?? [],
    relationships: parts.relationships ?? [],
    synonyms: parts.synonyms ?? [],
    facts: facts as unknown as ReleaseFacts,
    factTables: new Set(
      (Object.keys(NO_FACTS) as (keyof ReleaseFacts)[]).filter((name) => !parts.without?.includes(name)),
    ),
    provenance: (parts.provenance ?? []) as readonly ProvenanceFact[],
    vocabularies: [],
    conceptClasses: [],
    relationshipTypes: [],
  };
}
