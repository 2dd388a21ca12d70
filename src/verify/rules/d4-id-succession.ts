import { formatConcept } from '../release-index.js';
import type { Rule, RuleFinding } from '../rule.js';

export const idSuccessionRule: Rule = {
  code: 'd4-id-succession',
  title: 'Every id of the former release is there, and means what it meant',
  source: 'life cycle of concepts: matched by (vocabulary, code), never reused, never dropped',
  severity: 'error',
  needs: 'previous',
  check: ({ previous, conceptOf, release }) => {
    if (previous === undefined) return [];
    const idOf = new Map(release.concepts.map((concept) => [formatConcept(concept), concept.conceptId]));
    const isMetadata = (domainId: string) => domainId === 'Metadata';
    return previous.concepts.flatMap((former): RuleFinding[] => {
      const now = conceptOf(former.conceptId);
      const key = formatConcept(former);
      const fix = 'restore the ledger from git and build again; deprecate a concept, never drop it';
      if (now === undefined) {
        return [{ key, message: 'the id is gone', found: '', expected: String(former.conceptId), fix }];
      }
      const isSame =
        now.vocabularyId === former.vocabularyId &&
        (isMetadata(former.domainId) ? isMetadata(now.domainId) : now.conceptCode === former.conceptCode);
      if (isSame) return [];
      const elsewhere = idOf.get(key);
      return [
        {
          key,
          row: now,
          message: `its id ${former.conceptId} means something else now`,
          found: `${formatConcept(now)}${elsewhere === undefined ? '' : `; ${key} has id ${elsewhere}`}`,
          expected: `${former.conceptId} for ${key}`,
          fix,
        },
      ];
    });
  },
};
