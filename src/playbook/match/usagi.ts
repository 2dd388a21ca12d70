/**
 * Matches as a file of OHDSI Usagi (File > Open), and the choices that a person approved there read back. Usagi keeps
 * the columns `ADD_INFO:` as they are, so modality and candidates come back with the choice.
 */
import { createHash } from 'node:crypto';
import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import type { Candidate } from './comparison.js';
import type { Match } from './matcher.js';
import type { Study } from './study.js';
import { SITE, type Synonym } from './synonyms.js';

/** A concept that stands for a LOINC number. */
export interface LoincConcept {
  readonly conceptId: number;
  readonly conceptName: string;
  readonly domainId: string;
}

export interface Matched {
  readonly study: Study;
  readonly match: Match;
}

const MODALITY = 'ADD_INFO:modality';
const CANDIDATES = 'ADD_INFO:candidates';
const NONE: LoincConcept = { conceptId: 0, conceptName: 'Unmapped', domainId: '' };

/** `concepts`: LOINC number -> its concept in the Athena download; empty without one, then Usagi shows `Unmapped`. */
const CELLS: Readonly<
  Record<string, (matched: Matched, concepts: ReadonlyMap<string, LoincConcept>) => string | number>
> = {
  sourceCode: ({ study }) => codeOf(study),
  sourceName: ({ study }) => study.studyDescription,
  sourceFrequency: ({ study }) => study.n ?? 1,
  sourceAutoAssignedConceptIds: ({ match }, concepts) =>
    match.candidates.flatMap(({ procedure }) => concepts.get(procedure.loinc)?.conceptId ?? []).join(';'),
  [MODALITY]: ({ study }) => study.modality,
  'ADD_INFO:bodyPart': ({ study }) => study.bodyPart ?? '',
  'ADD_INFO:verdict': ({ match }) => match.verdict,
  'ADD_INFO:reasons': ({ match }) => match.reasons.join('; '),
  [CANDIDATES]: ({ match }, concepts) =>
    match.candidates.map((candidate) => formatCandidate(candidate, concepts)).join('|'),
  matchScore: ({ match }) => match.candidates[0]?.score ?? 0,
  mappingStatus: () => 'UNCHECKED',
  equivalence: () => 'UNREVIEWED',
  statusSetBy: () => '',
  statusSetOn: () => 0,
  conceptId: (matched, concepts) => bestConcept(matched, concepts).conceptId,
  conceptName: (matched, concepts) => bestConcept(matched, concepts).conceptName,
  domainId: (matched, concepts) => bestConcept(matched, concepts).domainId,
  mappingType: () => 'MAPS_TO',
  comment: () => '',
  createdBy: () => 'dicom-omop',
  createdOn: () => 0,
  assignedReviewer: () => '',
};

export const USAGI_COLUMNS: readonly string[] = Object.keys(CELLS);

/** Most frequent first, then in the order given. */
export function formatUsagi(
  matched: readonly Matched[],
  concepts: ReadonlyMap<string, LoincConcept>,
): string {
  const rows = [...matched]
    .sort((a, b) => (b.study.n ?? 1) - (a.study.n ?? 1))
    .map((each) => Object.values(CELLS).map((cell) => cell(each, concepts)));
  return stringify([USAGI_COLUMNS, ...rows]);
}

/** The same for the same study, at most 50 characters. [CDM v5.4, SOURCE_TO_CONCEPT_MAP.source_code] */
function codeOf({ modality, studyDescription, bodyPart }: Study): string {
  const text = [modality, studyDescription, bodyPart ?? ''].join('\u001f');
  return `study-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function formatCandidate({ procedure }: Candidate, concepts: ReadonlyMap<string, LoincConcept>): string {
  const { loinc, longCommonName } = procedure;
  return `${loinc}=${concepts.get(loinc)?.conceptId ?? ''} ${longCommonName.replaceAll('|', ' ')}`;
}

function bestConcept({ match }: Matched, concepts: ReadonlyMap<string, LoincConcept>): LoincConcept {
  return concepts.get(match.candidates[0]?.procedure.loinc ?? '') ?? NONE;
}

/**
 * Approved rows -> choices of the site (kind `study`). The concept is turned back into its LOINC number by the
 * candidates of the row, else by `loincOf`. Errors: usagi-csv, usagi-columns; a finding: usagi-concept-unknown.
 */
export function parseApproved(
  text: string,
  file: string,
  loincOf: ReadonlyMap<number, string> = new Map(),
): Outcome<readonly Synonym[]> {
  const diagnostics: Diagnostic[] = [];
  const value: Synonym[] = [];
  let rows: {
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }[];
  try {
    rows = parse(text, { bom: true, columns: true, info: true, skip_empty_lines: true });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const at = { file, ...(typeof cause.lines === 'number' ? { line: cause.lines } : {}) };
    const fix = 'save the file in Usagi again';
    return {
      value,
      diagnostics: [{ code: 'usagi-csv', severity: 'error', at, message: cause.message, fix }],
    };
  }
  const missing = NEEDED.filter((column) => rows.length > 0 && !(column in (rows[0]?.record ?? {})));
  if (missing.length > 0) {
    diagnostics.push({
      code: 'usagi-columns',
      severity: 'error',
      at: { file, line: 1 },
      message: `columns are missing: ${missing.join(', ')}`,
      expected: USAGI_COLUMNS.join(','),
      fix: 'give a file that playbook match --export usagi wrote and Usagi saved',
    });
    return { value, diagnostics };
  }
  for (const { record, info } of rows) {
    if (record.mappingStatus !== 'APPROVED') continue;
    const conceptId = Number(record.conceptId);
    const loinc = loincAmong(record[CANDIDATES] ?? '', conceptId) ?? loincOf.get(conceptId);
    const [phrase, modality] = [record.sourceName ?? '', record[MODALITY] ?? ''];
    if (loinc === undefined) {
      diagnostics.push({
        code: 'usagi-concept-unknown',
        severity: 'finding',
        at: { file, line: info.lines },
        message: 'the approved concept is no procedure of the playbook that is known here',
        found: record.conceptId ?? '',
        expected: 'a candidate of the row, or the concept of a LOINC number of the playbook',
        fix: 'give --athena, or choose another concept in Usagi',
      });
      continue;
    }
    const modalities = modality === '' ? undefined : [modality.toUpperCase()];
    value.push({
      kind: 'study',
      phrase,
      modalities,
      partType: '',
      partName: loinc,
      language: SITE,
      line: info.lines,
    });
  }
  return { value, diagnostics };
}

const NEEDED = ['sourceName', 'mappingStatus', 'conceptId', MODALITY];

function loincAmong(candidates: string, conceptId: number): string | undefined {
  return candidates
    .split('|')
    .map((candidate) => /^(\d{1,7}-\d)=(\d+) /.exec(candidate))
    .find((match) => match !== null && Number(match[2]) === conceptId)?.[1];
}
