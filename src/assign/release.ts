/** A vocabulary and the ledger -> a release, and what the ledger and its history gain by it. */
import { BODY_PART_EXAMINED, kindOfCode, tagOfCode } from '../model/concept-code.js';
import { formatKey, type LinkDraft, type VocabularyDraft } from '../model/concept-draft.js';
import type { Outcome } from '../model/diagnostic.js';
import { type Edition, isPublished } from '../model/edition.js';
import type { ConceptClass, ConceptId, Release } from '../model/omop.js';
import type { Profile } from '../model/profile.js';
import type { HistoryLine } from './history.js';
import { assignIds } from './ids.js';
import type { LedgerLine } from './ledger.js';
import { traceLives } from './life.js';
import {
  birthdays,
  type DescribeAbsent,
  makeConcepts,
  makeSynonyms,
  publicationDays,
} from './release-rows.js';
import { isReplacement, resolveLinks } from './replacements.js';

export interface AssignRequest {
  readonly edition: Edition;
  /** Day of publication, `yyyymmdd`. */
  readonly published: string;
  readonly vocabulary: VocabularyDraft;
  readonly ledger: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
  readonly profile: Profile;
  /** OHDSI's ids of the concept classes that are not ours. */
  readonly conceptClassIds: Readonly<Record<string, number>>;
}

export interface Assignment {
  /** A release without its relationships. */
  readonly rows: Omit<Release, 'relationships' | 'relationshipTypes'>;
  /** Between own concepts, replacements resolved. */
  readonly links: readonly LinkDraft[];
  readonly ledger: readonly LedgerLine[];
  readonly addedIds: readonly LedgerLine[];
  readonly addedHistory: readonly HistoryLine[];
  /** Key as text -> id, for every concept of the release. */
  readonly idOf: ReadonlyMap<string, ConceptId>;
  /** Ids of the release's concepts that this edition does not have any more. */
  readonly absent: ReadonlySet<ConceptId>;
}

export function assignRelease(request: AssignRequest): Outcome<Assignment> {
  const { edition, published, vocabulary, history, profile } = request;
  const assigned = assignIds(vocabulary.concepts, request.ledger, edition, profile.firstConceptId);
  const { idOf, ledger, added } = assigned.value;
  const successors = new Map(
    vocabulary.links.filter(isReplacement).map((link) => [formatKey(link.from), link.to.conceptCode]),
  );
  const { lives, events } = traceLives(vocabulary.concepts, assigned.value, history, edition, (draft) =>
    successors.get(formatKey(draft)),
  );
  const links = resolveLinks(vocabulary, lives);
  const replaced = new Set(links.filter(isReplacement).map((link) => formatKey(link.from)));
  const daysOf = publicationDays(history, { edition, published });
  const bornOn = birthdays(ledger, published);
  const concepts = makeConcepts(lives, bornOn, daysOf, replaced, describeAbsent(profile));
  const vocabularyConceptId = idOf.get(
    formatKey({ vocabularyId: 'Vocabulary', conceptCode: profile.vocabularyId }),
  );
  if (vocabularyConceptId === undefined) throw new Error('the vocabulary has no concept of its own');
  const rows = {
    concepts,
    synonyms: makeSynonyms(lives),
    vocabularies: [
      {
        vocabularyId: profile.vocabularyId,
        vocabularyName: profile.vocabularyName,
        vocabularyReference: profile.vocabularyReference,
        vocabularyVersion: `DICOM ${edition}`,
        vocabularyConceptId,
      },
    ],
    conceptClasses: usedClasses(concepts, request.conceptClassIds, idOf),
  };
  const isReleased = history.some((line) => line.event === 'released' && line.edition === edition);
  const released: HistoryLine = {
    edition,
    conceptId: vocabularyConceptId,
    event: 'released',
    detail: published,
    name: profile.vocabularyName,
  };
  return {
    value: {
      rows,
      links,
      ledger,
      addedIds: added,
      addedHistory: isPublished(edition) ? (isReleased ? events : [released, ...events]) : [],
      idOf,
      absent: new Set(lives.filter(({ status }) => status === 'absent').map(({ line }) => line.conceptId)),
    },
    diagnostics: assigned.diagnostics,
  };
}

function usedClasses(
  concepts: Release['concepts'],
  known: Readonly<Record<string, number>>,
  idOf: ReadonlyMap<string, ConceptId>,
): ConceptClass[] {
  const names = [...new Set(concepts.map(({ conceptClassId }) => conceptClassId))].sort();
  return names.map((name) => {
    const id = known[name] ?? idOf.get(formatKey({ vocabularyId: 'Concept Class', conceptCode: name }));
    if (id === undefined) throw new Error(`concept class "${name}" has no concept`);
    return { conceptClassId: name, conceptClassName: name, conceptClassConceptId: id };
  });
}

/** What kind of concept a code was, read from its form: tags, `tag:value`, UIDs, codes. */
function describeAbsent(profile: Profile): DescribeAbsent {
  return ({ vocabularyId, conceptCode }) => {
    if (vocabularyId !== profile.vocabularyId) return { domainId: 'Metadata', conceptClassId: vocabularyId };
    if (kindOfCode(conceptCode) === 'attribute') return profile.attributes;
    return tagOfCode(conceptCode) === BODY_PART_EXAMINED ? profile.bodyParts : profile.values;
  };
}
