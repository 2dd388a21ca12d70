/** A context group: its members, what it includes, and the attributes and templates that use it. [PS3.16 Annex B] */
import { conceptFacts, findConcept, historyItems } from './concept-sections.js';
import {
  type Entry,
  type Item,
  makeFacts,
  makeReferences,
  makeSections,
  mergeBy,
  titleOf,
  uniqueTexts,
} from './entry.js';
import type { ReleaseView, Row } from './release-view.js';

export function makeGroupEntry(view: ReleaseView, cid: string): Entry | undefined {
  const group = view.select('context_groups', 'cid', cid)[0];
  if (!group) return undefined;
  const { title, keyword, extensible, version, uid, retired, at } = group;
  const concept = uid === undefined ? undefined : findConcept(view, uid);
  return {
    kind: 'context group',
    key: `CID ${cid}`,
    name: title,
    conceptId: concept?.conceptId,
    conceptCode: concept?.conceptCode,
    words: uniqueTexts([keyword, uid]),
    facts: [
      ...makeFacts([
        ['Keyword', keyword],
        ['Extensible', extensible === 'true' ? 'yes' : extensible === 'false' ? 'no' : undefined],
        ['Version', version],
        ['UID', uid],
        ['Retired', retired === 'true' ? 'yes' : undefined],
      ]),
      ...conceptFacts(concept),
    ],
    sections: makeSections([
      ['Members', memberItems(view, cid)],
      [
        'Includes',
        groupItems(
          view,
          view.select('context_group_includes', 'cid', cid).map((row) => row.includedCid),
        ),
      ],
      [
        'Included by',
        groupItems(
          view,
          view.select('context_group_includes', 'includedCid', cid).map((row) => row.cid),
        ),
      ],
      ['Values of', bindingItems(view, cid)],
      ['Used in templates', templateItems(view, cid)],
      ['In the standard', [{ text: `CID ${cid}`, at }]],
      ['History', historyItems(view, concept)],
    ]),
  };
}

function memberItems(view: ReleaseView, cid: string): Item[] {
  return view.select('context_group_members', 'cid', cid).map(({ scheme, code, meaning }) => ({
    text: titleOf(`${scheme}:${code}`, meaning),
    ref: `${scheme}:${code}`,
  }));
}

export const leadToGroup = makeReferences(({ cid, title }: Row<'context_groups'>) => {
  const ref = `CID ${cid}`;
  return { text: titleOf(ref, title), ref };
});

function groupItems(view: ReleaseView, cids: readonly string[]): Item[] {
  return [...new Set(cids)].map((cid) => {
    const group = view.select('context_groups', 'cid', cid)[0];
    return group ? leadToGroup(group) : { text: `CID ${cid}` };
  });
}

function bindingItems(view: ReleaseView, cid: string): Item[] {
  return mergeBy(view.select('bindings', 'cid', cid), ({ tag, strength }) => `${tag} ${strength}`).map(
    (same) => {
      const [first] = same;
      const attribute = view.select('attributes', 'tag', first?.tag ?? '')[0];
      return {
        text: titleOf(first?.tag ?? '', attribute?.name),
        ref: attribute?.tag,
        note: uniqueTexts([
          first?.strength,
          `Table ${uniqueTexts(same.map(({ table }) => table)).join(', ')}`,
        ]).join('; '),
        at: first?.at,
      };
    },
  );
}

function templateItems(view: ReleaseView, cid: string): Item[] {
  return mergeBy(view.select('template_rows', 'valueSetCid', cid), ({ tid }) => tid).map((same) => {
    const [first] = same;
    const template = view.select('templates', 'tid', first?.tid ?? '')[0];
    return {
      text: `TID ${first?.tid} ${template?.title ?? ''}`.trim(),
      note: uniqueTexts(same.map(({ conceptMeaning }) => conceptMeaning)).join('; ') || undefined,
      at: first?.at,
    };
  });
}
