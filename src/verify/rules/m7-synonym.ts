import type { Rule } from '../rule.js';

export const synonymRule: Rule = {
  code: 'm7-synonym',
  title: 'No synonym repeats the name of its concept or another synonym',
  source: 'vocabulary team, generic update; unique (concept_id, concept_synonym_name, language_concept_id)',
  severity: 'error',
  check: ({ release, conceptOf, nameOf }) => {
    const seen = new Set<string>();
    return release.synonyms.flatMap((row) => {
      const { conceptId, conceptSynonymName, languageConceptId } = row;
      const key = `${nameOf(conceptId)} synonym ${conceptSynonymName}`;
      const triple = `${conceptId}\t${conceptSynonymName}\t${languageConceptId}`;
      const isName = conceptOf(conceptId)?.conceptName === conceptSynonymName;
      const isRepeated = seen.has(triple);
      seen.add(triple);
      if (!isName && !isRepeated) return [];
      return [
        {
          key,
          row,
          message: isName ? 'the synonym is the name itself' : 'the synonym is stated twice',
          found: conceptSynonymName,
          expected: 'each synonym once, and none that is the name',
          fix: 'drop the row',
        },
      ];
    });
  },
};
