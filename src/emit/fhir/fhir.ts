/**
 * `fhir/`: the vocabulary as FHIR R4 resources, one file each: code systems of attributes, of terms and of Annex D
 * codes; a value set for each context group; concept maps to SNOMED, LOINC ... and to OMOP concept ids. For profiles
 * that tell terms from codes by their form (`termCode` is `tag`).
 * [FHIR R4 4.0.1: CodeSystem, ValueSet, ConceptMap]
 */
import type { Release } from '../../model/omop.js';
import { CANONICAL_BASE } from '../../model/sssom-prefixes.js';
import type { Standard } from '../../model/standard.js';
import type { StandardMapping } from '../../model/standard-mapping.js';
import type { Files } from '../../release/omop-tables.js';
import { makeCodeSystems } from './fhir-code-systems.js';
import { makeConceptMaps } from './fhir-concept-maps.js';
import type { FhirCommon, FhirResource } from './fhir-resource.js';
import { nameSystems } from './fhir-systems.js';
import { makeValueSets } from './fhir-value-sets.js';

export interface FhirRequest {
  readonly standard: Standard;
  readonly release: Release;
  readonly mappings: readonly StandardMapping[];
  /** `yyyymmdd`. */
  readonly published: string;
}

/** [FHIR R4: CodeSystem.copyright, ValueSet.copyright, ConceptMap.copyright] */
const COPYRIGHT =
  'The text of the DICOM Standard is copyright of the National Electrical Manufacturers Association (NEMA). Codes of other systems keep their own licences: SNOMED CT of SNOMED International, LOINC of Regenstrief Institute.';

export function emitFhir(request: FhirRequest): Files {
  const { standard, published } = request;
  const common: FhirCommon = {
    base: CANONICAL_BASE,
    version: standard.edition,
    date: `${published.slice(0, 4)}-${published.slice(4, 6)}-${published.slice(6, 8)}`,
    publisher: 'dicom-omop',
    copyright: COPYRIGHT,
  };
  const systems = nameSystems(CANONICAL_BASE, standard.codingSchemes);
  const resources: FhirResource[] = [
    ...makeCodeSystems(request.standard, request.release, systems, common),
    ...makeValueSets(standard.contextGroups, systems, common),
    ...makeConceptMaps(request.release, request.mappings, systems, common),
  ];
  return new Map([
    ...resources.map((resource): [string, string] => [
      `fhir/${resource.resourceType}-${resource.id}.json`,
      `${JSON.stringify(resource, undefined, 1)}\n`,
    ]),
    ['fhir/package.json', `${JSON.stringify(makePackage(standard.edition, common), undefined, 1)}\n`],
  ]);
}

/** What makes the folder a package: `2024d` is version 2024.4.0. [FHIR NPM package specification] */
function makePackage(edition: string, { publisher, date }: FhirCommon): object {
  const [, year = '0', letter] = /^(\d{4})([a-z]?)$/.exec(edition) ?? [];
  const minor = letter ? letter.charCodeAt(0) - 96 : 0;
  return {
    name: 'dicom-omop.dicom',
    version: `${year}.${minor}.0`,
    type: 'Conformance',
    title: `DICOM ${edition}: code systems, value sets and maps to OMOP`,
    description: 'The vocabulary of the DICOM Standard as FHIR resources',
    author: publisher,
    license: 'Apache-2.0',
    date: date.replaceAll('-', ''),
    fhirVersions: ['4.0.1'],
    dependencies: { 'hl7.fhir.r4.core': '4.0.1' },
  };
}
