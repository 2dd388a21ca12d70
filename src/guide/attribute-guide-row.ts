/** What whoever writes an ETL of imaging metadata asks of an attribute. */
import type { ConceptId, ConceptKey } from '../model/omop.js';
import type { Attribute } from '../model/registry.js';

/** Reasons to leave an attribute out, as `--exclude` takes them. */
export const EXCLUSIONS = ['retired', 'private', 'free-text', 'phi'] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

/** A subset of the attributes, for contributors and sites. */
export interface AttributeSubset {
  /** Only attributes whose VR holds numbers, codes, dates or times. */
  readonly only: 'analytical' | undefined;
  readonly exclude: readonly Exclusion[];
}

/** An attribute, whether a subset has it, and why. */
export interface SelectedAttribute {
  readonly attribute: Attribute;
  readonly analytical: boolean;
  /** Why it is analytical or not: a sentence about its VR. */
  readonly analyticalReason: string;
  readonly selected: boolean;
  /** Why it is left out, or `in the subset`. */
  readonly selectionReason: string;
  /** What the Basic Profile of PS3.15 Table E.1-1 does with it: `X`, `Z/D`; undefined if nothing. */
  readonly basicProfile: string | undefined;
}

export interface AttributeGuideEntry extends SelectedAttribute {
  readonly conceptId: ConceptId | undefined;
  /** Its standard equivalent: `LOINC 29463-7`, the concept of `measurement_concept_id`. */
  readonly standard: ConceptKey | undefined;
  /** Which columns take the concept of the attribute; undefined where the target has none for it. */
  readonly conceptColumn: string | undefined;
  /** Table and column of the CDM or the imaging extension; `none` where there is none. */
  readonly target: string;
  readonly targetReason: string;
  /** UCUM codes that the standard states, most often one. */
  readonly units: readonly string[];
  /** OMOP concepts of the units, where they are known. */
  readonly unitConceptIds: readonly number[];
  /** Where the allowed values stand: lists, context groups, registries. */
  readonly valueSets: readonly string[];
}
