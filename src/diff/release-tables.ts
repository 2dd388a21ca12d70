/** What a comparison reads of a release: OMOP rows as they are, and the facts behind them. */
import type { Concept, ConceptRelationship, ConceptSynonym } from '../model/omop.js';

/** A file of a release: cells as text, NULL = ''. */
export interface TextTable {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReleaseTables {
  /** Label of the edition. */
  readonly edition: string;
  /** `yyyymmdd`. */
  readonly published: string | undefined;
  readonly profile: string | undefined;
  readonly concepts: readonly Concept[];
  readonly relationships: readonly ConceptRelationship[];
  readonly synonyms: readonly ConceptSynonym[];
  readonly facts: ReleaseFacts;
  /** Each fact table that the release has; facts of the others are empty and not compared. */
  readonly factTables: ReadonlySet<keyof ReleaseFacts>;
  /** The OMOP tables, as they stand in their files, for the delta. */
  readonly texts: ReadonlyMap<string, TextTable>;
}

/** Named as the files in `standard/`; `at` as printed in their last column. */
export interface ReleaseFacts {
  readonly attributes: readonly AttributeFact[];
  readonly uids: readonly UidFact[];
  readonly code_definitions: readonly CodeFact[];
  readonly value_terms: readonly TermFact[];
  readonly body_parts: readonly BodyPartFact[];
  readonly context_groups: readonly GroupFact[];
  readonly context_group_members: readonly MemberFact[];
  readonly context_group_includes: readonly IncludeFact[];
  readonly bindings: readonly BindingFact[];
  readonly units: readonly UnitFact[];
  readonly modules: readonly ModuleFact[];
  readonly module_rows: readonly ModuleRowFact[];
  readonly link_provenance: readonly ProvenanceFact[];
}

type Text = string | undefined;

export interface AttributeFact {
  readonly tag: string;
  readonly name: Text;
  readonly keyword: Text;
  readonly vr: Text;
  readonly vm: Text;
  readonly remark: Text;
  readonly at: string;
}

export interface UidFact {
  readonly uid: string;
  readonly name: string;
  readonly keyword: Text;
  readonly type: string;
  readonly at: string;
}

export interface CodeFact {
  readonly code: string;
  readonly meaning: string;
  readonly definition: Text;
  readonly notes: Text;
  readonly at: string;
}

export interface TermFact {
  readonly tag: string;
  readonly table: string;
  readonly value: string;
  readonly meaning: Text;
  readonly retired: boolean;
  readonly at: string;
}

/** A row of PS3.16 Annex L. */
export interface BodyPartFact {
  /** Value of Body Part Examined (0018,0015). */
  readonly value: Text;
  readonly meaning: string;
  readonly table: string;
  readonly at: string;
}

export interface GroupFact {
  readonly cid: string;
  readonly title: string;
  readonly extensible: string;
  readonly retired: boolean;
  readonly at: string;
}

export interface MemberFact {
  readonly cid: string;
  readonly scheme: string;
  readonly code: string;
  readonly meaning: Text;
  readonly snomedRt: Text;
  readonly snomedCt: Text;
  readonly at: string;
}

export interface IncludeFact {
  readonly cid: string;
  readonly includedCid: string;
  readonly at: string;
}

export interface BindingFact {
  readonly tag: string;
  readonly path: string;
  readonly table: string;
  readonly strength: string;
  readonly cid: string;
  readonly condition: Text;
  readonly at: string;
}

export interface UnitFact {
  readonly tag: string;
  readonly ucum: string;
  readonly at: string;
}

export interface ModuleFact {
  readonly table: string;
  readonly title: string;
  readonly kind: string;
}

export interface ModuleRowFact {
  readonly table: string;
  readonly tag: string;
}

/** What chose a link; optional, any of the columns may lack. */
export interface ProvenanceFact {
  readonly conceptId2: number;
  readonly scheme: Text;
  readonly code: Text;
  readonly rule: Text;
}
