/** The names of code systems in FHIR, and which of ours a code of the vocabulary belongs to. */
import type { CodeKind } from '../../model/concept-code.js';
import type { CodingScheme } from '../../model/content-mapping.js';

/** Scheme designator of DICOM -> canonical URI. [FHIR R4, terminologies; PS3.18 for DCM] */
const DESIGNATORS: Readonly<Record<string, string>> = {
  DCM: 'http://dicom.nema.org/resources/ontology/DCM',
  SCT: 'http://snomed.info/sct',
  LN: 'http://loinc.org',
  UCUM: 'http://unitsofmeasure.org',
  RXNORM: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  RADLEX: 'http://www.radlex.org',
  NCIt: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  I10: 'http://hl7.org/fhir/sid/icd-10',
  MDC: 'urn:iso:std:iso:11073:10101',
};

/** OMOP vocabulary -> canonical URI. */
const VOCABULARIES: Readonly<Record<string, string>> = {
  SNOMED: 'http://snomed.info/sct',
  LOINC: 'http://loinc.org',
  UCUM: 'http://unitsofmeasure.org',
  RxNorm: 'http://www.nlm.nih.gov/research/umls/rxnorm',
  NCIt: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
  ICD10: 'http://hl7.org/fhir/sid/icd-10',
};

/** Concept ids of OMOP as codes. */
export const OMOP_SYSTEM = 'https://fhir-terminology.ohdsi.org';
const UID_SYSTEM = 'urn:ietf:rfc:3986';

/** UIDs are written as URIs. [FHIR R4: urn:oid] */
export function formatCode(kind: CodeKind, conceptCode: string): string {
  return kind === 'uid' ? `urn:oid:${conceptCode}` : conceptCode;
}

export interface FhirSystems {
  readonly ofKind: (kind: CodeKind) => string;
  readonly ofDesignator: (designator: string) => string;
  readonly ofVocabulary: (vocabularyId: string) => string;
}

/** Schemes without a well-known URI go by their UID, else by a name under our base. [FHIR R4: urn:oid] */
export function nameSystems(base: string, schemes: readonly CodingScheme[]): FhirSystems {
  const uidOf = new Map(schemes.map(({ designator, uid }) => [designator, uid]));
  const own = (text: string) => encodeURIComponent(text).replaceAll("'", '%27');
  return {
    ofKind: (kind) => {
      if (kind === 'code') return DESIGNATORS.DCM ?? '';
      if (kind === 'private') return `${base}:private-attributes`;
      return kind === 'uid' ? UID_SYSTEM : `${base}:${kind}s`;
    },
    ofDesignator: (designator) => {
      const uid = uidOf.get(designator);
      return DESIGNATORS[designator] ?? (uid ? `urn:oid:${uid}` : `${base}:scheme:${own(designator)}`);
    },
    ofVocabulary: (vocabularyId) => VOCABULARIES[vocabularyId] ?? `${base}:vocabulary:${own(vocabularyId)}`,
  };
}
