/** Lives and links -> the rows of the OMOP tables, with dates and validity. */
import {
  type ConceptDraft,
  formatKey,
  type LinkDraft,
  type Retirement,
  type VocabularyDraft,
} from '../model/concept-draft.js';
import { dayBefore } from '../model/date.js';
import { compareEditions, type Edition, isPublished, nominalPublication } from '../model/edition.js';
import { METADATA_CODE } from '../model/ohdsi-metadata.js';
import {
  type Concept,
  type ConceptId,
  type ConceptRelationship,
  type ConceptSynonym,
  ENGLISH,
  FOREVER,
  type InvalidReason,
} from '../model/omop.js';
import { getReverse } from '../model/relationship-types.js';
import type { HistoryLine } from './history.js';
import type { LedgerLine } from './ledger.js';
import type { Life } from './life.js';

/** First day of everything in the first release of a ledger: the year of the first DICOM standard. */
const FIRST_DAY = '19930101';
const METADATA_FIRST_DAY = '19700101';

/** Day on which an edition was published, `yyyymmdd`. */
export type PublicationDays = (edition: Edition) => string;

/** From the history where it knows the edition, else the nominal day of its label, else `otherwise`. */
export function publicationDays(
  history: readonly HistoryLine[],
  current: { readonly edition: Edition; readonly published: string },
): PublicationDays {
  const days = new Map([[current.edition, current.published]]);
  for (const { edition, event, detail } of history)
    if (event === 'released' && detail) days.set(edition, detail);
  return (edition) => days.get(edition) ?? nominalPublication(edition) ?? current.published;
}

/**
 * The nominal day of the edition for which an id was first given, from the ledger alone, so that all who share it write
 * the same days; undefined for the first published edition of the ledger, what is older, and samples. An edition that
 * is older than the ledger's knowledge of the code has it from its own day of publication.
 */
export function birthdays(
  ledger: readonly LedgerLine[],
  published: string,
): (line: LedgerLine) => string | undefined {
  const first = ledger.find((line) => isPublished(line.firstEdition))?.firstEdition;
  return ({ firstEdition }) => {
    const day = nominalPublication(firstEdition);
    if (first === undefined || day === undefined || compareEditions(firstEdition, first) <= 0)
      return undefined;
    return day < published ? day : published;
  };
}

/** Side of the profile by kind, for codes that this edition does not have any more. */
export type DescribeAbsent = (line: LedgerLine) => Pick<ConceptDraft, 'domainId' | 'conceptClassId'>;

export function makeConcepts(
  lives: readonly Life[],
  bornOn: (line: LedgerLine) => string | undefined,
  daysOf: PublicationDays,
  replaced: ReadonlySet<string>,
  describeAbsent: DescribeAbsent,
): Concept[] {
  return lives.map(({ line, status, since, retirement, name, draft }): Concept => {
    const { domainId, conceptClassId } = draft ?? describeAbsent(line);
    const isMetadata = domainId === 'Metadata';
    const born = isMetadata ? METADATA_FIRST_DAY : (bornOn(line) ?? FIRST_DAY);
    const end = status === 'live' ? FOREVER : endOf(retirement, dayBefore(daysOf(since)));
    const invalidReason: InvalidReason | undefined =
      status === 'live' ? undefined : replaced.has(formatKey(line)) ? 'U' : 'D';
    return {
      conceptId: line.conceptId,
      conceptName: name,
      domainId,
      vocabularyId: line.vocabularyId,
      conceptClassId,
      standardConcept: undefined,
      conceptCode: isMetadata ? METADATA_CODE : line.conceptCode,
      validStartDate: born <= end ? born : FIRST_DAY <= end ? FIRST_DAY : end,
      validEndDate: end,
      invalidReason,
    };
  });
}

/** `RET (2007)`: the day of that edition; otherwise the day before the edition that first shows it. */
function endOf(retirement: Retirement | undefined, observed: string): string {
  const since = retirement?.since;
  const stated = since === undefined ? undefined : nominalPublication(since as Edition);
  return stated !== undefined && stated < observed ? stated : observed;
}

