/** The stages in order: the program's table of contents. Each takes values and gives values and diagnostics. */
import { basename, dirname, join } from 'node:path';
import { closeLinks } from '../assign/closed-links.js';
import { type Assignment, assignRelease, usedRelationships } from '../assign/release.js';
import type { AthenaIndex } from '../athena/athena-index.js';
import type { OnScan } from '../athena/bundle-search.js';
import { readAthenaRelease, resolveCodes } from '../athena/resolution.js';
import { readCached } from '../fetch/cache/cache.js';
import { makeMappingRows } from '../map/link-rows.js';
import { collectLookUps, makeMapping } from '../map/mapping.js';
import { type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import { compareEditions } from '../model/edition.js';
import type { Mapping } from '../model/mapping.js';
import { OHDSI_CONCEPT_CLASSES } from '../model/ohdsi-metadata.js';
import { type ConceptId, type ConceptKey, ENGLISH, type Release } from '../model/omop.js';
import { RELATIONSHIP_TYPES } from '../model/relationship-types.js';
import { type ManifestInput, parseManifest, type ReleaseForm } from '../release/manifest.js';
import { readRelease } from '../release/read-release.js';
import { recoverRelease } from '../release/release-directory.js';
import { openFolder } from '../release/release-folder.js';
import { findText, getText } from '../release/text-file.js';
import { findForeignIds } from '../verify/release-index.js';
import { verifyRelease } from '../verify/verify-release.js';
import { type Curation, describeInput } from './curation.js';
import type { Progress } from './documents.js';
import type { BuildConfig } from './options.js';
import { readSources, type Sources } from './sources.js';

/** Everything that a build knows before it writes a file. */
export interface Build extends Sources {
  readonly config: BuildConfig;
  readonly assignment: Assignment;
  readonly mapping: Mapping;
  /** What an Athena download says of the codes and concepts at hand; undefined without one. */
  readonly index: AthenaIndex | undefined;
  /** Name of its release. */
  readonly athena: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Cache -> release in memory. The value is undefined as soon as a stage meets an error. */
export async function prepareBuild(
  config: BuildConfig,
  progress: Progress,
  onScan?: OnScan,
): Promise<Outcome<Build | undefined>> {
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(outcome: Outcome<T>): T => {
    diagnostics.push(...outcome.diagnostics);
    return outcome.value;
  };
  const stopped = { value: undefined, diagnostics };
  const { edition } = config;

  const read = keep(await readSources(config, progress));
  if (!read) return stopped;
  const { curation, standard, derivation, vocabulary, published } = read;
  const { profile, schemes, curated, curatedFile } = curation;

  const request = { ...curation, edition, published, vocabulary };
  const assigned = keep(assignRelease({ ...request, conceptClassIds: OHDSI_CONCEPT_CLASSES }));
  progress('assign', `${assigned.addedIds.length} new ids, ${assigned.ledger.length} in the ledger`);
  if (config.locked && assigned.addedIds.length > 0)
    diagnostics.push(lockedLedger(curation.ledgerFile, assigned));

  const previous = keep(await openPrevious(config, curation));
  const sources = { standard, derivation, schemes, curated };
  const questions = { codes: collectLookUps(sources), conceptIds: foreignIds(previous?.release) };
  const index = config.athena && keep(await openAthena(config, config.athena, questions, onScan));
  if (isBlocking(diagnostics)) return stopped;
  const found = index || undefined;
  const subjects = new Set(assigned.idOf.keys());
  const mapping = keep(makeMapping({ ...sources, profile, index: found, curatedFile, subjects }));
  progress('map', countMapped(mapping, found));

  const assignment = addRelationships(assigned, mapping, previous?.release, published, found);
  const checked = checkRelease(assignment.release, curation, published, previous?.release, found);
  diagnostics.push(...checked);
  progress('verify', `${checked.length === 0 ? 'no' : checked.length} findings of the rules of OMOP`);
  if (isBlocking(diagnostics)) return stopped;

  const inputs = [...read.inputs, ...curation.inputs, ...(previous ? [previous.input] : [])];
  const stages = { ...read, inputs, assignment, mapping };
  return { value: { ...stages, config, index: found, athena: found?.release, diagnostics }, diagnostics };
}

/**
 * True if the release directory holds a release of the same documents, mappings, form and program, and of the Athena
 * release that is given, if one is.
 */
export async function isReleased(config: BuildConfig): Promise<boolean> {
  const origin = parseManifest(findText(join(config.releaseDirectory, 'manifest.json')) ?? '');
  const cached = await readCached(config.cacheRoot, config.edition, []);
  if (!origin?.inputs || !cached.value) return false;
  if (config.athena && origin.athena !== (await readAthenaRelease(config.athena))) return false;
  const released = new Map(origin.inputs.map(({ name, sha256 }) => [name, sha256]));
  const mappings = [...released.keys()].filter((name) => name.startsWith('mappings/'));
  return (
    origin.tool === `dicom-omop ${config.toolVersion}` &&
    origin.profile === config.profile &&
    JSON.stringify(origin.form) === JSON.stringify(formOf(config)) &&
    cached.value.manifest.parts.every(({ file, sha256 }) => released.get(file) === sha256) &&
    mappings.every((name) => {
      const now = findText(join(config.mappings, name.replace(/^mappings\//, '')));
      return now !== undefined && describeInput(name, now).sha256 === released.get(name);
    })
  );
}

export function formOf({ subset, fhir }: BuildConfig): ReleaseForm {
  return { only: subset.only ?? null, exclude: subset.exclude, fhir };
}

/** Concepts of OHDSI that a release names without a code: classes, relationships, the language. */
const OHDSI_IDS: readonly number[] = [
  ...Object.values(OHDSI_CONCEPT_CLASSES),
  ...RELATIONSHIP_TYPES.map(({ relationshipConceptId }) => relationshipConceptId),
  ENGLISH,
];

/** Concepts that are not ours and have to be there: those of OHDSI, and those that the release before refers to. */
function foreignIds(previous: Release | undefined): number[] {
  return [...new Set([...OHDSI_IDS, ...(previous ? findForeignIds(previous) : [])])];
}

/** Looks codes up in an Athena download; what was found is kept beside the cache for the next build. */
async function openAthena(
  config: BuildConfig,
  bundle: string,
  questions: { readonly codes: readonly ConceptKey[]; readonly conceptIds: readonly number[] },
  onProgress: OnScan | undefined,
): Promise<Outcome<AthenaIndex | undefined>> {
  const indexPath = join(config.cacheRoot, `athena-${config.edition}.sqlite`);
  const request = { bundle, ...questions, indexPath, ...(onProgress ? { onProgress } : {}) };
  const { value, diagnostics } = await resolveCodes(request);
  return { value: value?.index, diagnostics };
}

/** The newest release before this edition that is at hand: the one named, else that of the last edition built. */
async function openPrevious(
  config: BuildConfig,
  { history }: Curation,
): Promise<Outcome<{ readonly release: Release; readonly input: ManifestInput } | undefined>> {
  const editions = history
    .filter(({ event, edition }) => event === 'released' && compareEditions(edition, config.edition) < 0)
    .map(({ edition }) => edition)
    .sort(compareEditions);
  const last = editions.at(-1);
  const directory = config.previous ?? (last && join(dirname(config.releaseDirectory), last));
  if (directory === undefined) return { value: undefined, diagnostics: [] };
  await recoverRelease(directory);
  const file = join(directory, 'CONCEPT_RELATIONSHIP.csv');
  const links =
    config.previous === undefined
      ? findText(file)
      : getText(file, 'give --previous the folder of a release that `dicom-omop build` wrote');
  if (links === undefined) {
    const note: Diagnostic = {
      code: 'previous-release-missing',
      severity: 'warning',
      at: { file: directory },
      message: `edition ${last ?? ''} was released from this ledger, but its release is not at hand: links that have ended since cannot be closed`,
      fix: 'build that edition into the same --out, or name its folder with --previous',
    };
    return { value: undefined, diagnostics: [note] };
  }
  const { value, diagnostics } = readRelease(openFolder(directory));
  const name = `previous/${basename(directory)}/CONCEPT_RELATIONSHIP.csv`;
  return { value: { release: value.release, input: describeInput(name, links) }, diagnostics };
}

/** Adds what mapping found, and the links of the release before that have ended. */
function addRelationships(
  assigned: Assignment,
  { maps }: Mapping,
  previous: Release | undefined,
  published: string,
  index: AthenaIndex | undefined,
): Assignment {
  const { release, idOf } = assigned;
  const { concepts } = release;
  const current = [...release.relationships, ...makeMappingRows(maps, concepts, idOf)];
  const isForeignConcept = (id: number) => index?.findById(id as ConceptId) !== undefined;
  const ended = previous
    ? closeLinks({ previous: previous.relationships, current, concepts, published, isForeignConcept })
    : [];
  const relationships = [...current, ...ended];
  const relationshipTypes = usedRelationships(relationships);
  return { ...assigned, release: { ...release, relationships, relationshipTypes } };
}

/** The rules of OMOP, before anything is published. */
function checkRelease(
  release: Release,
  { exceptions }: Curation,
  published: string,
  previous: Release | undefined,
  index: AthenaIndex | undefined,
): Diagnostic[] {
  const lookUp = index && ((conceptId: number) => index.findById(conceptId as ConceptId));
  return verifyRelease(release, { exceptions, published, previous, lookUp });
}

function countMapped({ maps, resolved }: Mapping, index: AthenaIndex | undefined): string {
  const reached = resolved.filter(({ targets }) => targets.length > 0).length;
  const looked = index
    ? `${reached} reach a standard concept of ${index.release ?? 'Athena'}`
    : 'not looked up (no --athena)';
  return `${resolved.length} codes of other schemes, ${looked}; ${maps.length} maps`;
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
