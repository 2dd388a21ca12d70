/**
 * What was matched -> rows, or the lines of a table. Each row holds cells of the study, of a candidate, of how far that
 * agrees, and of the match; many studies have the same candidates, whose text is made once.
 */
import type { Candidate } from './comparison.js';
import type { Match } from './matcher.js';
import type { Study } from './study.js';

export const MATCH_COLUMNS = [
  'modality',
  'study_description',
  'n',
  'rank',
  'loinc',
  'rpid',
  'long_common_name',
  'score',
  'verdict',
  'matched',
  'contradicted',
  'not_understood',
  'reasons',
  'language',
] as const;

export type MatchRow = Readonly<Record<(typeof MATCH_COLUMNS)[number], string>>;

/** One row per candidate; a single row without a code where there is no match. */
export function matchRows(study: Study, match: Match): MatchRow[] {
  return shown(match).map((candidate) => {
    const found = candidateCells(candidate);
    const cells = [
      ...studyCells(study),
      ...found.named,
      match.verdict,
      ...found.compared,
      ...matchCells(match),
    ];
    return Object.fromEntries(MATCH_COLUMNS.map((column, i) => [column, cells[i] ?? ''])) as MatchRow;
  });
}

/** The same rows, tab-separated; tabs and line ends within a cell become blanks. */
export function matchLines(study: Study, match: Match): string[] {
  const [before, after] = [join(studyCells(study)), join(matchCells(match))];
  return shown(match).map((candidate) => {
    const { named, compared } = candidateText(candidate);
    return `${before}\t${named}\t${match.verdict}\t${compared}\t${after}`;
  });
}

function shown({ candidates }: Match): readonly (Candidate | undefined)[] {
  return candidates.length > 0 ? candidates : [undefined];
}

function studyCells({ modality, studyDescription, n }: Study): readonly string[] {
  return [modality, studyDescription, String(n ?? 1)];
}

function matchCells({ unknown, reasons, language }: Match): readonly string[] {
  return [unknown.join('; '), reasons.join('; '), language];
}

interface CandidateParts<Part> {
  readonly named: Part;
  readonly compared: Part;
}

function candidateCells(candidate: Candidate | undefined): CandidateParts<readonly string[]> {
  if (candidate === undefined) return { named: ['', '', '', '', ''], compared: ['', ''] };
  const { rank, procedure, score, matched, contradicted } = candidate;
  const rpids = procedure.radLex.map(({ rpid }) => rpid).join('|');
  return {
    named: [String(rank), procedure.loinc, rpids, procedure.longCommonName, score.toFixed(3)],
    compared: [matched.join('; '), contradicted.join('; ')],
  };
}

const known = new WeakMap<Candidate, CandidateParts<string>>();

function candidateText(candidate: Candidate | undefined): CandidateParts<string> {
  const found = candidate && known.get(candidate);
  if (found) return found;
  const { named, compared } = candidateCells(candidate);
  const made = { named: join(named), compared: join(compared) };
  if (candidate) known.set(candidate, made);
  return made;
}

const UNWRITABLE = /[\t\r\n]+/g;

function join(cells: readonly string[]): string {
  return cells.map((cell) => cell.replace(UNWRITABLE, ' ')).join('\t');
}