/**
 * Retired codes whose named successor is a live concept, with that concept: a successor that is itself retired
 * is followed to its own. [OMOP B5: a replacement is never deprecated]
 */
function resolveReplacements(links: readonly LinkDraft[], lives: readonly Life[]): LinkDraft[] {
  const statusOf = new Map(lives.map(({ line, status }) => [formatKey(line), status]));
  const successors = new Map(
    links
      .filter((link) => link.relationshipId === 'Concept replaced by')
      .map((link) => [formatKey(link.from), link]),
  );
  return [...successors.values()].flatMap((link) => {
    const status = statusOf.get(formatKey(link.from));
    if (status === undefined || status === 'live') return [];
    let to = link.to;
    const seen = new Set([formatKey(link.from)]);
    while (statusOf.get(formatKey(to)) !== 'live') {
      const next = successors.get(formatKey(to))?.to;
      if (!next || seen.has(formatKey(to))) return [];
      seen.add(formatKey(to));
      to = next;
    }
    return [{ ...link, to }];
  });
}

/** Each link with its reverse row; a link with an end that is no longer valid is closed when that end was. */
export function makeRelationships(
  links: readonly LinkDraft[],
  concepts: readonly Concept[],
  idOf: ReadonlyMap<string, ConceptId>,
): ConceptRelationship[] {
  const conceptOf = new Map(concepts.map((concept) => [concept.conceptId, concept]));
  return links.flatMap((link): ConceptRelationship[] => {
    const from = conceptOf.get(idOf.get(formatKey(link.from)) ?? (0 as ConceptId));
    const to = conceptOf.get(idOf.get(formatKey(link.to)) ?? (0 as ConceptId));
    if (!from || !to) {
      throw new Error(`a link has no concept at one end: ${formatKey(link.from)} -> ${formatKey(link.to)}`);
    }
    const isReplacement = link.relationshipId === 'Concept replaced by';
    const ends = isReplacement ? [to.validEndDate] : [from.validEndDate, to.validEndDate];
    const validEndDate = ends.reduce((a, b) => (a < b ? a : b));
    const begun = from.validStartDate > to.validStartDate ? from.validStartDate : to.validStartDate;
    const row = {
      validStartDate: begun < validEndDate ? begun : validEndDate,
      validEndDate,
      invalidReason: validEndDate === FOREVER ? undefined : ('D' as const),
    };
    return [
      { conceptId1: from.conceptId, conceptId2: to.conceptId, relationshipId: link.relationshipId, ...row },
      {
        conceptId1: to.conceptId,
        conceptId2: from.conceptId,
        relationshipId: getReverse(link.relationshipId),
        ...row,
      },
    ];
  });
}

/** Keyword, tag, former names, `Attribute: value`. */
export function makeSynonyms(lives: readonly Life[]): ConceptSynonym[] {
  return lives.flatMap(({ line, name, formerNames, draft }) =>
    [...new Set([...(draft?.synonyms ?? []), ...formerNames])]
      .filter((synonym) => synonym !== name)
      .map((conceptSynonymName) => ({
        conceptId: line.conceptId,
        conceptSynonymName,
        languageConceptId: ENGLISH,
      })),
  );
}

/** The link drafts of a build with its replacements resolved. */
export function allLinks(vocabulary: VocabularyDraft, lives: readonly Life[]): LinkDraft[] {
  const others = vocabulary.links.filter((link) => link.relationshipId !== 'Concept replaced by');
  return [...others, ...resolveReplacements([...vocabulary.links, ...lastReplacements(lives)], lives)];
}

/** Codes that left the standard stay replaced by what it last named. */
function lastReplacements(lives: readonly Life[]): LinkDraft[] {
  return lives.flatMap(({ line: { vocabularyId, conceptCode }, lastSuccessor }): LinkDraft[] =>
    lastSuccessor === undefined
      ? []
      : [
          {
            from: { vocabularyId, conceptCode },
            to: { vocabularyId, conceptCode: lastSuccessor },
            relationshipId: 'Concept replaced by',
            rule: 'replacement',
            at: undefined,
          },
        ],
  );
}
