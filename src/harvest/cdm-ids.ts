/** Ids in the tables of a site that the CDM does not have: errors, before anything is linked to them. */
import type { Diagnostic } from '../model/diagnostic.js';
import { type Cdm, readInPieces } from './cdm.js';
import type { SiteTable, SiteTableKind } from './site-tables.js';

/** Table of the site -> table of the CDM, whose key is the column of that name. */
const TARGETS: Readonly<Partial<Record<SiteTableKind, string>>> = {
  persons: 'person',
  procedures: 'procedure_occurrence',
  visits: 'visit_occurrence',
};
const LINES_SHOWN = 5;

/** `file`: as given. Nothing where the CDM lacks the table, except PERSON, which every CDM has. */
export async function findAbsentIds(
  cdm: Cdm,
  kind: SiteTableKind,
  { columns, rows, lines = [] }: SiteTable,
  file: string,
): Promise<readonly Diagnostic[]> {
  const table = TARGETS[kind];
  if (table === undefined || (kind !== 'persons' && !(await cdm.hasTable(table)))) return [];
  const place = Object.keys(columns).indexOf(`${table}_id`);
  const ids = [...new Set(rows.map((row) => Number(row[place] ?? 0)))];
  const found = await readInPieces(
    cdm,
    ids,
    (list) => `SELECT ${table}_id AS id FROM ${table} WHERE ${table}_id IN (${list})`,
  );
  const known = new Set(found.map(({ id }) => Number(id)));
  const absent = rows.flatMap((row, at) => (known.has(Number(row[place] ?? 0)) ? [] : [lines[at] ?? 0]));
  const [line] = absent;
  if (line === undefined) return [];
  const shown = absent.slice(0, LINES_SHOWN).join(', ');
  return [
    {
      code: 'site-id-absent',
      severity: 'error',
      at: { file, line },
      message: `${absent.length} rows have a ${table}_id that the CDM does not: line ${shown}${absent.length > LINES_SHOWN ? ', ...' : ''}`,
      expected: `ids of ${table.toUpperCase()} [CDM v5.4]`,
      fix: 'export the table anew from this CDM, or name the CDM that it is of with --cdm',
    },
  ];
}
