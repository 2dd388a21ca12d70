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
const MAX_ROWS = 250_000;
/** Macros inside of macros; an edition has 8. */
const MAX_DEPTH = 64;

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
      if (walk.isCut()) diagnostics.push(expandsTooFar(table));
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
  const including = new Set<string>();
  let walked = 0;
  let isCut = false;
  /** True if nothing was left out. */
  const expand = (table: string, prefix: readonly Tag[]): boolean => {
    let isWhole = true;
    including.add(table);
    for (const { row, enclosing } of nested.get(table) ?? []) {
      if (walked >= limit) {
        isCut = true;
        break;
      }
      walked += 1;
      const path = [...prefix, ...enclosing];
      if (row.kind === 'attribute') {
        if (!/^include$/i.test(row.name)) give([...path, row.tag], row.type, table);
        continue;
      }
      const place = `${row.includeTable}\t${path.join('>')}`;
      if (!nested.has(row.includeTable) || whole.has(place)) continue;
      if (including.size >= MAX_DEPTH) isCut = true;
      else if (!including.has(row.includeTable) && expand(row.includeTable, path)) {
        whole.add(place);
        continue;
      }
      isWhole = false;
    }
    including.delete(table);
    return isWhole && !isCut;
  };
  return { expand: (table: string) => expand(table, []), walked: () => walked, isCut: () => isCut };
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

function expandsTooFar({ at, table }: ModuleTable): Diagnostic {
  return {
    code: 'module-expansion-cut',
    severity: 'finding',
    at,
    message: `the macros of the table expand beyond ${MAX_ROWS_OF_TABLE} rows or ${MAX_DEPTH} levels; what lies there is not in module_attributes`,
    found: `Table ${table}`,
    expected: 'macros that do not include one another over and over [PS3.3 5.2]',
    fix: 'compare the includes of the table and of its macros with the published pages',
  };
}
