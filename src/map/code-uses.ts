/** Every code of another scheme that an edition uses, with the places that use it. */
import type { Derivation } from '../model/derivation.js';
import type { CodeUse } from '../model/mapping.js';
import type { SourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';

/** Codes of context groups, body parts, units, and successors of retired DCM codes; DCM codes are our own. */
export function collectCodeUses(standard: Standard, derivation: Derivation): CodeUse[] {
  const uses = new Map<string, { use: Omit<CodeUse, 'places'>; places: Set<string> }>();
  const add = (
    scheme: string | undefined,
    code: string | undefined,
    meaning: string | undefined,
    place: string,
    at: SourceRef,
  ) => {
    if (scheme === undefined || code === undefined || scheme === 'DCM') return;
    const key = `${scheme}\t${code}`;
    const known = uses.get(key);
    if (known) known.places.add(place);
    else uses.set(key, { use: { scheme, code, meaning, at }, places: new Set([place]) });
  };
  for (const { cid, members } of standard.contextGroups) {
    for (const { scheme, value, meaning, at } of members) add(scheme, value, meaning, `CID ${cid}`, at);
  }
  for (const { scheme, code, meaning, table, at } of standard.bodyParts)
    add(scheme, code, meaning, `Table ${table}`, at);
  for (const { replacedBy, at } of standard.codeDefinitions) {
    for (const { scheme, value, meaning } of replacedBy) add(scheme, value, meaning, 'Table D-1', at);
  }
  for (const { tag, ucum, phrase, at } of derivation.units) add('UCUM', ucum, phrase, `unit of ${tag}`, at);
  return [...uses.values()].map(({ use, places }) => ({ ...use, places: [...places] }));
}
