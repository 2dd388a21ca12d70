/** What can have changed between two releases: one typed record for each change, in the words of the standard. */

/** What a change is about. `group`: a context group; `scheme-code`: a code of any scheme in context groups. */
export const SUBJECT_TYPES = [
  'attribute',
  'code',
  'term',
  'uid',
  'group',
  'scheme-code',
  'metadata',
  'other',
] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

export interface Subject {
  readonly type: SubjectType;
  /** As a reader knows it: `(0018,1020)`, `121139`, `00185100:HFS`, a UID, `CID 29`, `SRT T-D4000`. */
  readonly code: string;
  readonly name: string;
  /** Undefined for what has no concept of its own. */
  readonly conceptId: number | undefined;
}

export interface ChangeBase {
  readonly subject: Subject;
  /** Heading under which a reader looks for it: a module, an attribute, a context group, a UID type. */
  readonly topic: string;
  /** `PS3.6 2024d Table 6-1 row 5 #table_6-1`: in the newer edition, or the older one for what is gone. */
  readonly at: string | undefined;
  /** The page of the standard that holds `at`; undefined for editions that are not published. */
  readonly link: string | undefined;
}

/** The concept an id or link leads to. */
export interface Target {
  readonly conceptId: number;
  /** Undefined where no file of the release describes it. */
  readonly code: string | undefined;
  readonly name: string | undefined;
}

export interface ConceptAdded extends ChangeBase {
  readonly kind: 'concept-added';
  readonly domainId: string;
  readonly conceptClassId: string;
  /** `D` or `U` for a concept that enters the vocabulary already retired. */
  readonly invalidReason: string | undefined;
  /** Its `Maps to` targets in other vocabularies. */
  readonly mapsTo: readonly Target[];
}

export interface ConceptRetired extends ChangeBase {
  readonly kind: 'concept-retired';
  readonly invalidReason: string;
  /** `yyyymmdd`. */
  readonly validEndDate: string;
  /** retired: the standard says so (`remark`). absent: the newer edition does not have it any more. */
  readonly reason: 'retired' | 'absent';
  readonly remark: string | undefined;
  readonly successors: readonly Target[];
}

export interface ConceptRevived extends ChangeBase {
  readonly kind: 'concept-revived';
  readonly formerReason: string;
  /** Last day of its former life, `yyyymmdd`. */
  readonly formerEndDate: string;
}

export interface ConceptRemoved extends ChangeBase {
  readonly kind: 'concept-removed';
}

/** A code that has another id than before: breaks stored data, must never happen. */
export interface IdChanged extends ChangeBase {
  readonly kind: 'id-changed';
  readonly from: number;
  readonly to: number;
}

/** An id that stood for another code before: breaks stored data, must never happen. `from`, `to`: codes. */
export interface IdReused extends ChangeBase {
  readonly kind: 'id-reused';
  readonly from: string;
  readonly to: string;
}

/**
 * spelling: the same but for case, punctuation, plural or a `(Retired)`. wording: similar. described: one of the two
 * is no name, only the value or nothing. reuse: so unlike that the code may stand for something else now.
 */
export type NameChangeExtent = 'spelling' | 'wording' | 'described' | 'reuse';

export interface NameChange extends ChangeBase {
  readonly kind: 'renamed' | 'group-renamed' | 'meaning-changed';
  readonly from: string;
  readonly to: string;
  /** 0 to 1, see similarity.ts. */
  readonly similarity: number;
  readonly extent: NameChangeExtent;
  /** Context groups that print it (`meaning-changed` only). */
  readonly groups: readonly string[];
}

/** The text that defines a DCM code. */
export interface DefinitionChanged extends ChangeBase {
  readonly kind: 'definition-changed';
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly similarity: number;
}

export type ValueKind =
  | 'domain-changed'
  | 'class-changed'
  | 'standard-changed'
  | 'dates-changed'
  | 'replacement-changed'
  | 'vr-changed'
  | 'vm-changed'
  | 'keyword-changed'
  | 'uid-type-changed'
  | 'unit-changed'
  | 'extensibility-changed';

/** One value in place of another. Several values are joined by ` | `; undefined is none. */
export interface ValueChanged extends ChangeBase {
  readonly kind: ValueKind;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Beyond what a new name or keyword explains. */
export interface SynonymsChanged extends ChangeBase {
  readonly kind: 'synonyms-changed';
  readonly added: readonly string[];
  readonly dropped: readonly string[];
}

/** A value that an attribute may take. The attribute is the topic. */
export interface TermChange extends ChangeBase {
  readonly kind: 'term-added' | 'term-dropped' | 'term-retired' | 'term-revived';
  readonly value: string;
  /** Labels of the tables whose attribute takes it. */
  readonly tables: readonly string[];
}

export interface GroupAppearance extends ChangeBase {
  readonly kind: 'group-added' | 'group-dropped';
  /** Rows of its own table, included groups not counted. */
  readonly members: number;
  readonly includes: number;
}

export interface GroupLife extends ChangeBase {
  readonly kind: 'group-retired' | 'group-revived';
}

/** The context group is the topic, the code the subject. Members of new and dropped groups are not listed. */
export interface MemberChange extends ChangeBase {
  readonly kind: 'member-added' | 'member-dropped';
  readonly cid: string;
}

/** A row that went into, or came out of, a group that the group includes: it is a member before and after. */
export interface MemberMoved extends ChangeBase {
  readonly kind: 'member-moved';
  readonly cid: string;
  /** Groups whose tables hold the row: `CID 43 Numeric Value Failure Qualifier`. */
  readonly from: string;
  readonly to: string;
}

/**
 * The same concept under another code, in all context groups that hold it: `from` and `to` are
 * `scheme code`. cross-reference: the standard prints one beside the other; meaning: the same words only.
 */
export interface CodeRecoded extends ChangeBase {
  readonly kind: 'code-recoded';
  readonly from: string;
  readonly to: string;
  readonly basis: 'cross-reference' | 'meaning';
  /** The code that the standard printed beside it, where that is not `to`. */
  readonly expected: string | undefined;
  readonly fromMeaning: string;
  readonly groups: readonly string[];
}

/** `subject` is the including group. */
export interface IncludeChange extends ChangeBase {
  readonly kind: 'include-added' | 'include-dropped';
  readonly included: string;
}

/** A context group bound to a code sequence; `subject` is the sequence, `from` and `to` read `Defined CID 4`. */
export interface BindingChange extends ChangeBase {
  readonly kind: 'binding-added' | 'binding-dropped' | 'binding-changed';
  readonly table: string;
  /** Tags from the outermost sequence, joined by `>`. */
  readonly path: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** `Maps to` other vocabularies, valid rows only. split: one or none before, several now. */
export interface MappingChange extends ChangeBase {
  readonly kind: 'mapping-gained' | 'mapping-lost' | 'mapping-redirected' | 'mapping-split';
  readonly from: readonly Target[];
  readonly to: readonly Target[];
}

export type Change =
  | ConceptAdded
  | ConceptRetired
  | ConceptRevived
  | ConceptRemoved
  | IdChanged
  | IdReused
  | NameChange
  | DefinitionChanged
  | ValueChanged
  | SynonymsChanged
  | TermChange
  | GroupAppearance
  | GroupLife
  | MemberChange
  | MemberMoved
  | CodeRecoded
  | IncludeChange
  | BindingChange
  | MappingChange;

export type ChangeKind = Change['kind'];
