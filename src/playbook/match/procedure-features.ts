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

/** A part as procedures are compared by it. */
interface PartFeatures {
  /** Without `Rad.`. */
  readonly type: string;
  readonly name: string;
  readonly key: string;
  readonly slot: Slot | undefined;
  readonly sequence: string;
  /** Of its procedures: `A.B` belongs to A, `AB` to A and B. */
  readonly letters: readonly string[];
}

/** Procedures share their parts. */
const known = new WeakMap<PlaybookPart, PartFeatures>();

function partFeatures(part: PlaybookPart): PartFeatures {
  const found = known.get(part);
  if (found) return found;
  const { partType, partName: name, sequence } = part;
  const type = partType.slice('Rad.'.length);
  const letters = [...(sequence.split('.')[0] ?? '')];
  const made = { type, name, key: nameKey(name), slot: slotOfType(type), sequence, letters };
  known.set(part, made);
  return made;
}

export function procedureFeatures(procedure: PlaybookProcedure): ProcedureFeatures {
  const parts = procedure.parts.map(partFeatures);
  const named = (type: string) => parts.filter((part) => part.type === type);
  const foci = named('Anatomic Location.Imaging Focus');
  const regions = named('Anatomic Location.Region Imaged').filter(
    ({ key }) => key !== UNSPECIFIED || foci.length === 0,
  );
  const hasFocus = (region: PartFeatures) => foci.some((focus) => belongTogether(focus, region));
  const places = [...foci, ...regions.filter((part) => !hasFocus(part))];
  const required = new Set(places.map(({ key }) => key));
  const context = regions.filter((part) => hasFocus(part) && !required.has(part.key));
  const aggregations = named('View.Aggregation').map(({ name }) => name);
  const counts = aggregations.map(parseViewCount).filter((count) => count !== undefined);
  return {
    procedure,
    modalities: [...new Set(named('Modality.Modality Type').map(({ key }) => key))],
    required,
    context: new Set(context.map(({ key }) => key)),
    side: sideOf(named('Anatomic Location.Laterality')),
    contrast: contrastOf(parts),
    views: counts.length === 1 ? counts[0] : undefined,
    hasViews: aggregations.some((name) => /\bviews?\b/i.test(name)),
    viewTypes: named('View.View Type').length,
    values: valuesOf(parts),
    procedures: new Set(parts.flatMap(({ letters }) => letters)).size,
    apart: required.size === new Set(places.flatMap(placeByProcedure)).size,
    deprecated: isDeprecated(procedure),
  };
}

function belongTogether(a: PartFeatures, b: PartFeatures): boolean {
  const [x, y] = [a.sequence, b.sequence];
  return x === y || x.startsWith(`${y}.`) || y.startsWith(`${x}.`);
}

function placeByProcedure({ key, letters }: PartFeatures): string[] {
  return letters.map((letter) => `${letter} ${key}`);
}

function sideOf(parts: readonly PartFeatures[]): Side | undefined {
  const sides = new Set(parts.map(({ key }) => parseSide(key)).filter((side) => side !== undefined));
  if (sides.has('left') && sides.has('right')) return 'bilateral';
  return sides.size === 1 ? [...sides][0] : undefined;
}

const isContrast = (name: string) => /\bcontrast\b/i.test(name);

/** What is given together with a timing or route: the part of that type with the same sequence value. */
function togetherWith(
  part: PartFeatures,
  type: string,
  parts: readonly PartFeatures[],
): PartFeatures | undefined {
  return parts.find((other) => other.type === type && other.sequence === part.sequence);
}

const SUBSTANCE = 'Pharmaceutical.Substance Given';
const ROUTE = 'Pharmaceutical.Route';

/** Contrast given by mouth counts only where none is given into the veins. */
function contrastOf(parts: readonly PartFeatures[]): Contrast {
  let inVeins = 0;
  let otherwise = 0;
  for (const part of parts) {
    if (part.slot !== 'timing' || !isContrast(togetherWith(part, SUBSTANCE, parts)?.name ?? '')) continue;
    const bits = parseContrast(part.name);
    const route = togetherWith(part, ROUTE, parts)?.key;
    if (route === undefined || route === 'iv') inVeins |= bits;
    else otherwise |= bits;
  }
  return (inVeins === 0 ? otherwise : inVeins) as Contrast;
}

/** `WO contrast IV` says the route of what is not given; plain `WO contrast` is the usual code. */
function isWithout({ sequence }: PartFeatures, parts: readonly PartFeatures[]): boolean {
  return parts.some(
    (other) => other.slot === 'timing' && other.sequence === sequence && /^wo$/i.test(other.name),
  );
}

function valuesOf(parts: readonly PartFeatures[]): ReadonlyMap<string, Slot> {
  const values = new Map<string, Slot>();
  for (const part of parts) {
    if (part.slot) for (const key of keysOf(part.slot, part, parts)) values.set(key, part.slot);
  }
  return values;
}

function keysOf(slot: Slot, part: PartFeatures, parts: readonly PartFeatures[]): readonly string[] {
  const { key, name } = part;
  if (slot === 'timing') return parseContrast(name) === 0 ? [key] : [];
  if (slot === 'substance' && key === 'contrast') return [];
  if (slot === 'route') {
    const ofContrast = isContrast(togetherWith(part, SUBSTANCE, parts)?.name ?? 'contrast');
    const several = parts.some((other) => other.slot === 'route' && other.key !== 'iv');
    if (key === 'iv' && !several) return isWithout(part, parts) ? ['iv'] : [];
    return ofContrast ? [key] : [];
  }
  if (slot === 'view') return viewAtoms(name);
  if (slot === 'aggregation') {
    const aggregation = parseViewCount(name) ? '' : aggregationKey(name);
    return aggregation === '' ? [] : [aggregation];
  }
  return [key];
}
