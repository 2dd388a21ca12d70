/** A build -> the files of its release, as text. */

import { basename, join, relative } from 'node:path';
import { emitDiagnostics } from '../emit/diagnostics-table.js';
import { emitFhir } from '../emit/fhir/fhir.js';
import { emitHistory } from '../emit/history-table.js';
import { emitMappingTables } from '../emit/mapping-tables.js';
import { emitSubmission } from '../emit/ohdsi/submission-folder.js';
import { emitReport } from '../emit/report.js';
import { emitSssom } from '../emit/sssom.js';
import { makeAttributeGuide } from '../guide/attribute-guide.js';
import { emitAttributeGuide } from '../guide/attribute-guide-table.js';
import { selectAttributes } from '../guide/attribute-selection.js';
import { emitLookUpTables } from '../guide/look-up/look-up-tables.js';
import { identifiersOf } from '../guide/phi-attributes.js';
import { subsetRelease, withoutForeignCodes, withoutVocabulary } from '../guide/release-subset.js';
import { formatDuckdbLoad } from '../load/duckdb-script.js';
import { formatImagingTables } from '../load/imaging-tables.js';
import { formatPostgresqlLoad } from '../load/postgresql-script.js';
import { makeStandardMappings } from '../map/standard-mappings.js';
import { formatKey } from '../model/concept-draft.js';
import { collect, type Diagnostic, isBlocking, type Outcome } from '../model/diagnostic.js';
import { countBy } from '../model/grouping.js';
import type { ConceptId, ConceptKey, Release } from '../model/omop.js';
import { emitFactTables } from '../release/fact-tables.js';
import { emitManifest } from '../release/manifest.js';
import { emitOmopTables, type Files } from '../release/omop-tables.js';
import { formOf } from './already-released.js';
import type { Progress } from './documents.js';
import { makePage } from './kept-page.js';
import { makeLookUpAnswers, makePrivateLookUps } from './look-up-answers.js';
import type { BuildConfig } from './options.js';
import { type Build, growthsOf } from './pipeline.js';

export interface RenderedRelease {
  /** What is published: a subset of the build where one was asked for. */
  readonly release: Release;
  readonly files: Files;
}

/** `tables`: without the page, for whoever reads no more than these. */
export type Extent = 'whole' | 'tables';

