/** Releases for loading: one from the embedded edition, mapped to standard concepts, and the one after it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatHistory } from '../../src/assign/history.js';
import { formatLedger } from '../../src/assign/ledger.js';
import { readBuildConfig } from '../../src/build/options.js';
import { type Build, prepareBuild } from '../../src/build/pipeline.js';
import { makeAttributeGuide } from '../../src/guide/attribute-guide.js';
import { emitAttributeGuide } from '../../src/guide/attribute-guide-table.js';
import { selectAttributes } from '../../src/guide/attribute-selection.js';
import { identifiersOf } from '../../src/guide/phi-attributes.js';
import { formatDuckdbLoad } from '../../src/load/duckdb-script.js';
import { formatPostgresqlLoad } from '../../src/load/postgresql-script.js';
import { formatKey } from '../../src/model/concept-draft.js';
import type { ConceptId, Release } from '../../src/model/omop.js';
import { RELATIONSHIP_TYPES } from '../../src/model/relationship-types.js';
import { emitOmopTables } from '../../src/release/omop-tables.js';
import { conceptOf, linkOf, STANDARD_CT, STANDARD_MR, synonymOf } from './release.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** No concept of any download. */
export const NOWHERE = 1999999999;

export async function buildMini(folder: string): Promise<Build> {
  writeFileSync(join(folder, 'concept-ids.tsv'), formatLedger([]));
  writeFileSync(join(folder, 'concept-history.tsv'), formatHistory([]));
  const around = { programRoot: ROOT, workingDirectory: folder, toolVersion: '0' };
  const config = readBuildConfig({ edition: 'mini', ledger: 'concept-ids.tsv' }, around);
  const { value } = await prepareBuild(config, () => undefined);
  if (!value) throw new Error('the embedded edition does not build');
  return value;
}

/** `attribute_guide.tsv` of a build, without what the curated files add. */
export function guideOf({ standard, derivation, assignment, curation }: Build): readonly [string, string] {
  const selected = selectAttributes(
    standard.attributes,
    identifiersOf(() => undefined),
    { only: undefined, exclude: [] },
  );
  const { vocabularyId } = curation.profile;
  return emitAttributeGuide(
    makeAttributeGuide(selected, {
      derivation,
      attributeValues: new Map(),
      findConcept: (conceptCode) => assignment.idOf.get(formatKey({ vocabularyId, conceptCode })),
      findStandard: () => undefined,
      isMeasurement: () => true,
      findUnit: () => undefined,
    }),
  );
}

export function idOf(release: Release, conceptCode: string): ConceptId {
  const concept = release.concepts.find((each) => each.conceptCode === conceptCode);
  if (!concept) throw new Error(`${conceptCode} is not in the release`);
  return concept.conceptId;
}

/** The release with CT and MR mapped, and one link to a concept that no target has. */
export function mapModalities(release: Release): Release {
  const links = [
    ...linkOf(idOf(release, 'CT'), 'Maps to', STANDARD_CT),
    ...linkOf(idOf(release, 'MR'), 'Maps to', STANDARD_MR),
    ...linkOf(idOf(release, 'US'), 'Maps to', NOWHERE),
  ];
  return {
    ...release,
    relationships: [...release.relationships, ...links],
    relationshipTypes: RELATIONSHIP_TYPES.filter(({ relationshipId }) => !relationshipId.includes('nswer')),
  };
}

export const NEW_ID = 2128299000 as ConceptId;

/** MR renamed, NM deprecated, US gone, one code new; MR is not mapped any more. */
export function nextRelease(release: Release): Release {
  const gone = idOf(release, 'US');
  const nm = idOf(release, 'NM');
  const mr = idOf(release, 'MR');
  const touches = (id: number) => (row: { conceptId1: number; conceptId2: number }) =>
    row.conceptId1 === id || row.conceptId2 === id;
  const ended = { validEndDate: '20240914', invalidReason: 'D' } as const;
  return {
    ...release,
    concepts: [
      ...release.concepts
        .filter(({ conceptId }) => conceptId !== gone)
        .map((concept) => {
          if (concept.conceptId === mr) return { ...concept, conceptName: 'Magnetic Resonance, renamed' };
          return concept.conceptId === nm ? { ...concept, ...ended } : concept;
        }),
      conceptOf(NEW_ID, 'NEWMOD', 'New Modality', { validStartDate: '20240915' }),
    ],
    relationships: [
      ...release.relationships
        .filter((row) => !touches(gone)(row) && !(touches(mr)(row) && touches(STANDARD_MR)(row)))
        .map((row) => (touches(nm)(row) ? { ...row, ...ended } : row)),
      ...linkOf(idOf(release, '00080060'), 'Maps to value', NEW_ID, { validStartDate: '20240915' }),
    ],
    synonyms: [
      ...release.synonyms.filter(({ conceptId }) => conceptId !== gone),
      synonymOf(mr, 'Magnetic Resonance'),
    ],
  };
}

/** A release directory: the OMOP files and the scripts that load them. */
export function writeRelease(
  folder: string,
  release: Release,
  published: string,
  more: ReadonlyMap<string, string> = new Map(),
): string {
  mkdirSync(folder, { recursive: true });
  const files = new Map([
    ...emitOmopTables(release),
    ['load-postgresql.sql', formatPostgresqlLoad(release, { published })],
    ['load-postgresql-standalone.sql', formatPostgresqlLoad(release, { published, standalone: true })],
    ['load-duckdb.sql', formatDuckdbLoad(release, { published, standalone: true })],
    ...more,
  ]);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  return folder;
}
