/** Attribute tables with every macro expanded in place, so that each attribute has its full tag path. */
import type { ModuleAttribute } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleTable } from '../model/information-object.js';
import type { Tag } from '../model/tag.js';
import { type NestedRow, nestRows } from './nesting.js';

export type NestedTables = ReadonlyMap<string, readonly NestedRow[]>;

/** Nesting of every table; labels are distinct. */
export function nestTables(tables: readonly ModuleTable[]): Outcome<NestedTables> {
  const value = new Map<string, readonly NestedRow[]>();
  const diagnostics: Diagnostic[] = [];
  for (const table of tables) {
    const nested = nestRows(table);
    value.set(table.table, nested.rows);
    diagnostics.push(...nested.diagnostics);
  }
  return { value, diagnostics };
}

/** Rows walked for one table and for all; the largest table of an edition takes 909, all of them 32,000. */
const MAX_ROWS_OF_TABLE = 20_000;
const MAX_ROWS = 1_000_000;

/**
 * Rows in printed order. A macro that includes itself (SR content items) is cut where it would begin again.
 * Attributes of one path and table stand once, the first row's type counting. A table whose macros would expand
 * beyond all measure is cut and told.
 */
export function expandModules(
  tables: readonly ModuleTable[],
  nested: NestedTables,
): Outcome<ModuleAttribute[]> {
  const diagnostics: Diagnostic[] = [];
  let left = MAX_ROWS;
  const value = tables
    .filter((table) => table.rows.length > 0)
    .flatMap((table) => {
      const attributes = new Map<string, ModuleAttribute>();
      const limit = Math.min(left, MAX_ROWS_OF_TABLE);
      const walk = makeWalk(nested, limit, (path, type, viaTable) => {
        const key = path.join('>');
        const tag = path.at(-1);
        if (tag && !attributes.has(key))
          attributes.set(key, { table: table.table, path, tag, type, viaTable });
      });
      walk.expand(table.table);
      left -= walk.walked();
      diagnostics.push(...findMissing(table, nested));
      if (walk.walked() >= limit) diagnostics.push(expandsTooFar(table, limit));
      return [...attributes.values()];
    });
  return { value, diagnostics };
}

/** Walks a table and its macros, at most `limit` rows. What has been given whole at a place is not walked there again. */
function makeWalk(
  nested: NestedTables,
  limit: number,
  give: (path: readonly Tag[], type: string | undefined, viaTable: string) => void,
) {
  const whole = new Set<string>();
  let walked = 0;
  /** True if nothing was cut. */
  const expand = (table: string, prefix: readonly Tag[], including: ReadonlySet<string>): boolean => {
    let isWhole = true;
    for (const { row, enclosing } of nested.get(table) ?? []) {
      if (walked >= limit) return false;
      walked += 1;
      const path = [...prefix, ...enclosing];
      if (row.kind === 'attribute') {
        if (!/^include$/i.test(row.name)) give([...path, row.tag], row.type, table);
        continue;
      }
      const place = `${row.includeTable}\t${path.join('>')}`;
      if (!nested.has(row.includeTable) || whole.has(place)) continue;
      if (including.has(row.includeTable)) isWhole = false;
      else if (expand(row.includeTable, path, new Set([...including, row.includeTable]))) whole.add(place);
      else isWhole = false;
    }
    return isWhole;
  };
  return {
    expand: (table: string) => expand(table, [], new Set([table])),
    walked: () => walked,
  };
}

function findMissing(table: ModuleTable, nested: NestedTables): Diagnostic[] {
  return table.rows.flatMap((row): Diagnostic[] =>
    row.kind === 'attribute' || nested.has(row.includeTable)
      ? []
      : [
          {
            code: 'include-target-missing',
            severity: 'warning',
            at: row.at,
            message: 'the included table is no attribute table of this edition; nothing is expanded here',
            found: `Table ${row.includeTable}`,
            expected: 'a macro table of PS3.3 [PS3.3 5.2]',
            fix: 'compare with the published page',
          },
        ],
  );
}

function expandsTooFar({ at, table }: ModuleTable, limit: number): Diagnostic {
  return {
    code: 'module-expansion-cut',
    severity: 'finding',
    at,
    message: `the macros of the table expand to more than ${limit} rows; what lies beyond is not in module_attributes`,
    found: `Table ${table}`,
    expected: 'macros that do not include one another over and over [PS3.3 5.2]',
    fix: 'compare the includes of the table and of its macros with the published pages',
  };
}
