import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

/** C0 and C1 controls, NBSP, soft hyphen, zero-width and direction marks, word joiner, byte order mark. */
const UNCLEAN = /[\p{Cc}\u00A0\u00AD\u200B-\u200F\u2028-\u202E\u2060\uFEFF\uFFFD"]| {2}/u;

export const cleanTextRule: Rule = {
  code: 'm6-clean-text',
  title: 'No text holds a double quote, a control or invisible character, or a double blank',
  source: 'vocabulary team, cleaning of names; loading traps seen in the field',
  severity: 'error',
  check: (index) =>
    findCells(
      index.release,
      ({ type }) => type === 'varchar',
      (value) => typeof value === 'string' && UNCLEAN.test(value),
    ).map((cell) => {
      const [character = ''] = UNCLEAN.exec(String(cell.value)) ?? [];
      return {
        key: formatCellKey(cell, index),
        row: cell.row,
        message: `${cell.column.name} holds U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
        found: String(cell.value),
        expected: 'visible characters, single blanks, no double quote',
        fix: 'clean the text where it is extracted',
      };
    }),
};
