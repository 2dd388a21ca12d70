/**
 * How far a procedure is from what a description says. 0: it says exactly that and nothing more. Each part that
 * is said and missing, demanded and unsaid, or opposite, adds to the distance; weights are here and nowhere else.
 */
import type { Meaning } from './evidence.js';
import { type Contrast, type Side, type Slot, type ViewCount, WITH, WITHOUT } from './features.js';
import { ANY_MODALITY, type ProcedureFeatures } from './procedure-features.js';
import { IMPLIED_WITH, IMPLIED_WITHOUT, type Reading } from './relations.js';

/** [said but missing, demanded but unsaid] */
const WEIGHTS: Readonly<Record<Slot, readonly [number, number]>> = {
  subtype: [1.6, 1.8],
  substance: [0.8, 1],
  route: [0.8, 0.9],
  timing: [0.8, 2],
  aggregation: [0.8, 1.5],
  view: [0.7, 1.1],
  maneuver: [0.9, 1.6],
  reason: [0.9, 1.6],
  action: [3, 4],
  approach: [0.3, 0.6],
  object: [1, 1.2],
  subject: [0.5, 0.6],
};
const NEAR_STEP = 0.4;
const PLACE_MISSING = 3.2;
const PLACE_UNSAID = 2.6;
const BODY_ANYWHERE = 0.4;
const IMPLIED = 0.1;
const FURTHER_PROCEDURE = 0.6;
const APART = 0.1;
const ONLY_CONTEXT = 0.3;
const OTHER_MODALITY = 1.2;
const NO_MODALITY = 0.5;
const DEPRECATED = 6;
const UNSAID_WHOLE_BODY = 0.9;
const NO_VIEWS = 0.4;
const VIEWS_FOR_TYPES = 0.2;
const PLURAL = 0.35;
const COUNTED_VIEWS = 0.4;
const ROUTE_OF_NONE = 0.4;

/** contrast said -> contrast demanded: 0 unstated, 1 with, 2 without, 3 without and with. */
const CONTRAST: readonly (readonly number[])[] = [
  [0, 1.5, 1.4, 2.2],
  [1.3, 0, 5, 2.8],
  [1.2, 5, 0, 2.8],
  [1.3, 2.2, 2.4, 0],
];

/** Collects what agrees and what does not; only made for candidates that are shown. */
export interface Explanation {
  readonly matched: string[];
  readonly contradicted: string[];
  /** Key -> part name as the playbook writes it. */
  name(key: string): string;
}

/** What does not depend on the reading of the places; no part is negative, so that it ends where the sum is beyond `limit`. */
export function distanceWithoutPlaces(
  said: Meaning,
  implied: ReadonlySet<string>,
  candidate: ProcedureFeatures,
  limit: number,
  explain?: Explanation,
): number {
  let sum =
    (candidate.procedures - 1) * (candidate.apart ? APART : FURTHER_PROCEDURE) +
    (candidate.deprecated ? DEPRECATED : 0) +
    modalityDistance(said, candidate, explain) +
    sideDistance(said.side, implied, candidate, explain) +
    contrastDistance(said.contrast, implied, candidate.contrast, explain);
  if (sum > limit) return sum;
  sum += viewDistance(said, candidate, explain);
  return sum > limit ? sum : sum + valueDistance(said, implied, candidate, explain);
}

/** Guidance of any modality, and codes that join several modalities. */
function modalityDistance(
  { modality }: Meaning,
  candidate: ProcedureFeatures,
  explain?: Explanation,
): number {
  let sum = 0;
  for (const type of candidate.modalities) {
    if (modality.types.includes(type)) continue;
    sum += type === ANY_MODALITY ? NO_MODALITY : OTHER_MODALITY;
    if (type !== ANY_MODALITY) explain?.contradicted.push(`${explain.name(type)} not said`);
  }
  return sum;
}

/** The part of one reading: places missing, places unsaid, and its steps from what was said. */
export function placeDistance(
  said: Meaning,
  { places, steps }: Reading,
  implied: ReadonlySet<string>,
  candidate: ProcedureFeatures,
  explain?: Explanation,
): number {
  let sum = steps * NEAR_STEP;
  for (const place of places) {
    // A place that only stands in for what was said does not pass as the surroundings of a focus.
    const found = candidate.required.has(place) || (candidate.context.has(place) && said.places.has(place));
    if (!found) sum += PLACE_MISSING;
    else if (!candidate.required.has(place) && candidate.required.size === 1 && places.size > 1)
      sum += ONLY_CONTEXT;
    if (found) explain?.matched.push(explain.name(place));
    else explain?.contradicted.push(`${explain.name(place)} missing`);
  }
  for (const place of candidate.required) {
    if (places.has(place)) continue;
    if (implied.has(place)) {
      sum += IMPLIED;
      continue;
    }
    sum += place === 'xxx' && said.acts ? BODY_ANYWHERE : PLACE_UNSAID;
    explain?.contradicted.push(`${explain.name(place)} not said`);
  }
  if (
    candidate.context.has('body whole') &&
    !places.has('body whole') &&
    !candidate.required.has('skeletal system')
  ) {
    sum += [...candidate.required].some((key) => key.includes('thigh')) ? 0 : UNSAID_WHOLE_BODY;
  }
  return sum;
}

