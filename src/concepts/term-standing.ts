/** Which concept stands for a value of an attribute: decided here, for concepts and links alike. */
import { termCode } from '../model/concept-code.js';
import type { CodeDefinition } from '../model/content-mapping.js';
import type { Profile } from '../model/profile.js';
import type { Uid } from '../model/registry.js';
import type { AttributeValues } from './attribute-values.js';
import type { AllowedTerm } from './term-concepts.js';

/** own: a concept of the value alone. code: one of Annex D. uid: one of a registered UID. */
export interface StandingTerm extends AllowedTerm {
  readonly stands: 'own' | 'code' | 'uid';
  readonly conceptCode: string;
}

export interface StandingSources {
  readonly codeDefinitions: readonly CodeDefinition[];
  readonly uids: readonly Uid[];
  readonly attributeValues: AttributeValues;
  readonly profile: Profile;
}

/** A code of Annex D stands only for values of attributes that take such codes (Modality). */
export function decideTerms(terms: readonly AllowedTerm[], sources: StandingSources): StandingTerm[] {
  const codes = new Set(sources.codeDefinitions.map(({ code }) => code));
  const uids = new Set(sources.uids.map(({ uid }) => uid));
  const { attributeValues, profile } = sources;
  return terms.map((term) => {
    const { tag, value } = term;
    if (attributeValues.get(tag) === 'DCM' && codes.has(value))
      return { ...term, stands: 'code', conceptCode: value };
    if (uids.has(value)) return { ...term, stands: 'uid', conceptCode: value };
    return { ...term, stands: 'own', conceptCode: termCode(tag, value, profile.termCode) };
  });
}
