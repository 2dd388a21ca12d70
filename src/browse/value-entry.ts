/** A value of one attribute, `00185100:HFS`; a value that is a code of Annex D or a UID is told as that. */

import { BODY_PART_EXAMINED, kindOfCode, tagOfCode, termCode, valueOfCode } from '../model/concept-code.js';
import type { Tag } from '../model/tag.js';
import { tagDigits } from '../release/places.js';
import {
  type ConceptRow,
  conceptFacts,
  findConcept,
  historyItems,
  mapItems,
  synonymsOf,
} from './concept-sections.js';
import { type Entry, type Item, makeFacts, makeSections, mergeBy, titleOf, uniqueTexts } from './entry.js';
import type { ReleaseView } from './release-view.js';

/** The entry that stands for a value of an attribute. */
export function keyOfValue(view: ReleaseView, tag: string, value: string): string {
  if (kindOfCode(value) === 'uid') return value;
  const code = codeOfValue(tag, value);
  if (findConcept(view, code)) return code;
  return view.select('code_definitions', 'code', value).length > 0 ? `DCM:${value}` : code;
}

/** `00185100:HFS`; long values are cut as in concept codes. */
export function codeOfValue(tag: string, value: string): string {
  return termCode(tag as Tag, value, 'tag');
}

/** `code`: tag digits, a colon and the value. Undefined if neither the lists nor the concepts have it. */
export function makeValueEntry(view: ReleaseView, code: string): Entry | undefined {
  const tag = tagOfCode(code);
  if (tag === undefined) return undefined;
  const rows = view.select('value_terms', 'tag', tag).filter((row) => codeOfValue(tag, row.value) === code);
  const value = rows[0]?.value ?? valueOfCode(code) ?? code;
  const parts = view.select('body_parts', 'bodyPartExamined', value).filter(() => tag === BODY_PART_EXAMINED);
  const concept = findConcept(view, code) ?? findRaw(view, tagDigits(tag), value);
  if (rows.length + parts.length === 0 && !concept) return undefined;
  const attribute = view.select('attributes', 'tag', tag)[0];
  const lists = mergeBy(rows, ({ kind, condition, meaning }) => [kind, condition, meaning].join('\t'));
  return {
    kind: 'value',
    key: code,
    name: concept?.conceptName ?? rows[0]?.meaning ?? value,
    conceptId: concept?.conceptId,
    conceptCode: concept?.conceptCode,
    words: uniqueTexts([value, ...synonymsOf(view, concept)]),
    facts: [
      ...makeFacts([
        ['Value', value],
        [
          'Meaning',
          uniqueTexts([...rows.map(({ meaning }) => meaning), ...parts.map(({ meaning }) => meaning)]).join(
            ' | ',
          ),
        ],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Maps', mapItems(view, concept)],
      ['Value of', attribute ? [{ text: titleOf(tag, attribute.name), ref: tag }] : []],
      [
        'Lists',
        lists.map(
          (same): Item => ({
            text: uniqueTexts([same[0]?.kind, same[0]?.meaning]).join(': '),
            note: uniqueTexts([
              same[0]?.condition,
              `Table ${uniqueTexts(same.map(({ table }) => table)).join(', ')}`,
            ]).join('; '),
            at: same[0]?.at,
          }),
        ),
      ],
      [
        'Body parts',
        parts.map(
          (part): Item => ({
            text: part.meaning,
            ref: part.scheme && part.code ? `${part.scheme}:${part.code}` : undefined,
            at: part.at,
          }),
        ),
      ],
      ['History', historyItems(view, concept)],
    ]),
  };
}

/** In profiles with raw codes the concept of a value has the value as its code, and the attribute leads to it. */
function findRaw(view: ReleaseView, digits: string, value: string): ConceptRow | undefined {
  const attribute = findConcept(view, digits);
  const raw = findConcept(view, value);
  if (!attribute || !raw) return undefined;
  return view
    .select('CONCEPT_RELATIONSHIP.csv', 'conceptId1', attribute.conceptId)
    .some(({ conceptId2 }) => conceptId2 === raw.conceptId)
    ? raw
    : undefined;
}
