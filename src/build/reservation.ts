/**
 * Ids for all codes of whole editions, in the order in which these were published, in the ledger of every profile: lines
 * without history, which become concepts when an edition that has the code is built. Whoever builds from such a ledger
 * gets the same ids, in whatever order.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assignIds } from '../assign/ids.js';
import type { LedgerLine } from '../assign/ledger.js';
import { makePrivateConcepts } from '../concepts/private-attributes.js';
import { makeVocabulary } from '../concepts/vocabulary.js';
import { getText } from '../disk/text-file.js';
import type { ConceptDraft } from '../model/concept-draft.js';
import { type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import { compareEditions, type Edition } from '../model/edition.js';
import { groupBy } from '../model/grouping.js';
import { type Profile, parseProfile, privateProfileOf } from '../model/profile.js';
import type { Progress } from './documents.js';
import { appendToLedgers, readLedgerFiles, withLedgerLock } from './ledger-files.js';
import { type BuildConfig, curatedFileOf, privateLedgerOf } from './options.js';
import { foreignSchemesOf, readSources, type Sources } from './sources.js';

export interface ReservationRequest {
  /** One for each edition, all with the same mappings; which profile they name does not matter. */
  readonly configs: readonly BuildConfig[];
  readonly progress: Progress;
  readonly onWait: (ledgerFile: string, holder: string) => void;
}

export interface Reserved {
  readonly ledgerFile: string;
  readonly profiles: readonly string[];
  /** In the order in which ids were given. */
  readonly editions: readonly { readonly edition: Edition; readonly ids: readonly LedgerLine[] }[];
}

interface Ledger {
  readonly file: string;
  /** The ledger whose lock guards it. */
  readonly guard: string;
  readonly profiles: readonly Profile[];
  readonly makeConcepts: (sources: Sources, profile: Profile) => Outcome<readonly ConceptDraft[]>;
}

/** Nothing is written, and the value is undefined, if a document or a ledger has an error. */
export async function reserveIds(
  request: ReservationRequest,
): Promise<Outcome<readonly Reserved[] | undefined>> {
  const [config] = request.configs;
  if (!config) return { value: [], diagnostics: [] };
  const ledgers = readLedgers(config);
  if (isBlocking(ledgers.diagnostics)) return { value: undefined, diagnostics: ledgers.diagnostics };
  const guards = [...new Set(ledgers.value.map(({ guard }) => guard))];
  return underLocks(guards, request, () => reserve(request, ledgers.value));
}

/** The profiles by the ledger that they share, both in the order of their names; private vocabularies after them. */
function readLedgers(config: BuildConfig): Outcome<readonly Ledger[]> {
  const { mappings } = config;
  const folder = curatedFileOf(config, 'profiles');
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const diagnostics: Diagnostic[] = [];
  const profiles = names.sort().flatMap((name) => {
    const file = join(folder, name);
    const { value, diagnostics: faults } = parseProfile(getText(file, 'restore the profile'), file);
    diagnostics.push(...faults);
    return value ?? [];
  });
  const byLedger = groupBy(profiles, ({ ledger }) => ledger);
  const ledgers = [...byLedger].sort(([a], [b]) => (a < b ? -1 : 1));
  const own = ledgers.map(([name, all]): Ledger => {
    const file = join(mappings, name);
    return { file, guard: file, profiles: all, makeConcepts: makeOwnConcepts };
  });
  const others = own.flatMap(({ file, profiles: all }): Ledger[] => {
    const found = all.flatMap((profile) => privateProfileOf(profile) ?? []);
    return found.length === 0
      ? []
      : [
          {
            file: privateLedgerOf(file),
            guard: file,
            profiles: found,
            makeConcepts: ({ privateAttributes }, profile) => ({
              value: makePrivateConcepts(privateAttributes, profile),
              diagnostics: [],
            }),
          },
        ];
  });
  return { value: [...own, ...others], diagnostics };
}

function makeOwnConcepts(sources: Sources, profile: Profile): Outcome<readonly ConceptDraft[]> {
  const { standard, derivation, curation } = sources;
  const { value, diagnostics } = makeVocabulary(
    standard,
    derivation,
    profile,
    curation.attributeValues,
    foreignSchemesOf(curation),
  );
  return { value: value.concepts, diagnostics };
}

/** Always in the same order, so that two that reserve at once do not wait for each other. */
function underLocks<T>(
  [first, ...rest]: readonly string[],
  request: ReservationRequest,
  action: () => Promise<T>,
): Promise<T> {
  if (first === undefined) return action();
  const onWait = (holder: string) => request.onWait(first, holder);
  return withLedgerLock({ ledgerFile: first, purpose: 'ids reserve', onWait }, () =>
    underLocks(rest, request, action),
  );
}

async function reserve(
  { configs, progress }: ReservationRequest,
  ledgers: readonly Ledger[],
): Promise<Outcome<readonly Reserved[] | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const growing = ledgers.map((ledger) => {
    const { value: files, diagnostics: faults } = readLedgerFiles(ledger.file);
    diagnostics.push(...faults);
    return {
      ...ledger,
      files,
      lines: files.ledger,
      editions: [] as { edition: Edition; ids: readonly LedgerLine[] }[],
    };
  });
  for (const config of configs.toSorted((a, b) => compareEditions(a.edition, b.edition))) {
    if (isBlocking(diagnostics)) break;
    const { edition } = config;
    const { value: sources, diagnostics: faults } = await readSources(config, progress);
    diagnostics.push(...faults);
    if (!sources) break;
    for (const ledger of growing) {
      const before = ledger.lines;
      for (const profile of ledger.profiles) {
        const concepts = ledger.makeConcepts(sources, profile);
        const assigned = assignIds(concepts.value, ledger.lines, edition, profile.firstConceptId);
        diagnostics.push(...concepts.diagnostics, ...assigned.diagnostics);
        ledger.lines = assigned.value.ledger;
      }
      ledger.editions.push({ edition, ids: ledger.lines.slice(before.length) });
    }
  }
  if (isBlocking(diagnostics)) return { value: undefined, diagnostics };
  for (const guarded of groupBy(growing, ({ guard }) => guard).values()) {
    appendToLedgers(
      guarded.map(({ files, lines }) => ({ files, ids: lines.slice(files.ledger.length), history: [] })),
    );
  }
  const value = growing.map(({ files, profiles, editions }) => ({
    ledgerFile: files.ledgerFile,
    profiles: profiles.map(({ name }) => name),
    editions,
  }));
  return { value, diagnostics };
}
