/** What a user types -> keys of entries: exact matches in the order of how likely they are meant, else what is near. */
import { BODY_PART_EXAMINED, kindOfCode, tagOfCode } from '../model/concept-code.js';
import { parseTypedTag } from '../model/tag.js';
import { keyOfConcept } from './concept-sections.js';
import { uniqueTexts } from './entry.js';
import { keyOfModule } from './module-entry.js';
import type { ReleaseView } from './release-view.js';
import { listSubjects, type Subject } from './subjects.js';
import { codeOfValue, keyOfValue } from './value-entry.js';

/**
 * Tag (`0018,0081`, `6000,0010`), `CID 29`, concept id, UID, `SCHEME:code`, a bare code (`CT`, `121139`, `T-A0100`), a
 * value (`BRAIN`, `00185100:HFS`), a table (`C.7-5a`), a private element (`0019,100C`) or its creator, a keyword or a whole
 * name, in any case.
 */
export function findKeys(view: ReleaseView, text: string): string[] {
  const query = text.trim();
  if (query === '') return [];
  const found = uniqueTexts([
    ...tagKeys(view, query),
    ...privateKeys(view, query),
    ...termKeys(view, query),
    ...groupKeys(view, query),
    ...conceptKeys(view, query),
    ...codeKeys(view, query),
    ...uidKeys(view, query),
    ...tableKeys(view, query),
  ]);
  return found.length > 0 ? uniqueTexts([...found, ...valueKeys(view, query)]) : namedKeys(view, query);
}

/** `6000,0010` is an attribute of the repeating group `(60xx,0010)`. [PS3.5 7.6] */
function tagKeys(view: ReleaseView, query: string): string[] {
  const tag = parseTypedTag(query);
  if (tag === undefined) return [];
  if (view.select('attributes', 'tag', tag).length > 0) return [tag];
  return view.rows('attributes').flatMap(({ tag: known }) => {
    const isGroup =
      known.includes('x') &&
      new RegExp(`^${known.replace(/[()]/g, '\\$&').replaceAll('x', '[0-9A-F]')}$`).test(tag);
    return isGroup ? [known] : [];
  });
}

/**
 * By code, creator or element: `0019,100C` and `0019xx0C` are the same element of whatever creator has the block.
 * [PS3.5 7.8.1]
 */
function privateKeys(view: ReleaseView, query: string): string[] {
  const [, group, element] =
    /^\(?([0-9A-F]{3}[13579BDF]),?(?:[0-9A-F]{2}|xx)([0-9A-F]{2})\)?$/i.exec(query) ?? [];
  const wanted = group === undefined ? query : `${group.toUpperCase()}xx${element?.toUpperCase()}`;
  const columns = ['conceptCode', 'element', 'creator'] as const;
  return columns.flatMap((column) =>
    view.select('lookup/private_attributes.tsv', column, wanted).map(({ conceptCode }) => conceptCode),
  );
}

function termKeys(view: ReleaseView, query: string): string[] {
  const [, tagText = '', value = ''] = /^(\(?[0-9A-Fa-fx]{4},?[0-9A-Fa-fx]{4}\)?):(.+)$/.exec(query) ?? [];
  const tag = parseTypedTag(tagText);
  if (tag === undefined) return [];
  const isKnown = view
    .select('value_terms', 'tag', tag)
    .some((row) => codeOfValue(tag, row.value) === codeOfValue(tag, value));
  const hasConcept = view.select('CONCEPT.csv', 'conceptCode', codeOfValue(tag, value)).length > 0;
  return isKnown || hasConcept ? uniqueTexts([keyOfValue(view, tag, value)]) : [];
}

function groupKeys(view: ReleaseView, query: string): string[] {
  const cid = /^CID ?(\d\w*)$/i.exec(query)?.[1];
  return cid !== undefined && view.select('context_groups', 'cid', cid).length > 0 ? [`CID ${cid}`] : [];
}

function conceptKeys(view: ReleaseView, query: string): string[] {
  if (!/^\d+$/.test(query)) return [];
  return view
    .select('CONCEPT.csv', 'conceptId', query)
    .filter(
      ({ vocabularyId, conceptCode }) =>
        vocabularyId === view.vocabularyId || kindOfCode(conceptCode) === 'private',
    )
    .map(keyOfConcept);
}

