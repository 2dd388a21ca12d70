/**
 * Codes -> links to standard concepts: attribute `Maps to value` the concept of each coded value that it may
 * take, body part `Maps to` the concept of its Annex L code, attribute `Maps to unit` its unit, retired code
 * `Maps to` its successor of another scheme, and the curated maps. Each says which rule chose it and why.
 */
import { formatKey } from '../model/concept-draft.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { CodeMap, Mapping, ResolvedCode } from '../model/mapping.js';
import type { ConceptKey } from '../model/omop.js';
import { checkDigitDiagnostics, resolveTranslation, translateCode } from './code-resolution.js';
import { collectCodeUses } from './code-uses.js';
import type { CuratedMap } from './curated-maps.js';
import { findForeignSuccessors } from './foreign-successors.js';
import type { MappingRequest } from './mapping-request.js';
import {
  bodyPartMaps,
  contextGroupMaps,
  curatedMaps,
  foreignSuccessorMaps,
  keepOneBodyPart,
  ownSuccessorMaps,
  type StatedMap,
  unitMaps,
} from './mapping-rules.js';
import { collectSnomedRtPairs } from './snomed-rt.js';

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

/** The rules in order of authority: of two maps of one concept to one object the first counts. */
export function makeMapping(request: MappingRequest): Outcome<Mapping> {
  const { standard, derivation, schemes, curated, curatedFile, index } = request;
  const pairs = collectSnomedRtPairs(standard);
  const resolved = collectCodeUses(standard, derivation).map((use) =>
    resolveTranslation(translateCode(use, schemes, pairs), index),
  );
  const look = lookUpStated(request, resolved);
  const foreign = findForeignSuccessors(standard);
  const stated = [
    ...curatedMaps(request),
    ...look(contextGroupMaps(request)),
    ...look(bodyPartMaps(request)),
    ...look(unitMaps(request)),
    ...look(foreignSuccessorMaps(foreign.value)),
  ];
  const maps = keepFirst(stated, request);
  return {
    value: {
      maps: keepOneBodyPart(keepFirst([...maps, ...ownSuccessorMaps(request, maps)], request)),
      resolved,
    },
    diagnostics: [
      ...(index ? curated.filter((map) => !index.find(map.vocabularyId, map.objectCode)) : []).map((map) =>
        curatedAbsent(map, curatedFile),
      ),
      ...foreign.diagnostics,
      ...checkDigitDiagnostics(resolved),
      ...unknownSchemes(resolved),
    ],
  };
}

/** Stated maps whose code OMOP has a name for, with the standard concepts that it leads to. */
function lookUpStated({ profile }: MappingRequest, resolved: readonly ResolvedCode[]) {
  const resolvedOf = new Map(resolved.map((each) => [`${each.use.scheme}\t${each.use.code}`, each]));
  return (stated: readonly StatedMap[]): CodeMap[] =>
    stated.flatMap(({ conceptCode, ...map }): CodeMap[] => {
      const found = resolvedOf.get(`${map.scheme}\t${map.code}`);
      if (!found?.key) return [];
      return [
        {
          ...map,
          subject: { vocabularyId: profile.vocabularyId, conceptCode },
          predicate: 'exactMatch',
          object: found.key,
          decidedBy: undefined,
          targets: found.targets.map(({ concept, steps }) => ({ conceptId: concept.conceptId, steps })),
        },
      ];
    });
}

/** One map for each concept of the edition, relationship and object. */
function keepFirst(maps: readonly CodeMap[], { subjects }: MappingRequest): CodeMap[] {
  const first = new Map<string, CodeMap>();
  for (const map of maps) {
    const subject = formatKey(map.subject);
    const key = [subject, map.relationshipId, formatKey(map.object)].join('\t');
    if (subjects.has(subject) && !first.has(key)) first.set(key, map);
  }
  return [...first.values()];
}

function curatedAbsent({ vocabularyId, objectCode, line, ...map }: CuratedMap, file: string): Diagnostic {
  return {
    code: 'curated-map-absent',
    severity: 'warning',
    at: { file: map.file ?? file, line },
    message:
      'the object of a curated map is not in the Athena download: the map stays in code_maps.tsv, no link is made',
    found: `${vocabularyId} ${objectCode}`,
    expected: 'a concept of that vocabulary',
    fix: 'add the vocabulary to the download; if it is there, correct the code',
  };
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
