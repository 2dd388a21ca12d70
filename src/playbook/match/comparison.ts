/** What a study means -> the procedures nearest to it. Many descriptions mean the same: what was compared is kept. */
import type { Playbook, PlaybookProcedure } from '../playbook.js';
import { createCandidateIndex } from './candidates.js';
import type { Meaning } from './evidence.js';
import { type ProcedureFeatures, procedureFeatures } from './procedure-features.js';
import { impliedBy, type Reading, type Relations, readingsOf } from './relations.js';
import { remember } from './remembered.js';
import { distanceWithoutPlaces, type Explanation, placeDistance } from './scoring.js';
import type { Synonym } from './synonyms.js';
import type { Standing } from './verdict.js';
import { nameKey } from './words.js';

export interface Candidate {
  readonly rank: number;
  readonly procedure: PlaybookProcedure;
  /** 0 to 1; 1: says exactly what the description says. */
  readonly score: number;
  readonly matched: readonly string[];
  readonly contradicted: readonly string[];
}

export interface Comparison {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  readonly best: Standing;
}

/** LOINC number -> STATUS of Loinc.csv. */
export type Statuses = ReadonlyMap<string, string>;

/** From here on a procedure is none of those that may be meant. */
const FARTHEST = 4;
const DISCOURAGED = 2;
const MOST_KNOWN = 20_000;

interface Ranked {
  readonly features: ProcedureFeatures;
  readonly reading: Reading;
  readonly distance: number;
}

/** Undefined: nothing in the playbook is close. */
export function createComparer(
  playbook: Playbook,
  synonyms: readonly Synonym[],
  relations: Relations,
  limit: number,
  statuses: Statuses,
): (said: Meaning) => Comparison | undefined {
  const names = partNames(playbook, synonyms);
  const all = playbook.procedures.map(procedureFeatures);
  const index = createCandidateIndex(all);
  const penalties = new Map(all.flatMap((features) => penaltyOf(features, statuses)));
  const known = remember<Comparison | undefined>(MOST_KNOWN);
  const compare = (said: Meaning) => {
    const readings = readingsOf(said.places, relations);
    const implied = impliedBy(saidKeys(said), relations);
    const found = index.find(said, readings, implied);
    const ranked = rank(said, readings, implied, found, penalties, Math.max(limit, 2));
    const [best, next] = ranked;
    if (!best || best.distance >= FARTHEST) return undefined;
    const candidates = ranked
      .slice(0, limit)
      .filter((each) => each.distance < FARTHEST + 1)
      .map((each, i) => show(said, implied, each, i + 1, names));
    const standing = {
      distance: best.distance,
      next: next?.distance,
      contradicted: candidates[0]?.contradicted ?? [],
      agrees: agreesWithBodyPart(said, best),
      placeless: said.places.size === 0 && [...best.features.required].some((place) => !implied.has(place)),
    };
    return { candidates, best: standing };
  };
  return (said) => known(keyOf(said), () => compare(said));
}

/** The same for the same meaning. */
function keyOf({
  modality,
  places,
  placesFrom,
  bodyPart,
  side,
  contrast,
  views,
  besides,
  values,
}: Meaning): string {
  const { types, contradictedBy } = modality;
  const slots = [...values].map(([key, all]) => `${key}:${all}`);
  const counted = views && `${views.low}-${views.high}`;
  const sets = [types, [...places], [...bodyPart], slots].map((all) => all.join('+'));
  return [...sets, contradictedBy, placesFrom, side, contrast, counted, besides].join('|');
}

/** A row for a procedure that is not preferred, none for others. */
function penaltyOf(
  features: ProcedureFeatures,
  statuses: Statuses,
): readonly (readonly [ProcedureFeatures, number])[] {
  const status = statuses.get(features.procedure.loinc);
  if (status === 'DEPRECATED') return [[features, FARTHEST]];
  return status === 'DISCOURAGED' ? [[features, DISCOURAGED]] : [];
}

