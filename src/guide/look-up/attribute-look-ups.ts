/** One row for each attribute: what an element of a header is called in OMOP, and where its value goes. */
import type { Derivation } from '../../model/derivation.js';
import type { ConceptId } from '../../model/omop.js';
import { formatTagDigits, type Tag } from '../../model/tag.js';
import { type FindTargets, indexByCode, type LookUpSources, type StandardTarget } from './look-up-sources.js';

export interface AttributeLookUp {
  /** `00180081`, `60xx0010`: the concept code. */
  readonly attribute: string;
  readonly tag: Tag;
  readonly keyword: string | undefined;
  readonly name: string | undefined;
  readonly vr: string | undefined;
  readonly vm: string | undefined;
  readonly conceptId: ConceptId;
  readonly isRetired: boolean;
  /** The attribute that took its place, if the release links one. */
  readonly successor: ConceptId | undefined;
  readonly standard: StandardTarget | undefined;
  readonly cdmColumn: string;
  readonly isAnalytical: boolean;
  /** UCUM codes; several where the unit depends on the module. */
  readonly units: readonly string[];
  readonly unitConceptIds: readonly number[];
  /** Values are stated, and every list of them is one of Enumerated Values. [PS3.5 3.10] */
  readonly isClosed: boolean;
}

export function makeAttributeLookUps(sources: LookUpSources, findTargets: FindTargets): AttributeLookUp[] {
  const conceptOf = indexByCode(sources.release);
  const successorOf = new Map(
    sources.release.relationships
      .filter(({ relationshipId }) => relationshipId === 'Concept replaced by')
      .map(({ conceptId1, conceptId2 }) => [conceptId1, conceptId2]),
  );
  const isClosed = findClosed(sources.derivation);
  return sources.guide.flatMap(({ attribute, selected, analytical, target, units, unitConceptIds }) => {
    const { tag, keyword, name, vr, vm } = attribute;
    const concept = conceptOf.get(formatTagDigits(tag));
    if (!selected || concept === undefined) return [];
    return [
      {
        attribute: concept.conceptCode,
        tag,
        keyword,
        name,
        vr,
        vm,
        conceptId: concept.conceptId,
        isRetired: concept.invalidReason !== undefined,
        successor: successorOf.get(concept.conceptId),
        standard: findTargets(concept.conceptId).find(({ domainId }) => domainId === 'Measurement'),
        cdmColumn: target,
        isAnalytical: analytical,
        units,
        unitConceptIds,
        isClosed: isClosed(tag),
      },
    ];
  });
}

function findClosed({ valueTerms }: Derivation): (tag: Tag) => boolean {
  const own = valueTerms.filter(({ scheme }) => scheme === undefined);
  const stated = new Set(own.map(({ tag }) => tag));
  const open = new Set(own.filter(({ kind }) => kind !== 'Enumerated').map(({ tag }) => tag));
  return (tag) => stated.has(tag) && !open.has(tag);
}
