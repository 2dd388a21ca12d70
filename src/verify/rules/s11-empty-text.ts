import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

export const emptyTextRule: Rule = {
  code: 's11-empty-text',
  title: 'No name, code or synonym is empty, and no cell holds an empty string in place of NULL',
  source: 'vocabulary team, stage check S11; CDM v5.4: NOT NULL',
  severity: 'error',
  check: (index) =>
    findCells(
      index.release,
      ({ type }) => type === 'varchar',
      (value, { nullable }) => value === '' || (value === undefined && !nullable),
    ).map((cell) => ({
      key: formatCellKey(cell, index),
      row: cell.row,
      message: `${cell.column.name} is empty`,
      found: '',
      expected: cell.column.nullable ? 'a text, or NULL' : 'a text',
      fix: 'give it a value, or leave the row out',
    })),
};
