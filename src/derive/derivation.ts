/** Facts -> what follows from them. */
import type { Derivation } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleTable } from '../model/information-object.js';
import type { Standard } from '../model/standard.js';
import { deriveBindings } from './bindings.js';
import { expandContextGroups } from './context-group-expansion.js';
import { expandModules, nestTables } from './module-attributes.js';
import { deriveStatedCodes } from './stated-codes.js';
import { deriveUnits, stateUnits, type UnitPhrase } from './units.js';
import { deriveValueTerms } from './value-terms.js';

export function derive(standard: Standard, unitPhrases: readonly UnitPhrase[]): Outcome<Derivation> {
  const { attributes, contextGroups, sectionLists } = standard;
  const tables = keepFirstOfLabel(standard.moduleTables);
  const moduleTables = tables.value;
  const expandedMembers = expandContextGroups(contextGroups);
  const nested = nestTables(moduleTables);
  const moduleAttributes = expandModules(moduleTables, nested.value);
  const valueTerms = deriveValueTerms(moduleTables, sectionLists, nested.value, attributes);
  const statedCodes = deriveStatedCodes(moduleTables, nested.value);
  const bindings = deriveBindings(moduleTables, nested.value, attributes);
  const unitStatements = stateUnits(moduleTables, attributes, unitPhrases);
  const units = deriveUnits(unitStatements);
  return {
    value: {
      expandedMembers: expandedMembers.value,
      moduleAttributes: moduleAttributes.value,
      valueTerms: [...valueTerms.value, ...statedCodes.value],
      bindings: bindings.value,
      units: units.value,
      unitStatements,
    },
    diagnostics: [
      expandedMembers,
      tables,
      nested,
      moduleAttributes,
      valueTerms,
      statedCodes,
      bindings,
      units,
    ].flatMap(({ diagnostics }) => diagnostics),
  };
}

/** Includes name tables by label: of two attribute tables of one label, only the first can be meant. */
function keepFirstOfLabel(tables: readonly ModuleTable[]): Outcome<readonly ModuleTable[]> {
  const first = new Map<string, ModuleTable>();
  const diagnostics: Diagnostic[] = [];
  const holdingRows = tables.filter(({ rows }) => rows.length > 0);
  for (const table of holdingRows) {
    const { at, rows, title } = table;
    if (!first.has(table.table)) first.set(table.table, table);
    else {
      diagnostics.push({
        code: 'table-label-repeated',
        severity: 'finding',
        at,
        message: `an earlier attribute table has this label; nothing is derived from the ${rows.length} rows of this one`,
        found: title,
        expected: 'one table for each label [PS3.3 5.1]',
        fix: 'compare with the published page',
      });
    }
  }
  return { value: [...first.values()], diagnostics };
}
