/** Facts with defaults, so that a test states only what it is about. */
import type { BodyPart, CodeDefinition, ContextGroup } from '../../src/model/content-mapping.js';
import type { Binding, Derivation, ValueTerm } from '../../src/model/derivation.js';
import type {
  AttributeRow,
  IncludeRow,
  ModuleRow,
  ModuleTable,
  SectionList,
  TermList,
} from '../../src/model/information-object.js';
import type { Attribute, Uid } from '../../src/model/registry.js';
import type { SourceRef } from '../../src/model/source-ref.js';
import type { Standard } from '../../src/model/standard.js';
import { parseTag, type Tag } from '../../src/model/tag.js';
import { editionOf } from './standard-document.js';

export function tagOf(text: string): Tag {
  const tag = parseTag(text);
  if (!tag) throw new Error(`${text} is no tag`);
  return tag;
}

/** A place in PS3.3 of 2024d. */
export function placeOf(label: string, row?: number): SourceRef {
  return { part: 3, edition: editionOf('2024d'), label, ...(row === undefined ? {} : { row }) };
}

export function attributeOf(tag: string, rest: Partial<Omit<Attribute, 'tag'>> = {}): Attribute {
  return {
    tag: tagOf(tag),
    name: `Attribute ${tag.slice(1, 10)}`,
    keyword: `Keyword${tag.slice(1, 5)}${tag.slice(6, 10)}`,
    vr: 'CS',
    vm: '1',
    remark: undefined,
    retired: false,
    registry: '6-1',
    at: placeOf('Table 6-1', 1),
    ...rest,
  };
}

export function uidOf(uid: string, rest: Partial<Uid> = {}): Uid {
  return {
    uid,
    name: `UID ${uid}`,
    keyword: undefined,
    type: 'SOP Class',
    retired: false,
    at: placeOf('Table A-1', 1),
    ...rest,
  };
}

/** `members` as `SCHEME:value`. */
export function groupOf(
  cid: string,
  {
    members = [],
    includes = [],
    ...rest
  }: { members?: readonly string[]; includes?: readonly string[] } & Partial<
    Omit<ContextGroup, 'members' | 'includes'>
  > = {},
): ContextGroup {
  const at = placeOf(`CID ${cid}`);
  return {
    cid,
    title: `Group ${cid}`,
    keyword: undefined,
    extensible: true,
    version: undefined,
    uid: undefined,
    retired: false,
    members: members.map((code, index) => {
      const [scheme = '', value = ''] = code.split(':');
      const none = { schemeVersion: undefined, snomedRt: undefined, snomedCt: undefined, umls: undefined };
      return { cid, scheme, value, meaning: `${value} in ${cid}`, row: index + 1, ...none, at };
    }),
    includes: includes.map((includedCid) => ({ cid, includedCid, at })),
    at,
    ...rest,
  };
}

export function definitionOf(code: string, rest: Partial<CodeDefinition> = {}): CodeDefinition {
  return {
    code,
    meaning: `Meaning of ${code}`,
    definition: undefined,
    notes: undefined,
    retired: false,
    replacedBy: [],
    at: placeOf('Table D-1', 1),
    ...rest,
  };
}

/** A retired code with the successors (`SCHEME:value`) that its note names. */
export function retiredOf(code: string, ...successors: readonly string[]): CodeDefinition {
  const replacedBy = successors.map((successor) => {
    const [scheme = '', value = ''] = successor.split(':');
    return { scheme, value, meaning: '' };
  });
  return definitionOf(code, { retired: true, notes: 'Retired. Replaced by ...', replacedBy });
}

export function bodyPartOf(rest: Partial<BodyPart>): BodyPart {
  return {
    scheme: 'SCT',
    code: '1',
    meaning: 'Part',
    bodyPartExamined: undefined,
    snomedRt: undefined,
    snomedCt: undefined,
    fma: undefined,
    umls: undefined,
    table: 'L-1',
    at: placeOf('Table L-1', 1),
    ...rest,
  };
}

