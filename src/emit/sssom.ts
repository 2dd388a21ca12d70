/**
 * `mappings.sssom.tsv`: our concepts and the standard concepts that they mean, in the Simple Standard for Sharing
 * Ontological Mappings: a metadata block of YAML behind `#`, then one line for each mapping, sorted.
 * [SSSOM 1.0: MappingSet, Mapping]
 */
import type { StandardMapping } from '../model/standard-mapping.js';
import { compareText } from '../release/row-order.js';
import { formatTable, type TabTable } from '../release/tab-table.js';

export interface SssomRequest {
  readonly mappings: readonly StandardMapping[];
  /** Label of the edition. */
  readonly edition: string;
  /** `yyyymmdd`. */
  readonly published: string;
  readonly toolVersion: string;
}

/** Beginning of the names that are ours. */
export const CANONICAL_BASE = 'urn:dicom-omop';

/** Prefix and what it stands for, by OMOP vocabulary. Vocabularies not named here stand under our own base. */
const NAMESPACES: Readonly<Record<string, readonly [prefix: string, iri: string]>> = {
  SNOMED: ['SCTID', 'http://snomed.info/id/'],
  LOINC: ['LOINC', 'http://loinc.org/rdf/'],
  UCUM: ['UCUM', 'http://unitsofmeasure.org/'],
  RxNorm: ['RXNORM', 'http://purl.bioontology.org/ontology/RXNORM/'],
  NCIt: ['NCIT', 'http://purl.obolibrary.org/obo/NCIT_'],
  ICD10: ['ICD10', 'http://hl7.org/fhir/sid/icd-10/'],
};

const TABLE: TabTable<StandardMapping> = {
  file: 'mappings.sssom.tsv',
  columns: [
    'subject_id',
    'subject_label',
    'predicate_id',
    'object_id',
    'object_label',
    'mapping_justification',
    'subject_source',
    'object_source',
    'confidence',
    'author_label',
    'comment',
  ],
  cells: ({ subject, predicate, object, justification, words, decidedBy, rule, confidence }) => [
    formatCurie(subject.vocabularyId, subject.conceptCode),
    subject.name,
    `skos:${predicate}`,
    formatCurie(object.vocabularyId, object.conceptCode),
    object.conceptName,
    `semapv:${justification}`,
    `${prefixOf(subject.vocabularyId)}:`,
    `${prefixOf(object.vocabularyId)}:`,
    confidence,
    decidedBy,
    `${rule}: ${words}`,
  ],
};

export function emitSssom(request: SssomRequest): readonly [string, string] {
  const { mappings, edition, published, toolVersion } = request;
  const sorted = mappings.toSorted(
    (a, b) =>
      compareText(a.subject.vocabularyId, b.subject.vocabularyId) ||
      compareText(a.subject.conceptCode, b.subject.conceptCode) ||
      compareText(a.object.vocabularyId, b.object.vocabularyId) ||
      compareText(a.object.conceptCode, b.object.conceptCode) ||
      compareText(a.predicate, b.predicate),
  );
  const vocabularies = [
    ...new Set(sorted.flatMap(({ subject, object }) => [subject.vocabularyId, object.vocabularyId])),
  ].toSorted(compareText);
  const prefixes = vocabularies.map((vocabularyId) => {
    const [prefix, iri] = NAMESPACES[vocabularyId] ?? [
      prefixOf(vocabularyId),
      `${CANONICAL_BASE}:${encodeURIComponent(vocabularyId)}:`,
    ];
    return `  ${prefix}: ${quote(iri)}`;
  });
  const metadata = [
    'sssom_version: "1.0"',
    `mapping_set_id: ${quote(`${CANONICAL_BASE}:mappings:${edition}`)}`,
    `mapping_set_version: ${quote(edition)}`,
    `mapping_set_title: ${quote(`DICOM ${edition} to standard concepts of OMOP`)}`,
    'license: "https://www.apache.org/licenses/LICENSE-2.0"',
    `publication_date: "${published.slice(0, 4)}-${published.slice(4, 6)}-${published.slice(6, 8)}"`,
    'mapping_tool: "dicom-omop"',
    `mapping_tool_version: ${quote(toolVersion)}`,
    'curie_map:',
    '  semapv: "https://w3id.org/semapv/vocab/"',
    '  skos: "http://www.w3.org/2004/02/skos/core#"',
    ...prefixes,
  ];
  const block = metadata.map((line) => `#${line}\n`).join('');
  return [TABLE.file, block + formatTable(TABLE, sorted)];
}

function prefixOf(vocabularyId: string): string {
  return NAMESPACES[vocabularyId]?.[0] ?? vocabularyId.replace(/[^A-Za-z0-9_]+/g, '_');
}

/** Characters that a CURIE may not hold are escaped: codes of terms hold colons and blanks. */
function formatCurie(vocabularyId: string, code: string): string {
  return `${prefixOf(vocabularyId)}:${encodeURIComponent(code)}`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}
