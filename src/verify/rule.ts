/** A rule of OMOP as data: what it asks, who asks it, and how to find where a release breaks it. */
import type { Place } from '../model/source-ref.js';
import type { ReleaseIndex } from './release-index.js';

/** What a rule may need beside the release itself. */
export type RuleNeed = 'athena' | 'ancestors' | 'previous' | 'published';

export interface Rule {
  /** Kebab-case, stable: the number of the rule, then its noun. */
  readonly code: string;
  /** One sentence that holds for a good release. */
  readonly title: string;
  /** Whose rule it is: the CDM, or a check of the vocabulary team. */
  readonly source: string;
  /** error: nothing is published. warning: a reviewer should look. */
  readonly severity: 'error' | 'warning';
  /** Without it the rule checks less, or nothing. */
  readonly needs?: RuleNeed;
  readonly check: (index: ReleaseIndex) => readonly RuleFinding[];
}

/** One breach. `key` names what broke the rule, the same in every edition: exceptions are listed by it. */
export interface RuleFinding {
  readonly key: string;
  /** The row of the release, for its place. */
  readonly row?: object;
  /** Where the row has no place of its own. */
  readonly at?: Place;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}
