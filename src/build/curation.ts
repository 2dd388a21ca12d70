/** What people have decided: the profile, the curated files of `mappings/`, the ledger and its history. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValues, parseAttributeValues } from '../concepts/attribute-values.js';
import { parsePrivateAttributes } from '../concepts/private-attributes.js';
import { type CellCorrections, readCellCorrections } from '../corrections/cell-corrections.js';
import type { FactCorrectionFiles } from '../corrections/fact-corrections.js';
import { parseUnitPhrases, type UnitPhrase } from '../derive/units.js';
import { findText, getBytes } from '../disk/text-file.js';
import { parseConfidentialityProfile, parseSafePrivateAttributes } from '../guide/confidentiality-lists.js';
import { type FindPhi, parsePhiAttributes } from '../guide/phi-attributes.js';
import { parseSchemeMappings, type SchemeMapping } from '../map/coding-schemes.js';
import { type CuratedMap, parseCuratedMaps } from '../map/curated-maps.js';
import { parseCuratedSssom } from '../map/curated-sssom.js';
import type { ConfidentialityFacts } from '../model/confidentiality.js';
import { collect, EnvironmentError, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { PrivateAttribute } from '../model/private-attribute.js';
import { type Profile, parseProfile } from '../model/profile.js';
import { decodeUtf8 } from '../model/utf8-text.js';
import type { ManifestInput } from '../release/manifest.js';
import { parseExceptions, type RuleException } from '../verify/exceptions.js';
import { type LedgerFiles, readLedgerFiles } from './ledger-files.js';
import { type BuildConfig, curatedFileOf, privateLedgerOf } from './options.js';

export interface Curation extends LedgerFiles {
  readonly profile: Profile;
  readonly phrases: readonly UnitPhrase[];
  readonly attributeValues: AttributeValues;
  readonly schemes: ReadonlyMap<string, SchemeMapping>;
  readonly curated: readonly CuratedMap[];
  readonly curatedFile: string;
  readonly cells: CellCorrections;
  readonly corrections: FactCorrectionFiles;
  /** Attributes that lead to a patient beyond those of PS3.15. */
  readonly findPhi: FindPhi;
  /** What PS3.15 says, of the newest edition known. */
  readonly shipped: ConfidentialityFacts;
  /** Private attributes that are taken, or of which more is known, beside the table of PS3.15. */
  readonly privateAttributes: readonly PrivateAttribute[];
  /** Ledger and history of the private vocabulary; undefined where the profile has none. */
  readonly privateIds: LedgerFiles | undefined;
  readonly exceptions: readonly RuleException[];
  /** Every file read, but for the ledger and its history, which the build itself extends. */
  readonly inputs: readonly ManifestInput[];
}

/** A fault in any of the files is an error and leaves the value undefined. */
export function readCuration(config: BuildConfig): Outcome<Curation | undefined> {
  const { keep, diagnostics } = collect();
  const inputs: ManifestInput[] = [];
  const read = (name: string) => {
    const file = curatedFileOf(config, name);
    const text = keep(
      decodeUtf8(getBytes(file, `restore mappings/${name} from the program's own folder`), file),
    );
    inputs.push(describeInput(`mappings/${name}`, text));
    return { file, text };
  };
  const parse = <T>(parser: (text: string, file: string) => Outcome<T>, name: string): T => {
    const { text, file } = read(name);
    return keep(parser(text, file));
  };
  const profile = parse(parseProfile, profileOf(config));
  const curated = {
    phrases: parse(parseUnitPhrases, 'units.tsv'),
    attributeValues: parse(parseAttributeValues, 'attribute-values.tsv'),
    schemes: parse(parseSchemeMappings, 'coding-schemes.tsv'),
    curated: [
      ...parse(parseCuratedMaps, 'maps-to.tsv'),
      ...listSssom(config.mappings).flatMap((name) => parse(parseCuratedSssom, name)),
    ],
    curatedFile: curatedFileOf(config, 'maps-to.tsv'),
    findPhi: parse(parsePhiAttributes, 'phi-attributes.tsv'),
    shipped: {
      confidentialityProfile: parse(parseConfidentialityProfile, 'confidentiality-profile.tsv'),
      safePrivateAttributes: parse(parseSafePrivateAttributes, 'safe-private-attributes.tsv'),
    },
    privateAttributes: parse(parsePrivateAttributes, 'private-attributes.tsv'),
    exceptions: parse(parseExceptions, 'verify-exceptions.tsv'),
    cells: parse((text, file) => readCellCorrections(text, file, config.edition), 'corrections/cells.tsv'),
    corrections: {
      sectionLists: read('corrections/section-lists.tsv'),
      bindings: read('corrections/bindings.tsv'),
      terms: read('corrections/terms.tsv'),
    },
  };
  if (!profile) return { value: undefined, diagnostics };
  const ids = keep(readLedgerFiles(getLedgerFile(config, profile), shippedLedgerOf(config, profile)));
  const privateIds = profile.privateAttributes && keep(readPrivateLedger(config, profile));
  const value = { profile, ...curated, ...ids, privateIds, inputs };
  return { value: isBlocking(diagnostics) ? undefined : value, diagnostics };
}

/** The ledger of a run before anything is read: the one asked for, else the one that the profile names, if it can be read. */
export function findLedgerFile(config: BuildConfig): string | undefined {
  if (config.ledgerFile !== undefined) return config.ledgerFile;
  const file = curatedFileOf(config, profileOf(config));
  const { value: profile } = parseProfile(findText(file) ?? '', file);
  return profile && getLedgerFile(config, profile);
}

function getLedgerFile(config: BuildConfig, profile: Profile): string {
  return config.ledgerFile ?? join(config.mappings, profile.ledger);
}

/** What a ledger that is not there yet starts from, if it is no other than the profile's. */
function shippedLedgerOf(config: BuildConfig, profile: Profile): string | undefined {
  const isOwn = config.isInstalled && config.ledgerFile === undefined;
  return isOwn ? join(config.shippedMappings, profile.ledger) : undefined;
}

function readPrivateLedger(config: BuildConfig, profile: Profile): Outcome<LedgerFiles> {
  const shipped = shippedLedgerOf(config, profile);
  return readLedgerFiles(
    privateLedgerOf(getLedgerFile(config, profile)),
    shipped === undefined ? undefined : privateLedgerOf(shipped),
  );
}

function profileOf({ profile }: BuildConfig): string {
  return `profiles/${profile}.json`;
}

/** Name, digest and size of a text that goes into a release. */
export function describeInput(name: string, text: string): ManifestInput {
  const bytes = Buffer.from(text);
  return { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** Curated maps that sites keep as SSSOM; none is needed. */
function listSssom(mappings: string): string[] {
  const stats = statSync(mappings, { throwIfNoEntry: false });
  if (stats === undefined) return [];
  if (!stats.isDirectory()) {
    throw new EnvironmentError(`${mappings} is no folder`, {
      fix: 'give --mappings a folder of curated files',
    });
  }
  return readdirSync(mappings)
    .filter((name) => name.endsWith('.sssom.tsv'))
    .sort();
}
