/**
 * Codes -> links to standard concepts: attribute `Maps to value` the concept of each coded value that it may
 * take, body part `Maps to` the concept of its Annex L code, attribute `Maps to unit` its unit, retired code
 * `Maps to` its successor of another scheme, and the curated maps. Each says which rule chose it and why.
 */

import type { MappingStep } from '../athena/athena-concept.js';
import type { AthenaIndex } from '../athena/athena-index.js';
import { BODY_PART_EXAMINED, termCode } from '../model/concept-code.js';
import { formatKey } from '../model/concept-draft.js';
import type { Derivation } from '../model/derivation.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import type { Profile } from '../model/profile.js';
import type { FileRef, SourceRef } from '../model/source-ref.js';
import type { Standard } from '../model/standard.js';
import { formatTagDigits } from '../model/tag.js';
import {
  checkDigitDiagnostics,
  type ResolvedCode,
  resolveTranslation,
  translateCode,
} from './code-resolution.js';
import { collectCodeUses } from './code-uses.js';
import type { SchemeMapping } from './coding-schemes.js';
import type { CuratedMap, Predicate } from './curated-maps.js';
import { findForeignSuccessors } from './foreign-successors.js';
import { collectSnomedRtPairs } from './snomed-rt.js';

export type MappingRule = 'context-group' | 'body-part' | 'unit' | 'successor' | 'curated';

/** Code to code: complete even without Athena. */
export interface CodeMap {
  readonly subject: ConceptKey;
  readonly relationshipId: string;
  readonly predicate: Predicate;
  readonly object: ConceptKey;
  readonly rule: MappingRule;
  /** As the standard has it. */
  readonly scheme: string;
  readonly code: string;
  readonly justification: string;
  readonly at: SourceRef | FileRef;
  /** Standard concepts that the object leads to; empty without Athena or where there is none. */
  readonly targets: readonly { readonly conceptId: ConceptId; readonly steps: readonly MappingStep[] }[];
}

export interface Mapping {
  readonly maps: readonly CodeMap[];
  readonly resolved: readonly ResolvedCode[];
}

export interface MappingRequest {
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly profile: Profile;
  readonly schemes: ReadonlyMap<string, SchemeMapping>;
  readonly curated: readonly CuratedMap[];
  readonly curatedFile: string;
  readonly index: AthenaIndex | undefined;
  /** Keys of our concepts, as text: a map whose subject is none of them is not for this edition. */
  readonly subjects: ReadonlySet<string>;
}

/** Every key that has to be looked up: to be asked of Athena before `makeMapping`. */
export function collectLookUps({
  standard,
  derivation,
  schemes,
  curated,
}: Pick<MappingRequest, 'standard' | 'derivation' | 'schemes' | 'curated'>): ConceptKey[] {
  const pairs = collectSnomedRtPairs(standard);
  const keys = [
    ...collectCodeUses(standard, derivation).flatMap((use) => translateCode(use, schemes, pairs).keys),
    ...curated.map(({ vocabularyId, objectCode }) => ({ vocabularyId, conceptCode: objectCode })),
  ];
  return [...new Map(keys.map((key) => [formatKey(key), key])).values()];
}

export function makeMapping(request: MappingRequest): Outcome<Mapping> {
  const { standard, derivation, profile, schemes, index, subjects } = request;
  const pairs = collectSnomedRtPairs(standard);
  const resolved = collectCodeUses(standard, derivation).map((use) =>
    resolveTranslation(translateCode(use, schemes, pairs), index),
  );
  const resolvedOf = new Map(resolved.map((each) => [`${each.use.scheme}\t${each.use.code}`, each]));
  const maps = new Map<string, CodeMap>();
  const own = (conceptCode: string): ConceptKey => ({ vocabularyId: profile.vocabularyId, conceptCode });
  const add = (map: CodeMap) => {
    const key = [formatKey(map.subject), map.relationshipId, formatKey(map.object)].join('\t');
    if (!maps.has(key) && subjects.has(formatKey(map.subject))) maps.set(key, map);
  };
  const addResolved = (
    conceptCode: string,
    relationshipId: string,
    rule: MappingRule,
    scheme: string,
    code: string,
    at: SourceRef,
    justification: string,
  ) => {
    const found = resolvedOf.get(`${scheme}\t${code}`);
    if (!found?.key) return;
    const targets = found.targets.map(({ concept, steps }) => ({ conceptId: concept.conceptId, steps }));
    add({
      subject: own(conceptCode),
      relationshipId,
      predicate: 'exactMatch',
      object: found.key,
      rule,
      scheme,
      code,
      justification,
      at,
      targets,
    });
  };

  const absent: Diagnostic[] = [];
  for (const map of request.curated) {
    const key = { vocabularyId: map.vocabularyId, conceptCode: map.objectCode };
    const concept = index?.find(key.vocabularyId, key.conceptCode);
    if (index && !concept) absent.push(curatedAbsent(map, request.curatedFile));
    const targets = concept ? (index?.targets(concept.conceptId) ?? []) : [];
    add({
      subject: own(map.conceptCode),
      relationshipId: map.predicate === 'narrowMatch' ? '' : 'Maps to',
      predicate: map.predicate,
      object: key,
      rule: 'curated',
      scheme: map.vocabularyId,
      code: map.objectCode,
      justification: map.justification,
      at: { file: request.curatedFile, line: map.line },
      targets:
        map.predicate === 'narrowMatch'
          ? []
          : targets.map((target) => ({ conceptId: target.concept.conceptId, steps: target.steps })),
    });
  }
  const members = groupMembers(derivation);
  for (const { tag, cid, strength, at } of derivation.bindings) {
    for (const { scheme, value } of members.get(cid) ?? []) {
      addResolved(
        formatTagDigits(tag),
        profile.allowedValue.forward,
        'context-group',
        scheme,
        value,
        at,
        `${strength} CID ${cid}`,
      );
    }
  }
  for (const { scheme, code, bodyPartExamined, table, at } of standard.bodyParts) {
    if (!scheme || !code || !bodyPartExamined) continue;
    const conceptCode = termCode(BODY_PART_EXAMINED, bodyPartExamined, profile.termCode);
    addResolved(conceptCode, 'Maps to', 'body-part', scheme, code, at, `Table ${table}`);
  }
  if (profile.unit) {
    const unitsOf = new Map<string, number>();
    for (const { tag } of derivation.units) unitsOf.set(tag, (unitsOf.get(tag) ?? 0) + 1);
    for (const { tag, ucum, phrase, at } of derivation.units) {
      if (unitsOf.get(tag) === 1)
        addResolved(formatTagDigits(tag), profile.unit.forward, 'unit', 'UCUM', ucum, at, phrase);
    }
  }
  const foreign = findForeignSuccessors(standard);
  for (const { code, successor, at } of foreign.value) {
    const { scheme, value, meaning } = successor;
    const justification = `Replaced by (${value}, ${scheme}, "${meaning}")`;
    addResolved(code, 'Maps to', 'successor', scheme, value, at, justification);
  }
  for (const map of successorMaps(standard, [...maps.values()], own)) add(map);
  return {
    value: { maps: keepOneBodyPart([...maps.values()]), resolved },
    diagnostics: [
      ...absent,
      ...foreign.diagnostics,
      ...checkDigitDiagnostics(resolved),
      ...unknownSchemes(resolved),
    ],
  };
}