function codeKeys(view: ReleaseView, query: string): string[] {
  const [, scheme, value] = /^([A-Za-z][\w-]*):(\S.*)$/.exec(query) ?? [];
  const code = value ?? query;
  const isScheme = (known: string) => scheme === undefined || known.toLowerCase() === scheme.toLowerCase();
  const rows = [
    ...view.select('context_group_members', 'code', code),
    ...view.select('body_parts', 'code', code),
  ];
  const ours = isScheme('DCM') && scheme?.toUpperCase() !== 'UID' ? [code] : [];
  const isOld = scheme === undefined || /^(?:SRT|SNM3|99SDM)$/i.test(scheme);
  const legacy = isOld
    ? [
        ...view.select('context_group_members', 'snomedRt', code),
        ...view.select('body_parts', 'snomedRt', code),
      ]
    : [];
  return [
    ...ours
      .filter((each) => view.select('code_definitions', 'code', each).length > 0)
      .map((each) => `DCM:${each}`),
    ...rows.flatMap((row) => (row.scheme && isScheme(row.scheme) ? [`${row.scheme}:${code}`] : [])),
    ...legacy.flatMap((row) => (row.scheme && row.code ? [`${row.scheme}:${row.code}`] : [])),
    ...view
      .select('CONCEPT.csv', 'conceptCode', code)
      .filter(({ vocabularyId }) => vocabularyId === view.vocabularyId && isScheme('DCM'))
      .map(keyOfConcept),
  ];
}

function uidKeys(view: ReleaseView, query: string): string[] {
  return /^\d+(?:\.\d+)+$/.test(query) ? view.select('uids', 'uid', query).map(({ uid }) => uid) : [];
}

function tableKeys(view: ReleaseView, query: string): string[] {
  const table = query.replace(/^Table\s+/i, '');
  return view.select('modules', 'table', table).map((row) => keyOfModule(row.table));
}

/** Values as a header has them, of any attribute. */
function valueKeys(view: ReleaseView, query: string): string[] {
  const ofLists = view
    .select('value_terms', 'value', query)
    .map(({ tag, value }) => tag && keyOfValue(view, tag, value));
  const ofBody = view
    .select('body_parts', 'bodyPartExamined', query)
    .map(() => codeOfValue(BODY_PART_EXAMINED, query));
  return uniqueTexts([...ofBody, ...ofLists]);
}

/** Keywords and whole names, in any case; then values. */
function namedKeys(view: ReleaseView, query: string): string[] {
  const wanted = fold(query);
  const cells: ReleaseView['cells'] = (table, ...columns) => view.cellsNaming(wanted, table, ...columns);
  const named = listSubjects({ vocabularyId: view.vocabularyId, cells }).flatMap(
    ({ kind, key, name, other }) => {
      if (fold(name) !== wanted && (other === undefined || fold(other) !== wanted)) return [];
      const tag = kind === 'value' ? tagOfCode(key) : undefined;
      const isOfList = tag !== undefined && other !== undefined && other !== key;
      return [isOfList ? keyOfValue(view, tag, other) : key];
    },
  );
  return uniqueTexts([...valueKeys(view, query), ...named, ...valueKeys(view, query.toUpperCase())]);
}

/** Less than this share of letter pairs in common is nothing near. */
const NEAR = 0.45;

/** The subjects nearest to a text that is none of them, best first: names that have all its words, then alike ones. */
export function findNear(view: ReleaseView, text: string, limit = 5): readonly Subject[] {
  const wanted = fold(text.trim());
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [];
  const pairs = pairsOf(wanted);
  return listSubjects(view)
    .flatMap((subject) => {
      const score = nearnessOf(subject, words, pairs, wanted.length);
      return score >= NEAR ? [{ subject, score }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ subject }) => subject);
}

type Pairs = ReadonlyMap<string, number>;

/** The best of its texts. `length`: of the text that is looked for. */
function nearnessOf(
  { key, name, other }: Subject,
  words: readonly string[],
  pairs: Pairs,
  length: number,
): number {
  let best = 0;
  for (const text of [key, name, other]) {
    if (text === undefined) continue;
    const folded = fold(text);
    if (words.every((word) => folded.includes(word))) {
      best = Math.max(best, 1 + words.join(' ').length / folded.length);
    } else if (best < 1 && canBeNear(folded.length - 1, length - 1)) {
      best = Math.max(best, shareOfPairs(folded, pairs, length - 1));
    }
  }
  return best;
}

/** Whether so many pairs can have enough of the others in common. */
function canBeNear(count: number, wanted: number): boolean {
  return 2 * Math.min(count, wanted) >= NEAR * (count + wanted);
}

/** The share of letter pairs in common. `count`: of all that are looked for. */
function shareOfPairs(text: string, pairs: Pairs, count: number): number {
  const rest = new Map(pairs);
  let common = 0;
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    const left = rest.get(pair) ?? 0;
    if (left > 0) {
      common += 1;
      rest.set(pair, left - 1);
    }
  }
  return (2 * common) / (count + text.length - 1);
}

const PLAIN = /^[ -~]*$/;

function pairsOf(text: string): Pairs {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
