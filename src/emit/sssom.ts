/**
 * `mappings.sssom.tsv`: our concepts and the standard concepts that they mean, in the Simple Standard for Sharing
 * Ontological Mappings: a metadata block of YAML behind `#`, then one line for each mapping, sorted. A map whose object was
 * looked up and is not there stands in `code_maps.tsv` alone.
 * [SSSOM 1.0: MappingSet, Mapping]
 */
import { CANONICAL_BASE, formatCurie, namespaceOf } from '../model/sssom-prefixes.js';
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
  /** Objects were looked up in an Athena download. */
  readonly isLookedUp: boolean;
}

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
    sourceOf(subject.vocabularyId),
    sourceOf(object.vocabularyId),
    confidence,
    decidedBy,
    `${rule}: ${words}`,
  ],
};

export function emitSssom(request: SssomRequest): readonly [string, string] {
  const { edition, published, toolVersion, isLookedUp } = request;
  const mappings = request.mappings.filter(
    ({ predicate, object }) => !isLookedUp || predicate === 'narrowMatch' || object.conceptId !== undefined,
  );
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
    const { prefix, iri } = namespaceOf(vocabularyId);
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

/** The vocabulary as a whole. [SSSOM: subject_source, object_source] */
function sourceOf(vocabularyId: string): string {
  return namespaceOf(vocabularyId).iri.replace(/[:/_]$/, '');
}

function quote(text: string): string {
  return JSON.stringify(text);
}
