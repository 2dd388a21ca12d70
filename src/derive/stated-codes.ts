/**
 * The values of a code sequence that a table states as codes, not as a context group: beside the include of a code
 * sequence macro they are the enclosing sequence's, beside an attribute its own. [PS3.3 5.4, 8]
 */
import type { ValueTerm } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleRow, ModuleTable } from '../model/information-object.js';
import { findCodeMacros } from './bindings.js';
import type { NestedTables } from './module-attributes.js';

export function deriveStatedCodes(
  tables: readonly ModuleTable[],
  nested: NestedTables,
): Outcome<ValueTerm[]> {
  const codeMacros = findCodeMacros(tables);
  const value: ValueTerm[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const { table } of tables) {
    for (const { row, enclosing } of nested.get(table) ?? []) {
      if (row.statedCodes === undefined) continue;
      const path = row.kind === 'attribute' ? [...enclosing, row.tag] : enclosing;
      const tag = path.at(-1);
      if (tag === undefined || (row.kind === 'include' && !codeMacros.has(row.includeTable))) {
        diagnostics.push(unplaced(row));
        continue;
      }
      const condition = row.kind === 'include' ? row.condition : undefined;
      for (const code of row.statedCodes) {
        value.push({
          tag,
          path,
          table,
          valueNumber: undefined,
          condition,
          ...code,
          retired: false,
          at: row.at,
        });
      }
    }
  }
  return { value, diagnostics };
}

function unplaced({ at, description, statedCodes = [] }: ModuleRow): Diagnostic {
  return {
    code: 'stated-code-unplaced',
    severity: 'warning',
    at,
    message: `no single sequence for ${statedCodes.map(({ scheme, value }) => `${scheme}:${value}`).join(', ')}; the value is left out`,
    found: description,
    expected: 'codes beside a code sequence macro, or in the description of the sequence [PS3.3 5.4]',
    fix: 'compare with the published page',
  };
}
