/**
 * `fhir/`: the vocabulary as FHIR R4 resources, one file each: code systems of attributes, of terms and of Annex D
 * codes; a value set for each context group; concept maps to SNOMED, LOINC ... and to OMOP concept ids. For profiles
 * that tell terms from codes by their form (`termCode` is `tag`).
 * [FHIR R4 4.0.1: CodeSystem, ValueSet, ConceptMap]
 */
import type { Release } from '../../model/omop.js';
import type { Standard } from '../../model/standard.js';
import type { StandardMapping } from '../../model/standard-mapping.js';
import type { Files } from '../../release/omop-tables.js';
import { CANONICAL_BASE } from '../sssom.js';
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

export function emitFhir(request: FhirRequest): Files {
  const { standard, published } = request;
  const common: FhirCommon = {
    base: CANONICAL_BASE,
    version: standard.edition,
    date: `${published.slice(0, 4)}-${published.slice(4, 6)}-${published.slice(6, 8)}`,
    publisher: 'dicom-omop',
  };
  const systems = nameSystems(CANONICAL_BASE, standard.codingSchemes);
  const resources: FhirResource[] = [
    ...makeCodeSystems(request.standard, request.release, systems, common),
    ...makeValueSets(standard.contextGroups, systems, common),
    ...makeConceptMaps(request.release, request.mappings, systems, common),
  ];
  return new Map(
    resources.map((resource) => [
      `fhir/${resource.resourceType}-${resource.id}.json`,
      `${JSON.stringify(resource, undefined, 1)}\n`,
    ]),
  );
}
