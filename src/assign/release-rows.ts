/** Lives -> the rows of CONCEPT and CONCEPT_SYNONYM, with dates and validity. */
import { type ConceptDraft, formatKey, type Retirement } from '../model/concept-draft.js';
import { dayBefore } from '../model/date.js';
import { compareEditions, type Edition, isPublished, nominalPublication } from '../model/edition.js';
import { METADATA_CODE } from '../model/ohdsi-metadata.js';
import {
  type Concept,
  type ConceptSynonym,
  ENGLISH,
  FIRST_OMOP_DAY,
  FOREVER,
  type InvalidReason,
} from '../model/omop.js';
import type { HistoryLine } from './history.js';
import type { LedgerLine } from './ledger.js';
import type { Life } from './life.js';

/** First day of everything in the first release of a ledger: the year of the first DICOM standard. */
const FIRST_DAY = '19930101';

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
    const born = isMetadata ? FIRST_OMOP_DAY : (bornOn(line) ?? FIRST_DAY);
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
