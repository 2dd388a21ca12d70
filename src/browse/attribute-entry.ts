/** A data element: values, unit, context groups, where it is used, maps, life. [PS3.6 6; PS3.3 Annex C] */

import { kindOfCode, valueOfCode } from '../model/concept-code.js';
import { tagDigits } from '../release/places.js';
import {
  type ConceptRow,
  conceptFacts,
  findConcept,
  historyItems,
  linksOf,
  mapItems,
  synonymsOf,
} from './concept-sections.js';
import { type Entry, type Item, makeFacts, makeSections, mergeBy, titleOf, uniqueTexts } from './entry.js';
import { leadToModule } from './module-entry.js';
import type { ReleaseView, Row } from './release-view.js';
import { keyOfValue } from './value-entry.js';

/** `tag` as printed. Undefined if the standard has no such attribute. */
export function makeAttributeEntry(view: ReleaseView, tag: string): Entry | undefined {
  const attribute = view.select('attributes', 'tag', tag)[0];
  if (!attribute) return undefined;
  const concept = findConcept(view, tagDigits(tag));
  const guide = view.select('attribute_guide.tsv', 'tag', tag)[0];
  const { name, keyword, vr, vm, remark, at } = attribute;
  return {
    kind: 'attribute',
    key: tag,
    name: name ?? keyword ?? tag,
    conceptId: concept?.conceptId,
    conceptCode: concept?.conceptCode,
    words: uniqueTexts([keyword, tagDigits(tag), ...synonymsOf(view, concept)]),
    facts: [
      ...makeFacts([
        ['Keyword', keyword],
        ['VR', vr],
        ['VM', vm],
        ['Remark', remark],
        ['Goes to', guide && uniqueTexts([guide.target, guide.targetReason]).join(': ')],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Maps', mapItems(view, concept)],
      ['Unit', unitItems(view, tag)],
      ['Values', valueItems(view, tag, concept)],
      ['Context groups', bindingItems(view, tag)],
      ['Where used', moduleItems(view, tag)],
      ['In the standard', [{ text: `Table ${attribute.registry}`, at }]],
      ['History', historyItems(view, concept)],
    ]),
  };
}

function unitItems(view: ReleaseView, tag: string): Item[] {
  return mergeBy(view.select('units', 'tag', tag), ({ ucum }) => ucum).map((rows) => ({
    text: rows[0]?.ucum ?? '',
    note: `"${uniqueTexts(rows.map(({ phrase }) => phrase)).join('", "')}"`,
    at: rows[0]?.at,
  }));
}

/** Values that lists state, then values that come of a registry (UIDs, codes); each once. */
function valueItems(view: ReleaseView, tag: string, concept: ConceptRow | undefined): Item[] {
  const terms = view.select('value_terms', 'tag', tag);
  const items = mergeBy(terms, ({ value }) => value).map((rows): Item => {
    const [first] = rows;
    return {
      text: uniqueTexts([first?.value, ...rows.map(({ meaning }) => meaning)]).join(' = '),
      ref: first && keyOfValue(view, tag, first.value),
      note: describeTerms(rows),
      at: first?.at,
    };
  });
  const shown = new Set(items.map(({ ref }) => ref));
  const linked = concept
    ? linksOf(view, concept, (id) => id === 'Maps to value' || id === 'Has Answer').flatMap(
        ({ row }): Item[] => {
          const own = view.select('CONCEPT.csv', 'conceptId', row.conceptId2)[0];
          const ref = own && keyOfAnswer(view, tag, own.conceptCode);
          if (!own || shown.has(ref)) return [];
          return [{ text: `${own.conceptCode} = ${own.conceptName}`, ref }];
        },
      )
    : [];
  return [...items, ...linked];
}

function keyOfAnswer(view: ReleaseView, tag: string, conceptCode: string): string {
  if (kindOfCode(conceptCode) === 'foreign') return conceptCode;
  return keyOfValue(view, tag, valueOfCode(conceptCode) ?? conceptCode);
}

/** Kind, conditions and value number; tables only where lists differ. */
function describeTerms(rows: readonly Row<'value_terms'>[]): string {
  const retired = rows.every((row) => row.retired === 'true');
  return uniqueTexts([
    ...rows.map(({ kind, valueNumber }) => (valueNumber ? `${kind}, value ${valueNumber}` : kind)),
    retired ? 'retired' : undefined,
    ...rows.map(({ condition }) => condition),
    `Table ${uniqueTexts(rows.map(({ table }) => table)).join(', ')}`,
  ]).join('; ');
}

function bindingItems(view: ReleaseView, tag: string): Item[] {
  const rows = view.select('bindings', 'tag', tag);
  return mergeBy(rows, ({ cid, strength }) => `${strength} ${cid}`).map((same) => {
    const [first] = same;
    const group = view.select('context_groups', 'cid', first?.cid ?? '')[0];
    return {
      text: titleOf(`CID ${first?.cid}`, group?.title),
      ref: group && `CID ${group.cid}`,
      note: uniqueTexts([
        first?.strength,
        ...same.map(({ condition }) => condition),
        `Table ${uniqueTexts(same.map(({ table }) => table)).join(', ')}`,
      ]).join('; '),
      at: first?.at,
    };
  });
}

/** Modules and macros that have it, each once, with its type there. */
function moduleItems(view: ReleaseView, tag: string): Item[] {
  const rows = view.select('module_attributes', 'tag', tag);
  return mergeBy(rows, ({ table }) => table).flatMap((same): Item[] => {
    const table = same[0]?.table ?? '';
    const module = view.select('modules', 'table', table)[0];
    if (!module) return [];
    const uses = uniqueTexts(
      same.map(({ path, type }) => {
        const depth = path.split('>').length - 1;
        return [
          `type ${type ?? '-'}`,
          ...(depth > 0 ? [`in ${path.split('>').slice(0, -1).join(' > ')}`] : []),
        ].join(' ');
      }),
    );
    const more = uses.length > 1 ? [`and ${uses.length - 1} more places`] : [];
    return [
      {
        ...leadToModule(module),
        note: [...uses.slice(0, 1), ...more].join('; '),
        at: module.at,
      },
    ];
  });
}
