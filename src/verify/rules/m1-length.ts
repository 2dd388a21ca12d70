import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

/** Characters, not UTF-16 units: as databases count. */
export const lengthRule: Rule = {
  code: 'm1-length',
  title: 'No text is longer than its column',
  source: 'CDM v5.4: varchar lengths',
  severity: 'error',
  check: (index) =>
    findCells(
      index.release,
      ({ type }) => type === 'varchar',
      (value, { length = 0 }) =>
        typeof value === 'string' && value.length > length && [...value].length > length,
    ).map((cell) => ({
      key: formatCellKey(cell, index),
      row: cell.row,
      message: `${cell.column.name} is too long`,
      found: `${[...String(cell.value)].length} characters: ${String(cell.value).slice(0, 60)}...`,
      expected: `at most ${cell.column.length} characters`,
      fix: 'shorten it: names to 252 and `...`, synonyms to 997 and `...`',
    })),
};
