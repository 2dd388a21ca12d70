/** How parts stand to each other, compiled from the synonym table: combine, near, implied, default, modality. */
import type { Synonym } from './synonyms.js';
import { nameKey } from './words.js';

interface Rule {
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface Relations {
  /** Column value (0008,0060) in upper case -> key of the Modality Type. */
  readonly modalities: ReadonlyMap<string, string>;
  readonly combine: readonly Rule[];
  readonly near: ReadonlyMap<string, readonly Rule[]>;
  readonly implied: readonly Rule[];
  readonly defaults: readonly Rule[];
}

/** Stand among implied keys for `Timing W` and `WO`: contrast, or its absence, need not be said. */
export const IMPLIED_WITH = 'timing:with';
export const IMPLIED_WITHOUT = 'timing:without';

/** One reading of the places of a description; `steps` near rules were used to reach it. */
export interface Reading {
  readonly places: ReadonlySet<string>;
  readonly steps: number;
}

const MOST_READINGS = 24;
const MOST_STEPS = 2;

export function compileRelations(synonyms: readonly Synonym[]): Relations {
  const rules = (kind: Synonym['kind']) =>
    synonyms.filter((synonym) => synonym.kind === kind).map((synonym) => ruleOf(synonym));
  const near = new Map<string, Rule[]>();
  for (const rule of rules('near')) {
    const first = rule.from[0] ?? '';
    near.set(first, [...(near.get(first) ?? []), rule]);
  }
  return {
    modalities: new Map(
      synonyms
        .filter((synonym) => synonym.kind === 'modality')
        .map((synonym) => [synonym.phrase.toUpperCase(), nameKey(synonym.partName)]),
    ),
    combine: rules('combine'),
    near,
    implied: rules('implied'),
    defaults: rules('default'),
  };
}

function ruleOf(synonym: Synonym): Rule {
  const keys = (text: string) => text.split(' + ').map(nameKey);
  const from = keys(synonym.phrase);
  if (synonym.partType !== 'Timing') return { from, to: keys(synonym.partName) };
  return { from, to: [/^w$/i.test(synonym.partName) ? IMPLIED_WITH : IMPLIED_WITHOUT] };
}

/** `Lower extremity` and `Vein` said apart -> `Lower extremity vein`. */
export function combinePlaces(
  places: ReadonlySet<string>,
  said: ReadonlySet<string>,
  relations: Relations,
): Set<string> {
  const combined = new Set(places);
  for (const { from, to } of relations.combine) {
    if (!from.every((key) => combined.has(key) || (said.has(key) && !places.has(key)))) continue;
    for (const key of from) combined.delete(key);
    for (const key of to) combined.add(key);
  }
  return combined;
}

/** The places as said, then with near ones in their stead, fewest steps first. */
export function readingsOf(places: ReadonlySet<string>, relations: Relations): Reading[] {
  const readings: Reading[] = [{ places, steps: 0 }];
  const seen = new Set([[...places].sort().join('|')]);
  for (const reading of readings) {
    if (reading.steps === MOST_STEPS) continue;
    for (const place of reading.places) {
      for (const { from, to } of relations.near.get(place) ?? []) {
        if (!from.every((key) => reading.places.has(key))) continue;
        const next = new Set([...[...reading.places].filter((key) => !from.includes(key)), ...to]);
        const id = [...next].sort().join('|');
        if (seen.has(id) || readings.length >= MOST_READINGS) continue;
        seen.add(id);
        readings.push({ places: next, steps: reading.steps + 1 });
      }
    }
  }
  return readings;
}

/** Keys that need not be said because of what is said. */
export function impliedBy(said: ReadonlySet<string>, relations: Relations): Set<string> {
  const implied = new Set<string>();
  for (const { from, to } of relations.implied) {
    if (from.every((key) => said.has(key))) for (const key of to) implied.add(key);
  }
  return implied;
}

export function defaultPlaces(said: ReadonlySet<string>, relations: Relations): string[] {
  return relations.defaults.filter(({ from }) => from.every((key) => said.has(key))).flatMap(({ to }) => to);
}
