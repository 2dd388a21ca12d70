/** What follows from the facts by following references: includes, macros, section lists, units. */
import type { Fact } from './fact.js';
import type { BindingStrength, TermKind } from './information-object.js';
import type { Tag } from './tag.js';

/** A member of a context group after all includes are followed. */
export interface ExpandedMember {
  readonly cid: string;
  readonly scheme: string;
  readonly value: string;
  readonly meaning: string | undefined;
  /** The group whose table holds the row. */
  readonly viaCid: string;
}

/** A module table's attribute with all macros expanded. `path`: tags from the outermost sequence to `tag`. */
export interface ModuleAttribute {
  readonly table: string;
  readonly path: readonly Tag[];
  readonly tag: Tag;
  readonly type: string | undefined;
  /** The table that holds the row. */
  readonly viaTable: string;
}

/** One value of one attribute, in the context of a table and path. */
export interface ValueTerm extends Fact {
  /** Undefined for a list of a section that no single attribute owns: the term is a fact all the same. */
  readonly tag: Tag | undefined;
  /** Enclosing sequences, outermost first, then the tag; within `table`, macros not expanded. */
  readonly path: readonly Tag[];
  readonly table: string;
  readonly kind: TermKind;
  readonly valueNumber: string | undefined;
  readonly condition: string | undefined;
  readonly value: string;
  readonly meaning: string | undefined;
  readonly retired: boolean;
  /** Coding scheme of a value that is a code in an item of the sequence `tag`; undefined for a value of the attribute's own. */
  readonly scheme?: string;
}

/** A context group bound to a code sequence. */
export interface Binding extends Fact {
  /** The constrained code sequence. */
  readonly tag: Tag;
  readonly path: readonly Tag[];
  readonly table: string;
  readonly strength: BindingStrength;
  readonly cid: string;
  readonly condition: string | undefined;
}

/** A unit that an attribute's description states. */
export interface Unit extends Fact {
  readonly tag: Tag;
  /** UCUM code, case sensitive. */
  readonly ucum: string;
  /** The words as printed. */
  readonly phrase: string;
}

/** What the row of one table says of the unit of an attribute. */
export interface UnitStatement extends Fact {
  readonly tag: Tag;
  /** Module or macro table. */
  readonly table: string;
  /** Undefined where the words name no single unit. */
  readonly ucum: string | undefined;
  /** The words as printed. */
  readonly phrase: string;
  /** Words that say there is no unit of its own. */
  readonly noUnit: string | undefined;
}

export interface Derivation {
  readonly expandedMembers: readonly ExpandedMember[];
  readonly moduleAttributes: readonly ModuleAttribute[];
  readonly valueTerms: readonly ValueTerm[];
  readonly bindings: readonly Binding[];
  readonly units: readonly Unit[];
  readonly unitStatements: readonly UnitStatement[];
}
