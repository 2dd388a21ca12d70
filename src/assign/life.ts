/**
 * The life of each id up to an edition: live, retired or absent, since when, and under which names. Events of
 * later editions do not count, so that an older edition can be built again without harm to the ledger.
 */
import { type ConceptDraft, formatKey, type Retirement } from '../model/concept-draft.js';
import { compareEditions, type Edition } from '../model/edition.js';
import type { ConceptId } from '../model/omop.js';
import { readRetirement } from '../model/retirement.js';
import type { HistoryLine } from './history.js';
import type { AssignedIds } from './ids.js';
import type { LedgerLine } from './ledger.js';

export type LifeStatus = 'live' | 'retired' | 'absent';

export interface Life {
  readonly line: LedgerLine;
  readonly status: LifeStatus;
  /** Edition in which it came to life or ended: a retired code that leaves the standard ended when it was retired. */
  readonly since: Edition;
  /** What the standard says of its end, or last said. */
  readonly retirement: Retirement | undefined;
  /** The code that the standard last named in its place, for one that it does not have any more. */
  readonly lastSuccessor: string | undefined;
  readonly name: string;
  /** Oldest first. */
  readonly formerNames: readonly string[];
  /** Undefined for a code that this edition does not have. */
  readonly draft: ConceptDraft | undefined;
}

export interface Lives {
  readonly lives: readonly Life[];
  /** Events of this edition that the history does not hold yet. */
  readonly events: readonly HistoryLine[];
}

interface Past {
  status: LifeStatus;
  since: Edition;
  retirement: Retirement | undefined;
  name: string;
  readonly formerNames: string[];
  successor: string | undefined;
}

/** `successorOf` gives the code that replaces a retired one, if the standard names it. */
export function traceLives(
  drafts: readonly ConceptDraft[],
  { ledger, idOf }: AssignedIds,
  history: readonly HistoryLine[],
  edition: Edition,
  successorOf: (draft: ConceptDraft) => string | undefined,
): Lives {
  const pasts = readPasts(history.filter((line) => compareEditions(line.edition, edition) < 0));
  const recorded = new Set(
    history.filter((line) => line.edition === edition).map(({ conceptId, event }) => `${conceptId} ${event}`),
  );
  const events: HistoryLine[] = [];
  const draftOf = new Map(drafts.map((draft) => [idOf.get(formatKey(draft)), draft]));
  const lives = ledger.flatMap((line): Life[] => {
    const draft = draftOf.get(line.conceptId);
    const past = pasts.get(line.conceptId);
    if (!draft && !past) return [];
    const name = draft?.name ?? past?.name ?? line.conceptCode;
    const status: LifeStatus = draft ? (draft.retirement ? 'retired' : 'live') : 'absent';
    const successor = draft?.retirement ? successorOf(draft) : undefined;
    const happened = eventsOf({ status, name, remark: draft?.retirement?.remark, successor }, past);
    for (const { event, detail } of happened) {
      if (recorded.has(`${line.conceptId} ${event}`)) continue;
      events.push({ edition, conceptId: line.conceptId, event, detail, name });
    }
    const formerNames = [...(past?.formerNames ?? []), ...(past && past.name !== name ? [past.name] : [])];
    return [
      {
        line,
        status,
        since: past && isLive(past.status) === isLive(status) ? past.since : edition,
        retirement: draft ? draft.retirement : past?.retirement,
        lastSuccessor: draft ? undefined : past?.successor,
        name,
        formerNames: formerNames.filter((former) => former !== name),
        draft,
      },
    ];
  });
  return { lives, events };
}

interface Present {
  readonly status: LifeStatus;
  readonly name: string;
  readonly remark: string | undefined;
  readonly successor: string | undefined;
}

function eventsOf(
  now: Present,
  past: Past | undefined,
): { event: HistoryLine['event']; detail: string | undefined }[] {
  const happened: { event: HistoryLine['event']; detail: string | undefined }[] = [];
  if (!past) happened.push({ event: 'issued', detail: undefined });
  else if (past.name !== now.name) happened.push({ event: 'renamed from', detail: past.name });
  if (now.status !== (past?.status ?? 'live')) {
    const event = now.status === 'live' ? 'revived' : now.status;
    happened.push({ event, detail: now.status === 'retired' ? now.remark : undefined });
  }
  if (now.successor !== undefined && now.successor !== past?.successor) {
    happened.push({ event: 'replaced by', detail: now.successor });
  }
  return happened;
}

function readPasts(history: readonly HistoryLine[]): Map<ConceptId, Past> {
  const ordered = history
    .map((line, index) => ({ line, index }))
    .sort((a, b) => compareEditions(a.line.edition, b.line.edition) || a.index - b.index);
  const pasts = new Map<ConceptId, Past>();
  for (const { line } of ordered) {
    const { conceptId, edition, event, detail, name } = line;
    if (event === 'released') continue;
    const past = pasts.get(conceptId) ?? {
      status: 'live',
      since: edition,
      retirement: undefined,
      name,
      formerNames: [],
      successor: undefined,
    };
    pasts.set(conceptId, past);
    if (event === 'renamed from' && detail !== undefined) past.formerNames.push(detail);
    past.name = name;
    if (event === 'replaced by') past.successor = detail;
    const status =
      event === 'revived' ? 'live' : event === 'retired' || event === 'absent' ? event : undefined;
    if (event === 'revived') {
      past.retirement = undefined;
      past.successor = undefined;
    }
    if (event === 'retired') past.retirement = readRetirement(true, detail);
    if (status !== undefined) {
      if (isLive(past.status) !== isLive(status)) past.since = edition;
      past.status = status;
    }
  }
  return pasts;
}

function isLive(status: LifeStatus): boolean {
  return status === 'live';
}
