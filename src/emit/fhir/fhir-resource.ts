/** The shape of the resources of a release. [FHIR R4] */

/** What every canonical resource of a release has. */
export interface FhirResource {
  readonly resourceType: 'CodeSystem' | 'ValueSet' | 'ConceptMap';
  /** Letters, digits, `-` and `.`, at most 64. */
  readonly id: string;
  readonly url: string;
  readonly version: string;
  readonly name: string;
  readonly title: string;
  readonly status: 'active' | 'retired';
  readonly date: string;
  readonly publisher: string;
  readonly [field: string]: unknown;
}

/** The fields that all resources of a release share. */
export interface FhirCommon {
  readonly base: string;
  readonly version: string;
  readonly date: string;
  readonly publisher: string;
  readonly copyright: string;
}
