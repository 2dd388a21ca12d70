/**
 * What must hold between sites that share one ledger of reserved ids, whatever each of them builds, in whatever order,
 * however often a build fails on its way or runs beside another: one code has one id everywhere, one id one code, and
 * no reservation is published.
 */
import { describe, expect, test } from '@jest/globals';
import { formatHistory, parseHistory } from '../../../src/assign/history.js';
import { assignIds } from '../../../src/assign/ids.js';
import { formatLedger, type LedgerLine, parseLedger } from '../../../src/assign/ledger.js';
import { assignRelease } from '../../../src/assign/release.js';
import { formatKey, type VocabularyDraft } from '../../../src/model/concept-draft.js';
import { nominalPublication } from '../../../src/model/edition.js';
import { OHDSI_CONCEPT_CLASSES } from '../../../src/model/ohdsi-metadata.js';
import type { Release } from '../../../src/model/omop.js';
import { makeRandom, type Random } from '../../support/random.js';
import { type Code, change, describeWorld, EDITIONS } from '../../support/random-worlds.js';
import { linkOwn } from '../../support/releases.js';
import { editionOf } from '../../support/standard-document.js';
import { draftOf, profileOf, vocabularyOf } from '../../support/vocabulary.js';

const SEEDS = Array.from({ length: 25 }, (_, index) => index + 1);
const SITES = ['north', 'south', 'east'];

type Worlds = readonly (readonly [string, VocabularyDraft])[];
interface Published {
  readonly edition: string;
  readonly vocabulary: VocabularyDraft;
  readonly release: Release;
  /** Keys that the site had published before. */
  readonly before: ReadonlySet<string>;
}

function makeWorlds(random: Random): Worlds {
  const codes = new Map<string, Code>();
  return EDITIONS.map((edition) => {
    change(codes, random);
    return [edition, describeWorld(codes)] as const;
  });
}

/** The shipped ledger: the ids of all worlds but the last, which is new to everybody. */
function reserve(worlds: Worlds): readonly LedgerLine[] {
  return worlds
    .slice(0, -1)
    .reduce<readonly LedgerLine[]>(
      (ledger, [edition, { concepts }]) => assignIds(concepts, ledger, editionOf(edition)).value.ledger,
      [],
    );
}

/** Concepts of codes: those of the vocabulary itself have one code in a release, others in the ledger. */
const conceptsOf = ({ concepts }: Release) => concepts.filter(({ domainId }) => domainId !== 'Metadata');

/** Files of a site: a build reads them, and writes them only as long as nobody else has written since. */
function makeSite(reserved: readonly LedgerLine[]) {
  let files = { ledger: formatLedger(reserved), history: formatHistory([]) };
  const published: Published[] = [];
  const keys = new Set<string>();
  const prepare = (edition: string, vocabulary: VocabularyDraft) => {
    const read = files;
    const ledger = parseLedger(read.ledger, 'ids.tsv').value;
    const history = parseHistory(read.history, 'history.tsv').value;
    const day = nominalPublication(editionOf(edition)) ?? '20000101';
    const request = { edition: editionOf(edition), published: day, vocabulary, ledger, history };
    const { value, diagnostics } = assignRelease({
      ...request,
      profile: profileOf(),
      conceptClassIds: OHDSI_CONCEPT_CLASSES,
    });
    expect(diagnostics).toEqual([]);
    const written = {
      ledger: formatLedger(value.ledger),
      history: formatHistory([...history, ...value.addedHistory]),
    };
    return { read, written, release: linkOwn(value).release };
  };
  return {
    published,
    ledger: () => parseLedger(files.ledger, 'ids.tsv').value,
    /** `meanwhile`: another build on the same files, between reading and writing. `fails`: where this one dies. */
    build: (
      edition: string,
      vocabulary: VocabularyDraft,
      fails: 'never' | 'before the ledger' | 'after the ledger',
      meanwhile: () => void = () => undefined,
    ) => {
      let prepared = prepare(edition, vocabulary);
      meanwhile();
      if (fails === 'before the ledger') return;
      if (prepared.read !== files) prepared = prepare(edition, vocabulary);
      files = prepared.written;
      if (fails === 'after the ledger') return;
      published.push({ edition, vocabulary, release: prepared.release, before: new Set(keys) });
      for (const concept of conceptsOf(prepared.release)) keys.add(formatKey(concept));
    },
  };
}

