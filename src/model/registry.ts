/** The facts of PS3.6: data elements and UIDs, as printed, cleaned of invisible characters. */
import type { Fact } from './fact.js';
import type { Tag } from './tag.js';

/** A row of PS3.6 Tables 6-1, 7-1, 8-1, 9-1. */
export interface Attribute extends Fact {
  readonly tag: Tag;
  /** Undefined for the few rows that print none. */
  readonly name: string | undefined;
  readonly keyword: string | undefined;
  /** As printed: `DS`, `US or SS`, `See Note`; undefined where the cell is empty. */
  readonly vr: string | undefined;
  readonly vm: string | undefined;
  /** The last column as found: `RET (2007)`, `DICOS`, `See Note`. */
  readonly remark: string | undefined;
  readonly retired: boolean;
  /** Table label: `6-1`. */
  readonly registry: string;
}

/** A row of PS3.6 Annex A. */
export interface Uid extends Fact {
  readonly uid: string;
  readonly name: string;
  readonly keyword: string | undefined;
  /** `SOP Class`, `Transfer Syntax`, `Well-known frame of reference`, `Context Group`, `Template` ... */
  readonly type: string;
  readonly retired: boolean;
}
