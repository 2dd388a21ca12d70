/**
 * One concept for each value of each attribute: `00185100:HFS`. No concept is made where the value is a code
 * of Annex D (Modality), nor for a value that the attribute's VR forbids. Body Part Examined takes its values
 * from Annex L.
 */
import { BODY_PART_EXAMINED } from '../model/concept-code.js';
import type { ConceptDraft } from '../model/concept-draft.js';
import type { BodyPart } from '../model/content-mapping.js';
import type { ValueTerm } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { readHexadecimal } from '../model/integer-value.js';
import type { Profile } from '../model/profile.js';
import type { Attribute } from '../model/registry.js';
import type { SourceRef } from '../model/source-ref.js';
import type { Tag } from '../model/tag.js';
import { isOfKind, NUMBER_KINDS } from '../model/vr.js';
import { formatName, formatSynonyms, nameDiagnostics } from './names.js';

/** A value of an attribute, however many lists state it. */
export interface AllowedTerm {
  readonly tag: Tag;
  /** As data hold it: an integer that is printed in hexadecimal is decimal here. */
  readonly value: string;
  /** The forms in which the standard prints it, if others. */
  readonly printed: readonly string[];
  readonly meaning: string | undefined;
  readonly retired: boolean;
  readonly isBodyPart: boolean;
  readonly at: SourceRef;
}

/** `STANDARD\C,R`, `R1,R2, etc.`, `CS000-CS999`. */
const FORM_OF_VALUES = /\\|\betc\b|^([A-Z]+)\d+ ?- ?\1\d+$/;

/** What a value of a VR must look like, and how the standard says so. [PS3.5 6.2] */
const FORMS: readonly {
  readonly isFor: (vr: string) => boolean;
  readonly holds: (value: string) => boolean;
  readonly code: string;
  readonly expected: string;
}[] = [
  {
    isFor: (vr) => isOfKind(vr, 'code'),
    holds: (value) => /^[A-Z0-9 _]{1,16}$/.test(value),
    code: 'term-not-code-string',
    expected: 'upper case letters, digits, blank and underscore, at most 16 [PS3.5 6.2]',
  },
  {
    isFor: (vr) => isOfKind(vr, ...NUMBER_KINDS),
    holds: (value) =>
      /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d+)?$/i.test(value) || readHexadecimal(value) !== undefined,
    code: 'term-not-number',
    expected: 'a number [PS3.5 6.2]',
  },
  {
    isFor: () => true,
    holds: (value) => !FORM_OF_VALUES.test(value),
    code: 'term-not-one-value',
    expected: 'one value, not a form, a list or a range of values [PS3.5 6.4]',
  },
];
/** A "meaning" that says no more than that the value is retired. */
const ONLY_RETIRED = /^retired\b[\s.:;,]*(?:see\b.*)?$/i;