/** With the diagnostics of the build and of its forms; no value if a form of it cannot be made. */
export async function renderRelease(
  build: Build,
  extent: Extent,
  progress: Progress,
): Promise<Outcome<RenderedRelease | undefined>> {
  progress.doing?.('making the tables');
  const { config, curation, assignment, standard, derivation, published } = build;
  const { edition, toolVersion } = config;
  const { profile } = curation;
  const { keep, diagnostics: faults } = collect();
  const identifiers = identifiersOf(
    curation.findPhi,
    standard.confidentialityProfile,
    curation.shipped.confidentialityProfile,
  );
  const selected = selectAttributes(standard.attributes, identifiers, config.subset);
  const isWhole = selected.every((each) => each.selected);
  const asked = config.subset.exclude.includes('private')
    ? withoutVocabulary(assignment.release, profile.privateAttributes?.vocabularyId)
    : assignment.release;
  const whole = profile.foreignCodes || profile.termCode === 'raw' ? asked : withoutForeignCodes(asked);
  const release = isWhole ? whole : subsetRelease(whole, selected);
  const kept = new Set(release.concepts.map(formatKey));
  const isKept = (key: ConceptKey) => kept.has(formatKey(key));
  const maps = build.mapping.maps.filter(({ subject }) => isKept(subject));
  const drafts = new Map(build.vocabulary.concepts.map((draft) => [formatKey(draft), draft.name]));
  const mappings = makeStandardMappings(maps, (key) => drafts.get(key), build.index);
  const equivalents = new Map(
    maps
      .filter(({ relationshipId }) => relationshipId === 'Maps to')
      .map(({ subject, object }) => [subject.conceptCode, object]),
  );
  const { index, athena } = build;
  const guide = makeAttributeGuide(selected, {
    derivation,
    attributeValues: curation.attributeValues,
    findConcept: (conceptCode) =>
      assignment.idOf.get(formatKey({ vocabularyId: profile.vocabularyId, conceptCode })),
    findStandard: (conceptCode) => equivalents.get(conceptCode),
    isMeasurement: ({ vocabularyId, conceptCode }) => {
      const concept = index?.find(vocabularyId, conceptCode);
      const targets = concept ? index?.targets(concept.conceptId) : undefined;
      return !index || (targets ?? []).some((target) => target.concept.domainId === 'Measurement');
    },
    findUnit: (ucum) => build.index?.find('UCUM', ucum)?.conceptId,
  });
  const links = build.vocabulary.links.filter(({ from, to }) => isKept(from) && isKept(to));
  const { idOf } = assignment;
  const findForeign = index && ((conceptId: ConceptId) => index.findById(conceptId));
  const submission = { release, mappings, findForeign, published, toolVersion, athena };
  const files = new Map([
    ...emitOmopTables(release),
    ...emitFactTables(build),
    ...emitMappingTables({ ...build.mapping, maps, links, idOf, findForeign }),
    emitAttributeGuide(guide),
    emitHistory(
      growthsOf(build).flatMap(({ files: { history }, history: added }) => [...history, ...added]),
      release,
    ),
  ]);
  const others = [
    ...emitLookUpTables({
      release,
      guide,
      derivation,
      links,
      privateAttributes: makePrivateLookUps(build, isKept),
      ...standard,
      ...makeLookUpAnswers(build),
    }),
    emitSssom({ mappings, edition, published, toolVersion, isLookedUp: index !== undefined }),
    ['load-postgresql.sql', formatPostgresqlLoad(release, { published })] as const,
    ['load-duckdb.sql', formatDuckdbLoad(release, { published })] as const,
    ['imaging-postgresql.sql', formatImagingTables('postgresql', { clinicalTables: false })] as const,
    ['imaging-sqlite.sql', formatImagingTables('sqlite', { clinicalTables: false })] as const,
    ...(config.fhir
      ? emitFhir({
          standard,
          release: withoutVocabulary(release, profile.privateAttributes?.vocabularyId),
          mappings,
          published,
        })
      : []),
    ...(profile.submission ? keep(emitSubmission(submission)) : []),
  ];
  for (const [file, text] of others) files.set(file, text);
  const diagnostics = [...build.diagnostics, ...faults];
  if (isBlocking(faults)) return { value: undefined, diagnostics };
  const portable = diagnostics.map((fault) => withoutMachinePath(fault, config));
  files.set(...emitDiagnostics(portable));
  const summary = {
    ...build,
    assignment: { ...assignment, release },
    diagnostics: portable,
    edition,
    toolVersion,
    profile,
    form: formOf(config),
    codes: countOutcomes(build),
  };
  const label = { edition, profile: profile.name, tool: `dicom-omop ${toolVersion}`, athena };
  if (extent === 'whole') files.set(...(await makePage(config, files, label, progress)));
  files.set(...emitManifest(summary, files));
  files.set(...emitReport(summary));
  return { value: { release, files }, diagnostics };
}

/** Codes of other schemes by what became of them, most first. */
function countOutcomes({ mapping: { resolved } }: Build): Record<string, number> {
  const counts = countBy(resolved, ({ status }) => status);
  return Object.fromEntries([...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)));
}

/** Places in curated files as `mappings/...`, others by their name: a release has the same bytes on any machine. */
function withoutMachinePath(diagnostic: Diagnostic, { mappings, shippedMappings }: BuildConfig): Diagnostic {
  const { at } = diagnostic;
  if (at === undefined || !('file' in at)) return diagnostic;
  const [inside = '..'] = [mappings, shippedMappings]
    .map((folder) => relative(folder, at.file))
    .filter((path) => !path.startsWith('..'));
  const file = inside.startsWith('..') ? basename(at.file) : join('mappings', inside).replaceAll('\\', '/');
  return { ...diagnostic, at: { ...at, file } };
}
