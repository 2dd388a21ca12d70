/** Concept maps: ours to each vocabulary that the mappings reach, and every concept to its OMOP concept id. */
import { kindOfCode } from '../../model/concept-code.js';
import { METADATA_CODE } from '../../model/ohdsi-metadata.js';
import type { Release } from '../../model/omop.js';
import type { MappingPredicate, StandardMapping } from '../../model/standard-mapping.js';
import { compareText } from '../../release/row-order.js';
import type { FhirCommon, FhirResource } from './fhir-resource.js';
import { type FhirSystems, formatCode, OMOP_SYSTEM } from './fhir-systems.js';

/** What the target is, seen from the source. [FHIR R4 ConceptMapEquivalence] */
const EQUIVALENCE: Readonly<Record<MappingPredicate, string>> = {
  exactMatch: 'equivalent',
  broadMatch: 'wider',
  narrowMatch: 'narrower',
};

interface Element {
  readonly system: string;
  readonly code: string;
  readonly display: string;
  readonly target: {
    readonly code: string;
    readonly display?: string;
    readonly equivalence: string;
    readonly comment?: string;
  };
}

export function makeConceptMaps(
  release: Release,
  mappings: readonly StandardMapping[],
  systems: FhirSystems,
  common: FhirCommon,
): FhirResource[] {
  const own = new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId));
  const vocabularies = [...new Set(mappings.map(({ object }) => object.vocabularyId))].toSorted(compareText);
  const toOmop = release.concepts
    .filter(({ vocabularyId, conceptCode }) => own.has(vocabularyId) && conceptCode !== METADATA_CODE)
    .map(
      ({ conceptCode, conceptName, conceptId }): Element => ({
        system: systems.ofKind(kindOfCode(conceptCode)),
        code: formatCode(kindOfCode(conceptCode), conceptCode),
        display: conceptName,
        target: { code: String(conceptId), display: conceptName, equivalence: 'equal' },
      }),
    );
  return [
    ...vocabularies.map((vocabularyId) =>
      makeMap(
        vocabularyId,
        systems.ofVocabulary(vocabularyId),
        mappings
          .filter(({ object }) => object.vocabularyId === vocabularyId)
          .map(
            ({ subject, predicate, object, rule }): Element => ({
              system: systems.ofKind(kindOfCode(subject.conceptCode)),
              code: formatCode(kindOfCode(subject.conceptCode), subject.conceptCode),
              display: subject.name,
              target: {
                code: object.conceptCode,
                ...(object.conceptName === undefined ? {} : { display: object.conceptName }),
                equivalence: EQUIVALENCE[predicate],
                comment: rule,
              },
            }),
          ),
        common,
      ),
    ),
    makeMap('OMOP', OMOP_SYSTEM, toOmop, common),
  ];
}

function makeMap(
  name: string,
  targetSystem: string,
  elements: readonly Element[],
  { base, ...shared }: FhirCommon,
): FhirResource {
  const id = `dicom-to-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const bySystem = new Map<string, Map<string, Element[]>>();
  for (const element of elements) {
    const codes = bySystem.get(element.system) ?? new Map<string, Element[]>();
    bySystem.set(element.system, codes);
    codes.set(element.code, [...(codes.get(element.code) ?? []), element]);
  }
  return {
    resourceType: 'ConceptMap',
    id,
    url: `${base}:conceptmap:${id}`,
    ...shared,
    name: `DicomTo${name.replace(/[^A-Za-z0-9]+/g, '')}`,
    title: `DICOM to ${name}`,
    status: 'active',
    // A map without elements has no group: a list in FHIR is never empty.
    ...(bySystem.size === 0
      ? {}
      : {
          group: [...bySystem].map(([source, codes]) => ({
            source,
            target: targetSystem,
            element: [...codes].map(([code, [first, ...others]]) => ({
              code,
              display: first?.display,
              target: [first, ...others].flatMap((each) => (each ? [each.target] : [])),
            })),
          })),
        }),
  };
}
