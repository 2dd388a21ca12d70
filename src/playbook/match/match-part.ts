/** Studies -> the text of their matches. Parts of a table give parts of the text, which joined are the whole. */
import type { Playbook } from '../playbook.js';
import { MATCH_COLUMNS, matchLines, matchRows } from './match-rows.js';
import { createMatcher } from './matcher.js';
import type { Study } from './study.js';
import type { Synonym } from './synonyms.js';
import { formatMatches, type LoincConcepts, type Matched } from './usagi.js';
import { VERDICTS, type Verdict } from './verdict.js';

export type MatchForm = 'table' | 'json' | 'usagi';

/** What a thread needs; it can be cloned. */
export interface MatchRequest {
  readonly playbook: Playbook;
  readonly words: readonly Synonym[];
  /** Candidates given per study. */
  readonly limit: number;
  readonly form: MatchForm;
  /** LOINC number -> concept, for Usagi. */
  readonly concepts: LoincConcepts;
}

/** How many there are of a verdict. */
export interface Count {
  readonly descriptions: number;
  readonly studies: number;
}
export type Counts = Readonly<Record<Verdict, Count>>;

export interface MatchedText {
  readonly text: string;
  readonly counts: Counts;
}

export function createPartMatcher(request: MatchRequest): (studies: readonly Study[]) => MatchedText {
  const { playbook, words, limit } = request;
  const matcher = createMatcher(playbook, words, { limit });
  return (studies) => {
    const matched = studies.map((study) => ({ study, match: matcher.match(study) }));
    return { text: formatWhole(matched, request), counts: countVerdicts(matched) };
  };
}

function formatWhole(matched: readonly Matched[], { form, concepts }: MatchRequest): string {
  if (form === 'usagi') return formatMatches(matched, concepts);
  if (form === 'json') {
    const rows = matched.flatMap(({ study, match }) => matchRows(study, match));
    return `${JSON.stringify(rows, undefined, 2)}\n`;
  }
  const lines = matched.flatMap(({ study, match }) => matchLines(study, match));
  return `${[MATCH_COLUMNS.join('\t'), ...lines].join('\n')}\n`;
}

function countVerdicts(matched: readonly Matched[]): Counts {
  return countEach((verdict) => {
    const own = matched.filter(({ match }) => match.verdict === verdict);
    return { descriptions: own.length, studies: own.reduce((sum, { study }) => sum + (study.n ?? 1), 0) };
  });
}

/** Parts in their order, at least one. */
export function joinParts(parts: readonly MatchedText[], form: MatchForm): MatchedText {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  return {
    text: joinTexts(
      parts.map(({ text }) => text),
      form,
    ),
    counts: countEach((verdict) => ({
      descriptions: sum(parts.map(({ counts }) => counts[verdict].descriptions)),
      studies: sum(parts.map(({ counts }) => counts[verdict].studies)),
    })),
  };
}

function countEach(count: (verdict: Verdict) => Count): Counts {
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, Count>;
}

const LIST = { opening: '[\n', closing: '\n]\n' };

function joinTexts([first = '', ...rest]: readonly string[], form: MatchForm): string {
  if (rest.length === 0) return first;
  if (form !== 'json') return first + rest.map((text) => text.slice(text.indexOf('\n') + 1)).join('');
  const items = [first, ...rest].map((text) => text.slice(LIST.opening.length, -LIST.closing.length));
  return `${LIST.opening}${items.join(',\n')}${LIST.closing}`;
}
