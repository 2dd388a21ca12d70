/** Rows of a release as cells in the column order of the CDM; NULL for what is absent. */

import type { ReleaseTableName } from '../model/cdm-tables.js';
import type { Release } from '../model/omop.js';
import {
  CONCEPT,
  CONCEPT_CLASS,
  CONCEPT_RELATIONSHIP,
  CONCEPT_SYNONYM,
  RELATIONSHIP,
  VOCABULARY,
} from '../release/omop-tables.js';
import type { TabTable } from '../release/tab-table.js';

export type ReleaseCell = string | number | null;

export function cellsOf(release: Release, table: ReleaseTableName): ReleaseCell[][] {
  const list = <Row>({ cells }: TabTable<Row>, rows: readonly Row[]) =>
    rows.map((row) => cells(row).map((cell) => (typeof cell === 'boolean' ? Number(cell) : (cell ?? null))));
  switch (table) {
    case 'concept':
      return list(CONCEPT, release.concepts);
    case 'concept_relationship':
      return list(CONCEPT_RELATIONSHIP, release.relationships);
    case 'concept_synonym':
      return list(CONCEPT_SYNONYM, release.synonyms);
    case 'vocabulary':
      return list(VOCABULARY, release.vocabularies);
    case 'concept_class':
      return list(CONCEPT_CLASS, release.conceptClasses);
    case 'relationship':
      return list(RELATIONSHIP, release.relationshipTypes);
  }
}
