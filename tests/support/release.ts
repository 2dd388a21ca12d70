/** A small release that keeps every rule, and ways to change it. */
import {
  type Concept,
  type ConceptId,
  type ConceptRelationship,
  type ConceptSynonym,
  ENGLISH,
  FOREVER,
  type Release,
} from '../../src/model/omop.js';
import { getReverse, RELATIONSHIP_TYPES, type RelationshipId } from '../../src/model/relationship-types.js';

export const VOCABULARY_ID = 2128200000;
export const MODALITY = 2128200001;
export const CT = 2128200002;
export const OLD_CODE = 2128200003;
export const FOLLOWER = 2128200004;
/** SNOMED `Computed tomography`, a standard concept that OHDSI owns. */
export const STANDARD_CT = 4300757;
/** SNOMED `Magnetic resonance imaging`, a standard concept that OHDSI owns. */
export const STANDARD_MR = 4013636;
export const DAY = '20240915';

export function conceptOf(
  conceptId: number,
  code: string,
  name: string,
  more: Partial<Concept> = {},
): Concept {
  return {
    conceptId: conceptId as ConceptId,
    conceptName: name,
    domainId: 'Meas Value',
    vocabularyId: 'DICOM',
    conceptClassId: 'Qualifier Value',
    standardConcept: undefined,
    conceptCode: code,
    validStartDate: '19930101',
    validEndDate: FOREVER,
    invalidReason: undefined,
    ...more,
  };
}

/** A link and its reverse row. */
export function linkOf(
  from: number,
  relationshipId: RelationshipId,
  to: number,
  more: Partial<ConceptRelationship> = {},
): ConceptRelationship[] {
  const period = { validStartDate: '19930101', validEndDate: FOREVER, invalidReason: undefined, ...more };
  const ids = { conceptId1: from as ConceptId, conceptId2: to as ConceptId };
  return [
    { ...ids, relationshipId, ...period },
    {
      conceptId1: ids.conceptId2,
      conceptId2: ids.conceptId1,
      relationshipId: getReverse(relationshipId),
      ...period,
    },
  ];
}

export function synonymOf(conceptId: number, conceptSynonymName: string): ConceptSynonym {
  return { conceptId: conceptId as ConceptId, conceptSynonymName, languageConceptId: ENGLISH };
}

export function releaseOf(more: Partial<Release> = {}): Release {
  return {
    concepts: [
      conceptOf(VOCABULARY_ID, 'OMOP generated', 'DICOM vocabulary', {
        domainId: 'Metadata',
        vocabularyId: 'Vocabulary',
        conceptClassId: 'Vocabulary',
        validStartDate: '19700101',
      }),
      conceptOf(MODALITY, '00080060', 'Modality', {
        domainId: 'Measurement',
        conceptClassId: 'Observable Entity',
      }),
      conceptOf(CT, 'CT', 'Computed Tomography'),
      conceptOf(OLD_CODE, 'XCT', 'Old Tomography', { validEndDate: '20200101', invalidReason: 'U' }),
      conceptOf(FOLLOWER, '00080060:CT2', 'CT of the second kind'),
    ],
    relationships: [
      ...linkOf(MODALITY, 'Maps to value', CT),
      ...linkOf(MODALITY, 'Maps to value', OLD_CODE, { validEndDate: '20200101', invalidReason: 'D' }),
      ...linkOf(OLD_CODE, 'Concept replaced by', CT),
      ...linkOf(CT, 'Maps to', STANDARD_CT),
      ...linkOf(OLD_CODE, 'Maps to', STANDARD_CT),
    ],
    synonyms: [synonymOf(MODALITY, '(0008,0060)'), synonymOf(CT, 'Modality: CT')],
    vocabularies: [
      {
        vocabularyId: 'DICOM',
        vocabularyName: 'DICOM vocabulary',
        vocabularyReference: 'https://www.dicomstandard.org/current',
        vocabularyVersion: 'DICOM 2024d',
        vocabularyConceptId: VOCABULARY_ID as ConceptId,
      },
    ],
    conceptClasses: [
      {
        conceptClassId: 'Observable Entity',
        conceptClassName: 'Observable Entity',
        conceptClassConceptId: 44819029,
      },
      {
        conceptClassId: 'Qualifier Value',
        conceptClassName: 'Qualifier Value',
        conceptClassConceptId: 44819021,
      },
      { conceptClassId: 'Vocabulary', conceptClassName: 'Vocabulary', conceptClassConceptId: 44819279 },
    ],
    relationshipTypes: RELATIONSHIP_TYPES.filter(({ relationshipId }) => !relationshipId.includes('nswer')),
    ...more,
  };
}

/** The release with one concept changed. */
export function withConcept(conceptId: number, change: object, release = releaseOf()): Release {
  return {
    ...release,
    concepts: release.concepts.map((concept) =>
      concept.conceptId === conceptId ? { ...concept, ...change } : concept,
    ),
  };
}

/** The release with more rows of relationships. */
export function withLinks(rows: readonly ConceptRelationship[], release = releaseOf()): Release {
  return { ...release, relationships: [...release.relationships, ...rows] };
}
