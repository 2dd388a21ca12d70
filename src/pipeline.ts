/** The stages in order: the program's table of contents. Each takes values and gives values and diagnostics. */
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { formatHistory, type HistoryLine, parseHistory } from './assign/history.js';
import { formatLedger, parseLedger } from './assign/ledger.js';
import { type Assignment, assignRelease } from './assign/release.js';
import { parseAttributeValues } from './concepts/attribute-values.js';
import { OHDSI_CONCEPT_CLASSES } from './concepts/metadata-concepts.js';
import { makeVocabulary } from './concepts/vocabulary.js';
import { type BuildConfig, findText, getText, historyFileOf } from './config.js';
import { readCellCorrections } from './corrections/cell-corrections.js';
import { correctFacts } from './corrections/fact-corrections.js';
import { derive } from './derive/derivation.js';
import { parseUnitPhrases } from './derive/units.js';
import { type CorrectedDocBook, type DocBook, readDocument } from './docbook/document.js';
import { emitDiagnostics } from './emit/diagnostics-table.js';
import { emitManifest, type ManifestInput, parseManifestInputs } from './emit/manifest.js';
import { emitOmopTables } from './emit/omop-tables.js';
import { writeFileWhole, writeReleaseDirectory } from './emit/release-directory.js';
import { emitReport } from './emit/report.js';
import { emitStandardTables } from './emit/standard-tables.js';
import {
  extractContentMapping,
  extractInformationObjects,
  extractRegistry,
  type PartReading,
} from './extract/standard.js';
import { readCached } from './fetch/cache.js';
import type { Vocabulary } from './model/concept-draft.js';
import type { Derivation } from './model/derivation.js';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from './model/diagnostic.js';
import { nominalPublication } from './model/edition.js';
import { type Profile, parseProfile } from './model/profile.js';
import type { Part } from './model/source-ref.js';
import type { Standard } from './model/standard.js';

/** One line for each stage, while it runs. */
export type Progress = (stage: string, summary: string) => void;

