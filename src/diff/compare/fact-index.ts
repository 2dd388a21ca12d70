/**
 * Facts of one release by what a reader knows them by: which row defines a code, what kind of thing it is,
 * and the heading under which a reader looks for it.
 */
import { BODY_PART_EXAMINED } from '../../model/concept-code.js';
import { tagDigits } from '../../release/places.js';
import type { ReleaseFacts, TermFact } from '../release-tables.js';
import type { SubjectType } from './change.js';

/** What the facts say of the code of an own concept. */
export interface Known {
  readonly type: SubjectType;
  /** The code as a reader knows it: tags in parentheses. */
  readonly label: string;
  readonly topic: string;
  /** What the standard says of its retirement. */
  readonly remark: string | undefined;
  readonly at: string;
}

export interface FactIndex {
  /** By concept_code; raw term codes lead to the first list that holds the value. */
  readonly ofCode: ReadonlyMap<string, Known>;
  /** Module or macro that holds the attribute, by tag. */
  readonly moduleOf: (tag: string) => string;
  /** `(0018,5100) Patient Position`. */
  readonly attributeLabel: (tag: string) => string;
  /** `CID 29 Acquisition Modality`. */
  readonly groupLabel: (cid: string) => string;
  /** `C.7-5a General Series Module Attributes`. */
  readonly tableLabel: (table: string) => string;
}

/** All values of attributes: those of value lists, and Annex L for Body Part Examined. [PS3.3 (0018,0015)] */
export function allTerms(facts: ReleaseFacts): readonly TermFact[] {
  const bodyParts = facts.body_parts.flatMap(({ bodyPartExamined: value, ...row }): TermFact[] =>
    value === undefined ? [] : [{ ...row, tag: BODY_PART_EXAMINED, value, retired: 'false' }],
  );
  return [...facts.value_terms, ...bodyParts];
}

export function indexFacts(facts: ReleaseFacts): FactIndex {
  const nameOf = new Map(facts.attributes.map(({ tag, name }) => [tag, name]));
  const titleOf = new Map(facts.context_groups.map(({ cid, title }) => [cid, title]));
  const tableTitle = new Map(facts.modules.map(({ table, title }) => [table, title]));
  const attributeLabel = (tag: string): string => `${tag} ${nameOf.get(tag) ?? ''}`.trimEnd();
  const groupLabel = (cid: string): string => `CID ${cid} ${titleOf.get(cid) ?? ''}`.trimEnd();
  const tableLabel = (table: string): string => `${table} ${tableTitle.get(table) ?? ''}`.trimEnd();
  const modules = firstModules(facts);
  const moduleOf = (tag: string): string => {
    const table = modules.get(tag);
    return table === undefined ? 'In no module' : tableLabel(table);
  };

  const ofCode = new Map<string, Known>();
  const add = (code: string, known: Known) => {
    if (!ofCode.has(code)) ofCode.set(code, known);
  };
  for (const { tag, remark, at } of facts.attributes) {
    add(tagDigits(tag), { type: 'attribute', label: tag, topic: moduleOf(tag), remark, at });
  }
  const groupOf = new Map<string, string>();
  for (const { cid, scheme, code } of facts.context_group_members) {
    if (scheme === 'DCM' && !groupOf.has(code)) groupOf.set(code, cid);
  }
  for (const { code, notes, at } of facts.code_definitions) {
    const cid = groupOf.get(code);
    const topic = cid === undefined ? 'In no context group' : groupLabel(cid);
    const remark = notes !== undefined && /retired|replaced/i.test(notes) ? notes : undefined;
    add(code, { type: 'code', label: code, topic, remark, at });
  }
  for (const { uid, type, at } of facts.uids) {
    add(uid, { type: 'uid', label: uid, topic: `${type} UIDs`, remark: undefined, at });
  }
  const terms = allTerms(facts);
  for (const { tag = '', value, at } of terms) {
    const label = `${tagDigits(tag)}:${value}`;
    add(label, { type: 'term', label, topic: attributeLabel(tag), remark: undefined, at });
  }
  for (const { tag = '', value, at } of terms) {
    add(value, { type: 'term', label: value, topic: attributeLabel(tag), remark: undefined, at });
  }
  return { ofCode, moduleOf, attributeLabel, groupLabel, tableLabel };
}

/** The first table that holds a row of the attribute: a module if there is one, else a macro or another. */
function firstModules(facts: ReleaseFacts): ReadonlyMap<string, string> {
  const kindOf = new Map(facts.modules.map(({ table, kind }) => [table, kind]));
  const first = new Map<string, string>();
  for (const { table, tag } of facts.module_rows) {
    if (tag === undefined) continue;
    const known = first.get(tag);
    if (known === undefined || (kindOf.get(known) !== 'module' && kindOf.get(table) === 'module')) {
      first.set(tag, table);
    }
  }
  return first;
}
