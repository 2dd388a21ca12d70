/** What the OMOP tables say of a concept: its row, standard maps with the path that led there, its life. */
import { kindOfCode, tagOfCode } from '../model/concept-code.js';
import { type Entry, type Item, makeFacts, mergeBy, uniqueTexts } from './entry.js';
import type { ReleaseView, Row } from './release-view.js';

export type ConceptRow = Row<'CONCEPT.csv'>;

/** The concept of a code of ours. */
export function findConcept(view: ReleaseView, conceptCode: string): ConceptRow | undefined {
  return view
    .select('CONCEPT.csv', 'conceptCode', conceptCode)
    .find(({ vocabularyId }) => vocabularyId === view.vocabularyId);
}

/** Id, name, domain, life. */
export function conceptFacts(concept: ConceptRow | undefined): Entry['facts'] {
  if (!concept) return [];
  const { domainId, conceptClassId, validStartDate, validEndDate, invalidReason } = concept;
  return makeFacts([
    ['Domain', domainId],
    ['Class', conceptClassId],
    ['Valid', `${validStartDate} to ${validEndDate}`],
    ['Invalid', invalidReason && `${invalidReason}, ${invalidReason === 'U' ? 'replaced' : 'deprecated'}`],
  ]);
}

export function synonymsOf(view: ReleaseView, concept: ConceptRow | undefined): string[] {
  if (!concept) return [];
  return uniqueTexts(
    view
      .select('CONCEPT_SYNONYM.csv', 'conceptId', concept.conceptId)
      .map(({ conceptSynonymName }) => conceptSynonymName),
  );
}

type Link = Row<'link_provenance.tsv'>;

/** Valid and ended links of the concept that have the relationship, each with what chose it, where that is known. */
export function linksOf(
  view: ReleaseView,
  concept: ConceptRow,
  isWanted: (relationshipId: string) => boolean,
): readonly { readonly row: Row<'CONCEPT_RELATIONSHIP.csv'>; readonly why: Link | undefined }[] {
  const why = new Map(
    view
      .select('link_provenance.tsv', 'conceptId1', concept.conceptId)
      .map((link) => [`${link.conceptId2} ${link.relationshipId}`, link]),
  );
  return view
    .select('CONCEPT_RELATIONSHIP.csv', 'conceptId1', concept.conceptId)
    .filter(({ relationshipId }) => isWanted(relationshipId))
    .map((row) => ({ row, why: why.get(`${row.conceptId2} ${row.relationshipId}`) }));
}

const MAPS: ReadonlySet<string> = new Set([
  'Maps to',
  'Maps to unit',
  'Concept replaced by',
  'Concept replaces',
]);

/**
 * `Maps to 4013636 SNOMED 77477000 Computed tomography`, with rule and steps; `Maps to SNOMED 77477000` where the code is
 * known and its concept is not.
 */
export function mapItems(view: ReleaseView, concept: ConceptRow | undefined): Item[] {
  if (!concept) return [];
  const links = linksOf(view, concept, (relationshipId) => MAPS.has(relationshipId));
  const linked = new Set(links.map(({ row }) => row.relationshipId));
  const codes = view
    .select('code_maps.tsv', 'subjectCode', concept.conceptCode)
    .filter((row) => row.subjectVocabulary === concept.vocabularyId)
    .filter(({ relationshipId }) => MAPS.has(relationshipId) && !linked.has(relationshipId))
    .map(
      ({ relationshipId, objectVocabulary, objectCode, rule, justification, at }): Item => ({
        text: `${relationshipId} ${objectVocabulary} ${objectCode}`,
        note: uniqueTexts([`rule ${rule}`, justification, 'no concept looked up']).join('; '),
        at,
      }),
    );
  return [...links.map((link) => linkItem(view, link)), ...codes];
}

function linkItem(view: ReleaseView, { row, why }: ReturnType<typeof linksOf>[number]): Item {
  const own = view.select('CONCEPT.csv', 'conceptId', row.conceptId2)[0];
  const target = own
    ? `${own.conceptCode} ${own.conceptName}`
    : uniqueTexts([why?.targetVocabulary, why?.targetCode, why?.targetName]).join(' ');
  const path = [
    row.invalidReason && `ended ${row.validEndDate}`,
    why && `rule ${why.rule}`,
    why?.scheme && why.scheme !== 'DCM' ? `printed as ${why.scheme} ${why.code}` : undefined,
    why?.steps && `then ${why.steps}`,
  ];
  return {
    text: `${row.relationshipId} ${row.conceptId2} ${target}`.trim(),
    ref: own ? keyOfConcept(own) : undefined,
    note: uniqueTexts(path).join('; ') || undefined,
    at: why?.at,
  };
}

/** Key of the entry that a concept of ours stands for. */
export function keyOfConcept({ conceptCode }: Pick<ConceptRow, 'conceptCode'>): string {
  switch (kindOfCode(conceptCode)) {
    case 'attribute':
      return tagOfCode(conceptCode) ?? conceptCode;
    case 'code':
      return `DCM:${conceptCode}`;
    default:
      return conceptCode;
  }
}

/** What happened to the id, edition by edition. */
export function historyItems(view: ReleaseView, concept: ConceptRow | undefined): Item[] {
  if (!concept) return [];
  const lines = view.select('history.tsv', 'conceptId', concept.conceptId);
  return mergeBy(lines, ({ edition }) => edition).map((events) => ({
    text: events[0]?.edition ?? '',
    note: events.map(({ event, detail }) => (detail === undefined ? event : `${event} ${detail}`)).join('; '),
  }));
}
