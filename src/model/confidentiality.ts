/** The facts of PS3.15 Annex E: what a de-identifier does with each attribute, and which private ones are safe. */
import type { Fact } from './fact.js';

/** Every attribute of an odd group. [PS3.15 Table E.1-1: `(gggg,eeee) where gggg is odd`] */
export const PRIVATE_ATTRIBUTES = '(gggg,eeee)';

/** The action columns of Table E.1-1, the Basic Profile first, in the order in which the newest edition prints them. */
export const CONFIDENTIALITY_ACTIONS = [
  'basic_profile',
  'retain_safe_private',
  'retain_uids',
  'retain_device_identity',
  'retain_institution_identity',
  'retain_patient_characteristics',
  'retain_full_dates',
  'retain_modified_dates',
  'clean_descriptors',
  'clean_structured_content',
  'clean_graphics',
] as const;
export type ConfidentialityAction = (typeof CONFIDENTIALITY_ACTIONS)[number];

/** A row of PS3.15 Table E.1-1. */
export interface ConfidentialityRow extends Fact {
  /** A tag, perhaps with `x` for digits of a repeating group, or PRIVATE_ATTRIBUTES. */
  readonly tag: string;
  readonly name: string;
  /** `Y` or `N` as printed; undefined where the cell is empty. */
  readonly retired: string | undefined;
  /** In a Standard Composite IOD of PS3.3: `Y` or `N`. */
  readonly inStandardIod: string | undefined;
  /** Codes as printed (`X`, `Z`, `D`, `U`, `K`, `C`, `X/Z/U*`); an option that says nothing has none. */
  readonly actions: Readonly<Partial<Record<ConfidentialityAction, string>>>;
}

/** A row of PS3.15 Table E.3.10-1. */
export interface SafePrivateAttribute extends Fact {
  /** `(0019,xx0C)`: `xx` stands for the block that the private creator reserves. [PS3.5 7.8.1] */
  readonly tag: string;
  readonly privateCreator: string;
  readonly vr: string | undefined;
  readonly vm: string | undefined;
  readonly meaning: string | undefined;
}

/** What one edition of PS3.15 says, read from its document or from the lists that the program brings. */
export interface ConfidentialityFacts {
  readonly confidentialityProfile: readonly ConfidentialityRow[];
  readonly safePrivateAttributes: readonly SafePrivateAttribute[];
}

/** True if a row of Table E.1-1 is about the attribute: its own tag, its repeating group, or private ones. */
export function coversTag(pattern: string, tag: string): boolean {
  if (pattern === PRIVATE_ATTRIBUTES) return /^\([0-9A-Fa-f]{3}[13579BDFbdf],/.test(tag);
  return (
    pattern.length === tag.length &&
    [...pattern].every((digit, index) => digit === tag[index] || digit === 'x')
  );
}
