/** VOCABULARY.csv: which vocabularies a bundle holds, and which release it is. */
import type { AthenaVocabulary } from '../../model/athena-concept.js';
import type { Diagnostic } from '../../model/diagnostic.js';
import type { FaultList } from '../../model/fault-list.js';
import type { ConceptId } from '../../model/omop.js';
import type { BundleFile } from '../bundle/bundle.js';
import { NOT_A_CONCEPT_ID } from '../concept-id.js';
import { addIdFault } from './concept-file.js';
import { layoutOf, placeOf } from './table-layout.js';
import { scanTable } from './table-scanner.js';

const VOCABULARY_LAYOUT = layoutOf('vocabulary');
const ID = placeOf(VOCABULARY_LAYOUT, 'vocabulary_id');
const NAME = placeOf(VOCABULARY_LAYOUT, 'vocabulary_name');
const REFERENCE = placeOf(VOCABULARY_LAYOUT, 'vocabulary_reference');
const VERSION = placeOf(VOCABULARY_LAYOUT, 'vocabulary_version');
const CONCEPT_ID = placeOf(VOCABULARY_LAYOUT, 'vocabulary_concept_id');

/** Row `None` is a vocabulary like any other; its version is the name of the release. */
const RELEASE_ROW = 'None';
/** Vocabularies without which most of DICOM's codes cannot be found. */
const ALWAYS_NEEDED: readonly string[] = ['SNOMED', 'LOINC'];

export async function readVocabularies(file: BundleFile, faults: FaultList): Promise<AthenaVocabulary[]> {
  const vocabularies: AthenaVocabulary[] = [];
  await scanTable({
    file,
    layout: VOCABULARY_LAYOUT,
    faults,
    onRow: (row) => {
      const id = row.id(CONCEPT_ID);
      if (id === NOT_A_CONCEPT_ID) addIdFault(row, CONCEPT_ID, 'vocabulary_concept_id', file, faults);
      vocabularies.push({
        vocabularyId: row.text(ID) ?? '',
        vocabularyName: row.text(NAME),
        vocabularyReference: row.text(REFERENCE),
        vocabularyVersion: row.text(VERSION),
        vocabularyConceptId: id as ConceptId,
      });
    },
  });
  return vocabularies;
}

/** `v5.0 27-AUG-25`; undefined if there is no row `None` or it has no version. */
export function findRelease(vocabularies: readonly AthenaVocabulary[]): string | undefined {
  return vocabularies.find(({ vocabularyId }) => vocabularyId === RELEASE_ROW)?.vocabularyVersion;
}

/**
 * Warnings: no release named; SNOMED, LOINC or a vocabulary of the codes asked for is not listed, or is
 * listed and has no row in CONCEPT.
 */
export function checkVocabularies(
  vocabularies: readonly AthenaVocabulary[],
  asked: readonly string[],
  isEmpty: (vocabularyId: string) => boolean,
  file: BundleFile,
): readonly Diagnostic[] {
  const present = vocabularies.map(({ vocabularyId }) => vocabularyId).sort();
  const needed = [...new Set([...ALWAYS_NEEDED, ...asked])].sort();
  const warnings: Diagnostic[] = needed.flatMap((vocabularyId) => {
    const listed = present.includes(vocabularyId);
    if (listed && !isEmpty(vocabularyId)) return [];
    return {
      code: 'vocabulary-not-loaded',
      severity: 'warning',
      at: { file: file.path },
      message: listed
        ? `vocabulary "${vocabularyId}" is listed, but the bundle has no concept of it: its codes stay unresolved`
        : `vocabulary "${vocabularyId}" is not in the bundle: its codes stay unresolved`,
      found: present.join(', '),
      expected: `a row "${vocabularyId}" in VOCABULARY.csv [CDM v5.4 vocabulary], and its concepts in CONCEPT.csv`,
      fix: `choose "${vocabularyId}" at athena.ohdsi.org and download the bundle again`,
    };
  });
  if (findRelease(vocabularies) !== undefined) return warnings;
  return [
    ...warnings,
    {
      code: 'athena-release-unknown',
      severity: 'warning',
      at: { file: file.path },
      message: 'the bundle does not say which release it is: outputs cannot name it',
      expected: 'a row "None" with the release in vocabulary_version',
      fix: 'download the bundle again; Athena always sends that row',
    },
  ];
}
