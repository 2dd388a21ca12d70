/** Codes of other schemes, maps and requests to map, with defaults. */
import type { SchemeMapping } from '../../src/map/coding-schemes.js';
import type { CuratedMap } from '../../src/map/curated-maps.js';
import type { MappingRequest } from '../../src/map/mapping-request.js';
import { formatKey } from '../../src/model/concept-draft.js';
import type { CodeMap, CodeUse } from '../../src/model/mapping.js';
import type { ConceptId, ConceptKey } from '../../src/model/omop.js';
import { derivationOf, placeOf, standardOf } from './facts.js';
import { profileOf } from './vocabulary.js';

export const SCHEMES: ReadonlyMap<string, SchemeMapping> = new Map(
  Object.entries({ SCT: 'SNOMED', SRT: 'SNOMED', SNM3: 'SNOMED', LN: 'LOINC', UCUM: 'UCUM', NDC: 'NDC' }).map(
    ([designator, vocabularyId]) => [designator, { vocabularyId, note: undefined }],
  ),
);

/** `SNOMED 77477000`. */
export function keyOf(text: string): ConceptKey {
  const [vocabularyId = '', conceptCode = ''] = text.split(' ');
  return { vocabularyId, conceptCode };
}

/** `SCT 77477000`. */
export function useOf(text: string, places: readonly string[] = ['CID 4']): CodeUse {
  const [scheme = '', code = ''] = text.split(' ');
  return { scheme, code, meaning: `Meaning of ${code}`, places, at: placeOf(places[0] ?? '', 1) };
}

export function curatedOf(conceptCode: string, object: string, rest: Partial<CuratedMap> = {}): CuratedMap {
  const { vocabularyId, conceptCode: objectCode } = keyOf(object);
  return {
    conceptCode,
    predicate: 'exactMatch',
    vocabularyId,
    objectCode,
    justification: 'decided',
    decidedBy: 'people',
    line: 5,
    ...rest,
  };
}

/** `subjects`: codes of ours that the edition has. */
export function requestOf(
  subjects: readonly string[],
  rest: Partial<Omit<MappingRequest, 'subjects'>> = {},
): MappingRequest {
  return {
    standard: standardOf(),
    derivation: derivationOf(),
    profile: profileOf({ unit: 'Maps to unit' }),
    schemes: SCHEMES,
    curated: [],
    curatedFile: 'mappings/maps-to.tsv',
    index: undefined,
    subjects: new Set(subjects.map((conceptCode) => formatKey({ vocabularyId: 'DICOM', conceptCode }))),
    ...rest,
  };
}

/** A map of a code of ours to an object, with the ids that it leads to directly. */
export function mapOf(
  subject: string,
  object: string,
  targets: readonly number[] = [],
  rest: Partial<CodeMap> = {},
): CodeMap {
  return {
    subject: { vocabularyId: 'DICOM', conceptCode: subject },
    relationshipId: 'Maps to',
    predicate: 'exactMatch',
    object: keyOf(object),
    rule: 'curated',
    scheme: 'SCT',
    code: keyOf(object).conceptCode,
    justification: 'decided',
    decidedBy: 'people',
    at: { file: '/somewhere/mappings/maps-to.tsv', line: 5 },
    targets: targets.map((conceptId) => ({ conceptId: conceptId as ConceptId, steps: [] })),
    ...rest,
  };
}
