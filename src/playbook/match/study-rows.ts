/** `studies.tsv` -> studies, and their matches -> rows. */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { parseTabSeparated } from '../../model/tab-separated.js';
import type { Candidate } from './comparison.js';
import type { Match } from './matcher.js';
import type { Study } from './study.js';

/** Columns of `--file`; the first two are needed, others may be missing, unknown ones are passed over. */
const STUDY_COLUMNS = [
  'modality',
  'study_description',
  'body_part',
  'requested_procedure',
  'performed_procedure_step',
  'protocol_name',
  'series_descriptions',
  'procedure_code',
  'contrast_agent',
  'laterality',
  'n',
] as const;

/** What each column of the result holds; the candidate is undefined in the only row of a study without one. */
const CELLS = {
  modality: (study: Study) => study.modality,
  study_description: (study: Study) => study.studyDescription,
  n: (study: Study) => study.n ?? 1,
  rank: (_study: Study, _match: Match, candidate?: Candidate) => candidate?.rank,
  loinc: (_study: Study, _match: Match, candidate?: Candidate) => candidate?.procedure.loinc,
  rpid: (_study: Study, _match: Match, candidate?: Candidate) =>
    candidate?.procedure.radLex.map(({ rpid }) => rpid).join('|'),
  long_common_name: (_study: Study, _match: Match, candidate?: Candidate) =>
    candidate?.procedure.longCommonName,
  score: (_study: Study, _match: Match, candidate?: Candidate) => candidate?.score.toFixed(3),
  verdict: (_study: Study, { verdict }: Match) => verdict,
  matched: (_study: Study, _match: Match, candidate?: Candidate) => candidate?.matched.join('; '),
  contradicted: (_study: Study, _match: Match, candidate?: Candidate) => candidate?.contradicted.join('; '),
  not_understood: (_study: Study, { unknown }: Match) => unknown.join('; '),
  reasons: (_study: Study, { reasons }: Match) => reasons.join('; '),
  language: (_study: Study, { language }: Match) => language,
} as const;

export type MatchColumn = keyof typeof CELLS;
export const MATCH_COLUMNS = Object.keys(CELLS) as MatchColumn[];
export type MatchRow = Readonly<Record<MatchColumn, string>>;

/**
 * Tab-separated with a header; columns by name in any order, every line below is a study. No quoting. Errors: those of
 * tab-separated files, studies-number.
 */
export function parseStudies(text: string, file: string): Outcome<readonly Study[] | undefined> {
  const { value: rows, diagnostics } = parseTabSeparated(
    text.replace(/(?:\r?\n)+$/, '\n'),
    file,
    STUDY_COLUMNS.slice(0, 2),
    { comments: false, fix: undefined },
  );
  const faults: Diagnostic[] = [...diagnostics];
  const studies = rows.map(({ line, cells }): Study => {
    const cell = (column: (typeof STUDY_COLUMNS)[number]) => cells[column]?.trim() ?? '';
    const n = cell('n');
    if (n !== '' && !/^[1-9]\d*$/.test(n)) {
      faults.push({
        code: 'studies-number',
        severity: 'error',
        at: { file, line },
        message: 'the number of studies is no whole number',
        found: n,
        expected: '1 or more',
        fix: 'correct the cell, or leave it empty for 1',
      });
    }
    return {
      modality: cell('modality'),
      studyDescription: cell('study_description'),
      bodyPart: cell('body_part'),
      requestedProcedure: cell('requested_procedure'),
      performedProcedureStep: cell('performed_procedure_step'),
      protocol: cell('protocol_name'),
      seriesDescriptions: cell('series_descriptions'),
      procedureCode: cell('procedure_code'),
      contrastAgent: cell('contrast_agent'),
      laterality: cell('laterality'),
      n: n === '' ? 1 : Number(n),
    };
  });
  return { value: faults.length > 0 ? undefined : studies, diagnostics: faults };
}

/** One row per candidate; a single row without a code where there is no match. */
export function matchRows(study: Study, match: Match): MatchRow[] {
  if (match.candidates.length === 0) return [matchRow(study, match, undefined)];
  return match.candidates.map((candidate) => matchRow(study, match, candidate));
}

function matchRow(study: Study, match: Match, candidate: Candidate | undefined): MatchRow {
  const row: Partial<Record<MatchColumn, string>> = {};
  for (const column of MATCH_COLUMNS) row[column] = String(CELLS[column](study, match, candidate) ?? '');
  return row as MatchRow;
}
