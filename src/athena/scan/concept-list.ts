import type { AthenaConcept } from '../../model/athena-concept.js';
import type { FaultList } from '../../model/fault-list.js';
import type { ConceptId } from '../../model/omop.js';
import type { BundleFile } from '../bundle/bundle.js';

/** The CONCEPT rows found so far, one per id. */
export class ConceptList {
  readonly #byId = new Map<ConceptId, AthenaConcept>();
  readonly #faults: FaultList;
  readonly #blank = new Map<ConceptId, { readonly file: BundleFile; readonly line: number }>();

  constructor(faults: FaultList) {
    this.#faults = faults;
  }

  get byId(): ReadonlyMap<ConceptId, AthenaConcept> {
    return this.#byId;
  }

  /**
   * A row that repeats another word for word, or differs from it only by a blank name (CPT4 before and after
   * its names were filled in), counts once; any other second row of an id is an error.
   */
  add(concept: AthenaConcept, file: BundleFile, line: number): void {
    const { conceptId, conceptName } = concept;
    const known = this.#byId.get(conceptId);
    if (known !== undefined && !isSameButForName(known, concept)) {
      this.#faults.add({
        code: 'athena-concept-repeated',
        severity: 'error',
        at: { file: file.path, line },
        message: `concept ${conceptId} has a second row that says something else`,
        found: `${concept.vocabularyId} ${concept.conceptCode}`,
        expected: `one row per concept_id [CDM v5.4 concept, primary key]; the first is ${known.vocabularyId} ${known.conceptCode}`,
        fix: 'download the bundle again, and do not join the files of two downloads',
      });
      return;
    }
    if (known === undefined || known.conceptName === undefined) this.#byId.set(conceptId, concept);
    if (conceptName !== undefined) this.#blank.delete(conceptId);
    else if (known?.conceptName === undefined) this.#blank.set(conceptId, { file, line });
  }

  /** One warning for all concepts without a name, at the first of them. */
  warnOfBlankNames(): void {
    const [first] = this.#blank.values();
    if (first === undefined) return;
    this.#faults.add({
      code: 'athena-name-blank',
      severity: 'warning',
      at: { file: first.file.path, line: first.line },
      message: `${this.#blank.size} of the concepts found have no name; they are resolved by code`,
      expected: 'a concept_name [CDM v5.4 concept.concept_name NOT NULL]',
      fix: 'run the CPT4 program that comes with the download: it fills in the names of CONCEPT_CPT4.csv',
    });
  }
}

function isSameButForName(a: AthenaConcept, b: AthenaConcept): boolean {
  if (a.conceptName !== undefined && b.conceptName !== undefined && a.conceptName !== b.conceptName)
    return false;
  const withoutName = (concept: AthenaConcept): string => JSON.stringify({ ...concept, conceptName: '' });
  return withoutName(a) === withoutName(b);
}
