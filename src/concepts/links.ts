/**
 * Links between own concepts: attribute -> each value that it may take (own term, DCM code, UID), through
 * term lists, through context groups bound to code sequences, through codes stated beside them, and through UID types; retired code -> successor.
 */

import { foreignCode } from '../model/concept-code.js';
import type { LinkDraft } from '../model/concept-draft.js';
import type { CodeDefinition } from '../model/content-mapping.js';
import type { Derivation } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { groupBy } from '../model/grouping.js';
import type { ConceptKey } from '../model/omop.js';
import type { Profile } from '../model/profile.js';
import type { Attribute, Uid } from '../model/registry.js';
import type { SourceRef } from '../model/source-ref.js';
import { successorOf } from '../model/successor.js';
import { formatTagDigits, type Tag } from '../model/tag.js';
import type { AttributeValues } from './attribute-values.js';
import type { ForeignCode } from './foreign-code-concepts.js';
import type { StandingTerm } from './term-standing.js';

export interface LinkSources {
  readonly attributes: readonly Attribute[];
  readonly codeDefinitions: readonly CodeDefinition[];
  readonly uids: readonly Uid[];
  readonly derivation: Derivation;
  readonly terms: readonly StandingTerm[];
  readonly attributeValues: AttributeValues;
  readonly profile: Profile;
  /** Codes of other schemes that are concepts of ours. */
  readonly foreignCodes?: readonly ForeignCode[];
}

/** What a link to a term is called, by what stands for the term. */
const RULES = { own: 'term', code: 'coded-value', uid: 'uid-value' } as const;

/** One link for each (attribute, value), whichever rule finds it first. */
export function makeAllowedValueLinks(sources: LinkSources): LinkDraft[] {
  const { profile } = sources;
  const links = new Map<string, LinkDraft>();
  const registered = new Set(sources.attributes.map(({ tag }) => tag));
  const add = (tag: Tag, conceptCode: string, rule: string, at: SourceRef) => {
    const from = { vocabularyId: profile.vocabularyId, conceptCode: formatTagDigits(tag) };
    const key = `${from.conceptCode}\t${conceptCode}`;
    if (links.has(key) || !registered.has(tag)) return;
    const to: ConceptKey = { vocabularyId: profile.vocabularyId, conceptCode };
    links.set(key, { from, to, relationshipId: profile.allowedValue, rule, at });
  };
  const dcmCodes = new Set(sources.codeDefinitions.map(({ code }) => code));
  for (const { tag, conceptCode, stands, at } of sources.terms) add(tag, conceptCode, RULES[stands], at);
  const foreign = new Set((sources.foreignCodes ?? []).map(({ conceptCode }) => conceptCode));
  const own = sources.derivation.expandedMembers.flatMap(({ cid, scheme, value }) => {
    const conceptCode = scheme === 'DCM' ? value : foreignCode(scheme, value);
    return (scheme === 'DCM' ? dcmCodes : foreign).has(conceptCode) ? [{ cid, conceptCode }] : [];
  });
  const membersOf = groupBy(own, ({ cid }) => cid);
  for (const { tag, cid, at } of sources.derivation.bindings) {
    for (const { conceptCode } of membersOf.get(cid) ?? []) add(tag, conceptCode, 'context-group', at);
  }
  for (const { tag, scheme, value, at } of sources.derivation.valueTerms) {
    if (tag === undefined || scheme === undefined) continue;
    const conceptCode = scheme === 'DCM' ? value : foreignCode(scheme, value);
    if ((scheme === 'DCM' ? dcmCodes : foreign).has(conceptCode)) add(tag, conceptCode, 'stated-code', at);
  }
  for (const [tag, valueType] of sources.attributeValues) {
    const ofType = sources.uids.filter(({ type }) => type === valueType);
    for (const { uid, at } of ofType) add(tag, uid, 'uid-type', at);
  }
  return [...links.values()];
}

/**
 * `Concept replaced by` for retired DCM codes whose only successor is another DCM code. A successor of another
 * scheme is not ours to link; several successors name no single one. [OMOP B10]
 */
export function makeReplacementLinks(
  definitions: readonly CodeDefinition[],
  profile: Profile,
): Outcome<LinkDraft[]> {
  const byCode = new Map(definitions.map((definition) => [definition.code, definition]));
  const diagnostics: Diagnostic[] = [];
  const value = definitions.flatMap((definition): LinkDraft[] => {
    const { code, at } = definition;
    const { scheme, value: successor } = successorOf(definition) ?? {};
    if (successor === undefined || scheme !== 'DCM') return [];
    if (!byCode.has(successor)) {
      diagnostics.push({
        code: 'successor-missing',
        severity: 'warning',
        at,
        message: `the successor of ${code} is not in Table D-1; no link is made`,
        found: successor,
        expected: 'a code of PS3.16 Annex D',
        fix: 'compare with the published page; correct it in mappings/corrections/cells.tsv',
      });
      return [];
    }
    const key = (conceptCode: string): ConceptKey => ({ vocabularyId: profile.vocabularyId, conceptCode });
    return [
      { from: key(code), to: key(successor), relationshipId: 'Concept replaced by', rule: 'replacement', at },
    ];
  });
  return { value, diagnostics };
}
