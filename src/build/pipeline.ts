/** The stages in order: the program's table of contents. Each takes values and gives values and diagnostics. */
import { join } from 'node:path';
import { type Assignment, assignRelease } from '../assign/release.js';
import { findAncestors } from '../athena/ancestors.js';
import type { AthenaIndex } from '../athena/athena-index.js';
import type { OnScan } from '../athena/bundle-search.js';
import { resolveCodes } from '../athena/resolution.js';
import { makePrivateConcepts } from '../concepts/private-attributes.js';
import { linkRelease } from '../links/release-links.js';
import { collectLookUps, makeMapping } from '../map/mapping.js';
import { collect, type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import type { Mapping } from '../model/mapping.js';
import { OHDSI_CONCEPT_CLASSES } from '../model/ohdsi-metadata.js';
import { type ConceptId, type ConceptKey, ENGLISH, type Release } from '../model/omop.js';
import { privateProfileOf } from '../model/profile.js';
import { RELATIONSHIP_TYPES } from '../model/relationship-types.js';
import { findForeignIds } from '../verify/release-index.js';
import { findSeveralTargets } from '../verify/rules/r6-ancestor-target.js';
import { verifyRelease } from '../verify/verify-release.js';
import type { Curation } from './curation.js';
import type { Progress } from './documents.js';
import type { LedgerGrowth } from './ledger-files.js';
import type { BuildConfig } from './options.js';
import { openPrevious } from './previous-release.js';
import { readSources, type Sources } from './sources.js';

/** Everything that a build knows before it writes a file. */
export interface Build extends Sources {
  readonly config: BuildConfig;
  readonly assignment: Assignment & { readonly release: Release };
  /** Ids of the private vocabulary; its concepts are in the release. */
  readonly privateAssignment: Assignment | undefined;
  readonly mapping: Mapping;
  /** What an Athena download says of the codes and concepts at hand; undefined without one. */
  readonly index: AthenaIndex | undefined;
  /** Name of its release. */
  readonly athena: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Cache -> release in memory. The value is undefined as soon as a stage meets an error. `curationRead`: the curated files,
 * where they have been read.
 */
export async function prepareBuild(
  config: BuildConfig,
  progress: Progress,
  onScan?: OnScan,
  curationRead?: Outcome<Curation | undefined>,
): Promise<Outcome<Build | undefined>> {
  const { keep, add, diagnostics } = collect();
  const stopped = { value: undefined, diagnostics };
  const { edition } = config;

  const read = keep(await readSources(config, progress, curationRead));
  if (!read) return stopped;
  const { curation, standard, derivation, vocabulary, published } = read;
  const { profile, schemes, curated, curatedFile } = curation;

  progress.doing?.('giving ids');
  const request = { ...curation, edition, published, vocabulary };
  const assigned = keep(assignRelease({ ...request, conceptClassIds: OHDSI_CONCEPT_CLASSES }));
  const privateAssignment = keep(assignPrivate(read));
  const added = assigned.addedIds.length + (privateAssignment?.addedIds.length ?? 0);
  progress('assign', `${added} new ids, ${assigned.ledger.length} in the ledger`);
  for (const { files, ids } of growthsOf({ curation, assignment: assigned, privateAssignment })) {
    if (config.locked && ids.length > 0) add(lockedLedger(files.ledgerFile, ids));
  }

  progress.doing?.('mapping codes');
  const previous = keep(await openPrevious(config, curation));
  const sources = { standard, derivation, schemes, curated };
  const questions = { codes: collectLookUps(sources), conceptIds: foreignIds(previous?.release) };
  const index = config.athena && keep(await openAthena(config, config.athena, questions, onScan));
  if (isBlocking(diagnostics)) return stopped;
  const found = index || undefined;
  const subjects = new Set(assigned.idOf.keys());
  const mapping = keep(makeMapping({ ...sources, profile, index: found, curatedFile, subjects }));
  progress('map', countMapped(mapping, found));

  progress.doing?.('linking and verifying');
  const release = linkRelease(joinRows(assigned.rows, privateAssignment?.rows), {
    ...assigned,
    maps: mapping.maps,
    previous: previous?.release.relationships ?? [],
    published,
    isForeignConcept: (id) => found?.findById(id as ConceptId) !== undefined,
    isStandard: (id) => {
      const concept = found?.findById(id as ConceptId);
      return concept?.standardConcept === 'S' && concept.invalidReason === undefined;
    },
  });
  const assignment = { ...assigned, release };
  const isAncestor =
    config.athena && keep(await findAncestors(config.athena, findSeveralTargets(release), onScan));
  const checked = verifyRelease(release, {
    exceptions: curation.exceptions,
    published,
    previous: previous?.release,
    lookUp: found && ((conceptId) => found.findById(conceptId as ConceptId)),
    isAncestor: isAncestor || undefined,
  });
  add(...checked);
  progress('verify', `${checked.length === 0 ? 'no' : checked.length} findings of the rules of OMOP`);
  if (isBlocking(diagnostics)) return stopped;

  const inputs = [...read.inputs, ...curation.inputs, ...(previous ? [previous.input] : [])];
  const stages = { ...read, inputs, assignment, privateAssignment, mapping };
  return { value: { ...stages, config, index: found, athena: found?.release, diagnostics }, diagnostics };
}

/** Ids and lives of the private vocabulary, from its own ledger; no value where the profile has none. */
function assignPrivate({
  curation,
  privateAttributes,
  published,
  standard,
}: Sources): Outcome<Assignment | undefined> {
  const profile = privateProfileOf(curation.profile);
  if (profile === undefined || curation.privateIds === undefined)
    return { value: undefined, diagnostics: [] };
  const { ledger, history } = curation.privateIds;
  return assignRelease({
    edition: standard.edition,
    published,
    vocabulary: { concepts: makePrivateConcepts(privateAttributes, profile), links: [] },
    ledger,
    history,
    profile,
    conceptClassIds: OHDSI_CONCEPT_CLASSES,
  });
}

function joinRows(rows: Assignment['rows'], others: Assignment['rows'] | undefined): Assignment['rows'] {
  if (others === undefined) return rows;
  const classes = [...rows.conceptClasses, ...others.conceptClasses];
  return {
    concepts: [...rows.concepts, ...others.concepts],
    synonyms: [...rows.synonyms, ...others.synonyms],
    vocabularies: [...rows.vocabularies, ...others.vocabularies],
    conceptClasses: [...new Map(classes.map((each) => [each.conceptClassId, each])).values()],
  };
}

/** What a build adds to the ledgers, that of the profile first. */
export function growthsOf({
  curation,
  assignment,
  privateAssignment,
}: Pick<Sources, 'curation'> & {
  readonly assignment: Pick<Assignment, 'addedIds' | 'addedHistory'>;
  readonly privateAssignment: Assignment | undefined;
}): readonly LedgerGrowth[] {
  const grow = (
    files: LedgerGrowth['files'],
    { addedIds: ids, addedHistory: history }: typeof assignment,
  ) => ({
    files,
    ids,
    history,
  });
  const { privateIds } = curation;
  return [
    grow(curation, assignment),
    ...(privateIds && privateAssignment ? [grow(privateIds, privateAssignment)] : []),
  ];
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
  const indexPath = join(config.cacheRoot, `athena-${config.edition}.json`);
  const request = { bundle, ...questions, indexPath, ...(onProgress ? { onProgress } : {}) };
  const { value, diagnostics } = await resolveCodes(request);
  return { value: value?.index, diagnostics };
}

function countMapped({ maps, resolved }: Mapping, index: AthenaIndex | undefined): string {
  const reached = resolved.filter(({ targets }) => targets.length > 0).length;
  const looked = index
    ? `${reached} reach a standard concept of ${index.release ?? 'Athena'}`
    : 'not looked up (no --athena)';
  return `${resolved.length} codes of other schemes, ${looked}; ${maps.length} maps`;
}

function lockedLedger(file: string, ids: Assignment['addedIds']): Diagnostic {
  const [first] = ids;
  return {
    code: 'ledger-locked',
    severity: 'error',
    at: { file },
    message: `${ids.length} codes have no id in the ledger, and --locked forbids new ones`,
    found: first ? `${first.vocabularyId} ${first.conceptCode}` : '',
    expected: 'a ledger that knows every code of the edition',
    fix: 'build without --locked, review the new lines and commit the ledger',
  };
}
