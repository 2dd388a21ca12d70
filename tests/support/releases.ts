/** A ledger that grows release by release, in memory, through the text of its files. */
import { formatHistory, type HistoryLine, parseHistory } from '../../src/assign/history.js';
import { formatLedger, type LedgerLine, parseLedger } from '../../src/assign/ledger.js';
import { type Assignment, assignRelease } from '../../src/assign/release.js';
import { linkRelease } from '../../src/links/release-links.js';
import type { VocabularyDraft } from '../../src/model/concept-draft.js';
import { nominalPublication } from '../../src/model/edition.js';
import { OHDSI_CONCEPT_CLASSES } from '../../src/model/ohdsi-metadata.js';
import type { Concept, Release } from '../../src/model/omop.js';
import { editionOf } from './standard-document.js';
import { profileOf } from './vocabulary.js';

export type LinkedAssignment = Assignment & { readonly release: Release };

/** With its own links alone: no maps, no release before. */
export function linkOwn(assignment: Assignment): LinkedAssignment {
  const links = {
    maps: [],
    previous: [],
    published: '20000101',
    isForeignConcept: () => false,
    isStandard: () => false,
  };
  return { ...assignment, release: linkRelease(assignment.rows, { ...assignment, ...links }) };
}

export interface LedgerFiles {
  readonly ledger: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
  /** Builds an edition, published on the nominal day of its label, and keeps what the files gain. */
  readonly release: (edition: string, vocabulary: VocabularyDraft) => LinkedAssignment;
}

export function makeLedgerFiles(): LedgerFiles {
  let ledgerText = formatLedger([]);
  let historyText = formatHistory([]);
  const read = () => {
    const ledger = parseLedger(ledgerText, 'ids.tsv');
    const history = parseHistory(historyText, 'history.tsv');
    const faults = [...ledger.diagnostics, ...history.diagnostics];
    if (faults.length > 0) throw new Error(JSON.stringify(faults));
    return { ledger: ledger.value, history: history.value };
  };
  return {
    get ledger() {
      return read().ledger;
    },
    get history() {
      return read().history;
    },
    release: (label, vocabulary) => {
      const edition = editionOf(label);
      const { ledger, history } = read();
      const published = nominalPublication(edition) ?? '20000101';
      const request = { edition, published, vocabulary, ledger, history, profile: profileOf() };
      const { value } = assignRelease({ ...request, conceptClassIds: OHDSI_CONCEPT_CLASSES });
      ledgerText = formatLedger(value.ledger);
      historyText = formatHistory([...history, ...value.addedHistory]);
      return linkOwn(value);
    },
  };
}

/** `code start-end reason` of a concept. */
export function lifeOf({ release }: LinkedAssignment, code: string): string | undefined {
  const concept = release.concepts.find(({ conceptCode }) => conceptCode === code);
  return concept && describeLife(concept);
}

function describeLife({ validStartDate, validEndDate, invalidReason }: Concept): string {
  return `${validStartDate}-${validEndDate}${invalidReason ? ` ${invalidReason}` : ''}`;
}

/** Events added by a release, without the release itself: `CT retired RET (2007)`. */
export function eventsOf({ addedHistory, ledger }: Assignment): string[] {
  const codeOf = new Map(ledger.map(({ conceptId, conceptCode }) => [conceptId, conceptCode]));
  return addedHistory
    .filter(({ event }) => event !== 'released')
    .map(({ conceptId, event, detail }) => [codeOf.get(conceptId), event, detail].filter(Boolean).join(' '));
}
