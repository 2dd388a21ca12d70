/** The standard's ways of saying that something is retired. */
import type { Retirement } from './concept-draft.js';

const EDITION = /\b((?:19|20)\d\d[a-z]?)\b/;

/** `RET (2007)` -> since 2007. */
export function readRetirement(retired: boolean, remark: string | undefined): Retirement | undefined {
  return retired ? { remark: remark ?? 'Retired', since: EDITION.exec(remark ?? '')?.[1] } : undefined;
}
