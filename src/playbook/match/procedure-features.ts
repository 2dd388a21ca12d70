/** Parts of a procedure -> what a description must say to mean it. */
import { isDeprecated, type PlaybookPart, type PlaybookProcedure } from '../playbook.js';
import {
  aggregationKey,
  type Contrast,
  parseContrast,
  parseSide,
  parseViewCount,
  type Side,
  type Slot,
  slotOfType,
  type ViewCount,
  viewAtoms,
} from './features.js';
import { nameKey } from './words.js';

export interface ProcedureFeatures {
  readonly procedure: PlaybookProcedure;
  /** Keys of the Modality Types. */
  readonly modalities: readonly string[];
  /** Places that define it: every focus, and every region that has no focus of its own. */
  readonly required: ReadonlySet<string>;
  /** Regions around its foci: said or not, they do not matter. */
  readonly context: ReadonlySet<string>;
  readonly side: Side | undefined;
  /** The side lies open: `Unspecified`, or no laterality part at all. */
  readonly contrast: Contrast;
  readonly views: ViewCount | undefined;
  /** Has an aggregation part that speaks of views. */
  readonly hasViews: boolean;
  /** Number of view types. */
  readonly viewTypes: number;
  /** Keys of all other parts, with their slot. Playbooks put one word into several slots, so the key decides. */
  readonly values: ReadonlyMap<string, Slot>;
  /** Number of independent procedures in one code. */
  readonly procedures: number;
  /** Each place belongs to one of them only, so that what is said of places tells them apart. */
  readonly apart: boolean;
  readonly deprecated: boolean;
}

const UNSPECIFIED = 'xxx';
/** The Modality Type of guidance that names no modality. */
export const ANY_MODALITY = 'imaging modality';

export function procedureFeatures(procedure: PlaybookProcedure): ProcedureFeatures {
  const { parts } = procedure;
  const named = (type: string) => parts.filter((part) => part.partType === `Rad.${type}`);
  const foci = named('Anatomic Location.Imaging Focus');
  const regions = named('Anatomic Location.Region Imaged').filter(
    (part) => nameKey(part.partName) !== UNSPECIFIED || foci.length === 0,
  );
  const hasFocus = (region: PlaybookPart) => foci.some((focus) => belongTogether(focus, region));
  const context = regions.filter(hasFocus).map((part) => nameKey(part.partName));
  const places = [...foci, ...regions.filter((part) => !hasFocus(part))];
  const required = places.map((part) => nameKey(part.partName));
  const aggregations = named('View.Aggregation').map((part) => part.partName);
  const counts = aggregations.map(parseViewCount).filter((count) => count !== undefined);
  return {
    procedure,
    modalities: [...new Set(named('Modality.Modality Type').map((part) => nameKey(part.partName)))],
    required: new Set(required),
    context: new Set(context.filter((key) => !required.includes(key))),
    side: sideOf(named('Anatomic Location.Laterality')),
    contrast: contrastOf(parts),
    views: counts.length === 1 ? counts[0] : undefined,
    hasViews: aggregations.some((name) => /\bviews?\b/i.test(name)),
    viewTypes: named('View.View Type').length,
    values: new Map(parts.flatMap((part) => valuesOf(part, parts))),
    procedures: new Set(parts.flatMap(lettersOf)).size,
    apart: new Set(required).size === new Set(places.flatMap(placeByProcedure)).size,
    deprecated: isDeprecated(procedure),
  };
}

function belongTogether(a: PlaybookPart, b: PlaybookPart): boolean {
  const [x, y] = [a.sequence, b.sequence];
  return x === y || x.startsWith(`${y}.`) || y.startsWith(`${x}.`);
}

/** `A.B` belongs to procedure A, `AB` to A and B. */
function lettersOf({ sequence }: PlaybookPart): string[] {
  return [...(sequence.split('.')[0] ?? '')];
}

function placeByProcedure(part: PlaybookPart): string[] {
  return lettersOf(part).map((letter) => `${letter} ${nameKey(part.partName)}`);
}

function sideOf(parts: readonly PlaybookPart[]): Side | undefined {
  const sides = new Set(
    parts.map((part) => parseSide(nameKey(part.partName))).filter((side) => side !== undefined),
  );
  if (sides.has('left') && sides.has('right')) return 'bilateral';
  return sides.size === 1 ? [...sides][0] : undefined;
}

const isContrast = (name: string) => /\bcontrast\b/i.test(name);

/** What is given together with a timing or route: the substance of the same sequence value. */
function substanceWith(part: PlaybookPart, parts: readonly PlaybookPart[]): string | undefined {
  const substances = parts.filter((other) => other.partType === 'Rad.Pharmaceutical.Substance Given');
  return (substances.find((other) => other.sequence === part.sequence) ?? undefined)?.partName;
}

/** Contrast given by mouth counts only where none is given into the veins. */
function contrastOf(parts: readonly PlaybookPart[]): Contrast {
  let inVeins = 0;
  let otherwise = 0;
  for (const part of parts) {
    if (part.partType !== 'Rad.Timing' || !isContrast(substanceWith(part, parts) ?? '')) continue;
    const bits = parseContrast(part.partName);
    const route = routeWith(part, parts);
    if (route === undefined || route === 'iv') inVeins |= bits;
    else otherwise |= bits;
  }
  return (inVeins === 0 ? otherwise : inVeins) as Contrast;
}

function routeWith(part: PlaybookPart, parts: readonly PlaybookPart[]): string | undefined {
  const route = parts.find(
    (other) => other.partType === 'Rad.Pharmaceutical.Route' && other.sequence === part.sequence,
  );
  return route && nameKey(route.partName);
}

/** `WO contrast IV` says the route of what is not given; plain `WO contrast` is the usual code. */
function isWithout(part: PlaybookPart, parts: readonly PlaybookPart[]): boolean {
  return parts.some(
    (other) =>
      other.partType === 'Rad.Timing' && other.sequence === part.sequence && /^wo$/i.test(other.partName),
  );
}

function valuesOf(part: PlaybookPart, parts: readonly PlaybookPart[]): (readonly [string, Slot])[] {
  const slot = slotOfType(part.partType.slice('Rad.'.length));
  if (!slot) return [];
  return keysOf(slot, part, parts).map((key) => [key, slot]);
}

function keysOf(slot: Slot, part: PlaybookPart, parts: readonly PlaybookPart[]): readonly string[] {
  const key = nameKey(part.partName);
  if (slot === 'timing') return parseContrast(part.partName) === 0 ? [key] : [];
  if (slot === 'substance' && key === 'contrast') return [];
  if (slot === 'route') {
    const ofContrast = isContrast(substanceWith(part, parts) ?? 'contrast');
    const several = parts.some(
      (other) => other.partType === part.partType && nameKey(other.partName) !== 'iv',
    );
    if (key === 'iv' && !several) return isWithout(part, parts) ? ['iv'] : [];
    return ofContrast ? [key] : [];
  }
  if (slot === 'view') return viewAtoms(part.partName);
  if (slot === 'aggregation') {
    const aggregation = parseViewCount(part.partName) ? '' : aggregationKey(part.partName);
    return aggregation === '' ? [] : [aggregation];
  }
  return [key];
}
