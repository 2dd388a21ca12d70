/**
 * One row for each code that the standard names: (Coding Scheme Designator, Code Value) as an item of a code sequence
 * holds it -> concept and standard concept. Codes of the old SNOMED-RT form stand beside those of SNOMED CT. [PS3.3 8]
 */
import { foreignCode } from '../../model/concept-code.js';
import type { ConceptId, ConceptKey } from '../../model/omop.js';
import { type FindTargets, indexByCode, type LookUpSources, type StandardTarget } from './look-up-sources.js';

export interface CodeLookUp {
  readonly scheme: string;
  readonly code: string;
  readonly meaning: string | undefined;
  readonly key: ConceptKey | undefined;
  readonly conceptId: ConceptId | undefined;
  readonly standard: StandardTarget | undefined;
  readonly status: string;
}

/** By scheme, then code. Several standard concepts: the first by id stands, `status` says so. */
export function makeCodeLookUps(sources: LookUpSources, findTargets: FindTargets): CodeLookUp[] {
  const conceptOf = indexByCode(sources.release);
  const own = sources.codeDefinitions.flatMap(({ code }): CodeLookUp[] => {
    const concept = conceptOf.get(code);
    if (concept === undefined) return [];
    const targets = findTargets(concept.conceptId);
    return [
      {
        scheme: 'DCM',
        code: concept.conceptCode,
        meaning: concept.conceptName,
        key: concept,
        conceptId: concept.conceptId,
        standard: targets[0],
        status: statusOf(targets, targets.length > 0 ? 'mapped' : 'own concept'),
      },
    ];
  });
  const foreign = sources.codes.map(({ targets, status, ...code }) => {
    const concept = conceptOf.get(foreignCode(code.scheme, code.code));
    return {
      ...code,
      ...(concept ? { key: concept, conceptId: concept.conceptId } : {}),
      standard: targets[0],
      status: concept ? 'own concept' : statusOf(targets, status),
    };
  });
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...own, ...foreign].sort((a, b) => compare(a.scheme, b.scheme) || compare(a.code, b.code));
}

function statusOf(targets: readonly StandardTarget[], status: string): string {
  return targets.length > 1 ? `${status}, ${targets.length} standard concepts` : status;
}
