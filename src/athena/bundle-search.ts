/** The three passes over a bundle, and the checks of what they find. */
import { type AthenaVocabulary, isValidStandard, type MappingStep } from '../model/athena-concept.js';
import { FaultList } from '../model/fault-list.js';
import type { ConceptId, ConceptKey } from '../model/omop.js';
import {
  type Bundle,
  type BundleFile,
  CONCEPT,
  CONCEPT_CPT4,
  CONCEPT_RELATIONSHIP,
  VOCABULARY,
} from './bundle/bundle.js';
import type { StoredFindings } from './index-file.js';
import { CodeSet } from './scan/code-set.js';
import { scanConcepts, seekConcepts } from './scan/concept-file.js';
import { ConceptList } from './scan/concept-list.js';
import type { EdgeList } from './scan/edge-list.js';
import { IdSet } from './scan/id-set.js';
import { reachableConcepts, type StatedStep, stepsAmong } from './scan/mapping-closure.js';
import { readMappingEdges } from './scan/relationship-file.js';
import type { OnBytes } from './scan/table-scanner.js';
import { checkVocabularies, findRelease, readVocabularies } from './scan/vocabulary-file.js';

/** `codes` and `targets` read CONCEPT.csv, `relationships` and `ancestors` the files of these names. */
export type Pass = 'codes' | 'relationships' | 'targets' | 'ancestors';

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
  const search: Search = { bundle, faults, found: new ConceptList(faults), onProgress };
  const vocabularies = await readVocabularies(memberOf(bundle, VOCABULARY), faults);
  const hasVocabularies = !faults.hasErrors();
  const rowsOf = await findAsked(search, new CodeSet(codes), new IdSet(conceptIds));
  if (hasVocabularies) warnOfVocabularies(search, vocabularies, rowsOf);
  const edges = await findEdges(search);
  const steps = faults.hasErrors() ? [] : await findTargets(search, edges);
  search.found.warnOfBlankNames();
  return {
    findings: {
      concepts: [...search.found.byId.values()],
      steps: steps.map(({ relationshipId, from, to }) => ({ relationshipId, from, to })),
      vocabularies,
      release: findRelease(vocabularies),
    },
    diagnostics: faults.list(),
  };
}

interface Search {
  readonly bundle: Bundle;
  readonly faults: FaultList;
  readonly found: ConceptList;
  readonly onProgress: OnScan | undefined;
}

/** First pass. Answers how many rows each vocabulary of the codes has. */
async function findAsked(search: Search, codes: CodeSet, ids: IdSet): Promise<ReadonlyMap<string, number>> {
  const { faults, found } = search;
  const rowsOf = new Map(codes.vocabularies.map((vocabularyId) => [vocabularyId, 0]));
  for (const file of conceptFiles(search.bundle)) {
    const onBytes = progressOf('codes', file, search);
    const { byVocabulary } = await scanConcepts({ file, codes, ids, faults, found, onBytes });
    for (const [place, vocabularyId] of codes.vocabularies.entries()) {
      rowsOf.set(vocabularyId, (rowsOf.get(vocabularyId) ?? 0) + (byVocabulary[place] ?? 0));
    }
  }
  return rowsOf;
}

function warnOfVocabularies(
  { bundle, faults }: Search,
  vocabularies: readonly AthenaVocabulary[],
  rowsOf: ReadonlyMap<string, number>,
): void {
  const isWhole = !faults.hasErrors();
  const isEmpty = (vocabularyId: string): boolean => isWhole && rowsOf.get(vocabularyId) === 0;
  const file = memberOf(bundle, VOCABULARY);
  for (const warning of checkVocabularies(vocabularies, [...rowsOf.keys()], isEmpty, file))
    faults.add(warning);
}

/** Second pass. */
async function findEdges(search: Search): Promise<readonly EdgeList[]> {
  const file = memberOf(search.bundle, CONCEPT_RELATIONSHIP);
  return await readMappingEdges(file, search.faults, progressOf('relationships', file, search));
}

/** Last pass, and the steps among what all passes found; a step to a concept in no row is an error. */
async function findTargets(search: Search, edges: readonly EdgeList[]): Promise<readonly MappingStep[]> {
  const { bundle, faults, found } = search;
  const reached = reachableConcepts(found.byId.keys(), edges);
  const ids = new Set([...reached].filter((id) => !found.byId.has(id as ConceptId)));
  for (const file of conceptFiles(bundle)) {
    if (ids.size === 0) break;
    await seekConcepts({ file, ids, faults, found, onBytes: progressOf('targets', file, search) });
  }
  const steps = stepsAmong(found.byId, edges, isValidStandard);
  if (faults.hasErrors()) return [];
  for (const step of steps) {
    if (!found.byId.has(step.to)) addUnknownTarget(step, memberOf(bundle, CONCEPT_RELATIONSHIP), faults);
  }
  return steps;
}

function conceptFiles(bundle: Bundle): readonly BundleFile[] {
  const cpt4 = bundle.files.get(CONCEPT_CPT4);
  return [memberOf(bundle, CONCEPT), ...(cpt4 === undefined ? [] : [cpt4])];
}

function memberOf(bundle: Bundle, name: string): BundleFile {
  const file = bundle.files.get(name);
  if (file === undefined) throw new Error(`${name} was not required of ${bundle.path}`);
  return file;
}

function progressOf(pass: Pass, file: BundleFile, { onProgress }: Search): OnBytes | undefined {
  if (onProgress === undefined) return undefined;
  return (bytesRead) => onProgress({ pass, file: file.name, bytesRead, bytesTotal: file.size });
}

function addUnknownTarget(step: StatedStep, file: BundleFile, faults: FaultList): void {
  faults.add({
    code: 'athena-relationship-unknown-concept',
    severity: 'error',
    at: { file: file.path, line: step.line },
    message: `concept ${step.from} "${step.relationshipId}" a concept that is in no row of CONCEPT.csv`,
    found: String(step.to),
    expected:
      'a concept_id of CONCEPT.csv or CONCEPT_CPT4.csv [CDM v5.4 concept_relationship.concept_id_2, foreign key]',
    fix: 'download the bundle again, all files at once; keep CONCEPT_CPT4.csv beside the others if CPT4 was chosen',
  });
}
