/** The sequences that enclose each row of an attribute table, from the numbers of `>`. [PS3.3 5.1] */
import type { Diagnostic } from '../model/diagnostic.js';
import type { ModuleRow, ModuleTable } from '../model/information-object.js';
import type { Tag } from '../model/tag.js';

export interface NestedRow {
  readonly row: ModuleRow;
  /** Outermost first; empty at the top level. */
  readonly enclosing: readonly Tag[];
}

/** A row that is deeper than any row above it can carry goes to the deepest there is, with a warning. */
export function nestRows(table: ModuleTable): { rows: NestedRow[]; diagnostics: Diagnostic[] } {
  const open: Tag[] = [];
  const diagnostics: Diagnostic[] = [];
  const rows = table.rows.map((row): NestedRow => {
    if (row.depth > open.length) {
      diagnostics.push({
        code: 'nesting-jumps',
        severity: 'warning',
        at: row.at,
        message: `the row is ${row.depth} deep where at most ${open.length} is possible; read as ${open.length}`,
        found: '>'.repeat(row.depth),
        expected: 'one ">" more than the enclosing sequence has [PS3.3 5.1]',
        fix: 'compare with the published page',
      });
    }
    open.length = Math.min(open.length, row.depth);
    const enclosing = [...open];
    if (row.kind === 'attribute') open.push(row.tag);
    return { row, enclosing };
  });
  return { rows, diagnostics };
}