/**
 * Distinct (attribute, value) pairs. The meaning is the first that any list gives; a value is retired only if
 * every list that has it is. Values that the attribute's VR cannot hold are refused. [PS3.5 6.2]
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
        printed: [...new Set([...known.printed, ...term.printed])],
        retired: known.retired && term.retired,
      });
    }
  };
  for (const { bodyPartExamined: value, meaning, at } of bodyParts) {
    if (value !== undefined && vrOf.has(BODY_PART_EXAMINED)) {
      add({ tag: BODY_PART_EXAMINED, value, meaning, printed: [], retired: false, isBodyPart: true, at });
    }
  }
  for (const { tag, value: printed, meaning, retired, scheme, at } of valueTerms) {
    // A code of a scheme is a concept already, or none of ours.
    if (tag === undefined || scheme !== undefined) continue;
    const vr = vrOf.get(tag);
    if (vr === undefined) {
      diagnostics.push(refusal('attribute-not-registered', at, `${tag} is not in PS3.6`, printed));
      continue;
    }
    const wanted = FORMS.find((form) => form.isFor(vr) && !form.holds(printed));
    if (wanted) {
      const message = `no legal value of ${tag}, whose VR is ${vr}`;
      diagnostics.push(refusal(wanted.code, at, message, printed, wanted.expected));
      continue;
    }
    const value = (isOfKind(vr, 'integer') ? readHexadecimal(printed) : undefined) ?? printed;
    add({
      tag,
      value,
      printed: value === printed ? [] : [printed],
      meaning: meaning && ONLY_RETIRED.test(meaning) ? undefined : meaning,
      retired,
      isBodyPart: tag === BODY_PART_EXAMINED,
      at,
    });
  }
  return { value: [...terms.values()], diagnostics };
}

function refusal(
  code: string,
  at: SourceRef,
  message: string,
  found: string,
  expected = 'an attribute of the registry [PS3.6 Table 6-1]',
): Diagnostic {
  return {
    code,
    severity: 'warning',
    at,
    message: `${message}; it stays in standard/value_terms.tsv, no concept is made`,
    found,
    expected,
    fix: 'compare with the published page; correct the term in mappings/corrections/terms.tsv',
  };
}

/** Where a meaning ends and a reference begins: `..., see`, `(see definition in Section C.8.4.8)`, `. See PS3.5.` */
const REFERENCE =
  /^see\b.*|[\s(;,.]+(?:see|refer to)(?:\s+(?:also|the|definitions?|descriptions?|explanations?|details|in|of))*(?:\s+(?:Sections?|Tables?|Annex|Figure|PS3)\b.*|\s*\.?)$/i;
/** `counts ({counts}, UCUM, "Counts")`: the code that the meaning is, printed behind it. */
const CODE = /\s*\([^()]+,\s*[A-Z][\w-]*,\s*["'\u201c][^()]*\)\.?$/;
const LONGEST_NAME = 100;
/** A meaning that states something instead of naming it: two sentences, or five words with a verb among them. */
const STATEMENT =
  /^(?:identifies|indicates|specifies|means|describes)\b|^(?=(?:\S+ ){4}).*\b(?:is|are|was|were|be|been|has|have|may|can|shall|will|should)\b/i;
const TWO_SENTENCES = /[.;:] [A-Z]/;
/** Meanings that say nothing without the attribute. */
const GENERAL = /^(?:yes|no|none|other|unknown|mixed|true|false|on|off)\.?$/i;

/** What a meaning gives as a name; undefined if it only refers elsewhere, or is a sentence. */
function findName(meaning: string): string | undefined {
  const name = meaning
    .replace(CODE, '')
    .replace(REFERENCE, '')
    .replace(/[\s:;,(\u2013-]+$/, '');
  return name === '' ||
    name.length > LONGEST_NAME ||
    [STATEMENT, TWO_SENTENCES].some((form) => form.test(name))
    ? undefined
    : name;
}

/**
 * A value is named by its meaning; one that has none, or a sentence that becomes a synonym, is named with its attribute:
 * `Burned In Annotation: NO`. In the raw form, attributes that share a value share its concept: it is named by its
 * meaning if they agree on one, else by the value, with each meaning as a synonym.
 */
export function makeTermConcepts(
  terms: readonly (AllowedTerm & { readonly conceptCode: string })[],
  attributes: readonly Attribute[],
  profile: Profile,
): Outcome<ConceptDraft[]> {
  const nameOf = new Map(attributes.map(({ tag, name }) => [tag, name]));
  const drafts = new Map<string, ConceptDraft>();
  const diagnostics: Diagnostic[] = [];
  for (const { tag, value, printed, meaning, retired, isBodyPart, conceptCode, at } of terms) {
    const attribute = nameOf.get(tag) ?? tag;
    const isRaw = profile.termCode === 'raw';
    const saysMore = meaning !== undefined && (isRaw || isBodyPart || !isSameName(meaning, value));
    const ofMeaning = saysMore ? findName(meaning) : undefined;
    const isGeneral = ofMeaning !== undefined && !isRaw && !isBodyPart && GENERAL.test(ofMeaning);
    const own = formatName(
      ofMeaning && !isGeneral ? ofMeaning : isRaw ? value : `${attribute}: ${ofMeaning ?? value}`,
    );
    const side = isBodyPart ? profile.bodyParts : profile.values;
    const known = drafts.get(conceptCode);
    if (!known) diagnostics.push(...nameDiagnostics(ofMeaning ?? value, at));
    const name = !known || isSameName(known.name, own) ? (known?.name ?? own) : formatName(value);
    drafts.set(conceptCode, {
      kind: 'term',
      vocabularyId: profile.vocabularyId,
      conceptCode,
      name,
      domainId: known?.domainId ?? side.domainId,
      conceptClassId: known?.conceptClassId ?? side.conceptClassId,
      synonyms: formatSynonyms(name, [
        ...(known?.synonyms ?? []),
        ...(known && known.name !== name ? [known.name] : []),
        ...(own === name ? [] : [own]),
        ...(saysMore && meaning !== ofMeaning ? [meaning] : []),
        ...[value, ...printed].map((form) => `${attribute}: ${form}`),
      ]),
      retirement:
        retired && (!known || known.retirement) ? { remark: 'Retired term', since: undefined } : undefined,
      at: known?.at ?? at,
    });
  }
  return { value: [...drafts.values()], diagnostics };
}

function isSameName(one: string, other: string): boolean {
  const fold = (name: string) => name.toLowerCase().replace(/\.$/, '');
  return fold(one) === fold(other);
}
