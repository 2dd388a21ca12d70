/** Study descriptions -> ranked procedures of a playbook, with a verdict. */

import type { Playbook, PlaybookProcedure } from '../playbook.js';
import { type Candidate, createComparer, type Statuses } from './comparison.js';
import { createTextReader } from './description.js';
import { createStudyReader, type Said } from './evidence.js';
import { buildLexicon } from './lexicon.js';
import { compileRelations } from './relations.js';
import { siteChoices } from './site-choices.js';
import type { Study } from './study.js';
import { SITE, type Synonym } from './synonyms.js';
import { reasonsAgainst, type Verdict } from './verdict.js';

export interface Match {
  readonly verdict: Verdict;
  /** Best first, at most `limit`. */
  readonly candidates: readonly Candidate[];
  /** Words, as written, that were not understood. */
  readonly unknown: readonly string[];
  /** Why the answer is not sure; empty when it is. */
  readonly reasons: readonly string[];
  /** Whose words were read: `en`, `de` ... */
  readonly language: string;
}

export interface Matcher {
  match(study: Study): Match;
}

export interface MatcherOptions {
  /** Candidates given per study, 3 if not stated. */
  readonly limit?: number;
  /** DEPRECATED and DISCOURAGED terms are not preferred. */
  readonly statuses?: Statuses;
}

export function createMatcher(
  playbook: Playbook,
  synonyms: readonly Synonym[],
  { limit = 3, statuses = new Map() }: MatcherOptions = {},
): Matcher {
  const relations = compileRelations(synonyms);
  const readStudy = createStudyReader(createTextReader(buildLexicon(playbook, synonyms)), relations);
  const compare = createComparer(playbook, synonyms, relations, limit, statuses);
  const choices = siteChoices(playbook, synonyms);
  return {
    match(study) {
      const chosen = choices.find(study);
      if (chosen) return chosenMatch(chosen);
      const said = readStudy(study);
      const { unknown, language } = said;
      const compared = said.nothing ? undefined : compare(said);
      if (!compared) {
        return {
          verdict: 'none',
          candidates: [],
          unknown,
          reasons: [whyNone(said), ...said.doubts],
          language,
        };
      }
      const { candidates, best } = compared;
      const reasons = reasonsAgainst(said, best);
      const verdict = verdictOf(said, reasons);
      const why = verdict === 'modality only' ? ['nothing but the modality is known'] : reasons;
      return { verdict, candidates, unknown, reasons: why, language };
    },
  };
}

function whyNone({ nothing, modality }: Said): string {
  if (nothing) return 'no procedure';
  return modality.types.length === 0 ? 'the modality is not known' : 'nothing in the playbook is close';
}

function verdictOf(said: Said, reasons: readonly string[]): Verdict {
  const open = said.placesFrom === 'nowhere' || (said.placesFrom === 'default' && said.silent);
  return open ? 'modality only' : reasons.length === 0 ? 'sure' : 'unsure';
}

function chosenMatch(procedure: PlaybookProcedure): Match {
  const matched = ["the site's own choice"];
  return {
    verdict: 'sure',
    candidates: [{ rank: 1, procedure, score: 1, matched, contradicted: [] }],
    unknown: [],
    reasons: [],
    language: SITE,
  };
}
