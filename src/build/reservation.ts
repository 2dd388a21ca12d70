/**
 * Ids for all codes of whole editions, in the order in which these were published, in the ledger of every profile: lines
 * without history, which become concepts when an edition that has the code is built. Whoever builds from such a ledger
 * gets the same ids, in whatever order.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assignIds } from '../assign/ids.js';
import type { LedgerLine } from '../assign/ledger.js';
import { makeVocabulary } from '../concepts/vocabulary.js';
import { type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import { compareEditions, type Edition } from '../model/edition.js';
import { groupBy } from '../model/grouping.js';
import { type Profile, parseProfile } from '../model/profile.js';
import { getText } from '../release/text-file.js';
import type { Progress } from './documents.js';
import { appendToLedger, type LedgerFiles, readLedgerFiles, withLedgerLock } from './ledger-files.js';
import { type BuildConfig, curatedFileOf } from './options.js';
import { foreignSchemesOf, readSources } from './sources.js';

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
  readonly profiles: readonly Profile[];
}

/** Nothing is written, and the value is undefined, if a document or a ledger has an error. */
export async function reserveIds(
  request: ReservationRequest,
): Promise<Outcome<readonly Reserved[] | undefined>> {
  const [config] = request.configs;
  if (!config) return { value: [], diagnostics: [] };
  const ledgers = readLedgers(config);
  if (isBlocking(ledgers.diagnostics)) return { value: undefined, diagnostics: ledgers.diagnostics };
  return underLocks(ledgers.value, request, () => reserve(request, ledgers.value));
}

/** The profiles by the ledger that they share, both in the order of their names. */
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
  return {
    value: ledgers.map(([name, all]) => ({ file: join(mappings, name), profiles: all })),
    diagnostics,
  };
}

/** Always in the same order, so that two that reserve at once do not wait for each other. */
function underLocks<T>(
  [first, ...rest]: readonly Ledger[],
  request: ReservationRequest,
  action: () => Promise<T>,
): Promise<T> {
  if (!first) return action();
  const ledgerFile = first.file;
  const onWait = (holder: string) => request.onWait(ledgerFile, holder);
  return withLedgerLock({ ledgerFile, purpose: 'ids reserve', onWait }, () =>
    underLocks(rest, request, action),
  );
}

async function reserve(
  { configs, progress }: ReservationRequest,
  ledgers: readonly Ledger[],
): Promise<Outcome<readonly Reserved[] | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const growing = ledgers.map(({ file, profiles }) => {
    const { value: files, diagnostics: faults } = readLedgerFiles(file);
    diagnostics.push(...faults);
    return {
      files,
      profiles,
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
        const { standard, derivation, curation } = sources;
        const vocabulary = makeVocabulary(
          standard,
          derivation,
          profile,
          curation.attributeValues,
          foreignSchemesOf(curation),
        );
        const assigned = assignIds(vocabulary.value.concepts, ledger.lines, edition, profile.firstConceptId);
        diagnostics.push(...vocabulary.diagnostics, ...assigned.diagnostics);
        ledger.lines = assigned.value.ledger;
      }
      ledger.editions.push({ edition, ids: ledger.lines.slice(before.length) });
    }
  }
  if (isBlocking(diagnostics)) return { value: undefined, diagnostics };
  for (const { files, lines } of growing) write(files, lines);
  const value = growing.map(({ files, profiles, editions }) => ({
    ledgerFile: files.ledgerFile,
    profiles: profiles.map(({ name }) => name),
    editions,
  }));
  return { value, diagnostics };
}

function write(files: LedgerFiles, lines: readonly LedgerLine[]): void {
  appendToLedger(files, { ids: lines.slice(files.ledger.length), history: [] });
}