export function termListOf(values: readonly string[], rest: Partial<TermList> = {}): TermList {
  return {
    title: 'Defined Terms:',
    kind: 'Defined',
    attribute: undefined,
    valueNumber: undefined,
    condition: undefined,
    retired: false,
    terms: values.map((value) => ({ value, meaning: undefined })),
    at: placeOf('Table C.1', 1),
    ...rest,
  };
}

export function sectionListOf(
  section: string,
  values: readonly string[],
  rest: Partial<SectionList> = {},
): SectionList {
  return {
    ...termListOf(values),
    section,
    sectionTitle: 'Requirements',
    ancestors: [section],
    introduction: '',
    at: placeOf(`Section ${section}`),
    ...rest,
  };
}

/** `>>(0018,0081)`: an attribute at that depth. */
export function rowOf(text: string, rest: Partial<AttributeRow> = {}): AttributeRow {
  const [, marks = '', tag = ''] = /^(>*)(.*)$/.exec(text) ?? [];
  return {
    kind: 'attribute',
    table: '',
    row: 0,
    depth: marks.length,
    tag: tagOf(tag),
    name: `Attribute ${tag.slice(1, 10)}`,
    type: '1',
    description: '',
    sectionReferences: [],
    lists: [],
    at: placeOf('Table C.1', 1),
    ...rest,
  };
}

/** `>C.2`: an include of Table C.2 at that depth. */
export function includeOf(text: string, rest: Partial<IncludeRow> = {}): IncludeRow {
  const [, marks = '', includeTable = ''] = /^(>*)(.*)$/.exec(text) ?? [];
  return {
    kind: 'include',
    table: '',
    row: 0,
    depth: marks.length,
    includeTable,
    condition: undefined,
    description: '',
    sectionReferences: [],
    cidStatements: [],
    at: placeOf('Table C.1', 1),
    ...rest,
  };
}

/** Rows get the table's label and their numbers, and places to match. */
export function moduleOf(
  table: string,
  rows: readonly ModuleRow[],
  rest: Partial<Omit<ModuleTable, 'rows'>> = {},
): ModuleTable {
  return {
    table,
    title: 'A Module Attributes',
    kind: 'module',
    section: table,
    rows: rows.map((row, index) => ({
      ...row,
      table,
      row: index + 1,
      at: placeOf(`Table ${table}`, index + 1),
    })),
    at: placeOf(`Table ${table}`),
    ...rest,
  };
}

export function valueTermOf(tag: string, value: string, rest: Partial<ValueTerm> = {}): ValueTerm {
  return {
    tag: tagOf(tag),
    path: [tagOf(tag)],
    table: 'C.1',
    kind: 'Defined',
    valueNumber: undefined,
    condition: undefined,
    value,
    meaning: undefined,
    retired: false,
    at: placeOf('Table C.1', 1),
    ...rest,
  };
}

export function bindingOf(tag: string, cid: string, rest: Partial<Binding> = {}): Binding {
  const at = placeOf('Table C.1', 1);
  return {
    tag: tagOf(tag),
    path: [tagOf(tag)],
    table: 'C.1',
    strength: 'Defined',
    cid,
    condition: undefined,
    at,
    ...rest,
  };
}

export function standardOf(rest: Partial<Standard> = {}): Standard {
  return {
    edition: editionOf('2024d'),
    attributes: [],
    uids: [],
    codingSchemes: [],
    contextGroups: [],
    codeDefinitions: [],
    retiredSnomedCodes: [],
    bodyParts: [],
    templates: [],
    moduleTables: [],
    iodModules: [],
    sectionLists: [],
    confidentialityProfile: [],
    safePrivateAttributes: [],
    counts: [],
    ...rest,
  };
}

export function derivationOf(rest: Partial<Derivation> = {}): Derivation {
  return {
    expandedMembers: [],
    moduleAttributes: [],
    valueTerms: [],
    bindings: [],
    units: [],
    unitStatements: [],
    ...rest,
  };
}
