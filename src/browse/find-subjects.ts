/** What a user types -> keys of entries: exact matches in the order of how likely they are meant, else what is near. */
import { BODY_PART_EXAMINED } from '../model/concept-code.js';
import { parseTypedTag } from '../model/tag.js';
import { keyOfConcept } from './concept-sections.js';
import { uniqueTexts } from './entry.js';
import { keyOfModule } from './module-entry.js';
import type { ReleaseView } from './release-view.js';
import { listSubjects, type Subject } from './subjects.js';
import { codeOfValue, keyOfValue } from './value-entry.js';

/**
 * Tag (`0018,0081`, `6000,0010`), `CID 29`, concept id, UID, `SCHEME:code`, a bare code (`CT`, `121139`, `T-A0100`), a
 * value (`BRAIN`, `00185100:HFS`), a table (`C.7-5a`), a keyword or a whole name, in any case.
 */
export function findKeys(view: ReleaseView, text: string): string[] {
  const query = text.trim();
  const found = uniqueTexts([
    ...tagKeys(view, query),
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
    .filter(({ vocabularyId }) => vocabularyId === view.vocabularyId)
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
  const named = listSubjects(view)
    .filter(({ name, other }) => fold(name) === wanted || (other !== undefined && fold(other) === wanted))
    .map(({ key }) => key);
  return uniqueTexts([...valueKeys(view, query), ...named, ...valueKeys(view, query.toUpperCase())]);
}

/** The subjects nearest to a text that is none of them, best first: names that have all its words, then alike ones. */
export function findNear(view: ReleaseView, text: string, limit = 5): readonly Subject[] {
  const wanted = fold(text.trim());
  const words = wanted.split(/\s+/).filter((word) => word !== '');
  const pairs = pairsOf(wanted);
  return listSubjects(view)
    .map((subject) => ({
      subject,
      score: Math.max(...textsOf(subject).map((each) => nearness(each, words, pairs))),
    }))
    .filter(({ score }) => score >= 0.45)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ subject }) => subject);
}

function textsOf({ key, name, other }: Subject): string[] {
  return uniqueTexts([key, name, other]).map(fold);
}

/** Above 1 if the text has all the words, the shorter the better; else the share of letter pairs in common. */
function nearness(text: string, words: readonly string[], pairs: ReadonlyMap<string, number>): number {
  if (words.every((word) => text.includes(word))) return 1 + words.join(' ').length / text.length;
  let common = 0;
  const rest = new Map(pairs);
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    const left = rest.get(pair) ?? 0;
    if (left > 0) {
      common += 1;
      rest.set(pair, left - 1);
    }
  }
  const all = [...pairs.values()].reduce((sum, count) => sum + count, 0) + Math.max(0, text.length - 1);
  return all === 0 ? 0 : (2 * common) / all;
}

const PLAIN = /^[ -~]*$/;

function pairsOf(text: string): ReadonlyMap<string, number> {
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
