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
import type { Part } from './source-ref.js';

/** Rows of one table: used + refused = read. */
export interface TableCount {
  readonly part: Part;
  readonly table: string;
  readonly read: number;
  readonly used: number;
  readonly refused: number;
}

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
