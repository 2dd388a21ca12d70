/** What mapping and an Athena download know of codes, as the look-up tables ask for it. */
import type { LookedUpCode, LookUpSources, StandardTarget } from '../guide/look-up/look-up-sources.js';
import type { PrivateLookUp } from '../guide/look-up/private-look-ups.js';
import { collectSnomedRtPairs } from '../map/snomed-rt.js';
import type { MappedTarget } from '../model/athena-concept.js';
import { privateCode } from '../model/concept-code.js';
import { formatKey } from '../model/concept-draft.js';
import type { ConceptKey } from '../model/omop.js';
import type { Build } from './pipeline.js';

export type LookUpAnswers = Pick<LookUpSources, 'codes' | 'findForeign' | 'vocabularyOf'>;

export function makeLookUpAnswers(build: Build): LookUpAnswers {
  const { index, mapping, curation, standard } = build;
  const resolved = mapping.resolved.map(
    ({ use, key, targets, status }): LookedUpCode => ({
      scheme: use.scheme,
      code: use.code,
      meaning: use.meaning,
      key,
      conceptId: key && index?.find(key.vocabularyId, key.conceptCode)?.conceptId,
      targets: targets.map(toTarget),
      status,
    }),
  );
  return {
    codes: [...resolved, ...addOldSnomed(resolved, collectSnomedRtPairs(standard))],
    vocabularyOf: (designator) => curation.schemes.get(designator)?.vocabularyId,
    findForeign: (conceptId) => {
      const concept = index?.findById(conceptId);
      return concept && { conceptId, domainId: concept.domainId, vocabularyId: concept.vocabularyId };
    },
  };
}

/** Private attributes with the concepts that the release has of them; none where its profile has no such vocabulary. */
export function makePrivateLookUps(
  { curation, privateAttributes, privateAssignment, index }: Build,
  isKept: (key: ConceptKey) => boolean,
): PrivateLookUp[] {
  const vocabularyId = curation.profile.privateAttributes?.vocabularyId;
  if (vocabularyId === undefined) return [];
  return privateAttributes.flatMap((attribute): PrivateLookUp[] => {
    const key = { vocabularyId, conceptCode: privateCode(attribute.element, attribute.creator) };
    const conceptId = isKept(key) ? privateAssignment?.idOf.get(formatKey(key)) : undefined;
    if (conceptId === undefined) return [];
    const unitConceptId = attribute.unit && index?.find('UCUM', attribute.unit)?.conceptId;
    return [{ ...attribute, ...key, conceptId, unitConceptId: unitConceptId || undefined }];
  });
}

/** Old codes that stand beside one SNOMED CT code in the standard mean what that code means. */
function addOldSnomed(
  resolved: readonly LookedUpCode[],
  pairs: ReadonlyMap<string, readonly string[]>,
): LookedUpCode[] {
  const known = new Map(resolved.map((code) => [`${code.scheme}\t${code.code}`, code]));
  return [...pairs].flatMap(([old, [code, ...others]]) => {
    const current = known.get(`SCT\t${code}`);
    if (current === undefined || others.length > 0 || known.has(`SRT\t${old}`)) return [];
    return [{ ...current, scheme: 'SRT', code: old }];
  });
}

function toTarget({ concept }: MappedTarget): StandardTarget {
  const { conceptId, domainId, vocabularyId } = concept;
  return { conceptId, domainId, vocabularyId };
}
