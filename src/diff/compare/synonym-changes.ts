/** Synonyms of concepts that both releases have, beyond former and new names and keywords. */
import { groupBy } from '../../model/grouping.js';
import type { ConceptSynonym } from '../../model/omop.js';
import { tagDigits } from '../../release/places.js';
import type { Change } from './change.js';
import { baseOfConcept, type Side, type Sides } from './subjects.js';

export function compareSynonyms({ old, now }: Sides): readonly Change[] {
  const before = byConcept(old.tables.synonyms);
  const after = byConcept(now.tables.synonyms);
  const keywords = attributeKeywords(old, now);
  return now.tables.concepts.flatMap((concept): Change[] => {
    const former = old.byId.get(concept.conceptId);
    if (!former) return [];
    const explained = new Set([former.conceptName, concept.conceptName]);
    for (const keyword of keywords.get(concept.conceptCode) ?? []) explained.add(keyword);
    const a = before.get(concept.conceptId) ?? new Set();
    const b = after.get(concept.conceptId) ?? new Set();
    const added = [...b].filter((name) => !a.has(name) && !explained.has(name));
    const dropped = [...a].filter((name) => !b.has(name) && !explained.has(name));
    if (added.length + dropped.length === 0) return [];
    return [{ ...baseOfConcept(concept, [now, old]), kind: 'synonyms-changed', added, dropped }];
  });
}

function byConcept(synonyms: readonly ConceptSynonym[]): ReadonlyMap<number, ReadonlySet<string>> {
  const groups = groupBy(synonyms, ({ conceptId }): number => conceptId);
  return new Map(
    [...groups].map(([id, rows]) => [id, new Set(rows.map(({ conceptSynonymName }) => conceptSynonymName))]),
  );
}

/** Keywords of an attribute in either release, where they are reported as a change of their own. */
function attributeKeywords(old: Side, now: Side): ReadonlyMap<string, readonly string[]> {
  const keywords = new Map<string, string[]>();
  for (const { tag, keyword } of [...old.tables.facts.attributes, ...now.tables.facts.attributes]) {
    if (keyword === undefined) continue;
    const known = keywords.get(tagDigits(tag));
    if (known) known.push(keyword);
    else keywords.set(tagDigits(tag), [keyword]);
  }
  return keywords;
}
