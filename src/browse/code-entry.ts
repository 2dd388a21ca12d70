/** A code of any scheme (`DCM:CT`, `SCT:12738006`), and a registered UID. [PS3.16 Annexes B, D, L; PS3.6 Annex A] */
import { foreignCode } from '../model/concept-code.js';
import {
  conceptFacts,
  findConcept,
  historyItems,
  keyOfConcept,
  linksOf,
  mapItems,
  synonymsOf,
} from './concept-sections.js';
import { type Entry, type Item, makeFacts, makeSections, mergeBy, titleOf, uniqueTexts } from './entry.js';
import { leadToGroup } from './group-entry.js';
import type { ReleaseView } from './release-view.js';

/** Undefined if neither Annex D, a context group nor Annex L has the code. */
export function makeCodeEntry(view: ReleaseView, scheme: string, code: string): Entry | undefined {
  const definition = scheme === 'DCM' ? view.select('code_definitions', 'code', code)[0] : undefined;
  const members = view.select('context_group_members', 'code', code).filter((row) => row.scheme === scheme);
  const parts = view.select('body_parts', 'code', code).filter((row) => row.scheme === scheme);
  const concept = findConcept(view, scheme === 'DCM' ? code : foreignCode(scheme, code));
  if (!definition && members.length + parts.length === 0 && !concept) return undefined;
  const meanings = uniqueTexts([
    definition?.meaning,
    ...members.map(({ meaning }) => meaning),
    ...parts.map(({ meaning }) => meaning),
  ]);
  const legacy = uniqueTexts([...members, ...parts].map(({ snomedRt }) => snomedRt));
  return {
    kind: 'code',
    key: `${scheme}:${code}`,
    name: meanings[0] ?? concept?.conceptName ?? code,
    conceptId: concept?.conceptId,
    conceptCode: concept?.conceptCode,
    words: uniqueTexts([code, ...meanings.slice(1), ...legacy, ...synonymsOf(view, concept)]),
    facts: [
      ...makeFacts([
        ['Scheme', view.select('coding_schemes', 'designator', scheme)[0]?.name ?? scheme],
        ['Definition', definition?.definition],
        ['Notes', definition?.notes],
        ['Also called', meanings.slice(1).join(' | ')],
        ['SNOMED-RT', legacy.join(', ')],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Maps', [...mapItems(view, concept), ...(scheme === 'DCM' ? [] : foreignItems(view, scheme, code))]],
      ['Member of', memberItems(view, members)],
      ['Value of', concept ? ownerItems(view, concept) : []],
      [
        'Body parts',
        parts.map(
          ({ bodyPartExamined, meaning, at }): Item => ({
            text: meaning,
            ref: bodyPartExamined && `00180015:${bodyPartExamined}`,
            note: bodyPartExamined && `Body Part Examined ${bodyPartExamined}`,
            at,
          }),
        ),
      ],
      ['Concept name in templates', templateItems(view, scheme, code)],
      ['In the standard', definition ? [{ text: 'Table D-1', at: definition.at }] : []],
      ['History', historyItems(view, concept)],
    ]),
  };
}

/** Undefined if it is not registered. */
export function makeUidEntry(view: ReleaseView, uid: string): Entry | undefined {
  const row = view.select('uids', 'uid', uid)[0];
  const concept = findConcept(view, uid);
  if (!row && !concept) return undefined;
  const group = view.select('context_groups', 'uid', uid)[0];
  return {
    kind: 'uid',
    key: uid,
    name: row?.name ?? concept?.conceptName ?? uid,
    conceptId: concept?.conceptId,
    conceptCode: concept?.conceptCode,
    words: uniqueTexts([row?.keyword, ...synonymsOf(view, concept)]),
    facts: [
      ...makeFacts([
        ['Keyword', row?.keyword],
        ['Type', row?.type],
        ['Retired', row?.retired === 'true' ? 'yes' : undefined],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Maps', mapItems(view, concept)],
      ['Names', group ? [{ text: titleOf(`CID ${group.cid}`, group.title), ref: `CID ${group.cid}` }] : []],
      ['Value of', concept ? ownerItems(view, concept) : []],
      ['In the standard', row ? [{ text: row.type, at: row.at }] : []],
      ['History', historyItems(view, concept)],
    ]),
  };
}

/** What became of a code of another vocabulary: the concept it leads to, or why there is none. */
function foreignItems(view: ReleaseView, scheme: string, code: string): Item[] {
  const links = view.select('link_provenance.tsv', 'code', code).filter((row) => row.scheme === scheme);
  const found = mergeBy(links, ({ conceptId2 }) => conceptId2).map((same): Item => {
    const [first] = same;
    const target = uniqueTexts([first?.targetVocabulary, first?.targetCode, first?.targetName]).join(' ');
    return {
      text: `Is ${first?.conceptId2} ${target}`.trim(),
      note: uniqueTexts([first?.steps && `by ${first.steps}`, `in ${same.length} links`]).join('; '),
    };
  });
  const lost = view.select('unresolved.tsv', 'code', code).filter((row) => row.scheme === scheme);
  return [
    ...found,
    ...lost.map(
      ({ status, note }): Item => ({
        text: 'No standard concept',
        note: uniqueTexts([status, note]).join('; '),
      }),
    ),
  ];
}

function memberItems(
  view: ReleaseView,
  members: readonly { readonly cid: string; readonly at: string }[],
): Item[] {
  return mergeBy(members, ({ cid }) => cid).map((same) => {
    const [first] = same;
    const group = view.select('context_groups', 'cid', first?.cid ?? '')[0];
    const cid = `CID ${first?.cid}`;
    return { ...(group ? leadToGroup(group) : { text: cid, ref: cid }), at: first?.at };
  });
}

/** Attributes that may take it. */
function ownerItems(view: ReleaseView, concept: Parameters<typeof linksOf>[1]): Item[] {
  return linksOf(view, concept, (id) => id === 'Value mapped from' || id === 'Answer of').flatMap(
    ({ row }): Item[] => {
      const owner = view.select('CONCEPT.csv', 'conceptId', row.conceptId2)[0];
      if (!owner) return [];
      const note = row.invalidReason ? `ended ${row.validEndDate}` : undefined;
      const ref = keyOfConcept(owner);
      return [{ text: titleOf(ref, owner.conceptName), ref, note }];
    },
  );
}

function templateItems(view: ReleaseView, scheme: string, code: string): Item[] {
  const rows = view
    .select('template_rows', 'conceptCode', code)
    .filter((row) => row.conceptScheme === scheme);
  return mergeBy(rows, ({ tid }) => tid).map((same) => {
    const [first] = same;
    const template = view.select('templates', 'tid', first?.tid ?? '')[0];
    return {
      text: `TID ${first?.tid} ${template?.title ?? ''}`.trim(),
      ref: first?.valueSetCid && `CID ${first.valueSetCid}`,
      note:
        uniqueTexts([first?.valueType, first?.valueSetCid && `values of CID ${first.valueSetCid}`]).join(
          '; ',
        ) || undefined,
      at: first?.at,
    };
  });
}
