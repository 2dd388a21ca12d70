/** Concepts and facts of two releases -> what a change is about, under which heading it stands, and where to look. */
import { kindOfCode, tagOfCode } from '../../model/concept-code.js';
import type { Concept } from '../../model/omop.js';
import { formatTagDigits, parseTag } from '../../model/tag.js';
import { linkOf, tagDigits } from '../../release/places.js';
import type { ReleaseTables } from '../release-tables.js';
import type { Change, ChangeBase, Subject, SubjectType, Target } from './change.js';
import { type FactIndex, indexFacts, type Known } from './fact-index.js';

/** One of the two releases, with its look-ups. */
export interface Side extends FactIndex {
  readonly tables: ReleaseTables;
  readonly byId: ReadonlyMap<number, Concept>;
  /** Concept id of a code of the release's own vocabulary. */
  readonly idOfCode: ReadonlyMap<string, number>;
  /** Own concept, or what `link_provenance.tsv` says of a foreign id. */
  readonly describe: (conceptId: number) => Target;
}

export interface Sides {
  readonly old: Side;
  readonly now: Side;
}

/** What a comparison of one aspect returns. */
export type Changes = readonly Change[];

export function makeSides(old: ReleaseTables, now: ReleaseTables): Sides {
  return { old: makeSide(old), now: makeSide(now) };
}

function makeSide(tables: ReleaseTables): Side {
  const byId = new Map<number, Concept>(tables.concepts.map((concept) => [concept.conceptId, concept]));
  const provenance = new Map(tables.provenance.map((fact) => [Number(fact.conceptId2), fact]));
  return {
    ...indexFacts(tables.facts),
    tables,
    byId,
    idOfCode: new Map(tables.concepts.map(({ conceptCode, conceptId }) => [conceptCode, conceptId])),
    describe: (conceptId) => {
      const concept = byId.get(conceptId);
      if (concept) return { conceptId, code: concept.conceptCode, name: concept.conceptName };
      const fact = provenance.get(conceptId);
      const code = [fact?.scheme, fact?.code].filter((text) => text !== undefined).join(' ');
      return { conceptId, code: code || undefined, name: undefined };
    },
  };
}

/** Base of a change of a concept. `Metadata` concepts all have the same code. */
export function baseOfConcept(concept: Concept, sides: readonly Side[]): ChangeBase {
  const { conceptCode, conceptName: name, conceptId, domainId } = concept;
  if (domainId === 'Metadata') {
    const subject = { type: 'metadata', code: concept.vocabularyId, name, conceptId } as const;
    return { subject, topic: 'Vocabulary, classes, relationships', at: undefined, link: undefined };
  }
  const known = findKnown(conceptCode, sides) ?? guessKnown(conceptCode, sides);
  const subject = { type: known?.type ?? 'other', code: known?.label ?? conceptCode, name, conceptId };
  return place(subject, known?.topic ?? 'Not in the standard tables', known?.at || undefined);
}

/** Base of a change of an attribute or another code of ours, by the facts. */
export function baseOfCode(
  type: SubjectType,
  code: string,
  name: string,
  topic: string,
  at: string,
  side: Side,
) {
  const tag = parseTag(code);
  const key = tag ? formatTagDigits(tag) : code;
  return place({ type, code, name, conceptId: side.idOfCode.get(key) }, topic, at);
}

export function place(subject: Subject, topic: string, at: string | undefined): ChangeBase {
  return { subject, topic, at, link: linkOf(at) };
}

function findKnown(code: string, sides: readonly Side[]): Known | undefined {
  for (const side of sides) {
    const known = side.ofCode.get(code);
    if (known) return known;
  }
  return undefined;
}

/** A code that no fact table holds: a shortened term leads to its attribute, a tag looks like one. */
function guessKnown(code: string, sides: readonly Side[]): Known | undefined {
  const tag = tagOfCode(code);
  if (tag === undefined) return undefined;
  const side = sides.find(({ ofCode }) => ofCode.has(tagDigits(tag))) ?? sides[0];
  const at = side?.ofCode.get(tagDigits(tag))?.at ?? '';
  if (kindOfCode(code) === 'attribute')
    return { type: 'attribute', label: tag, topic: 'In no module', remark: undefined, at };
  return { type: 'term', label: code, topic: side?.attributeLabel(tag) ?? tag, remark: undefined, at };
}
