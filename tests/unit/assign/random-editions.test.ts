/**
 * What must hold whatever happens to the codes of a vocabulary: worlds in which codes come, go, change their
 * names, are retired, replaced and revived, built edition after edition, now and then an older one again.
 */
import { describe, expect, test } from '@jest/globals';
import { HISTORY_EVENTS } from '../../../src/assign/history.js';
import { formatKey, type VocabularyDraft } from '../../../src/model/concept-draft.js';
import { compareEditions } from '../../../src/model/edition.js';
import { FOREVER } from '../../../src/model/omop.js';
import { makeRandom } from '../../support/random.js';
import { type Code, change, describeWorld, EDITIONS } from '../../support/random-worlds.js';
import type { LinkedAssignment as Assignment } from '../../support/releases.js';
import { type LedgerFiles, makeLedgerFiles } from '../../support/releases.js';
import { editionOf } from '../../support/standard-document.js';

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);

interface Step {
  readonly edition: string;
  readonly vocabulary: VocabularyDraft;
  readonly built: Assignment;
  readonly files: Pick<LedgerFiles, 'ledger' | 'history'>;
}

function run(
  seed: number,
  editions: readonly string[] = EDITIONS,
): { steps: Step[]; again: Step[]; files: LedgerFiles } {
  const random = makeRandom(seed);
  const files = makeLedgerFiles();
  const codes = new Map<string, Code>();
  const steps: Step[] = [];
  const again: Step[] = [];
  const build = (edition: string, vocabulary: VocabularyDraft): Step => {
    const built = files.release(edition, vocabulary);
    return { edition, vocabulary, built, files: { ledger: files.ledger, history: files.history } };
  };
  for (const edition of editions) {
    change(codes, random);
    steps.push(build(edition, describeWorld(codes)));
    const older = random.chance(0.4) ? random.pick(steps) : undefined;
    if (older) again.push(build(older.edition, older.vocabulary));
  }
  return { steps, again, files };
}

/** The order in which editions are released, shuffled. */
function shuffle(seed: number): string[] {
  const random = makeRandom(seed);
  const left = [...EDITIONS];
  return EDITIONS.map(() => left.splice(random.below(left.length), 1)[0] ?? '');
}

const orders = SEEDS.flatMap((seed) => [
  { seed, order: 'in order', editions: EDITIONS },
  { seed, order: 'out of order', editions: shuffle(seed) },
]);

