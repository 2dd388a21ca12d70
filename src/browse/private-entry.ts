/** A private attribute that the release has a concept for, by element and creator. [PS3.5 7.8.1; PS3.15 E.3.10] */
import { conceptFacts, historyItems, mapItems, synonymsOf } from './concept-sections.js';
import { type Entry, makeFacts, makeSections, uniqueTexts } from './entry.js';
import type { ReleaseView } from './release-view.js';

/** `key`: its concept code, `0019xx0C|SIEMENS MR HEADER`. */
export function makePrivateEntry(view: ReleaseView, key: string): Entry | undefined {
  const row = view.select('lookup/private_attributes.tsv', 'conceptCode', key)[0];
  if (!row) return undefined;
  const { creator, element, name, vr, vm, unit, meaning, source } = row;
  const concept = view.select('CONCEPT.csv', 'conceptId', row.conceptId)[0];
  return {
    kind: 'private attribute',
    key,
    name: concept?.conceptName ?? `${creator}: ${name}`,
    conceptId: row.conceptId,
    conceptCode: key,
    words: uniqueTexts([name, creator, element, ...synonymsOf(view, concept)]),
    facts: [
      ...makeFacts([
        ['Creator', creator],
        ['Element', element],
        ['VR', vr],
        ['VM', vm],
        ['Unit', unit],
        ['Meaning', meaning],
        ['Vocabulary', concept?.vocabularyId],
        ['Known from', source],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Maps', mapItems(view, concept)],
      ['History', historyItems(view, concept)],
    ]),
  };
}
