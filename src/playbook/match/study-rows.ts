/** `studies.tsv` -> studies, and their matches -> rows. */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import type { Study } from './description.js';
import type { Match } from './matcher.js';

export const STUDY_COLUMNS = ['modality', 'study_description', 'body_part'] as const;

export const MATCH_COLUMNS = [
  'modality',
  'study_description',
  'rank',
  'loinc',
  'rpid',
  'long_common_name',
  'score',
  'verdict',
  'matched',
  'contradicted',
] as const;

export interface MatchRow {
  readonly modality: string;
  readonly study_description: string;
  /** From 1; empty with verdict none, as all that follows but the verdict. */
  readonly rank: string;
  readonly loinc: string;
  /** RPIDs joined by `|`. */
  readonly rpid: string;
  readonly long_common_name: string;
  /** 0.000 to 1.000. */
  readonly score: string;
  readonly verdict: string;
  /** Joined by `; `. */
  readonly matched: string;
  readonly contradicted: string;
}

/**
 * Tab-separated with a header; columns by name in any order, others are passed over, body_part may be missing.
 * No quoting. Errors: studies-columns, studies-ragged.
 */
export function readStudies(text: string, file: string): Outcome<readonly Study[] | undefined> {
  const diagnostics: Diagnostic[] = [];
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = header.split('\t').map((name) => name.trim().toLowerCase());
  const [modality, description, bodyPart] = STUDY_COLUMNS.map((column) => names.indexOf(column));
  if (modality === undefined || description === undefined || modality < 0 || description < 0) {
    diagnostics.push({
      code: 'studies-columns',
      severity: 'error',
      at: { file, line: 1 },
      message: 'the first line does not name the columns',
      found: header,
      expected: `${STUDY_COLUMNS.join(', ')} (body_part may be missing), tab-separated`,
      fix: 'add the header line',
    });
    return { value: undefined, diagnostics };
  }
  const studies: Study[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const cells = line.split('\t');
    if (cells.length !== names.length) {
      diagnostics.push({
        code: 'studies-ragged',
        severity: 'error',
        at: { file, line: index + 2 },
        message: 'a row does not have the cells of the header',
        found: `${cells.length} cells`,
        expected: `${names.length} cells`,
        fix: 'one tab between cells, none inside',
      });
      continue;
    }
    const cell = (at: number | undefined) => (at === undefined ? '' : (cells[at] ?? ''));
    studies.push({ modality: cell(modality), studyDescription: cell(description), bodyPart: cell(bodyPart) });
  }
  return { value: diagnostics.length > 0 ? undefined : studies, diagnostics };
}

/** One row per candidate; a single row without a code where there is no match. */
export function matchRows(study: Study, { verdict, candidates }: Match): MatchRow[] {
  const { modality, studyDescription: study_description } = study;
  const none = {
    rank: '',
    loinc: '',
    rpid: '',
    long_common_name: '',
    score: '',
    matched: '',
    contradicted: '',
  };
  if (candidates.length === 0) return [{ modality, study_description, ...none, verdict }];
  return candidates.map(({ rank, procedure, score, matched, contradicted }) => ({
    modality,
    study_description,
    rank: String(rank),
    loinc: procedure.loinc,
    rpid: procedure.radLex.map(({ rpid }) => rpid).join('|'),
    long_common_name: procedure.longCommonName,
    score: score.toFixed(3),
    verdict,
    matched: matched.join('; '),
    contradicted: contradicted.join('; '),
  }));
}
