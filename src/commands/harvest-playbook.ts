/** `harvest map --playbook`: the matcher of study descriptions, as harvest asks it. */
import type { DescriptionMatch, MatchDescription, StudyDescription } from '../harvest/study-matches.js';
import type { Outcome } from '../model/diagnostic.js';
import { createMatcher, type Match, type Matcher } from '../playbook/match/matcher.js';
import { readWords } from '../playbook/match/open-matcher.js';
import type { Study } from '../playbook/match/study.js';
import { openPlaybook } from './playbook.js';
import { findMatcherTables } from './playbook-match.js';
import type { Terminal } from './terminal.js';

/** Undefined if the playbook cannot be read, which is reported. Faults: those of readWords. */
export function openDescriptionMatcher(
  path: string,
  mappings: string | undefined,
  terminal: Terminal,
): Outcome<MatchDescription | undefined> {
  const playbook = openPlaybook(path, terminal);
  const { value: words, diagnostics } = readWords({ tables: findMatcherTables(mappings, terminal) });
  const matcher = playbook && createMatcher(playbook, words);
  return { value: matcher && ((description) => matchDescription(matcher, description)), diagnostics };
}

/** Sure only where one description speaks, and where what just some of the series say changes nothing. */
export function matchDescription(
  matcher: Matcher,
  description: StudyDescription,
): DescriptionMatch | undefined {
  const study = studyOf(description);
  const match = matcher.match(study);
  if (match.verdict !== 'sure' && match.verdict !== 'unsure') return undefined;
  const candidates = match.candidates.map(({ procedure, score }) => ({
    loinc: procedure.loinc,
    longCommonName: procedure.longCommonName,
    score,
  }));
  const agreed = matcher.match({
    ...study,
    contrastAgent: description.is_agent_of_all ? (study.contrastAgent ?? '') : '',
    laterality: description.is_laterality_of_all ? (study.laterality ?? '') : '',
  });
  const isSure = description.n_descriptions <= 1 && match.verdict === 'sure' && isSame(match, agreed);
  return isSure ? { verdict: 'sure', candidates: candidates.slice(0, 1) } : { verdict: 'unsure', candidates };
}

function isSame(match: Match, other: Match): boolean {
  return (
    other.verdict === 'sure' && match.candidates[0]?.procedure.loinc === other.candidates[0]?.procedure.loinc
  );
}

function studyOf(description: StudyDescription): Study {
  return {
    modality: description.modality,
    studyDescription: description.study_description,
    requestedProcedure: description.requested_procedure ?? '',
    performedProcedureStep: description.performed_procedure_step ?? '',
    protocol: description.protocol ?? '',
    seriesDescriptions: description.series_descriptions ?? '',
    procedureCode: description.procedure_code ?? '',
    contrastAgent: description.contrast_agent ?? '',
    laterality: description.laterality ?? '',
    bodyPart: description.body_part ?? '',
  };
}
