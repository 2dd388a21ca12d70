/** Code systems of attributes, terms and Annex D codes, none of what is private or of other schemes; retired concepts are in them, marked inactive. */

import { type CodeKind, kindOfCode } from '../../model/concept-code.js';
import type { CodeDefinition } from '../../model/content-mapping.js';
import { groupBy } from '../../model/grouping.js';
import type { Concept, Release } from '../../model/omop.js';
import type { Attribute } from '../../model/registry.js';
import type { Standard } from '../../model/standard.js';
import { formatTagDigits } from '../../model/tag.js';
import type { FhirCommon, FhirResource } from './fhir-resource.js';
import type { FhirSystems } from './fhir-systems.js';

const TITLES: Readonly<Record<Exclude<CodeKind, 'uid' | 'foreign' | 'private'>, readonly [string, string]>> =
  {
    attribute: ['DicomAttributes', 'DICOM data elements by tag'],
    term: ['DicomTerms', 'Enumerated values and defined terms of DICOM attributes'],
    code: ['DicomCodes', 'Codes of the DICOM Controlled Terminology (DCM)'],
  };

export function makeCodeSystems(
  standard: Standard,
  release: Release,
  systems: FhirSystems,
  common: FhirCommon,
): FhirResource[] {
  const { base, ...shared } = common;
  const own = new Set(release.vocabularies.map(({ vocabularyId }) => vocabularyId));
  const attributes = new Map(standard.attributes.map((each) => [formatTagDigits(each.tag), each]));
  const definitions = new Map(standard.codeDefinitions.map((each) => [each.code, each]));
  const synonyms = groupBy(release.synonyms, ({ conceptId }) => conceptId);
  return (['attribute', 'term', 'code'] as const).map((kind) => {
    const [name, title] = TITLES[kind];
    const concepts = release.concepts.filter(
      ({ vocabularyId, conceptCode }) => own.has(vocabularyId) && kindOf(conceptCode, definitions) === kind,
    );
    return {
      resourceType: 'CodeSystem',
      id: `dicom-${kind}s`,
      url: systems.ofKind(kind),
      ...shared,
      name,
      title,
      status: 'active',
      caseSensitive: true,
      content: 'complete',
      count: concepts.length,
      property: [
        { code: 'inactive', uri: 'http://hl7.org/fhir/concept-properties#inactive', type: 'boolean' },
        ...(kind === 'attribute'
          ? ['vr', 'vm', 'keyword'].map((code) => ({ code, uri: `${base}:property:${code}`, type: 'string' }))
          : []),
      ],
      ...(concepts.length === 0
        ? {}
        : {
            concept: concepts.map((concept) =>
              formatConcept(
                concept,
                attributes.get(concept.conceptCode),
                definitions.get(concept.conceptCode),
                (synonyms.get(concept.conceptId) ?? []).map((row) => row.conceptSynonymName),
              ),
            ),
          }),
    };
  });
}

/** A code of Annex D may look like a tag: what the standard lists decides. */
function kindOf(conceptCode: string, definitions: ReadonlyMap<string, CodeDefinition>): CodeKind {
  return definitions.has(conceptCode) ? 'code' : kindOfCode(conceptCode);
}

function formatConcept(
  { conceptCode, conceptName, invalidReason }: Concept,
  attribute: Attribute | undefined,
  definition: CodeDefinition | undefined,
  synonyms: readonly string[],
): object {
  const property = [
    { code: 'inactive', valueBoolean: invalidReason !== undefined },
    ...(['vr', 'vm', 'keyword'] as const).flatMap((code) => {
      const value = attribute?.[code];
      return value === undefined ? [] : [{ code, valueString: value }];
    }),
  ];
  const text = definition?.definition?.replace(/\s+/g, ' ').trim();
  return {
    code: conceptCode,
    display: conceptName,
    ...(text ? { definition: text } : {}),
    ...(synonyms.length > 0 ? { designation: synonyms.map((value) => ({ language: 'en', value })) } : {}),
    property,
  };
}