function saidKeys(said: Meaning): Set<string> {
  return new Set([
    ...said.modality.types,
    ...said.places,
    ...said.values.keys(),
    ...(said.views?.high === 1 ? ['view'] : []),
  ]);
}

/** The best `count`, best first. What is already farther than the last of them is not looked at to the end. */
function rank(
  said: Meaning,
  readings: readonly Reading[],
  implied: ReadonlySet<string>,
  candidates: Iterable<ProcedureFeatures>,
  penalties: ReadonlyMap<ProcedureFeatures, number>,
  count: number,
): Ranked[] {
  const ranked: Ranked[] = [];
  for (const features of candidates) {
    const last = ranked[count - 1];
    const limit = last ? last.distance : FARTHEST + 1;
    const fixed = distanceWithoutPlaces(said, implied, features, limit) + (penalties.get(features) ?? 0);
    if (fixed > limit) continue;
    let best: Ranked | undefined;
    for (const reading of readings) {
      const far = fixed + placeDistance(said, reading, implied, features);
      if (far < (best?.distance ?? FARTHEST + 1)) best = { features, reading, distance: far };
    }
    if (best) insert(ranked, best, count);
  }
  return ranked;
}

function insert(ranked: Ranked[], each: Ranked, count: number): void {
  let at = ranked.length;
  while (at > 0 && isBefore(each, ranked[at - 1])) at -= 1;
  if (at >= count) return;
  ranked.splice(at, 0, each);
  if (ranked.length > count) ranked.pop();
}

function isBefore(a: Ranked, b: Ranked | undefined): boolean {
  return b !== undefined && (a.distance - b.distance || byStanding(a.features, b.features)) < 0;
}

/** Between equals: paired with RadLex first, then the simpler, the shorter name, the older LOINC number. */
function byStanding({ procedure: a }: ProcedureFeatures, { procedure: b }: ProcedureFeatures): number {
  const paired = Number(b.radLex.length > 0) - Number(a.radLex.length > 0);
  return (
    paired ||
    a.parts.length - b.parts.length ||
    a.longCommonName.length - b.longCommonName.length ||
    Number.parseInt(a.loinc, 10) - Number.parseInt(b.loinc, 10)
  );
}

function agreesWithBodyPart(said: Meaning, { features, reading }: Ranked): boolean {
  return [...said.bodyPart].every(
    (place) =>
      features.required.has(place) ||
      features.context.has(place) ||
      reading.places.has(place) ||
      said.places.has(place),
  );
}

function show(
  said: Meaning,
  implied: ReadonlySet<string>,
  ranked: Ranked,
  place: number,
  names: ReadonlyMap<string, string>,
): Candidate {
  const name = (key: string) => names.get(key) ?? key;
  const matched = said.modality.types.map(name);
  const explanation: Explanation = { matched, contradicted: [], name };
  placeDistance(said, ranked.reading, implied, ranked.features, explanation);
  distanceWithoutPlaces(said, implied, ranked.features, Number.POSITIVE_INFINITY, explanation);
  if (said.modality.contradictedBy) explanation.contradicted.push(`modality ${said.modality.contradictedBy}`);
  return {
    rank: place,
    procedure: ranked.features.procedure,
    score: Math.round(1000 * Math.max(0, 1 - ranked.distance / (FARTHEST + 1))) / 1000,
    matched,
    contradicted: explanation.contradicted,
  };
}

/** Key -> name, as the playbook writes it, else as the table does. */
function partNames(playbook: Playbook, synonyms: readonly Synonym[]): ReadonlyMap<string, string> {
  const written = [
    ...synonyms.filter(({ kind }) => kind === 'phrase').map(({ partName }) => partName),
    ...playbook.procedures.flatMap(({ parts }) => parts.map(({ partName }) => partName)),
  ];
  return new Map(written.map((name) => [nameKey(name), name]));
}
