/** The facts of PS3.3: tables of modules, macros and IODs, value lists, statements about context groups. */
import type { Code } from './content-mapping.js';
import type { Fact } from './fact.js';
import type { SourceRef } from './source-ref.js';
import type { Tag } from './tag.js';

export type TableKind = 'module' | 'macro' | 'functional_groups' | 'iod' | 'other';

/** A PS3.3 table of attributes or of modules. `table` is its label: `C.7-5a`. */
export interface ModuleTable extends Fact {
  readonly table: string;
  readonly title: string;
  readonly kind: TableKind;
  /** Label of the enclosing section: `C.7.3.1`. */
  readonly section: string;
  readonly rows: readonly ModuleRow[];
}

/** A row of an IOD table (PS3.3 Annex A, B) or of a functional group table. */
export interface IodModule extends Fact {
  readonly table: string;
  readonly ie: string | undefined;
  readonly module: string;
  readonly moduleSection: string | undefined;
  readonly usage: string | undefined;
}

export type ModuleRow = AttributeRow | IncludeRow;

interface TableRow extends Fact {
  readonly table: string;
  readonly row: number;
  /** Number of leading `>`. */
  readonly depth: number;
  /** The description cell, or the cell beside an include. */
  readonly description: string;
  /** Labels of the sections that the row refers to, with the words around each. */
  readonly sectionReferences: readonly SectionReference[];
  /** Codes that the description states as the values; undefined if none. */
  readonly statedCodes?: readonly StatedCode[];
}

export interface AttributeRow extends TableRow {
  readonly kind: 'attribute';
  readonly tag: Tag;
  readonly name: string;
  readonly type: string | undefined;
  readonly lists: readonly TermList[];
}

export interface IncludeRow extends TableRow {
  readonly kind: 'include';
  /** Label of the included table. */
  readonly includeTable: string;
  readonly condition: string | undefined;
  readonly cidStatements: readonly CidStatement[];
}

/** `Enumerated Value (113085, DCM, "Spatial resampling")`. */
export interface StatedCode extends Code {
  readonly kind: TermKind;
}

export interface SectionReference {
  readonly section: string;
  /** Text from the previous sentence end to the next. */
  readonly sentence: string;
  /** It stands behind a list of the cell, as an explanation of it. */
  readonly afterList: boolean;
}

export type BindingStrength = 'Baseline' | 'Defined';

/** `Defined CID for the Anatomic Region Sequence is 4030`, as read from the cell beside an include. */
export interface CidStatement {
  readonly strength: BindingStrength;
  readonly cid: string;
  /** The attribute named by the statement, by tag or by name; undefined if it names none. */
  readonly attribute: string | undefined;
  readonly condition: string | undefined;
}

export type TermKind = 'Enumerated' | 'Defined';

/** A titled list of values in a cell or section. [PS3.5 6.3 and PS3.3 5.4: Enumerated Values, Defined Terms] */
export interface TermList extends Fact {
  readonly title: string | undefined;
  /** Undefined for a list that states no values of the attribute (`Recommended text for ...`). */
  readonly kind: TermKind | undefined;
  /** The attribute that the title names with its tag: the list is its, wherever it stands. */
  readonly attribute: Tag | undefined;
  readonly valueNumber: string | undefined;
  readonly condition: string | undefined;
  readonly retired: boolean;
  readonly terms: readonly Term[];
}

export interface Term {
  readonly value: string;
  readonly meaning: string | undefined;
  /** Its own place, where it has one: a row of a table. */
  readonly at?: SourceRef;
}

/** A list or table of values that stands in a section, not in a cell; attributed to attributes by their references. */
export interface SectionList extends TermList {
  readonly section: string;
  readonly sectionTitle: string;
  /** Sections around it, innermost first, `section` itself included. */
  readonly ancestors: readonly string[];
  /** The sentence before the list. */
  readonly introduction: string;
  /** Names of the attribute or attributes, where a table's caption or heading may bear them. */
  readonly caption?: string;
  /** The attributes that it belongs to, where corrections say so. */
  readonly owners?: readonly Tag[];
}
