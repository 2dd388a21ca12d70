/** Which procedures are worth comparing: same modality, and a place (or, without places, another part) in common. */
import type { Meaning } from './evidence.js';
import { ANY_MODALITY, type ProcedureFeatures } from './procedure-features.js';
import type { Reading } from './relations.js';

export interface CandidateIndex {
  find(
    said: Meaning,
    readings: readonly Reading[],
    implied: ReadonlySet<string>,
  ): Iterable<ProcedureFeatures>;
}

export function createCandidateIndex(all: readonly ProcedureFeatures[]): CandidateIndex {
  const byPlace = new Map<string, ProcedureFeatures[]>();
  const byValue = new Map<string, ProcedureFeatures[]>();
  const add = (map: Map<string, ProcedureFeatures[]>, key: string, features: ProcedureFeatures) => {
    const list = map.get(key);
    if (list) list.push(features);
    else map.set(key, [features]);
  };
  for (const features of all) {
    for (const modality of features.modalities) {
      for (const place of features.required) add(byPlace, `${modality}|${place}`, features);
      for (const [key, slot] of features.values) add(byValue, `${modality}|${slot}:${key}`, features);
    }
  }
  return {
    find(said, readings, implied) {
      const found = new Set<ProcedureFeatures>();
      const types = said.acts ? [...said.modality.types, ANY_MODALITY] : said.modality.types;
      for (const type of types) {
        for (const { places } of readings) {
          for (const place of places)
            for (const each of byPlace.get(`${type}|${place}`) ?? []) {
              if (said.placesFrom !== 'nowhere' || saysNoMore(each, said, implied)) found.add(each);
            }
        }
        for (const key of said.places.size > 0 ? [] : identifying(said)) {
          for (const each of byValue.get(`${type}|${key}`) ?? []) found.add(each);
        }
      }
      return found;
    },
  };
}

/** Of procedures that leave the body open only those are worth comparing that demand nothing unsaid. */
function saysNoMore({ values }: ProcedureFeatures, said: Meaning, implied: ReadonlySet<string>): boolean {
  for (const key of values.keys()) if (!said.values.has(key) && !implied.has(key)) return false;
  return true;
}

/** Without a place only a reason, a subject or an action tells one procedure from another. */
function identifying(said: Meaning): string[] {
  return [...said.values].flatMap(([key, slots]) =>
    slots
      .filter((slot) => slot === 'reason' || slot === 'subject' || slot === 'action')
      .map((slot) => `${slot}:${key}`),
  );
}