function curatedAbsent({ vocabularyId, objectCode, line }: CuratedMap, file: string): Diagnostic {
  return {
    code: 'curated-map-absent',
    severity: 'warning',
    at: { file, line },
    message:
      'the object of a curated map is not in the Athena download: the map stays in code_maps.tsv, no link is made',
    found: `${vocabularyId} ${objectCode}`,
    expected: 'a concept of that vocabulary',
    fix: 'add the vocabulary to the download; if it is there, correct the code',
  };
}

/** A code replaced by another of ours `Maps to` what its successor, or the successor of that, maps to. [OMOP R7] */
function successorMaps(
  { codeDefinitions }: Standard,
  maps: readonly CodeMap[],
  own: (conceptCode: string) => ConceptKey,
): CodeMap[] {
  const successorOf = new Map(
    codeDefinitions.flatMap(({ code, retired, replacedBy }): [string, string][] => {
      const [only] = replacedBy;
      return retired && only && replacedBy.length === 1 && only.scheme === 'DCM' ? [[code, only.value]] : [];
    }),
  );
  return [...successorOf.keys()].flatMap((code) => {
    const passed = new Set([code]);
    let last = code;
    for (
      let next = successorOf.get(last);
      next !== undefined && !passed.has(next);
      next = successorOf.get(last)
    ) {
      passed.add(next);
      last = next;
    }
    return maps
      .filter(({ subject, relationshipId }) => subject.conceptCode === last && relationshipId === 'Maps to')
      .map(
        (map): CodeMap => ({
          ...map,
          subject: own(code),
          predicate: 'broadMatch',
          rule: 'successor',
          justification: `replaced by DCM ${last}: ${map.justification}`,
        }),
      );
  });
}

function groupMembers(
  derivation: Derivation,
): ReadonlyMap<string, readonly { scheme: string; value: string }[]> {
  const groups = new Map<string, { scheme: string; value: string }[]>();
  for (const { cid, scheme, value } of derivation.expandedMembers) {
    if (scheme === 'DCM') continue;
    const group = groups.get(cid);
    if (group) group.push({ scheme, value });
    else groups.set(cid, [{ scheme, value }]);
  }
  return groups;
}

/**
 * A value of Body Part Examined that tables give several codes keeps the one that people decided on, else that of the
 * first table: Annex L repeats human body parts for animals under other codes, and one value may `Maps to` one
 * meaning only.
 */
function keepOneBodyPart(maps: readonly CodeMap[]): CodeMap[] {
  const mapped = new Set(
    maps
      .filter(({ rule, relationshipId }) => rule === 'curated' && relationshipId === 'Maps to')
      .map(({ subject }) => formatKey(subject)),
  );
  return maps.filter(({ rule, subject }) => {
    if (rule !== 'body-part') return true;
    const isFirst = !mapped.has(formatKey(subject));
    mapped.add(formatKey(subject));
    return isFirst;
  });
}

function unknownSchemes(resolved: readonly ResolvedCode[]): Diagnostic[] {
  const first = new Map<string, ResolvedCode>();
  for (const each of resolved) {
    if (each.status === 'scheme unknown' && !first.has(each.use.scheme)) first.set(each.use.scheme, each);
  }
  return [...first.values()].map(({ use }) => ({
    code: 'scheme-unknown',
    severity: 'warning',
    at: use.at,
    message: 'a coding scheme that mappings/coding-schemes.tsv does not list',
    found: use.scheme,
    expected: 'a line that names its OMOP vocabulary, or says that there is none',
    fix: `add ${use.scheme} to mappings/coding-schemes.tsv`,
  }));
}
