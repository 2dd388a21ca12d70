/** Private attributes that may be taken from headers: known by creator and element, not by tag. [PS3.5 7.8.1] */

export interface PrivateAttribute {
  /** Private Creator, as the block names it: `SIEMENS MR HEADER`. */
  readonly creator: string;
  /** `0019xx0C`: `xx` stands for the block that the creator reserves. */
  readonly element: string;
  readonly name: string;
  readonly vr: string | undefined;
  readonly vm: string | undefined;
  /** UCUM code. */
  readonly unit: string | undefined;
  /** What the value says, where the name does not. */
  readonly meaning: string | undefined;
  /** The document that says so: `PS3.15 Table E.3.10-1`. */
  readonly source: string;
  /** The one value of several that counts, from 1; undefined for all. */
  readonly valueNumber: number | undefined;
  /** The number is what is left of the value after division by this. */
  readonly modulus: number | undefined;
}

/** `0019xx0C|SIEMENS MR HEADER`, whole. */
export function keyOfPrivate({ element, creator }: Pick<PrivateAttribute, 'element' | 'creator'>): string {
  return `${element}|${creator}`;
}
