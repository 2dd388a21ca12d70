import { isDay } from '../../model/date.js';
import { findCells, formatCellKey } from '../release-cells.js';
import type { Rule } from '../rule.js';

export const dateRule: Rule = {
  code: 's2-date',
  title: 'Every date is there and is a day of the calendar',
  source: 'vocabulary team, stage checks S2 and S3',
  severity: 'error',
  check: (index) =>
    findCells(
      index.release,
      ({ type }) => type === 'date',
      (value) => typeof value !== 'string' || !isDay(value),
    ).map((cell) => ({
      key: formatCellKey(cell, index),
      row: cell.row,
      message: 'not a day of the calendar',
      found: String(cell.value ?? ''),
      expected: 'yyyymmdd',
      fix: 'write the day in eight digits',
    })),
};
