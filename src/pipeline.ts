/** The stages in order: the program's table of contents. Each takes values and gives values and diagnostics. */
import { createHash } from 'node:crypto';
import { basename, join, relative } from 'node:path';
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
import { type CorrectedDocBook, identifyDocument, readDocument } from './docbook/document.js';
import { findRow, type LocatedRow } from './docbook/locate.js';
import { emitDiagnostics } from './emit/diagnostics-table.js';
import { emitManifest, type ManifestInput } from './emit/manifest.js';
import { CONCEPT, CONCEPT_RELATIONSHIP, CONCEPT_SYNONYM, emitOmopTables } from './emit/omop-tables.js';
import { writeFileWhole, writeReleaseDirectory } from './emit/release-directory.js';
import { emitReport } from './emit/report.js';
import { emitStandardTables } from './emit/standard-tables.js';
import { extractStandard } from './extract/standard.js';
import { readCached } from './fetch/cache.js';
import { type ImportRequest, importEdition } from './fetch/import-edition.js';
import { findOutputLines, type OutputLine } from './inspect/output-lines.js';
import { parseQuery } from './inspect/query.js';
import { type Trace, type TracedFact, traceQuery } from './inspect/trace.js';
import type { CacheManifest } from './model/cache-manifest.js';
import type { Vocabulary } from './model/concept-draft.js';
import type { Derivation } from './model/derivation.js';
import { type Diagnostic, EnvironmentError, isBlocking, type Outcome } from './model/diagnostic.js';
import { nominalPublication } from './model/edition.js';
import { type Profile, parseProfile } from './model/profile.js';
import { PARTS, type Part } from './model/source-ref.js';
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
  readonly documents: Readonly<Record<Part, CorrectedDocBook>>;
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

  const cached = keep(await readCached(config.cacheRoot, config.edition));
  if (!cached) return stopped;
  const published = cached.manifest.published ?? nominalPublication(config.edition);
  if (published === undefined) throw unpublished(config);
  const documents: Partial<Record<Part, CorrectedDocBook>> = {};
  for (const { entry, bytes } of cached.documents) {
    inputs.push({ name: entry.file, sha256: entry.sha256, bytes: entry.bytes });
    const document = keep(readDocument(bytes, join(config.cacheRoot, config.edition, entry.file)));
    if (document) documents[entry.part] = { ...document, correctCell: cells.forPart(entry.part) };
  }
  if (!hasAllParts(documents) || isBlocking(diagnostics)) return stopped;
  progress('read', `${PARTS.map((part) => `PS3.${part}`).join(', ')} of edition ${config.edition}`);

  const facts = keep(extractStandard(documents));
  diagnostics.push(...cells.unused());
  const standard = keep(correctFacts(facts, corrections));
  progress('extract', countFacts(standard));
  const derivation = keep(derive(standard, phrases));
  progress('derive', countDerived(derivation));
  const vocabulary = keep(makeVocabulary(standard, derivation, profile, attributeValues));
  progress('concepts', `${vocabulary.concepts.length} concepts, ${vocabulary.links.length} links`);
  if (isBlocking(diagnostics)) return stopped;

  const { edition } = config;
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
    documents,
    standard,
    derivation,
    vocabulary,
    assignment,
    inputs,
  };
  return { value: { ...build, diagnostics }, diagnostics };
}

/** Writes the release whole, then the ledger and its history. */
export function publishBuild(build: Build, progress: Progress): void {
  const { config, ledgerFile, assignment, standard, derivation } = build;
  const diagnostics = build.diagnostics.map((diagnostic) => withoutMachinePath(diagnostic, config));
  const files = new Map([
    ...emitOmopTables(assignment.release),
    ...emitStandardTables(standard, derivation),
    emitDiagnostics(diagnostics),
  ]);
  const summary = { ...build, diagnostics, edition: config.edition, toolVersion: config.toolVersion };
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

/** Places in curated files as `mappings/...`: a release has the same bytes on any machine. */
function withoutMachinePath(diagnostic: Diagnostic, { mappings }: BuildConfig): Diagnostic {
  const { at } = diagnostic;
  if (at === undefined || !('file' in at) || !at.file.startsWith(mappings)) return diagnostic;
  const file = join('mappings', relative(mappings, at.file)).replaceAll('\\', '/');
  return { ...diagnostic, at: { ...at, file } };
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

function hasAllParts<T>(documents: Partial<Record<Part, T>>): documents is Record<Part, T> {
  return PARTS.every((part) => documents[part] !== undefined);
}

function countFacts(standard: Standard): string {
  const rows = standard.counts.reduce((sum, { read }) => sum + read, 0);
  return (
    `${rows} rows in ${standard.counts.length} tables: ${standard.attributes.length} attributes, ` +
    `${standard.uids.length} UIDs, ${standard.contextGroups.length} context groups, ` +
    `${standard.codeDefinitions.length} codes, ${standard.moduleTables.length} module tables`
  );
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

/** `import`: documents of the user's into the cache, after they have been read as the build would read them. */
export function importDocuments(
  request: Omit<ImportRequest, 'identify'>,
): Promise<Outcome<CacheManifest | undefined>> {
  return importEdition({ ...request, identify: identifyDocument });
}

/** A trace with the rows of the XML and the lines of the release, if it has been written. */
export interface Inspection extends Omit<Trace, 'facts'> {
  readonly facts: readonly (TracedFact & { readonly source: LocatedRow | undefined })[];
  readonly outputLines: readonly OutputLine[];
}

/** Undefined if the text is no query. */
export function inspectBuild(build: Build, text: string): Inspection | undefined {
  const query = parseQuery(text);
  if (!query) return undefined;
  const { standard, derivation, vocabulary, assignment, profile, documents, config } = build;
  const trace = traceQuery(query, {
    standard,
    derivation,
    drafts: vocabulary.concepts,
    links: vocabulary.links,
    release: assignment.release,
    idOf: assignment.idOf,
    vocabularyId: profile.vocabularyId,
  });
  const released = new Map(
    [CONCEPT, CONCEPT_SYNONYM, CONCEPT_RELATIONSHIP].flatMap(({ file }): [string, string][] => {
      const path = join(config.releaseDirectory, file);
      const content = findText(path);
      return content === undefined ? [] : [[path, content]];
    }),
  );
  const ids = new Set<number>(trace.concepts.map(({ conceptId }) => conceptId));
  return {
    ...trace,
    facts: trace.facts.map((fact) => ({
      ...fact,
      source: fact.at ? findRow(documents[fact.at.part], fact.at) : undefined,
    })),
    outputLines: findOutputLines(released, ids),
  };
}