function sideDistance(
  side: Side | undefined,
  implied: ReadonlySet<string>,
  candidate: ProcedureFeatures,
  explain?: Explanation,
): number {
  const demanded = candidate.side;
  if (side === undefined && demanded && implied.has(demanded)) return IMPLIED;
  if (side === demanded) {
    if (side) explain?.matched.push(side);
    return 0;
  }
  if (side === undefined) {
    explain?.contradicted.push(`${demanded} not said`);
    return demanded === 'bilateral' ? 1 : demanded === 'unilateral' ? 1.2 : 3;
  }
  if (demanded === undefined) {
    if (candidate.values.has(side) || isBothSides(side, candidate)) return 0;
    explain?.contradicted.push(`${side} missing`);
    return side === 'unilateral' ? 0.3 : 1.1;
  }
  const oneSided = side !== 'bilateral' && demanded === 'unilateral';
  if (!oneSided) explain?.contradicted.push(`${side}, not ${demanded}`);
  return oneSided ? 0.8 : side === 'unilateral' && demanded !== 'bilateral' ? 3 : 6;
}

/** Views of the right and of the left, for a structure that has no sides itself. */
function isBothSides(side: Side | undefined, { values }: ProcedureFeatures): boolean {
  return side === 'bilateral' && values.has('left') && values.has('right');
}

const CONTRAST_NAMES = ['', 'with contrast', 'without contrast', 'without and with contrast'];

function contrastDistance(
  said: Contrast,
  implied: ReadonlySet<string>,
  demanded: Contrast,
  explain?: Explanation,
): number {
  if (said === 0 && demanded === WITH && implied.has(IMPLIED_WITH)) return IMPLIED;
  if (said === 0 && demanded === WITHOUT && implied.has(IMPLIED_WITHOUT)) return IMPLIED;
  if (said === demanded) {
    if (said) explain?.matched.push(CONTRAST_NAMES[said] ?? '');
  } else if (explain) {
    if (said === 0) explain.contradicted.push(`${CONTRAST_NAMES[demanded]} not said`);
    else
      explain.contradicted.push(
        `${CONTRAST_NAMES[said]}${demanded ? `, not ${CONTRAST_NAMES[demanded]}` : ' missing'}`,
      );
  }
  return CONTRAST[said]?.[demanded] ?? 0;
}

const format = ({ low, high }: ViewCount) =>
  low === high
    ? `${low} view(s)`
    : high === Number.POSITIVE_INFINITY
      ? `${low}+ views`
      : `${low}-${high} views`;

function viewDistance(said: Meaning, candidate: ProcedureFeatures, explain?: Explanation): number {
  const demanded = candidate.views;
  const typesSaid = said.viewTypes;
  if (!said.views) {
    if (!demanded) return viewsUnstated(said, candidate, typesSaid);
    // `AP` alone is a single view, `PA and lateral` are two.
    const number = Math.max(typesSaid, candidate.viewTypes, 1) + (said.besides ? 1 : 0);
    if ((typesSaid > 0 || candidate.viewTypes > 0) && demanded.low <= number && demanded.high <= number)
      return 0;
    explain?.contradicted.push(`${format(demanded)} not said`);
    return 1.5;
  }
  const own =
    demanded ??
    (candidate.viewTypes > 0 ? { low: candidate.viewTypes, high: candidate.viewTypes } : undefined);
  if (!own) {
    explain?.contradicted.push(`${format(said.views)} missing`);
    return 1.2;
  }
  if (own.low === said.views.low && own.high === said.views.high) {
    explain?.matched.push(format(said.views));
    return demanded || candidate.viewTypes > 1 ? 0 : 0.3;
  }
  explain?.contradicted.push(`${format(said.views)}, not ${format(own)}`);
  const overlap = own.low <= said.views.high && said.views.low <= own.high;
  const covers = own.low <= said.views.low && said.views.high <= own.high;
  return overlap ? (covers ? 1 : 1.3) : 4;
}

/** Neither says how many views: plain `Views` is meant, not a measurement, and not for one named view. */
function viewsUnstated(said: Meaning, candidate: ProcedureFeatures, typesSaid: number): number {
  if (!candidate.hasViews) return candidate.modalities.includes('xr') ? NO_VIEWS : 0;
  if (typesSaid > 0 && candidate.viewTypes === 0) return VIEWS_FOR_TYPES;
  return candidate.viewTypes === 1 && said.values.size > 0 && !said.besides ? PLURAL : 0;
}

function valueDistance(
  said: Meaning,
  implied: ReadonlySet<string>,
  candidate: ProcedureFeatures,
  explain?: Explanation,
): number {
  const counted = countsWhatIsNamed(said, candidate);
  let sum = counted ? COUNTED_VIEWS : 0;
  for (const [key, slots] of said.values) {
    if (candidate.values.has(key)) explain?.matched.push(explain.name(key));
    else if (counted && slots[0] === 'view') {
      explain?.contradicted.push(`${explain.name(key)} missing`);
    } else {
      sum += slots.length === 1 ? WEIGHTS[slots[0] ?? 'view'][0] : lightest(slots);
      explain?.contradicted.push(`${explain.name(key)} missing`);
    }
  }
  for (const [key, slot] of candidate.values) {
    if (said.values.has(key) || key === said.side) continue;
    if ((key === 'left' || key === 'right') && isBothSides(said.side, candidate)) continue;
    if (implied.has(key)) sum += IMPLIED;
    else if (key === 'iv' && candidate.contrast === WITHOUT) sum += ROUTE_OF_NONE;
    else {
      sum += WEIGHTS[slot][1];
      explain?.contradicted.push(`${explain.name(key)} not said`);
    }
  }
  return sum;
}

/** `3 Views` for AP, lateral and oblique: says as many as are named, without names. */
function countsWhatIsNamed({ viewTypes }: Meaning, candidate: ProcedureFeatures): boolean {
  return (
    viewTypes > 0 &&
    candidate.viewTypes === 0 &&
    candidate.views?.low === viewTypes &&
    candidate.views.high === viewTypes
  );
}

function lightest(slots: readonly Slot[]): number {
  return Math.min(...slots.map((slot) => WEIGHTS[slot][0]));
}
