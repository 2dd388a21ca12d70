import type { SourceRef } from './source-ref.js';

/** A statement of the standard, with the place that makes it. Absent values are undefined. */
export interface Fact {
  readonly at: SourceRef;
}