describe.each(orders)('editions released $order (seed $seed)', ({ seed, editions }) => {
  const { steps, again, files } = run(seed, editions);
  const all = [...steps, ...again];

  test('an id is never changed, never used twice, and lines are only added at the end', () => {
    const ledger = files.ledger;
    for (const step of all) expect(ledger.slice(0, step.files.ledger.length)).toEqual(step.files.ledger);
    expect(new Set(ledger.map(({ conceptId }) => conceptId)).size).toBe(ledger.length);
    expect(new Set(ledger.map(formatKey)).size).toBe(ledger.length);
  });

  test('the history is only added to, and tells when each id was given', () => {
    const history = files.history;
    for (const step of all) expect(history.slice(0, step.files.history.length)).toEqual(step.files.history);
    for (const { conceptId, firstEdition } of files.ledger) {
      expect(
        history.filter(
          (line) => line.conceptId === conceptId && line.event === 'issued' && line.edition === firstEdition,
        ),
      ).toHaveLength(1);
    }
    const lines = history.map(({ edition, conceptId, event }) => `${edition} ${conceptId} ${event}`);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('a release holds every code of its edition, and every id given up to then', () => {
    for (const { edition, vocabulary, built } of all) {
      const ids = new Set(built.release.concepts.map(({ conceptId }) => conceptId));
      expect(ids.size).toBe(built.release.concepts.length);
      expect(
        vocabulary.concepts.filter((draft) => !ids.has(built.idOf.get(formatKey(draft)) ?? (0 as never))),
      ).toEqual([]);
      const given = built.ledger.filter(
        ({ firstEdition }) => compareEditions(firstEdition, editionOf(edition)) <= 0,
      );
      if (editions === EDITIONS) expect(given.filter(({ conceptId }) => !ids.has(conceptId))).toEqual([]);
    }
  });

  test('live codes have no end; others have a day and a reason, U exactly with a live successor', () => {
    for (const { vocabulary, built } of all) {
      const { concepts, relationships } = built.release;
      const live = new Set(
        vocabulary.concepts
          .filter(({ retirement }) => !retirement)
          .map((draft) => built.idOf.get(formatKey(draft))),
      );
      const byId = new Map(concepts.map((concept) => [concept.conceptId, concept]));
      const replaced = new Map(
        relationships
          .filter(({ relationshipId }) => relationshipId === 'Concept replaced by')
          .map((row) => [row.conceptId1, row]),
      );
      for (const concept of concepts) {
        const { conceptId, validStartDate, validEndDate, invalidReason } = concept;
        expect([conceptId, invalidReason === undefined]).toEqual([conceptId, live.has(conceptId)]);
        expect([conceptId, validEndDate === FOREVER]).toEqual([conceptId, invalidReason === undefined]);
        expect(validStartDate <= validEndDate).toBe(true);
        expect([conceptId, replaced.has(conceptId)]).toEqual([conceptId, invalidReason === 'U']);
      }
      for (const { conceptId2, validEndDate } of replaced.values()) {
        expect(byId.get(conceptId2)?.invalidReason).toBeUndefined();
        expect(validEndDate).toBe(FOREVER);
      }
    }
  });

  test('every relationship has its reverse with the same dates, between concepts of the release', () => {
    for (const { built } of all) {
      const { concepts, relationships, relationshipTypes } = built.release;
      const ids = new Set(concepts.map(({ conceptId }) => conceptId));
      const reverseOf = new Map(
        relationshipTypes.map((type) => [type.relationshipId, type.reverseRelationshipId]),
      );
      const rows = relationships.map((row) =>
        [
          row.conceptId1,
          row.conceptId2,
          row.relationshipId,
          row.validStartDate,
          row.validEndDate,
          row.invalidReason,
        ].join(' '),
      );
      const reversed = relationships.map((row) =>
        [
          row.conceptId2,
          row.conceptId1,
          reverseOf.get(row.relationshipId),
          row.validStartDate,
          row.validEndDate,
          row.invalidReason,
        ].join(' '),
      );
      expect(reversed.sort()).toEqual(rows.sort());
      expect(new Set(rows).size).toBe(rows.length);
      expect(
        relationships.filter(({ conceptId1, conceptId2 }) => !ids.has(conceptId1) || !ids.has(conceptId2)),
      ).toEqual([]);
      expect(relationships.filter((row) => row.validStartDate > row.validEndDate)).toEqual([]);
      expect(
        relationships.filter((row) => (row.validEndDate === FOREVER) !== (row.invalidReason === undefined)),
      ).toEqual([]);
    }
  });

  test('the same inputs give the same outputs', () => {
    const second = run(seed, editions);
    expect(second.steps.map(({ built }) => built.release)).toEqual(steps.map(({ built }) => built.release));
    expect(second.files.ledger).toEqual(files.ledger);
    expect(second.files.history).toEqual(files.history);
  });
});

describe.each(SEEDS.map((seed) => ({ seed })))('an older edition built again (seed $seed)', ({ seed }) => {
  test('gives what it gave, and adds nothing', () => {
    const { steps, again } = run(seed);
    for (const { edition, built } of again) {
      const first = steps.find((step) => step.edition === edition);
      expect(built.release).toEqual(first?.built.release);
      expect(built.addedIds).toEqual([]);
      expect(built.addedHistory).toEqual([]);
    }
  });
});

test('the worlds hold everything that may happen to a code', () => {
  const runs = SEEDS.map((seed) => run(seed));
  const events = new Set(runs.flatMap(({ files }) => files.history.map(({ event }) => event)));
  expect([...events].sort()).toEqual([...HISTORY_EVENTS].sort());
  const reasons = new Set(
    runs.flatMap(({ steps }) =>
      steps.flatMap(({ built }) => built.release.concepts.map(({ invalidReason }) => invalidReason)),
    ),
  );
  expect(reasons).toEqual(new Set([undefined, 'D', 'U']));
  expect(runs.reduce((sum, { again }) => sum + again.length, 0)).toBeGreaterThan(40);
});