function get<T>(picked: T | undefined): T {
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

function run(seed: number) {
  const random = makeRandom(seed);
  const worlds = makeWorlds(random);
  const reserved = reserve(worlds);
  const sites = SITES.map((name) => {
    const site = makeSite(reserved);
    const own = vocabularyOf([draftOf(`OWN-${name}`)], []);
    for (let count = 12; count > 0; count -= 1) {
      const [edition, vocabulary] = get(random.pick(worlds.slice(0, -1)));
      const [other, otherVocabulary] = get(random.pick(worlds));
      const fails = get(random.pick(['never', 'never', 'before the ledger', 'after the ledger'] as const));
      const isBeside = random.chance(0.4);
      site.build(edition, vocabulary, fails, () => {
        if (isBeside) site.build(other, otherVocabulary, 'never');
      });
      if (random.chance(0.2))
        site.build('2023a', own, get(random.pick(['never', 'after the ledger'] as const)));
    }
    return site;
  });
  return { worlds, reserved, sites };
}

describe.each(SEEDS)('sites that share a ledger of reservations (seed %i)', (seed) => {
  const { reserved, sites } = run(seed);
  const shared = new Map(reserved.map((line) => [formatKey(line), line.conceptId]));

  test('a code that the ledger knows has its id at every site, in every release', () => {
    for (const { published } of sites) {
      for (const { release } of published) {
        for (const concept of conceptsOf(release)) {
          const id = shared.get(formatKey(concept));
          if (id !== undefined)
            expect([concept.conceptCode, concept.conceptId]).toEqual([concept.conceptCode, id]);
        }
      }
    }
  });

  test('within a site one id has one code for ever, and the reserved lines stay as they are', () => {
    for (const site of sites) {
      const ledger = site.ledger();
      expect(ledger.slice(0, reserved.length)).toEqual(reserved);
      expect(new Set(ledger.map(({ conceptId }) => conceptId)).size).toBe(ledger.length);
      const known = new Map(ledger.map((line) => [line.conceptId, formatKey(line)]));
      for (const { release } of site.published) {
        for (const concept of conceptsOf(release))
          expect(known.get(concept.conceptId)).toBe(formatKey(concept));
      }
    }
  });

  test('no reservation is published: what a release holds is in its edition, or was given or published there', () => {
    for (const { published } of sites) {
      for (const { vocabulary, release, before } of published) {
        const here = new Set(vocabulary.concepts.map(formatKey));
        for (const concept of conceptsOf(release)) {
          if (here.has(formatKey(concept)) || before.has(formatKey(concept))) continue;
          expect([concept.conceptCode, concept.invalidReason === undefined]).toEqual([
            concept.conceptCode,
            false,
          ]);
        }
      }
    }
  });
});

test('the sites build, fail and meet each other often enough, and some codes are never built', () => {
  const runs = SEEDS.map(run);
  const releases = runs.flatMap(({ sites }) => sites.flatMap(({ published }) => published));
  expect(releases.length).toBeGreaterThan(400);
  const grown = runs.flatMap(({ reserved, sites }) =>
    sites.filter((site) => site.ledger().length > reserved.length),
  );
  expect(grown.length).toBeGreaterThan(20);
  const unpublished = runs.flatMap(({ reserved, sites }) =>
    sites.flatMap(({ published }) => {
      const seen = new Set(published.flatMap(({ release }) => conceptsOf(release).map(formatKey)));
      return reserved.filter((line) => !seen.has(formatKey(line)));
    }),
  );
  expect(unpublished.length).toBeGreaterThan(0);
});
