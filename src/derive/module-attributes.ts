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

/**
 * Rows in printed order. A macro that includes itself (SR content items) is cut where it would begin again.
 * Attributes of one path and table stand once, the first row's type counting.
 */
export function expandModules(
  tables: readonly ModuleTable[],
  nested: NestedTables,
): Outcome<ModuleAttribute[]> {
  const diagnostics: Diagnostic[] = [];
  const value = tables
    .filter((table) => table.rows.length > 0)
    .flatMap((table) => {
      const attributes = new Map<string, ModuleAttribute>();
      expandTable(table.table, [], [table.table], nested, diagnostics, (path, type, viaTable) => {
        const key = path.join('>');
        const tag = path.at(-1);
        if (tag && !attributes.has(key))
          attributes.set(key, { table: table.table, path, tag, type, viaTable });
      });
      return [...attributes.values()];
    });
  return { value, diagnostics };
}

function expandTable(
  table: string,
  prefix: readonly Tag[],
  including: readonly string[],
  nested: NestedTables,
  diagnostics: Diagnostic[],
  give: (path: readonly Tag[], type: string | undefined, viaTable: string) => void,
): void {
  for (const { row, enclosing } of nested.get(table) ?? []) {
    const path = [...prefix, ...enclosing];
    if (row.kind === 'attribute') {
      if (!/^include$/i.test(row.name)) give([...path, row.tag], row.type, table);
    } else if (!nested.has(row.includeTable)) {
      if (including.length === 1) {
        diagnostics.push({
          code: 'include-target-missing',
          severity: 'warning',
          at: row.at,
          message: 'the included table is no attribute table of this edition; nothing is expanded here',
          found: `Table ${row.includeTable}`,
          expected: 'a macro table of PS3.3 [PS3.3 5.2]',
          fix: 'compare with the published page',
        });
      }
    } else if (!including.includes(row.includeTable)) {
      expandTable(row.includeTable, path, [...including, row.includeTable], nested, diagnostics, give);
    }
  }
}
