/**
 * A row of features.csv: what something outside found in a series. Codes are `SCHEME:CODE`, concepts of OHDSI their id; a value
 * is a number or a code, and where it is a concept, `value_concept_id`.
 */
import type { SqlValue } from './engine.js';
import type { SiteRow } from './site-file.js';
import type { CellReader } from './site-values.js';

const COLUMNS = {
  series_instance_uid: 'VARCHAR',
  feature_scheme: 'VARCHAR',
  feature_code: 'VARCHAR',
  feature_concept_id: 'INTEGER',
  value_number: 'DOUBLE',
  value_scheme: 'VARCHAR',
  value_code: 'VARCHAR',
  value_concept_id: 'INTEGER',
  unit_code: 'VARCHAR',
  finding_scheme: 'VARCHAR',
  finding_code: 'VARCHAR',
  finding_concept_id: 'INTEGER',
  site_scheme: 'VARCHAR',
  site_code: 'VARCHAR',
  site_concept_id: 'INTEGER',
  finding_id: 'VARCHAR',
  alg_system: 'VARCHAR',
  alg_datetime: 'VARCHAR',
} as const;

/** In the order of COLUMNS. */
function readRow(row: SiteRow, cells: CellReader): readonly (SqlValue | undefined)[] {
  const value = row.cells.value;
  const isNumber = value !== undefined && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/.test(value);
  const moment = cells.day(row, 'alg_datetime');
  const [clock] = /\d\d:\d\d:\d\d/.exec(row.cells.alg_datetime ?? '') ?? [];
  return [
    cells.key(row, 'series_instance_uid'),
    ...cells.concept(row, 'feature'),
    isNumber ? Number(value) : undefined,
    ...(isNumber ? [undefined, undefined] : cells.concept(row, 'value').slice(0, 2)),
    cells.integer(row, 'value_concept_id'),
    row.cells.unit,
    ...cells.concept(row, 'finding'),
    ...cells.concept(row, 'site'),
    row.cells.finding_id,
    row.cells.alg_system,
    moment && `${moment} ${clock ?? '00:00:00'}`,
  ];
}

export const FEATURE_FORM = {
  name: 'site_feature',
  option: '--features',
  wanted: ['series_instance_uid', 'feature'],
  columns: COLUMNS,
  read: readRow,
  check: ([series, , code, concept]: readonly (SqlValue | undefined)[]) =>
    series === undefined || (code === undefined && concept === undefined)
      ? {
          code: 'site-cell-missing',
          message: 'a feature without series or name',
          expected: 'series_instance_uid, and feature as SCHEME:CODE or concept_id',
          fix: 'fill the cell, or remove the row',
        }
      : undefined,
} as const;
