import { LAST_CONCEPT_ID } from '../../model/concept-id.js';
import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

export const cellTypeRule: Rule = {
  code: 'm8-cell-type',
  title: 'Every number is there and is a 32-bit integer; flags are 0 or 1',
  source: 'CDM v5.4: integer NOT NULL',
  severity: 'error',
  check: (index) => [
    ...findCells(
      index.release,
      ({ type }) => type === 'integer',
      (value) =>
        typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > LAST_CONCEPT_ID,
    ).map((cell) => ({
      key: formatCellKey(cell, index),
      row: cell.row,
      message: `${cell.column.name} is no 32-bit integer`,
      found: String(cell.value ?? ''),
      expected: `an integer from 0 to ${LAST_CONCEPT_ID}`,
      fix: 'never carry ids through floating-point numbers; build the release again',
    })),
    ...index.release.relationshipTypes
      .filter((row) => !/^[01][01]$/.test(row.isHierarchical + row.definesAncestry))
      .map((row) => ({
        key: `RELATIONSHIP.csv ${row.relationshipId}`,
        row,
        message: 'is_hierarchical and defines_ancestry are flags',
        found: `${row.isHierarchical} ${row.definesAncestry}`,
        expected: '0 or 1',
        fix: 'copy the row of Athena',
      })),
  ],
};
