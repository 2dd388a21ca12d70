/**
 * Two branches that both gave ids: the lines of the later one get fresh ids after those of the earlier, before
 * anything of it is released. A code that both added keeps the id of the earlier.
 */

import { formatKey } from '../model/concept-draft.js';
import { FIRST_CONCEPT_ID } from '../model/concept-id.js';
import type { ConceptId } from '../model/omop.js';
import type { HistoryLine } from './history.js';
import type { LedgerLine } from './ledger.js';

export interface Renumbered {
  readonly line: LedgerLine;
  readonly from: ConceptId;
  /** True if the earlier branch has the code under an id of its own. */
  readonly known: boolean;
}

export interface Rebase {
  readonly ledger: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
  readonly renumbered: readonly Renumbered[];
}

/** `onto`: the branch whose ids stay. `later`: the branch that may hold other ids for new codes. */
export function rebaseLedger(
  onto: { readonly ledger: readonly LedgerLine[]; readonly history: readonly HistoryLine[] },
  later: { readonly ledger: readonly LedgerLine[]; readonly history: readonly HistoryLine[] },
): Rebase {
  const ontoIds = new Map(onto.ledger.map((line) => [formatKey(line), line.conceptId]));
  const ledger = [...onto.ledger];
  const renumbered: Renumbered[] = [];
  const newId = new Map<ConceptId, ConceptId>();
  let next = Math.max(FIRST_CONCEPT_ID, (onto.ledger.at(-1)?.conceptId ?? 0) + 1);
  for (const line of later.ledger) {
    const known = ontoIds.get(formatKey(line));
    const conceptId = known ?? (next as ConceptId);
    if (known === undefined) {
      ledger.push({ ...line, conceptId });
      next += 1;
    }
    newId.set(line.conceptId, conceptId);
    if (conceptId !== line.conceptId) {
      renumbered.push({ line: { ...line, conceptId }, from: line.conceptId, known: known !== undefined });
    }
  }
  const key = ({ edition, conceptId, event, detail }: HistoryLine) =>
    [edition, conceptId, event, detail].join('\t');
  const ontoEvents = new Set(onto.history.map(key));
  const moved = later.history.map((line) => ({
    ...line,
    conceptId: newId.get(line.conceptId) ?? line.conceptId,
  }));
  return {
    ledger,
    history: [...onto.history, ...moved.filter((line) => !ontoEvents.has(key(line)))],
    renumbered,
  };
}

/** A file with conflict markers -> its two sides, each with the lines that are not in conflict. */
export function splitConflict(text: string): { readonly first: string; readonly second: string } | undefined {
  if (!/^<{7}/m.test(text)) return undefined;
  const first: string[] = [];
  const second: string[] = [];
  let side: 'both' | 'first' | 'base' | 'second' = 'both';
  for (const line of text.split('\n')) {
    if (/^<{7}/.test(line)) side = 'first';
    else if (/^\|{7}/.test(line)) side = 'base';
    else if (/^={7}/.test(line)) side = 'second';
    else if (/^>{7}/.test(line)) side = 'both';
    else {
      if (side === 'both' || side === 'first') first.push(line);
      if (side === 'both' || side === 'second') second.push(line);
    }
  }
  return { first: first.join('\n'), second: second.join('\n') };
}
