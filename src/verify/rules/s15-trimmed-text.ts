import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

export const trimmedTextRule: Rule = {
  code: 's15-trimmed-text',
  title: 'No text starts or ends with a blank',
  source: 'vocabulary team, stage check S15',
  severity: 'error',
  check: (index) =>
    findCells(
      index.release,
      ({ type }) => type === 'varchar',
      (value) => typeof value === 'string' && value.trim() !== value,
    ).map((cell) => ({
      key: formatCellKey(cell, index),
      row: cell.row,
      message: `${cell.column.name} has blanks around it`,
      found: String(cell.value),
      expected: 'trimmed text',
      fix: 'trim it',
    })),
};
