/** CURIEs of SSSOM: the prefix of a vocabulary of OMOP and what it stands for. [SSSOM 1.0: curie_map] */

/** Beginning of the names that are ours. */
export const CANONICAL_BASE = 'urn:dicom-omop';

interface Namespace {
  readonly prefix: string;
  readonly iri: string;
}

/** Vocabularies not named here stand under our own base. */
const NAMESPACES: Readonly<Record<string, Namespace>> = {
  SNOMED: { prefix: 'SCTID', iri: 'http://snomed.info/id/' },
  LOINC: { prefix: 'LOINC', iri: 'http://loinc.org/rdf/' },
  UCUM: { prefix: 'UCUM', iri: 'http://unitsofmeasure.org/' },
  RxNorm: { prefix: 'RXNORM', iri: 'http://purl.bioontology.org/ontology/RXNORM/' },
  NCIt: { prefix: 'NCIT', iri: 'http://purl.obolibrary.org/obo/NCIT_' },
  ICD10: { prefix: 'ICD10', iri: 'http://hl7.org/fhir/sid/icd-10/' },
};

export function namespaceOf(vocabularyId: string): Namespace {
  const prefix = vocabularyId.replace(/[^A-Za-z0-9_]+/g, '_');
  return (
    NAMESPACES[vocabularyId] ?? { prefix, iri: `${CANONICAL_BASE}:${encodeURIComponent(vocabularyId)}:` }
  );
}

/** Characters that a CURIE may not hold are escaped: codes of terms hold colons and blanks. */
export function formatCurie(vocabularyId: string, code: string): string {
  return `${namespaceOf(vocabularyId).prefix}:${encodeURIComponent(code)}`;
}

/** Undefined if the text is no CURIE. Prefixes that stand for no vocabulary of the table are taken as its name. */
export function parseCurie(
  text: string,
): { readonly vocabularyId: string; readonly code: string } | undefined {
  const [, prefix, code] = /^([A-Za-z][\w.-]*):(.+)$/.exec(text) ?? [];
  if (prefix === undefined || code === undefined) return undefined;
  const known = Object.entries(NAMESPACES).find(([, namespace]) => namespace.prefix === prefix);
  try {
    return { vocabularyId: known?.[0] ?? prefix, code: decodeURIComponent(code) };
  } catch {
    return undefined;
  }
}
