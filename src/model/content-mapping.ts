/** The facts of PS3.16: coding schemes, context groups, code definitions, body parts, templates. */
import type { Fact } from './fact.js';

/** A section of PS3.16 Annex B. */
export interface ContextGroup extends Fact {
  readonly cid: string;
  readonly title: string;
  readonly keyword: string | undefined;
  readonly extensible: boolean;
  /** `yyyymmdd` as printed. */
  readonly version: string | undefined;
  readonly uid: string | undefined;
  readonly retired: boolean;
  readonly members: readonly ContextGroupMember[];
  readonly includes: readonly ContextGroupInclude[];
}

/** A coded concept as PS3.16 writes it: (value, scheme designator, meaning). [PS3.3 8] */
export interface Code {
  readonly scheme: string;
  readonly value: string;
  readonly meaning: string;
}

export interface ContextGroupMember extends Fact {
  readonly cid: string;
  readonly scheme: string;
  readonly value: string;
  /** Undefined for the few rows that print none. */
  readonly meaning: string | undefined;
  /** Body row of the table, from 1, include rows counted. */
  readonly row: number;
  readonly schemeVersion: string | undefined;
  /** `SNOMED-RT ID` column (2017 and later), or the SRT code itself before. */
  readonly snomedRt: string | undefined;
  /** `SNOMED-CT Concept ID` column (2016 and earlier). */
  readonly snomedCt: string | undefined;
  readonly umls: string | undefined;
}

export interface ContextGroupInclude extends Fact {
  readonly cid: string;
  readonly includedCid: string;
}

/** A row of PS3.16 Table D-1: a code of scheme DCM. */
export interface CodeDefinition extends Fact {
  readonly code: string;
  readonly meaning: string;
  readonly definition: string | undefined;
  readonly notes: string | undefined;
  readonly retired: boolean;
  /** The codes named by `Replaced by (value, scheme, "meaning")`. */
  readonly replacedBy: readonly Code[];
}

/** A row of PS3.16 Annex L. */
export interface BodyPart extends Fact {
  /** Undefined together with `code` for a body part that has a value but no code. */
  readonly scheme: string | undefined;
  readonly code: string | undefined;
  readonly meaning: string;
  /** Value of Body Part Examined (0018,0015). */
  readonly bodyPartExamined: string | undefined;
  readonly snomedRt: string | undefined;
  readonly snomedCt: string | undefined;
  readonly fma: string | undefined;
  readonly umls: string | undefined;
  readonly table: string;
}

/** A row of PS3.16 Table 8-1 or 8-2. */
export interface CodingScheme extends Fact {
  readonly designator: string;
  readonly uid: string | undefined;
  readonly name: string | undefined;
  readonly description: string | undefined;
}

/** A row of PS3.16 Annex J: a SNOMED-RT code that DICOM no longer uses. */
export interface RetiredSnomedCode extends Fact {
  readonly code: string;
  readonly meaning: string;
  readonly replacement: string | undefined;
}

/** A section of PS3.16 Annexes A and C. */
export interface Template extends Fact {
  readonly tid: string;
  readonly title: string;
  readonly extensible: boolean | undefined;
  readonly root: boolean | undefined;
  readonly rows: readonly TemplateRow[];
}

export interface TemplateRow extends Fact {
  readonly tid: string;
  /** As printed: `1`, `3b`. */
  readonly row: string;
  /** Number of `>`. */
  readonly nest: number;
  readonly relation: string | undefined;
  readonly valueType: string | undefined;
  readonly concept: Code | undefined;
  /** The concept cell as printed, where it is no code. */
  readonly conceptText: string | undefined;
  readonly vm: string | undefined;
  readonly requirement: string | undefined;
  readonly condition: string | undefined;
  /** The context group of the value. */
  readonly valueSetCid: string | undefined;
  /** Whether other values may stand there: Baseline suggests, Defined binds. [PS3.16 6.1.2] */
  readonly valueSetStrength: 'Baseline' | 'Defined' | undefined;
  /** The context group of the concept name, where the row does not name a concept. */
  readonly conceptCid: string | undefined;
  readonly includeTid: string | undefined;
}
