/** What people have decided: the profile, the curated files of `mappings/`, the ledger and its history. */

import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { formatHistory, type HistoryLine, parseHistory } from '../assign/history.js';
import { formatLedger, type LedgerLine, parseLedger } from '../assign/ledger.js';
import { type AttributeValues, parseAttributeValues } from '../concepts/attribute-values.js';
import { type CellCorrections, readCellCorrections } from '../corrections/cell-corrections.js';
import type { FactCorrectionFiles } from '../corrections/fact-corrections.js';
import { parseUnitPhrases, type UnitPhrase } from '../derive/units.js';
import { parseConfidentialityProfile, parseSafePrivateAttributes } from '../guide/confidentiality-lists.js';
import { type FindPhi, parsePhiAttributes } from '../guide/phi-attributes.js';
import { parseSchemeMappings, type SchemeMapping } from '../map/coding-schemes.js';
import { type CuratedMap, parseCuratedMaps } from '../map/curated-maps.js';
import type { ConfidentialityFacts } from '../model/confidentiality.js';
import { type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import { type Profile, parseProfile } from '../model/profile.js';
import type { ManifestInput } from '../release/manifest.js';
import { findText, getText } from '../release/text-file.js';
import { parseExceptions, type RuleException } from '../verify/exceptions.js';
import { type BuildConfig, historyFileOf } from './options.js';

export interface Curation {
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
  readonly exceptions: readonly RuleException[];
  readonly ledgerFile: string;
  readonly ledger: readonly LedgerLine[];
  readonly history: readonly HistoryLine[];
  /** Every file read, but for the ledger and its history, which the build itself extends. */
  readonly inputs: readonly ManifestInput[];
}

const EMPTY_LEDGER = formatLedger([]);
const EMPTY_HISTORY = formatHistory([]);

/** A fault in any of the files is an error and leaves the value undefined. */
export function readCuration(config: BuildConfig): Outcome<Curation | undefined> {
  const diagnostics: Diagnostic[] = [];
  const inputs: ManifestInput[] = [];
  const read = (name: string) => {
    const file = join(config.mappings, name);
    const text = getText(file, `restore mappings/${name} from the program's own folder`);
    inputs.push(describeInput(`mappings/${name}`, text));
    return { file, text };
  };
  const keep = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const parse = <T>(parser: (text: string, file: string) => Outcome<T>, name: string): T => {
    const { text, file } = read(name);
    return keep(parser(text, file));
  };
  const profile = parse(parseProfile, `profiles/${basename(config.profileFile)}`);
  const curated = {
    phrases: parse(parseUnitPhrases, 'units.tsv'),
    attributeValues: parse(parseAttributeValues, 'attribute-values.tsv'),
    schemes: parse(parseSchemeMappings, 'coding-schemes.tsv'),
    curated: parse(parseCuratedMaps, 'maps-to.tsv'),
    curatedFile: join(config.mappings, 'maps-to.tsv'),
    findPhi: parse(parsePhiAttributes, 'phi-attributes.tsv'),
    shipped: {
      confidentialityProfile: parse(parseConfidentialityProfile, 'confidentiality-profile.tsv'),
      safePrivateAttributes: parse(parseSafePrivateAttributes, 'safe-private-attributes.tsv'),
    },
    exceptions: parse(parseExceptions, 'verify-exceptions.tsv'),
    cells: parse((text, file) => readCellCorrections(text, file, config.edition), 'corrections/cells.tsv'),
    corrections: {
      sectionLists: read('corrections/section-lists.tsv'),
      bindings: read('corrections/bindings.tsv'),
      terms: read('corrections/terms.tsv'),
    },
  };
  if (!profile) return { value: undefined, diagnostics };
  const ledgerFile = config.ledgerFile ?? join(config.mappings, profile.ledger);
  const historyFile = historyFileOf(ledgerFile);
  const ledger = keep(parseLedger(findText(ledgerFile) ?? EMPTY_LEDGER, ledgerFile));
  const history = keep(parseHistory(findText(historyFile) ?? EMPTY_HISTORY, historyFile));
  const value = { profile, ...curated, ledgerFile, ledger, history, inputs };
  return { value: isBlocking(diagnostics) ? undefined : value, diagnostics };
}

/** Name, digest and size of a text that goes into a release. */
export function describeInput(name: string, text: string): ManifestInput {
  const bytes = Buffer.from(text);
  return { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