/** Everything that a build knows before it writes a file. */
export interface Build {
  readonly config: BuildConfig;
  readonly ledgerFile: string;
  readonly history: readonly HistoryLine[];
  readonly published: string;
  readonly profile: Profile;
  readonly standard: Standard;
  readonly derivation: Derivation;
  readonly vocabulary: Vocabulary;
  readonly assignment: Assignment;
  readonly inputs: readonly ManifestInput[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Cache -> release in memory. The value is undefined as soon as a stage meets an error. */
export async function prepareBuild(
  config: BuildConfig,
  progress: Progress,
): Promise<Outcome<Build | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const inputs: ManifestInput[] = [];
  const keep = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const readInput = (name: string): { file: string; text: string } => {
    const file = join(config.mappings, name);
    const text = getText(file, `restore mappings/${name} from the program's own folder`);
    inputs.push(describeInput(`mappings/${name}`, Buffer.from(text)));
    return { file, text };
  };
  const stopped = { value: undefined, diagnostics };

  const { file: profileFile, text: profileText } = readInput(`profiles/${basename(config.profileFile)}`);
  const profile = keep(parseProfile(profileText, profileFile));
  const phrases = keep(apply(parseUnitPhrases, readInput('units.tsv')));
  const attributeValues = keep(apply(parseAttributeValues, readInput('attribute-values.tsv')));
  const cellFile = readInput('corrections/cells.tsv');
  const cells = keep(readCellCorrections(cellFile.text, cellFile.file, config.edition));
  const corrections = {
    sectionLists: readInput('corrections/section-lists.tsv'),
    bindings: readInput('corrections/bindings.tsv'),
    terms: readInput('corrections/terms.tsv'),
  };
  if (!profile) return stopped;
  const ledgerFile = config.ledgerFile ?? join(config.mappings, profile.ledger);
  const historyFile = historyFileOf(ledgerFile);
  const ledger = keep(parseLedger(findText(ledgerFile) ?? EMPTY_LEDGER, ledgerFile));
  const history = keep(parseHistory(findText(historyFile) ?? EMPTY_HISTORY, historyFile));
  if (isBlocking(diagnostics)) return stopped;

  const published = keep(await getPublication(config));
  if (published === undefined) return stopped;
  const { edition } = config;
  /** One part at a time, so that only one document is in memory. */
  const readPart = async <F>(part: Part, extract: (document: CorrectedDocBook) => PartReading<F>) => {
    const document = keep(await openPart(config, part, inputs));
    if (!document) return undefined;
    const { facts, diagnostics: faults, counts } = extract({ ...document, correctCell: cells.forPart(part) });
    diagnostics.push(...faults);
    const rows = counts.reduce((sum, { read }) => sum + read, 0);
    progress(`PS3.${part}`, `${rows} rows in ${counts.length} tables, ${countFaults(faults)}`);
    return { facts, counts };
  };
  const contentMapping = await readPart(16, extractContentMapping);
  const groups = contentMapping?.facts.contextGroups ?? [];
  const registry = await readPart(6, (document) => extractRegistry(document, groups));
  const informationObjects = await readPart(3, extractInformationObjects);
  if (!contentMapping || !registry || !informationObjects || isBlocking(diagnostics)) return stopped;
  const readings = [contentMapping, registry, informationObjects];
  const counts = readings.flatMap((reading) => reading.counts);
  const facts = { edition, ...contentMapping.facts, ...registry.facts, ...informationObjects.facts, counts };
  diagnostics.push(...cells.unused());
  const standard = keep(correctFacts(facts, corrections));
  const derivation = keep(derive(standard, phrases));
  progress('derive', countDerived(derivation));
  const vocabulary = keep(makeVocabulary(standard, derivation, profile, attributeValues));
  progress('concepts', `${vocabulary.concepts.length} concepts, ${vocabulary.links.length} links`);
  if (isBlocking(diagnostics)) return stopped;

  const request = { edition, published, vocabulary, ledger, history, profile };
  const assignment = keep(assignRelease({ ...request, conceptClassIds: OHDSI_CONCEPT_CLASSES }));
  progress('assign', `${assignment.addedIds.length} new ids, ${assignment.ledger.length} in the ledger`);
  if (config.locked && assignment.addedIds.length > 0) diagnostics.push(lockedLedger(ledgerFile, assignment));
  if (isBlocking(diagnostics)) return stopped;
  const build = {
    config,
    ledgerFile,
    history,
    published,
    profile,
    standard,
    derivation,
    vocabulary,
    assignment,
    inputs,
  };
  return { value: { ...build, diagnostics }, diagnostics };
}

/** True if the release directory holds a release of the same documents, mappings, profile and program. */
export async function isReleased(config: BuildConfig): Promise<boolean> {
  const text = findText(join(config.releaseDirectory, 'manifest.json'));
  const cached = await readCached(config.cacheRoot, config.edition, []);
  if (text === undefined || !cached.value) return false;
  const released = new Map(parseManifestInputs(text).map(({ name, sha256 }) => [name, sha256]));
  const mappings = [...released.keys()].filter((name) => name.startsWith('mappings/'));
  return (
    released.get('tool') === `dicom-omop ${config.toolVersion}` &&
    released.get('profile') === config.profile &&
    cached.value.manifest.parts.every(({ file, sha256 }) => released.get(file) === sha256) &&
    mappings.every((name) => {
      const now = findText(join(config.mappings, name.replace(/^mappings\//, '')));
      return now !== undefined && describeInput(name, Buffer.from(now)).sha256 === released.get(name);
    })
  );
}

/** Writes the release whole, then the ledger and its history. */
export function publishBuild(build: Build, progress: Progress): void {
  const { config, ledgerFile, assignment, standard, derivation, diagnostics } = build;
  const files = new Map([
    ...emitOmopTables(assignment.release),
    ...emitStandardTables(standard, derivation),
    emitDiagnostics(diagnostics),
  ]);
  const summary = { ...build, edition: config.edition, toolVersion: config.toolVersion };
  const [manifestFile, manifest] = emitManifest(summary, files);
  files.set(manifestFile, manifest);
  files.set(...emitReport(summary));
  writeReleaseDirectory(config.releaseDirectory, files);
  if (assignment.addedHistory.length > 0) {
    writeFileWhole(historyFileOf(ledgerFile), formatHistory([...build.history, ...assignment.addedHistory]));
  }
  if (assignment.addedIds.length > 0) writeFileWhole(ledgerFile, formatLedger(assignment.ledger));
  progress('emit', `${files.size} files in ${config.releaseDirectory}`);
}

const EMPTY_LEDGER = formatLedger([]);
const EMPTY_HISTORY = formatHistory([]);

function apply<T>(
  parse: (text: string, file: string) => T,
  { text, file }: { text: string; file: string },
): T {
  return parse(text, file);
}

function describeInput(name: string, bytes: Buffer): ManifestInput {
  return { name, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** A verified document of the cache; it goes into the manifest as an input. */
export async function openPart(
  config: BuildConfig,
  part: Part,
  inputs: ManifestInput[],
): Promise<Outcome<DocBook | undefined>> {
  const cached = await readCached(config.cacheRoot, config.edition, [part]);
  const [document] = cached.value?.documents ?? [];
  if (!document) return { value: undefined, diagnostics: cached.diagnostics };
  const { entry, bytes } = document;
  inputs.push({ name: entry.file, sha256: entry.sha256, bytes: entry.bytes });
  return readDocument(bytes, join(config.cacheRoot, config.edition, entry.file));
}

/** Day of publication as the cache's manifest has it, else the nominal one. */
async function getPublication(config: BuildConfig): Promise<Outcome<string | undefined>> {
  const { value, diagnostics } = await readCached(config.cacheRoot, config.edition, []);
  if (!value) return { value: undefined, diagnostics };
  const published = value.manifest.published ?? nominalPublication(config.edition);
  if (published === undefined) throw unpublished(config);
  return { value: published, diagnostics };
}

function countFaults(diagnostics: readonly Diagnostic[]): string {
  const worse = diagnostics.filter(({ severity }) => severity !== 'note').length;
  return `${worse === 0 ? 'no' : worse} ${worse === 1 ? 'fault' : 'faults'}`;
}

function countDerived(derivation: Derivation): string {
  const { moduleAttributes, valueTerms, bindings, units } = derivation;
  return (
    `${moduleAttributes.length} attributes in modules, ${valueTerms.length} value terms, ` +
    `${bindings.length} bindings, ${units.length} units`
  );
}

function unpublished({ edition }: BuildConfig): EnvironmentError {
  return new EnvironmentError(`edition ${edition} has no day of publication`, {
    fix: `import it again with --published yyyymmdd`,
  });
}

function lockedLedger(file: string, { addedIds }: Assignment): Diagnostic {
  const first = addedIds[0];
  return {
    code: 'ledger-locked',
    severity: 'error',
    at: { file },
    message: `${addedIds.length} codes have no id in the ledger, and --locked forbids new ones`,
    found: first ? `${first.vocabularyId} ${first.conceptCode}` : '',
    expected: 'a ledger that knows every code of the edition',
    fix: 'build without --locked, review the new lines and commit the ledger',
  };
}
