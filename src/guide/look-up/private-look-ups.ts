/** One row for each private attribute that may be taken: creator and element as a header has them -> concept and unit. */
import type { ConceptId, ConceptKey } from '../../model/omop.js';
import type { PrivateAttribute } from '../../model/private-attribute.js';
import { type CellValue, formatTable } from '../../release/tab-table.js';

export interface PrivateLookUp extends PrivateAttribute, ConceptKey {
  readonly conceptId: ConceptId;
  /** Undefined without an Athena download. */
  readonly unitConceptId: ConceptId | undefined;
}

const COLUMNS =
  'creator element name vr vm unit unit_concept_id vocabulary_id concept_code concept_id value_number modulus meaning source';

/** `lookup/private_attributes.tsv`, by element and creator; the header alone where the release has no such concepts. */
export function emitPrivateLookUps(rows: readonly PrivateLookUp[]): readonly [string, string] {
  const file = 'lookup/private_attributes.tsv';
  const cells = (row: PrivateLookUp): CellValue[] => [
    row.creator,
    row.element,
    row.name,
    row.vr,
    row.vm,
    row.unit,
    row.unitConceptId,
    row.vocabularyId,
    row.conceptCode,
    row.conceptId,
    row.valueNumber,
    row.modulus,
    row.meaning,
    row.source,
  ];
  return [file, formatTable({ file, columns: COLUMNS.split(' '), cells }, rows)];
}
