/** Facts and what follows from them -> all concepts and links of the vocabulary, without ids. */
import { CODE_LIMIT } from '../model/concept-code.js';
import { CONCEPT_KINDS, type ConceptDraft, formatKey, type VocabularyDraft } from '../model/concept-draft.js';
import type { Derivation } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Profile } from '../model/profile.js';
import type { Standard } from '../model/standard.js';
import { makeAttributeConcepts } from './attribute-concepts.js';
import type { AttributeValues } from './attribute-values.js';
import { makeCodeConcepts } from './code-concepts.js';
import { collectForeignCodes, makeForeignCodeConcepts } from './foreign-code-concepts.js';
import { makeAllowedValueLinks, makeReplacementLinks } from './links.js';
import { makeMetadataConcepts } from './metadata-concepts.js';
import { nameDiagnostics } from './names.js';
import { collectTerms, makeTermConcepts } from './term-concepts.js';
import { decideTerms } from './term-standing.js';
import { makeUidConcepts } from './uid-concepts.js';

/** Concepts in the order in which ids are given: by kind, then by code in code-point order. */
export function makeVocabulary(
  standard: Standard,
  derivation: Derivation,
  profile: Profile,
  attributeValues: AttributeValues,
  /** Designators of schemes that OMOP has no vocabulary for. */
  foreignSchemes: ReadonlySet<string> = new Set(),
): Outcome<VocabularyDraft> {
  const { attributes, uids, codeDefinitions, bodyParts } = standard;
  const terms = collectTerms(derivation.valueTerms, bodyParts, attributes);
  const standing = decideTerms(terms.value, { codeDefinitions, uids, attributeValues, profile });
  const own = standing.filter(({ stands }) => stands === 'own');
  const termConcepts = makeTermConcepts(own, attributes, profile);
  const foreign =
    profile.termCode === 'tag' ? collectForeignCodes(standard.contextGroups, foreignSchemes) : [];
  const concepts = [
    ...makeMetadataConcepts(profile),
    ...makeAttributeConcepts(attributes, profile),
    ...makeCodeConcepts(codeDefinitions, profile),
    ...makeForeignCodeConcepts(foreign, profile),
    ...termConcepts.value,
    ...makeUidConcepts(uids, profile),
  ];
  const unique = keepFirst(concepts);
  const sources = {
    attributes,
    codeDefinitions,
    uids,
    derivation,
    terms: standing,
    foreignCodes: foreign,
    attributeValues,
    profile,
  };
  const replacements = makeReplacementLinks(codeDefinitions, profile);
  return {
    value: {
      concepts: unique.value.sort(inIdOrder),
      links: [...makeAllowedValueLinks(sources), ...replacements.value],
    },
    diagnostics: [
      ...terms.diagnostics,
      ...termConcepts.diagnostics,
      ...printedNames(standard),
      ...unique.diagnostics,
      ...replacements.diagnostics,
    ],
  };
}

function printedNames({ attributes, codeDefinitions, uids }: Standard): Diagnostic[] {
  return [
    ...attributes.flatMap(({ name, at }) => nameDiagnostics(name ?? '', at)),
    ...codeDefinitions.flatMap(({ meaning, at }) => nameDiagnostics(meaning, at)),
    ...uids.flatMap(({ name, at }) => nameDiagnostics(name, at)),
  ];
}

/**
 * A key stands for one concept. Rows that repeat a key of the same kind are one concept (the raw code form
 * merges terms with codes on purpose); two registry rows of one key are reported.
 */
function keepFirst(concepts: readonly ConceptDraft[]): Outcome<ConceptDraft[]> {
  const byKey = new Map<string, ConceptDraft>();
  const diagnostics: Diagnostic[] = [];
  for (const concept of concepts) {
    const key = formatKey(concept);
    const known = byKey.get(key);
    if (!known) byKey.set(key, concept);
    else if (known.kind === concept.kind && concept.at) {
      diagnostics.push({
        code: 'code-repeated',
        severity: 'finding',
        at: concept.at,
        message: `the code stands in the standard twice; the first row counts`,
        found: `${concept.conceptCode} ${concept.name}`,
        expected: 'one row for each code [OMOP: unique (vocabulary_id, concept_code)]',
        fix: 'compare with the published page; drop one row in mappings/corrections',
      });
    }
    if ([...concept.conceptCode].length > CODE_LIMIT && concept.at) {
      diagnostics.push({
        code: 'code-too-long',
        severity: 'error',
        at: concept.at,
        message: `a code of more than ${CODE_LIMIT} characters`,
        found: concept.conceptCode,
        expected: 'at most 50 characters [CDM v5.4 CONCEPT.concept_code]',
        fix: 'this needs a rule for shortening codes of this kind',
      });
    }
  }
  return { value: [...byKey.values()], diagnostics };
}

function inIdOrder(a: ConceptDraft, b: ConceptDraft): number {
  const byKind = CONCEPT_KINDS.indexOf(a.kind) - CONCEPT_KINDS.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  const keyA = formatKey(a);
  const keyB = formatKey(b);
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}
