/** Study descriptions -> ranked procedures of a playbook, with a verdict. */

import type { Playbook, PlaybookProcedure } from '../playbook.js';
import { createCandidateIndex } from './candidates.js';
import { readStudy, type Said, type Study } from './description.js';
import { buildLexicon } from './lexicon.js';
import { type ProcedureFeatures, procedureFeatures } from './procedure-features.js';
import { compileRelations, impliedBy, type Reading, readingsOf } from './relations.js';
import { distanceWithoutPlaces, type Explanation, placeDistance } from './scoring.js';
import type { Synonym } from './synonyms.js';
import { nameKey } from './words.js';

/**
 * sure: one procedure says what the description says, nothing contradicts it and no other comes near.
 * none: modality or anatomy cannot be told, or nothing in the playbook is close; candidates are empty then.
 */
export type Verdict = 'sure' | 'unsure' | 'none';

export interface Candidate {
  readonly rank: number;
  readonly procedure: PlaybookProcedure;
  /** 0 to 1; 1: says exactly what the description says. */
  readonly score: number;
  readonly matched: readonly string[];
  readonly contradicted: readonly string[];
}

export interface Match {
  readonly verdict: Verdict;
  /** Best first, at most `limit`. */
  readonly candidates: readonly Candidate[];
}

export interface Matcher {
  match(study: Study): Match;
}

export interface MatcherOptions {
  /** Candidates given per study, 3 if not stated. */
  readonly limit?: number;
  /** LOINC number -> STATUS of Loinc.csv: DEPRECATED and DISCOURAGED terms are not preferred. */
  readonly statuses?: ReadonlyMap<string, string>;
}

const FARTHEST = 4;
const SURE_WITHIN = 1;
const SURE_MARGIN = 0.3;
const DISCOURAGED = 2;
const UNREAD = 0.65;
const UNREAD_KNOWN = 0.4;
const MENDED = 0.3;

interface Ranked {
  readonly features: ProcedureFeatures;
  readonly reading: Reading;
  readonly distance: number;
}

export function createMatcher(
  playbook: Playbook,
  synonyms: readonly Synonym[],
  { limit = 3, statuses = new Map() }: MatcherOptions = {},
): Matcher {
  const lexicon = buildLexicon(playbook, synonyms);
  const relations = compileRelations(synonyms);
  const index = createCandidateIndex(playbook.procedures.map(procedureFeatures));
  const names = partNames(playbook, synonyms);
  const penalty = ({ procedure }: ProcedureFeatures) => {
    const status = statuses.get(procedure.loinc);
    return status === 'DEPRECATED' ? FARTHEST : status === 'DISCOURAGED' ? DISCOURAGED : 0;
  };
  return {
    match(study) {
      const said = readStudy(study, lexicon, relations);
      const readings = readingsOf(said.places, relations);
      const implied = impliedBy(saidKeys(said), relations);
      const ranked = rank(said, readings, implied, index.find(said, readings), penalty);
      const best = ranked[0];
      if (!best || best.distance >= FARTHEST) return { verdict: 'none', candidates: [] };
      return {
        verdict: isSure(said, ranked) ? 'sure' : 'unsure',
        candidates: ranked
          .slice(0, limit)
          .filter((each) => each.distance < FARTHEST + 1)
          .map((each, i) => show(said, implied, each, i + 1, names)),
      };
    },
  };
}

function saidKeys(said: Said): Set<string> {
  return new Set([
    ...said.modality.types,
    ...said.places,
    ...said.values.keys(),
    ...(said.views?.high === 1 ? ['view'] : []),
  ]);
}

function rank(
  said: Said,
  readings: readonly Reading[],
  implied: ReadonlySet<string>,
  candidates: Iterable<ProcedureFeatures>,
  penalty: (features: ProcedureFeatures) => number,
): Ranked[] {
  const ranked: Ranked[] = [];
  for (const features of candidates) {
    const fixed = distanceWithoutPlaces(said, implied, features) + penalty(features);
    if (fixed >= FARTHEST + 1) continue;
    let best: Ranked | undefined;
    for (const reading of readings) {
      const far = fixed + placeDistance(said, reading, implied, features);
      if (far < (best?.distance ?? FARTHEST + 1)) best = { features, reading, distance: far };
    }
    if (best) ranked.push(best);
  }
  return ranked.sort((a, b) => a.distance - b.distance || compare(a.features, b.features));
}

/** Between equals: paired with RadLex first, then the simpler, then the older LOINC number. */
function compare({ procedure: a }: ProcedureFeatures, { procedure: b }: ProcedureFeatures): number {
  const paired = Number(b.radLex.length > 0) - Number(a.radLex.length > 0);
  return (
    paired || a.parts.length - b.parts.length || Number.parseInt(a.loinc, 10) - Number.parseInt(b.loinc, 10)
  );
}

function isSure(said: Said, [best, second]: readonly Ranked[]): boolean {
  if (!best || said.modality.types.length === 0 || said.modality.contradictedBy) return false;
  if (said.places.size === 0 && best.features.required.size > 0) return false;
  if (said.doubtful || contradictsBodyPart(said, best)) return false;
  const far =
    best.distance + said.unread.length * UNREAD + said.unreadKnown * UNREAD_KNOWN + said.mended * MENDED;
  return far <= SURE_WITHIN && (!second || second.distance - best.distance >= SURE_MARGIN);
}

function contradictsBodyPart(said: Said, { features, reading }: Ranked): boolean {
  return [...said.bodyPart].some(
    (place) =>
      !features.required.has(place) &&
      !features.context.has(place) &&
      !reading.places.has(place) &&
      !said.places.has(place),
  );
}

function show(
  said: Said,
  implied: ReadonlySet<string>,
  ranked: Ranked,
  place: number,
  names: ReadonlyMap<string, string>,
): Candidate {
  const name = (key: string) => names.get(key) ?? key;
  const matched = said.modality.types.map(name);
  const explanation: Explanation = { matched, contradicted: [], name };
  placeDistance(said, ranked.reading, implied, ranked.features, explanation);
  distanceWithoutPlaces(said, implied, ranked.features, explanation);
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
