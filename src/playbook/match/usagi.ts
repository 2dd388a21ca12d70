/**
 * Matches as a file of OHDSI Usagi (File > Open), and the choices that a person approved there read back. Usagi keeps
 * the columns `ADD_INFO:` as they are, so modality and candidates come back with the choice.
 */
import { createHash } from 'node:crypto';
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { formatUsagi, parseApprovedRows, type UsagiConcept, type UsagiTerm } from '../../usagi/usagi-file.js';
import type { Candidate } from './comparison.js';
import type { Match } from './matcher.js';
import type { Study } from './study.js';
import { SITE, type Synonym } from './synonyms.js';

export interface Matched {
  readonly study: Study;
  readonly match: Match;
}

/** LOINC number -> its concept in the Athena download. */
export type LoincConcepts = ReadonlyMap<string, UsagiConcept>;

/** Column of ADD_INFO -> its text. */
const INFO: Readonly<Record<string, (matched: Matched, concepts: LoincConcepts) => string>> = {
  modality: ({ study }) => study.modality,
  bodyPart: ({ study }) => study.bodyPart ?? '',
  verdict: ({ match }) => match.verdict,
  reasons: ({ match }) => match.reasons.join('; '),
  candidates: ({ match }, concepts) =>
    match.candidates.map((candidate) => formatCandidate(candidate, concepts)).join('|'),
};
const MODALITY = 'ADD_INFO:modality';
const CANDIDATES = 'ADD_INFO:candidates';

/** Most frequent first, then in the order given. Without concepts Usagi shows `Unmapped`. */
export function formatMatches(matched: readonly Matched[], concepts: LoincConcepts): string {
  const terms = [...matched]
    .sort((a, b) => (b.study.n ?? 1) - (a.study.n ?? 1))
    .map((each): UsagiTerm => {
      const { study, match } = each;
      const [best] = match.candidates;
      return {
        sourceCode: codeOf(study),
        sourceName: study.studyDescription,
        sourceFrequency: study.n ?? 1,
        conceptIds: match.candidates.flatMap(
          ({ procedure }) => concepts.get(procedure.loinc)?.conceptId ?? [],
        ),
        info: Object.fromEntries(Object.entries(INFO).map(([name, cell]) => [name, cell(each, concepts)])),
        matchScore: best?.score ?? 0,
        offered: best && concepts.get(best.procedure.loinc),
      };
    });
  return formatUsagi(terms, Object.keys(INFO));
}

/** The same for the same study, at most 50 characters. [CDM v5.4, SOURCE_TO_CONCEPT_MAP.source_code] */
function codeOf({ modality, studyDescription, bodyPart }: Study): string {
  const text = [modality, studyDescription, bodyPart ?? ''].join('\u001f');
  return `study-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

function formatCandidate({ procedure }: Candidate, concepts: LoincConcepts): string {
  const { loinc, longCommonName } = procedure;
  return `${loinc}=${concepts.get(loinc)?.conceptId ?? ''} ${longCommonName.replaceAll('|', ' ')}`;
}

/**
 * Approved rows -> choices of the site (kind `study`). The concept is turned back into its LOINC number by the
 * candidates of the row, else by `loincOf`. A finding: usagi-concept-unknown.
 */
export function parseApproved(
  text: string,
  file: string,
  loincOf: ReadonlyMap<number, string> = new Map(),
): Outcome<readonly Synonym[]> {
  const rows = parseApprovedRows(
    text,
    file,
    ['sourceName', 'conceptId', MODALITY],
    'give a file that playbook match --export usagi wrote and Usagi saved',
  );
  const diagnostics: Diagnostic[] = [...rows.diagnostics];
  const value: Synonym[] = [];
  for (const { cells, line } of rows.value) {
    const conceptId = Number(cells.conceptId);
    const loinc = loincAmong(cells[CANDIDATES] ?? '', conceptId) ?? loincOf.get(conceptId);
    const [phrase, modality] = [cells.sourceName ?? '', cells[MODALITY] ?? ''];
    if (loinc === undefined) {
      diagnostics.push({
        code: 'usagi-concept-unknown',
        severity: 'finding',
        at: { file, line },
        message: 'the approved concept is no procedure of the playbook that is known here',
        found: cells.conceptId ?? '',
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
      line,
    });
  }
  return { value, diagnostics };
}

function loincAmong(candidates: string, conceptId: number): string | undefined {
  return candidates
    .split('|')
    .map((candidate) => /^(\d{1,7}-\d)=(\d+) /.exec(candidate))
    .find((match) => match !== null && Number(match[2]) === conceptId)?.[1];
}
