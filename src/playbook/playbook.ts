/** The playbook as its file states it: procedures, each with the parts that define it. */
import type { PartType } from './part-types.js';

export interface PlaybookPart {
  readonly partNumber: string;
  readonly partType: PartType;
  readonly partName: string;
  /** Dotted letters: `A`, `A.B`, `AB`. Parts of one sequence value belong together. */
  readonly sequence: string;
  /** RadLex id of the part; it is no OMOP concept id. */
  readonly rid: string | undefined;
  readonly preferredName: string | undefined;
}

/** An RSNA playbook procedure that the file pairs with a LOINC code. */
export interface RadLexProcedure {
  readonly rpid: string;
  readonly longName: string | undefined;
}

/**
 * One LOINC code. Parts in file order, each (part, sequence) once, the same object in all procedures that have it; RPIDs
 * in file order, each once.
 */
export interface PlaybookProcedure {
  readonly loinc: string;
  readonly longCommonName: string;
  readonly radLex: readonly RadLexProcedure[];
  readonly parts: readonly PlaybookPart[];
  /** Line of its first row, from 1. */
  readonly line: number;
}

/** Procedures in file order, one per LOINC code. */
export interface Playbook {
  readonly file: string;
  readonly procedures: readonly PlaybookProcedure[];
}

/** To be printed with whatever is derived from the file. */
export const PLAYBOOK_NOTICE =
  'This material contains content from LOINC (http://loinc.org). LOINC is copyright Regenstrief Institute, Inc. ' +
  'and the LOINC Committee and is available at no cost under the license at http://loinc.org/license. ' +
  'The LOINC/RSNA Radiology Playbook and RadLex are copyright the Radiological Society of North America; ' +
  'they may be used under the RadLex license, https://www.rsna.org/radlexlicense.';

/** The file itself marks a deprecated term only in its name. */
export function isDeprecated(procedure: PlaybookProcedure): boolean {
  return /^deprecated\b/i.test(procedure.longCommonName);
}
