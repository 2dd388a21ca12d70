/** Facts -> what follows from them. */
import type { Derivation } from '../model/derivation.js';
import type { Outcome } from '../model/diagnostic.js';
import type { Standard } from '../model/standard.js';
import { deriveBindings } from './bindings.js';
import { expandContextGroups } from './context-group-expansion.js';
import { expandModules, nestTables } from './module-attributes.js';
import { deriveUnits, type UnitPhrase } from './units.js';
import { deriveValueTerms } from './value-terms.js';

export function derive(standard: Standard, unitPhrases: readonly UnitPhrase[]): Outcome<Derivation> {
  const { attributes, contextGroups, moduleTables, sectionLists } = standard;
  const expandedMembers = expandContextGroups(contextGroups);
  const nested = nestTables(moduleTables);
  const moduleAttributes = expandModules(moduleTables, nested.value);
  const valueTerms = deriveValueTerms(moduleTables, sectionLists, nested.value, attributes);
  const bindings = deriveBindings(moduleTables, nested.value, attributes);
  const units = deriveUnits(moduleTables, attributes, unitPhrases);
  return {
    value: {
      expandedMembers: expandedMembers.value,
      moduleAttributes: moduleAttributes.value,
      valueTerms: valueTerms.value,
      bindings: bindings.value,
      units: units.value,
    },
    diagnostics: [expandedMembers, nested, moduleAttributes, valueTerms, bindings, units].flatMap(
      ({ diagnostics }) => diagnostics,
    ),
  };
}
