/** How much of a release reaches standard concepts: by kind of concept, by coding scheme, and where it does not. */
import type { ConceptDraft, ConceptKind } from '../model/concept-draft.js';
import { formatKey } from '../model/concept-draft.js';
import { groupBy } from '../model/grouping.js';
import type { Mapping, ResolutionStatus, ResolvedCode } from '../model/mapping.js';

export interface KindCoverage {
  readonly kind: ConceptKind;
  readonly concepts: number;
  /** With a `Maps to` a standard concept. */
  readonly mapped: number;
  /** Attributes with at least one value or unit that is a standard concept. */
  readonly withStandardValue: number;
}

export interface SchemeCoverage {
  readonly scheme: string;
  readonly codes: number;
  readonly reached: number;
  readonly statuses: Readonly<Partial<Record<ResolutionStatus, number>>>;
}

export interface Gap {
  /** `CID 4031`, `Table L-1`. */
  readonly place: string;
  /** Title of the context group or table, where it has one. */
  readonly name: string | undefined;
  readonly codes: number;
  /** Codes that reach nothing and that somebody could map: of a vocabulary that OMOP has. */
  readonly unresolved: number;
}

/** There is nothing to map to: nobody can close these. */
const OUT_OF_REACH: ReadonlySet<ResolutionStatus> = new Set(['no vocabulary in OMOP']);

export interface Coverage {
  readonly kinds: readonly KindCoverage[];
  readonly schemes: readonly SchemeCoverage[];
  /** Places with the most codes that reach nothing, most first. */
  readonly gaps: readonly Gap[];
}

/** `nameOf`: the title of a place. */
export function measureCoverage(
  drafts: readonly ConceptDraft[],
  { maps, resolved }: Mapping,
  nameOf: (place: string) => string | undefined = () => undefined,
): Coverage {
  const reached = maps.filter(({ targets }) => targets.length > 0);
  const mapped = new Set(
    reached
      .filter(({ relationshipId }) => relationshipId === 'Maps to')
      .map(({ subject }) => formatKey(subject)),
  );
  const valued = new Set(
    reached
      .filter(({ relationshipId }) => relationshipId !== 'Maps to')
      .map(({ subject }) => formatKey(subject)),
  );
  const kinds = [...new Set(drafts.map(({ kind }) => kind))].map((kind): KindCoverage => {
    const keys = drafts.filter((draft) => draft.kind === kind).map(formatKey);
    return {
      kind,
      concepts: keys.length,
      mapped: keys.filter((key) => mapped.has(key)).length,
      withStandardValue: keys.filter((key) => valued.has(key)).length,
    };
  });
  return { kinds, schemes: coverSchemes(resolved), gaps: findGaps(resolved, nameOf) };
}

function coverSchemes(resolved: readonly ResolvedCode[]): SchemeCoverage[] {
  return [...groupBy(resolved, ({ use }) => use.scheme)]
    .map(([scheme, codes]) => {
      const statuses: Partial<Record<ResolutionStatus, number>> = {};
      for (const { status } of codes) statuses[status] = (statuses[status] ?? 0) + 1;
      return {
        scheme,
        codes: codes.length,
        reached: codes.filter(({ targets }) => targets.length > 0).length,
        statuses,
      };
    })
    .sort((a, b) => b.codes - a.codes || (a.scheme < b.scheme ? -1 : 1));
}

function findGaps(resolved: readonly ResolvedCode[], nameOf: (place: string) => string | undefined): Gap[] {
  const places = new Map<string, { codes: number; unresolved: number }>();
  for (const { use, targets, status } of resolved) {
    const isGap = targets.length === 0 && !OUT_OF_REACH.has(status);
    for (const place of use.places) {
      const gap = places.get(place) ?? { codes: 0, unresolved: 0 };
      places.set(place, {
        codes: gap.codes + 1,
        unresolved: gap.unresolved + (isGap ? 1 : 0),
      });
    }
  }
  return [...places]
    .map(([place, gap]) => ({ place, name: nameOf(place), ...gap }))
    .filter(({ unresolved }) => unresolved > 0)
    .sort((a, b) => b.unresolved - a.unresolved || (a.place < b.place ? -1 : 1));
}
