import type { ConfidentialityFacts } from './confidentiality.js';
import type {
  BodyPart,
  CodeDefinition,
  CodingScheme,
  ContextGroup,
  RetiredSnomedCode,
  Template,
} from './content-mapping.js';
import type { Edition } from './edition.js';
import type { IodModule, ModuleTable, SectionList } from './information-object.js';
import type { Attribute, Uid } from './registry.js';
import type { Part, SourceRef } from './source-ref.js';

/** Rows of one table: used + refused = read. */
export interface TableCount {
  readonly part: Part;
  readonly table: string;
  readonly read: number;
  readonly used: number;
  readonly refused: number;
  /** Of a table that no reader takes. */
  readonly unread?: UnreadTable;
}

export interface UnreadTable {
  readonly title: string;
  readonly reason: UnreadReason;
  readonly at: SourceRef;
}

/** What the form of a table that is not read says that it holds. */
export type UnreadReason =
  | 'example'
  | 'parameters of a template'
  | 'overview of other tables'
  | 'which items go with which'
  | 'meanings in other languages'
  | 'codes and UIDs that other tables define'
  | 'numbers alone'
  | 'values of several attributes side by side'
  | 'columns without headings'
  | 'other';

/** Everything that one edition states. */
export interface Standard extends ConfidentialityFacts {
  readonly edition: Edition;
  readonly attributes: readonly Attribute[];
  readonly uids: readonly Uid[];
  readonly codingSchemes: readonly CodingScheme[];
  readonly contextGroups: readonly ContextGroup[];
  readonly codeDefinitions: readonly CodeDefinition[];
  readonly retiredSnomedCodes: readonly RetiredSnomedCode[];
  readonly bodyParts: readonly BodyPart[];
  readonly templates: readonly Template[];
  readonly moduleTables: readonly ModuleTable[];
  readonly iodModules: readonly IodModule[];
  readonly sectionLists: readonly SectionList[];
  readonly counts: readonly TableCount[];
}
