/** The rules that make maps, one function each: what the standard or people say a code or value means. */
import { BODY_PART_EXAMINED, termCode } from '../model/concept-code.js';
import { formatKey } from '../model/concept-draft.js';
import { groupBy } from '../model/grouping.js';
import type { CodeMap } from '../model/mapping.js';
import type { ConceptKey } from '../model/omop.js';
import { followSuccessors, successorOf } from '../model/successor.js';
import { formatTagDigits } from '../model/tag.js';
import type { ForeignSuccessor } from './foreign-successors.js';
import type { MappingRequest } from './mapping-request.js';

/** What a rule of codes states; the code is looked up for all of them alike. */
export type StatedMap = Pick<
  CodeMap,
  'relationshipId' | 'rule' | 'scheme' | 'code' | 'justification' | 'at'
> & { readonly conceptCode: string };

/** What people decided. Of a narrower concept than ours nothing is linked: ours does not mean it. */
export function curatedMaps({ curated, curatedFile, profile, index }: MappingRequest): CodeMap[] {
  return curated.map((map) => {
    const isLinked = map.predicate !== 'narrowMatch';
    const concept = isLinked ? index?.find(map.vocabularyId, map.objectCode) : undefined;
    const targets = concept ? (index?.targets(concept.conceptId) ?? []) : [];
    return {
      subject: { vocabularyId: profile.vocabularyId, conceptCode: map.conceptCode },
      relationshipId: isLinked ? 'Maps to' : undefined,
      predicate: map.predicate,
      object: { vocabularyId: map.vocabularyId, conceptCode: map.objectCode },
      rule: 'curated',
      scheme: map.vocabularyId,
      code: map.objectCode,
      justification: map.justification,
      decidedBy: map.decidedBy,
      at: { file: map.file ?? curatedFile, line: map.line },
      targets: targets.map((target) => ({ conceptId: target.concept.conceptId, steps: target.steps })),
    };
  });
}

/** An attribute takes each coded value of the context groups that its code sequence is bound to. */
export function contextGroupMaps({ derivation, profile }: MappingRequest): StatedMap[] {
  const members = groupBy(
    derivation.expandedMembers.filter(({ scheme }) => scheme !== 'DCM'),
    ({ cid }) => cid,
  );
  return derivation.bindings.flatMap(({ tag, cid, strength, at }) =>
    (members.get(cid) ?? []).map(({ scheme, value }) => ({
      conceptCode: formatTagDigits(tag),
      relationshipId: profile.allowedValue,
      rule: 'context-group' as const,
      scheme,
      code: value,
      justification: `${strength} CID ${cid}`,
      at,
    })),
  );
}

/** A value of Body Part Examined means the code beside it in Annex L. */
export function bodyPartMaps({ standard, profile }: MappingRequest): StatedMap[] {
  return standard.bodyParts.flatMap(({ scheme, code, bodyPartExamined, table, at }): StatedMap[] =>
    scheme && code && bodyPartExamined
      ? [
          {
            conceptCode: termCode(BODY_PART_EXAMINED, bodyPartExamined, profile.termCode),
            relationshipId: 'Maps to',
            rule: 'body-part',
            scheme,
            code,
            justification: `Table ${table}`,
            at,
          },
        ]
      : [],
  );
}

/** An attribute whose tables all state one unit has it. */
export function unitMaps({ derivation, profile }: MappingRequest): StatedMap[] {
  const relationshipId = profile.unit;
  if (relationshipId === undefined) return [];
  const unitsOf = groupBy(derivation.units, ({ tag }) => tag);
  return derivation.units
    .filter(({ tag }) => unitsOf.get(tag)?.length === 1)
    .map(({ tag, ucum, phrase, at }) => ({
      conceptCode: formatTagDigits(tag),
      relationshipId,
      rule: 'unit',
      scheme: 'UCUM',
      code: ucum,
      justification: phrase,
      at,
    }));
}

/** A retired code means what Annex D names in its place. */
export function foreignSuccessorMaps(successors: readonly ForeignSuccessor[]): StatedMap[] {
  return successors.map(({ code, successor: { scheme, value, meaning }, at }) => ({
    conceptCode: code,
    relationshipId: 'Maps to',
    rule: 'successor',
    scheme,
    code: value,
    justification: `Replaced by (${value}, ${scheme}, "${meaning}")`,
    at,
  }));
}

/** A code replaced by another of ours `Maps to` what its successor, or the successor of that, maps to. [OMOP R7] */
export function ownSuccessorMaps({ standard, profile }: MappingRequest, maps: readonly CodeMap[]): CodeMap[] {
  const successors = new Map(
    standard.codeDefinitions.flatMap((definition): [string, string][] => {
      const successor = successorOf(definition);
      return successor?.scheme === 'DCM' ? [[definition.code, successor.value]] : [];
    }),
  );
  const subject = (conceptCode: string): ConceptKey => ({ vocabularyId: profile.vocabularyId, conceptCode });
  return [...successors.keys()].flatMap((code) => {
    const last = followSuccessors(
      code,
      (next) => successors.get(next),
      (next) => !successors.has(next),
    );
    return maps
      .filter((map) => map.subject.conceptCode === last && map.relationshipId === 'Maps to')
      .map((map) => ({
        ...map,
        subject: subject(code),
        predicate: 'broadMatch',
        rule: 'successor',
        justification: `replaced by DCM ${last}: ${map.justification}`,
      }));
  });
}

/**
 * A value of Body Part Examined that tables give several codes keeps the one that people decided on, else that of the
 * first table: Annex L repeats human body parts for animals under other codes, and one value may `Maps to` one
 * meaning only.
 */
export function keepOneBodyPart(maps: readonly CodeMap[]): CodeMap[] {
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
