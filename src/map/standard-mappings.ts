/** Maps to standard concepts as the exchange formats have them: SSSOM, FHIR, stage tables, submission sheets. */
import type { AthenaIndex } from '../athena/athena-index.js';
import { formatKey } from '../model/concept-draft.js';
import type { CodeMap, MappingRule } from '../model/mapping.js';
import type { StandardMapping } from '../model/standard-mapping.js';

/** How sure a rule is, from 0 to 1, and by which act of SEMAPV it maps. */
const RULES: Readonly<Record<MappingRule, Pick<StandardMapping, 'confidence' | 'justification'>>> = {
  curated: { confidence: 1, justification: 'ManualMappingCuration' },
  'body-part': { confidence: 0.95, justification: 'MappingChaining' },
  successor: { confidence: 0.9, justification: 'MappingChaining' },
  'context-group': { confidence: 0.95, justification: 'MappingChaining' },
  unit: { confidence: 0.95, justification: 'MappingChaining' },
};

/**
 * `Maps to` and curated narrow matches; links to values and units are no equivalences. Where Athena is at hand the
 * object is the standard concept reached, else the code as the standard prints it.
 */
export function makeStandardMappings(
  maps: readonly CodeMap[],
  nameOf: (key: string) => string | undefined,
  index: AthenaIndex | undefined,
): StandardMapping[] {
  return maps
    .filter(({ relationshipId, predicate }) => relationshipId === 'Maps to' || predicate === 'narrowMatch')
    .flatMap(({ subject, predicate, object, rule, targets, ...map }): StandardMapping[] => {
      const name = nameOf(formatKey(subject)) ?? subject.conceptCode;
      const { justification: words, decidedBy } = map;
      const shared = { subject: { ...subject, name }, predicate, rule, words, decidedBy, ...RULES[rule] };
      if (targets.length === 0) return [{ ...shared, object }];
      return targets.map(({ conceptId }) => {
        const found = index?.findById(conceptId);
        const { vocabularyId, conceptCode } = found ?? object;
        const conceptName = found?.conceptName;
        return {
          ...shared,
          object: {
            vocabularyId,
            conceptCode,
            conceptId,
            ...(conceptName === undefined ? {} : { conceptName }),
          },
        };
      });
    });
}
