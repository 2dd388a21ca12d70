/** Study descriptions -> ranked procedures of a playbook, with a verdict. */

import type { Playbook, PlaybookProcedure } from '../playbook.js';
import { createCandidateIndex } from './candidates.js';
import { readStudy, type Said } from './evidence.js';
import { buildLexicon } from './lexicon.js';
import { type ProcedureFeatures, procedureFeatures } from './procedure-features.js';
import { compileRelations, impliedBy, type Reading, readingsOf } from './relations.js';
import { distanceWithoutPlaces, type Explanation, placeDistance } from './scoring.js';
import { siteChoices } from './site-choices.js';
import type { Study } from './study.js';
import { SITE, type Synonym } from './synonyms.js';
import { reasonsAgainst, type Verdict } from './verdict.js';
import { nameKey } from './words.js';

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
  /** Words, as written, that were not understood. */
  readonly unknown: readonly string[];
  /** Why the answer is not sure; empty when it is. */
  readonly reasons: readonly string[];
  /** Whose words were read: `en`, `de` ... */
  readonly language: string;
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
const DISCOURAGED = 2;

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
  const names = partNames(playbook, synonyms);
  const all = playbook.procedures.map(procedureFeatures);
  const index = createCandidateIndex(all);
  const penalties = new Map(all.flatMap((features) => penaltyOf(features, statuses)));
  const choices = siteChoices(playbook, synonyms);
  return {
    match(study) {
      const chosen = choices.find(study);
      if (chosen) return chosenMatch(chosen);
      const said = readStudy(study, lexicon, relations);
      const { unknown, language } = said;
      const readings = readingsOf(said.places, relations);
      const implied = impliedBy(saidKeys(said), relations);
      const ranked = said.nothing
        ? []
        : rank(said, readings, implied, index.find(said, readings, implied), penalties, Math.max(limit, 2));
      const best = ranked[0];
      if (!best || best.distance >= FARTHEST) {
        const why = said.nothing
          ? 'no procedure'
          : said.modality.types.length === 0
            ? 'the modality is not known'
            : 'nothing in the playbook is close';
        return { verdict: 'none', candidates: [], unknown, reasons: [why, ...said.doubts], language };
      }
      const candidates = ranked
        .slice(0, limit)
        .filter((each) => each.distance < FARTHEST + 1)
        .map((each, i) => show(said, implied, each, i + 1, names));
      const reasons = reasonsAgainst(said, {
        distance: best.distance,
        next: ranked[1]?.distance,
        contradicted: candidates[0]?.contradicted ?? [],
        agrees: agreesWithBodyPart(said, best),
        placeless: said.places.size === 0 && [...best.features.required].some((place) => !implied.has(place)),
      });
      const verdict = verdictOf(said, reasons);
      const why = verdict === 'modality only' ? ['nothing but the modality is known'] : reasons;
      return { verdict, candidates, unknown, reasons: why, language };
    },
  };
}

/** A row for a procedure that is not preferred, none for others. */
function penaltyOf(
  features: ProcedureFeatures,
  statuses: ReadonlyMap<string, string>,
): readonly (readonly [ProcedureFeatures, number])[] {
  const status = statuses.get(features.procedure.loinc);
  if (status === 'DEPRECATED') return [[features, FARTHEST]];
  return status === 'DISCOURAGED' ? [[features, DISCOURAGED]] : [];
}

function verdictOf(said: Said, reasons: readonly string[]): Verdict {
  const open = said.placesFrom === 'nowhere' || (said.placesFrom === 'default' && said.silent);
  return open ? 'modality only' : reasons.length === 0 ? 'sure' : 'unsure';
}

function chosenMatch(procedure: PlaybookProcedure): Match {
  const matched = ["the site's own choice"];
  return {
    verdict: 'sure',
    candidates: [{ rank: 1, procedure, score: 1, matched, contradicted: [] }],
    unknown: [],
    reasons: [],
    language: SITE,
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

/** The best `count`, best first. What is already farther than the last of them is not looked at to the end. */
function rank(
  said: Said,
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
  return b !== undefined && (a.distance - b.distance || compare(a.features, b.features)) < 0;
}

/** Between equals: paired with RadLex first, then the simpler, the shorter name, the older LOINC number. */
function compare({ procedure: a }: ProcedureFeatures, { procedure: b }: ProcedureFeatures): number {
  const paired = Number(b.radLex.length > 0) - Number(a.radLex.length > 0);
  return (
    paired ||
    a.parts.length - b.parts.length ||
    a.longCommonName.length - b.longCommonName.length ||
    Number.parseInt(a.loinc, 10) - Number.parseInt(b.loinc, 10)
  );
}

function agreesWithBodyPart(said: Said, { features, reading }: Ranked): boolean {
  return [...said.bodyPart].every(
    (place) =>
      features.required.has(place) ||
      features.context.has(place) ||
      reading.places.has(place) ||
      said.places.has(place),
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
