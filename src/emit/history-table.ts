/** `history.tsv`: what happened to the ids of a release, edition by edition, as the history beside the ledger has it. */
import type { ConceptId, Release } from '../model/omop.js';
import { formatTable, type TabTable } from '../release/tab-table.js';

/** An event as the assign room keeps it; only what is written. */
interface EmittedEvent {
  readonly edition: string;
  readonly conceptId: ConceptId;
  readonly event: string;
  readonly detail: string | undefined;
}

const TABLE: TabTable<EmittedEvent> = {
  file: 'history.tsv',
  columns: ['concept_id', 'edition', 'event', 'detail'],
  cells: ({ conceptId, edition, event, detail }) => [conceptId, edition, event, detail],
};

/** By concept id, then in the order of the history. That an edition was released is no event of a concept. */
export function emitHistory(history: readonly EmittedEvent[], release: Release): [string, string] {
  const ids = new Set<number>(release.concepts.map(({ conceptId }) => conceptId));
  const events = history
    .filter(({ conceptId, event }) => event !== 'released' && ids.has(conceptId))
    .toSorted((a, b) => a.conceptId - b.conceptId);
  return [TABLE.file, formatTable(TABLE, events)];
}
