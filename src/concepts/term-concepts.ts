/**
 * One concept for each value of each attribute: `00185100:HFS`. No concept is made where the value is a code
 * of Annex D (Modality), nor for a value that the attribute's VR forbids. Body Part Examined takes its values
 * from Annex L.
 */
import { createHash } from 'node:crypto';
import type { ConceptDraft } from '../model/concept-draft.js';
import type { BodyPart } from '../model/content-mapping.js';
import type { ValueTerm } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Profile } from '../model/profile.js';
import type { Attribute } from '../model/registry.js';
import type { SourceRef } from '../model/source-ref.js';
import { formatTagDigits, parseTag, type Tag } from '../model/tag.js';
import { CODE_LIMIT, formatName, formatSynonyms, nameDiagnostics } from './names.js';

export const BODY_PART_EXAMINED = parseTag('(0018,0015)') as Tag;

/** A value of an attribute, however many lists state it. */
export interface AllowedTerm {
  readonly tag: Tag;
  readonly value: string;
  readonly meaning: string | undefined;
  readonly retired: boolean;
  readonly isBodyPart: boolean;
  readonly at: SourceRef;
}

const CODE_STRING = /^[A-Z0-9 _]{1,16}$/;

/**
 * Distinct (attribute, value) pairs. The meaning is the first that any list gives; a value is retired only if
 * every list that has it is. Values that are no code string for a CS attribute are refused. [PS3.5 6.2]
 */
export function collectTerms(
  valueTerms: readonly ValueTerm[],
  bodyParts: readonly BodyPart[],
  attributes: readonly Attribute[],
): Outcome<AllowedTerm[]> {
  const vrOf = new Map(attributes.map(({ tag, vr }) => [tag, vr]));
  const terms = new Map<string, AllowedTerm>();
  const diagnostics: Diagnostic[] = [];
  const add = (term: AllowedTerm) => {
    const key = `${term.tag}${term.value}`;
    const known = terms.get(key);
    if (!known) terms.set(key, term);
    else {
      terms.set(key, {
        ...known,
        meaning: known.meaning ?? term.meaning,
        retired: known.retired && term.retired,
      });
    }
  };
  for (const { bodyPartExamined: value, meaning, at } of bodyParts) {
    if (value !== undefined && vrOf.has(BODY_PART_EXAMINED)) {
      add({ tag: BODY_PART_EXAMINED, value, meaning, retired: false, isBodyPart: true, at });
    }
  }
  for (const { tag, value, meaning, retired, at } of valueTerms) {
    if (tag === undefined) continue;
    const vr = vrOf.get(tag);
    if (vr === undefined) {
      diagnostics.push(refusal('attribute-not-registered', at, `${tag} is not in PS3.6`, value));
    } else if (vr === 'CS' && !CODE_STRING.test(value)) {
      diagnostics.push(
        refusal('term-not-code-string', at, `no legal value of ${tag}, whose VR is CS`, value),
      );
    } else {
      add({ tag, value, meaning, retired, isBodyPart: tag === BODY_PART_EXAMINED, at });
    }
  }
  return { value: [...terms.values()], diagnostics };
}

function refusal(code: string, at: SourceRef, message: string, found: string): Diagnostic {
  return {
    code,
    severity: 'warning',
    at,
    message: `${message}; it stays in standard/value_terms.tsv, no concept is made`,
    found,
    expected: 'upper case letters, digits, blank and underscore, at most 16 [PS3.5 6.2]',
    fix: 'compare with the published page; correct the term in mappings/corrections/terms.tsv',
  };
}

/**
 * `00185100:HFS`, or the bare value in the raw form; over 50 characters the end becomes a digest. No OMOP table
 * holds a double quote.
 */
export function termCode(tag: Tag, value: string, form: Profile['termCode']): string {
  const unquoted = value.replaceAll('"', "'");
  const code = form === 'tag' ? `${formatTagDigits(tag)}:${unquoted}` : unquoted;
  if ([...code].length <= CODE_LIMIT) return code;
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 8);
  return `${[...code]
    .slice(0, CODE_LIMIT - 9)
    .join('')
    .trimEnd()}~${digest}`;
}

/** In the raw form, attributes that share a value share its concept; the first meaning counts. */
export function makeTermConcepts(
  terms: readonly AllowedTerm[],
  attributes: readonly Attribute[],
  profile: Profile,
): Outcome<ConceptDraft[]> {
  const nameOf = new Map(attributes.map(({ tag, name }) => [tag, name]));
  const drafts = new Map<string, ConceptDraft>();
  const diagnostics: Diagnostic[] = [];
  for (const { tag, value, meaning, retired, isBodyPart, at } of terms) {
    const conceptCode = termCode(tag, value, profile.termCode);
    const attribute = nameOf.get(tag) ?? tag;
    const name = formatName(meaning ?? value);
    const side = isBodyPart ? profile.bodyParts : profile.values;
    const known = drafts.get(conceptCode);
    if (!known) diagnostics.push(...nameDiagnostics(meaning ?? value, at));
    drafts.set(conceptCode, {
      kind: 'term',
      vocabularyId: profile.vocabularyId,
      conceptCode,
      name: known?.name ?? name,
      domainId: known?.domainId ?? side.domainId,
      conceptClassId: known?.conceptClassId ?? side.conceptClassId,
      synonyms: formatSynonyms(known?.name ?? name, [...(known?.synonyms ?? []), `${attribute}: ${value}`]),
      retirement:
        retired && (!known || known.retirement) ? { remark: 'Retired term', since: undefined } : undefined,
      at: known?.at ?? at,
    });
  }
  return { value: [...drafts.values()], diagnostics };
}
