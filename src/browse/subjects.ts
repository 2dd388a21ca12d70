/** Everything that a release can be asked for, by kind and key, and the entry of one key. */

import { kindOfCode } from '../model/concept-code.js';
import { makeAttributeEntry } from './attribute-entry.js';
import { makeCodeEntry, makeUidEntry } from './code-entry.js';
import { keyOfConcept } from './concept-sections.js';
import type { Entry, EntryKind } from './entry.js';
import { makeGroupEntry } from './group-entry.js';
import { keyOfModule, makeModuleEntry } from './module-entry.js';
import { makePrivateEntry } from './private-entry.js';
import type { ReleaseView } from './release-view.js';
import { codeOfValue, makeValueEntry } from './value-entry.js';

export interface Subject {
  readonly kind: EntryKind;
  readonly key: string;
  /** As first printed; a subject may have others. */
  readonly name: string;
  /** Keyword or bare code. */
  readonly other: string | undefined;
}

/** Each subject once, kind by kind, concepts that no table of the standard has among them. */
export function listSubjects(view: Pick<ReleaseView, 'cells' | 'vocabularyId'>): readonly Subject[] {
  const subjects = new Map<string, Subject>();
  const add = (kind: EntryKind, key: string, name: string | undefined, other?: string) => {
    if (!subjects.has(key)) subjects.set(key, { kind, key, name: name || other || key, other });
  };
  for (const [tag = '', name, keyword] of view.cells('attributes', 'tag', 'name', 'keyword')) {
    add('attribute', tag, name, keyword);
  }
  for (const [cid, title, keyword] of view.cells('context_groups', 'cid', 'title', 'keyword')) {
    add('context group', `CID ${cid}`, title, keyword);
  }
  const defined = new Set<string>();
  for (const [code = '', meaning] of view.cells('code_definitions', 'code', 'meaning')) {
    defined.add(code);
    add('code', `DCM:${code}`, meaning, code);
  }
  for (const table of ['context_group_members', 'body_parts'] as const) {
    for (const [scheme, code, meaning] of view.cells(table, 'scheme', 'code', 'meaning')) {
      if (scheme && code) add('code', `${scheme}:${code}`, meaning, code);
    }
  }
  for (const [uid = '', name, keyword] of view.cells('uids', 'uid', 'name', 'keyword')) {
    add('uid', uid, name, keyword);
  }
  for (const [vocabularyId, conceptCode = '', conceptName] of view.cells(
    'CONCEPT.csv',
    'vocabularyId',
    'conceptCode',
    'conceptName',
  )) {
    if (vocabularyId !== view.vocabularyId) continue;
    const key = keyOfConcept({ conceptCode });
    add(kindOfKey(key), key, conceptName, conceptCode);
  }
  for (const [tag, value = '', meaning] of view.cells('value_terms', 'tag', 'value', 'meaning')) {
    if (tag && !defined.has(value) && kindOfCode(value) !== 'uid') {
      add('value', codeOfValue(tag, value), meaning, value);
    }
  }
  for (const [table = '', title] of view.cells('modules', 'table', 'title')) {
    add('module', keyOfModule(table), title, table);
  }
  for (const [key = '', creator, name] of view.cells(
    'lookup/private_attributes.tsv',
    'conceptCode',
    'creator',
    'name',
  )) {
    add('private attribute', key, `${creator}: ${name}`, name);
  }
  return [...subjects.values()];
}

function kindOfKey(key: string): EntryKind {
  if (key.startsWith('(')) return 'attribute';
  if (key.startsWith('CID ')) return 'context group';
  if (key.startsWith('Table ')) return 'module';
  if (/^[0-9A-Fx]{8}:/.test(key)) return 'value';
  if (kindOfCode(key) === 'private') return 'private attribute';
  return key.includes(':') ? 'code' : 'uid';
}

/** Undefined if the release has nothing of that key. */
export function makeEntry(view: ReleaseView, key: string): Entry | undefined {
  switch (kindOfKey(key)) {
    case 'attribute':
      return makeAttributeEntry(view, key);
    case 'value':
      return makeValueEntry(view, key);
    case 'code': {
      const at = key.indexOf(':');
      return makeCodeEntry(view, key.slice(0, at), key.slice(at + 1));
    }
    case 'uid':
      return makeUidEntry(view, key);
    case 'context group':
      return makeGroupEntry(view, key.slice('CID '.length));
    case 'module':
      return makeModuleEntry(view, key.slice('Table '.length));
    case 'private attribute':
      return makePrivateEntry(view, key);
  }
}
