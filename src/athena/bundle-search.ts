/** The three passes over a bundle, and the checks of what they find. */
import type { ConceptId, ConceptKey } from '../model/omop.js';
import { isValidStandard } from './athena-concept.js';
import {
  type Bundle,
  type BundleFile,
  CONCEPT,
  CONCEPT_CPT4,
  CONCEPT_RELATIONSHIP,
  VOCABULARY,
} from './bundle.js';
import { CodeSet } from './code-set.js';
import { scanConcepts, seekConcepts } from './concept-file.js';
import { ConceptList } from './concept-list.js';
import { FaultList } from './fault-list.js';
import { IdSet } from './id-set.js';
import type { StoredFindings } from './index-file.js';
import { reachableConcepts, stepsAmong } from './mapping-closure.js';
import { readMappingEdges } from './relationship-file.js';
import type { OnBytes } from './table-scanner.js';
import { checkVocabularies, findRelease, readVocabularies } from './vocabulary-file.js';

/** `codes` and `targets` read CONCEPT.csv, `relationships` reads CONCEPT_RELATIONSHIP.csv. */
export type Pass = 'codes' | 'relationships' | 'targets';

export interface ScanProgress {
  readonly pass: Pass;
  /** `CONCEPT.csv`. */
  readonly file: string;
  readonly bytesRead: number;
  /** Unpacked size of the file. */
  readonly bytesTotal: number;
}

/** Told after about every megabyte. */
export type OnScan = (progress: ScanProgress) => void;

/** The findings are whole only if no diagnostic is an error. */
export async function searchBundle(
  bundle: Bundle,
  codes: readonly ConceptKey[],
  conceptIds: readonly number[],
  onProgress: OnScan | undefined,
): Promise<StoredFindings> {
  const faults = new FaultList();
  const vocabularyFile = memberOf(bundle, VOCABULARY);
  const vocabularies = await readVocabularies(vocabularyFile, faults);
  const areVocabulariesKnown = !faults.hasErrors();
  const conceptFiles = [memberOf(bundle, CONCEPT), bundle.files.get(CONCEPT_CPT4)].filter(
    (file) => file !== undefined,
  );

  const asked = new CodeSet(codes);
  const ids = new IdSet(conceptIds);
  const found = new ConceptList(faults);
  const rowsOf = new Map(asked.vocabularies.map((vocabularyId) => [vocabularyId, 0]));
  for (const file of conceptFiles) {
    const onBytes = progressOf('codes', file, onProgress);
    const { byVocabulary } = await scanConcepts({ file, codes: asked, ids, faults, found, onBytes });
    for (const [place, vocabularyId] of asked.vocabularies.entries()) {
      rowsOf.set(vocabularyId, (rowsOf.get(vocabularyId) ?? 0) + (byVocabulary[place] ?? 0));
    }
  }
  if (areVocabulariesKnown) {
    const isWhole = !faults.hasErrors();
    const isEmpty = (vocabularyId: string) => isWhole && rowsOf.get(vocabularyId) === 0;
    const warnings = checkVocabularies(vocabularies, asked.vocabularies, isEmpty, vocabularyFile);
    for (const warning of warnings) faults.add(warning);
  }

  const relationshipFile = memberOf(bundle, CONCEPT_RELATIONSHIP);
  const onBytes = progressOf('relationships', relationshipFile, onProgress);
  const edges = await readMappingEdges(relationshipFile, faults, onBytes);
  const reached = reachableConcepts(found.byId.keys(), edges);
  const targets = new Set([...reached].filter((id) => !found.byId.has(id as ConceptId)));
  for (const file of faults.hasErrors() ? [] : conceptFiles) {
    if (targets.size === 0) break;
    await seekConcepts({
      file,
      ids: targets,
      faults,
      found,
      onBytes: progressOf('targets', file, onProgress),
    });
  }

  const steps = stepsAmong(found.byId, edges, isValidStandard);
  if (!faults.hasErrors()) {
    for (const { from, to, relationshipId, line } of steps) {
      if (!found.byId.has(to)) addUnknownTarget(from, to, relationshipId, line, relationshipFile, faults);
    }
  }
  found.warnOfBlankNames();
  return {
    findings: {
      concepts: [...found.byId.values()],
      steps: steps.map(({ relationshipId, from, to }) => ({ relationshipId, from, to })),
      vocabularies,
      release: findRelease(vocabularies),
    },
    diagnostics: faults.list(),
  };
}

function memberOf(bundle: Bundle, name: string): BundleFile {
  const file = bundle.files.get(name);
  if (file === undefined) throw new Error(`${name} was not required of ${bundle.path}`);
  return file;
}

function progressOf(pass: Pass, file: BundleFile, onProgress: OnScan | undefined): OnBytes | undefined {
  if (onProgress === undefined) return undefined;
  return (bytesRead) => onProgress({ pass, file: file.name, bytesRead, bytesTotal: file.size });
}

function addUnknownTarget(
  from: ConceptId,
  to: ConceptId,
  relationshipId: string,
  line: number,
  file: BundleFile,
  faults: FaultList,
): void {
  faults.add({
    code: 'athena-relationship-unknown-concept',
    severity: 'error',
    at: { file: file.path, line },
    message: `concept ${from} "${relationshipId}" a concept that is in no row of CONCEPT.csv`,
    found: String(to),
    expected:
      'a concept_id of CONCEPT.csv or CONCEPT_CPT4.csv [CDM v5.4 concept_relationship.concept_id_2, foreign key]',
    fix: 'download the bundle again, all files at once; keep CONCEPT_CPT4.csv beside the others if CPT4 was chosen',
  });
}
