/** Whether an answer can be trusted without a look: a list of reasons why not, empty when it can. */
import type { Said } from './evidence.js';

/**
 * sure: one procedure says what the study says, every word is understood, nothing contradicts it, no other comes near.
 * modality only: nothing but the modality is known; the candidate leaves the body open.
 * none: not even the modality, or nothing in the playbook is close; candidates are empty then.
 */
export const VERDICTS = ['sure', 'unsure', 'modality only', 'none'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The best procedure as compared with what was said. */
export interface Standing {
  readonly distance: number;
  /** Distance of the next one; undefined: there is none. */
  readonly next: number | undefined;
  readonly contradicted: readonly string[];
  /** It holds the places of the body part column. */
  readonly agrees: boolean;
  /** No place was said, and it demands one. */
  readonly placeless: boolean;
}

const SURE_WITHIN = 1;
const SURE_MARGIN = 0.3;

export function reasonsAgainst(said: Said, best: Standing): readonly string[] {
  const reasons = [...said.doubts];
  if (said.unknown.length > 0) reasons.push(`not understood: ${said.unknown.join(', ')}`);
  if (said.modality.types.length === 0) reasons.push('the modality is not known');
  if (said.modality.contradictedBy) reasons.push(`the modality column says ${said.modality.contradictedBy}`);
  if (best.contradicted.length > 0) reasons.push(best.contradicted.join(', '));
  if (!best.agrees) reasons.push('the body part column says something else');
  if (best.placeless) reasons.push('no place was said');
  if (best.next !== undefined && best.next - best.distance < SURE_MARGIN)
    reasons.push('another procedure is as near');
  if (reasons.length === 0 && best.distance > SURE_WITHIN) reasons.push('too much must be assumed');
  return reasons;
}
