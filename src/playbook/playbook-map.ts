/** RPID -> LOINC -> OMOP concept -> standard concept(s), one row per pair and standard concept. */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import {
  type ConceptLookUp,
  type FoundConcept,
  LOINC_VOCABULARY,
  type TargetConcept,
} from './concept-look-up.js';
import { isDeprecated, type Playbook, type PlaybookProcedure, type RadLexProcedure } from './playbook.js';

export const PLAYBOOK_MAP_COLUMNS = [
  'rpid',
  'radlex_long_name',
  'loinc',
  'long_common_name',
  'concept_id',
  'concept_name',
  'domain_id',
  'standard_concept',
  'invalid_reason',
  'target_concept_id',
  'target_vocabulary_id',
  'target_concept_code',
  'target_concept_name',
  'status',
] as const;

/**
 * exact: one RPID, one LOINC code, and that LOINC concept is standard and valid. The others are exceptions to one
 * part of that and can occur together.
 */
export const MAP_STATUSES = [
  'exact',
  'several RPIDs per LOINC',
  'several LOINC per RPID',
  'deprecated LOINC',
  'mapped to another vocabulary',
  'mapped to another LOINC',
  'not standard, no map',
  'absent',
] as const;
export type MapStatus = (typeof MAP_STATUSES)[number];

/** Empty text stands for what is not there. */
export interface PlaybookMapRow {
  readonly rpid: string;
  readonly radlex_long_name: string;
  readonly loinc: string;
  readonly long_common_name: string;
  readonly concept_id: string;
  readonly concept_name: string;
  readonly domain_id: string;
  readonly standard_concept: string;
  readonly invalid_reason: string;
  readonly target_concept_id: string;
  readonly target_vocabulary_id: string;
  readonly target_concept_code: string;
  readonly target_concept_name: string;
  /** Statuses joined by `; `. */
  readonly status: string;
}

/** A pair of the file with what OMOP makes of it. */
export interface PlaybookLink {
  readonly radLex: RadLexProcedure | undefined;
  readonly procedure: PlaybookProcedure;
  readonly concept: FoundConcept | undefined;
  readonly targets: readonly TargetConcept[];
  readonly statuses: readonly MapStatus[];
}

/**
 * Every LOINC code of the playbook, once per RPID (once without, if it has none), in file order. A code without
 * a concept is a warning (playbook-loinc-absent), all codes absent an error (playbook-vocabulary-absent: the
 * download has no LOINC); a concept id beyond 32 bits is an error (playbook-concept-id).
 */
export function resolvePlaybook(playbook: Playbook, lookUp: ConceptLookUp): Outcome<readonly PlaybookLink[]> {
  const codes = playbook.procedures.map((procedure) => procedure.loinc);
  const concepts = lookUp(LOINC_VOCABULARY, codes);
  const loincPerRpid = countLoinc(playbook);
  const diagnostics = check(playbook, concepts);
  const value = playbook.procedures.flatMap((procedure) => {
    const concept = concepts.get(procedure.loinc);
    const pairs = procedure.radLex.length > 0 ? procedure.radLex : [undefined];
    return pairs.map((radLex) => {
      const severalLoinc = radLex !== undefined && (loincPerRpid.get(radLex.rpid) ?? 0) > 1;
      const targets = targetsOf(procedure, concept);
      return {
        radLex,
        procedure,
        concept,
        targets,
        statuses: statusesOf(procedure, concept, targets, severalLoinc),
      };
    });
  });
  return { value, diagnostics };
}

/** One row per link and target, one without target where there is none. */
export function playbookMapRows(links: readonly PlaybookLink[]): PlaybookMapRow[] {
  return links.flatMap((link) => {
    const { radLex, procedure, concept, targets, statuses } = link;
    const row = (target: TargetConcept | undefined): PlaybookMapRow => ({
      rpid: radLex?.rpid ?? '',
      radlex_long_name: radLex?.longName ?? '',
      loinc: procedure.loinc,
      long_common_name: procedure.longCommonName,
      concept_id: concept ? String(concept.conceptId) : '',
      concept_name: concept?.conceptName ?? '',
      domain_id: concept?.domainId ?? '',
      standard_concept: concept?.standardConcept ?? '',
      invalid_reason: concept?.invalidReason ?? '',
      target_concept_id: target ? String(target.conceptId) : '',
      target_vocabulary_id: target?.vocabularyId ?? '',
      target_concept_code: target?.conceptCode ?? '',
      target_concept_name: target?.conceptName ?? '',
      status: statuses.join('; '),
    });
    return targets.length > 0 ? targets.map(row) : [row(undefined)];
  });
}

function countLoinc(playbook: Playbook): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rpid } of playbook.procedures.flatMap((procedure) => procedure.radLex)) {
    counts.set(rpid, (counts.get(rpid) ?? 0) + 1);
  }
  return counts;
}

function targetsOf(
  { loinc }: PlaybookProcedure,
  concept: FoundConcept | undefined,
): readonly TargetConcept[] {
  if (!concept) return [];
  if (concept.standardConcept !== 'S' || concept.invalidReason !== undefined) return concept.targets;
  const { conceptId, conceptName } = concept;
  return [{ conceptId, conceptName, vocabularyId: LOINC_VOCABULARY, conceptCode: loinc }];
}

function statusesOf(
  procedure: PlaybookProcedure,
  concept: FoundConcept | undefined,
  targets: readonly TargetConcept[],
  severalLoinc: boolean,
): MapStatus[] {
  const statuses: MapStatus[] = [];
  if (procedure.radLex.length > 1) statuses.push('several RPIDs per LOINC');
  if (severalLoinc) statuses.push('several LOINC per RPID');
  if (isDeprecated(procedure) || concept?.invalidReason !== undefined) statuses.push('deprecated LOINC');
  if (!concept) statuses.push('absent');
  else if (targets.length === 0) statuses.push('not standard, no map');
  else if (targets.some((target) => target.vocabularyId !== LOINC_VOCABULARY)) {
    statuses.push('mapped to another vocabulary');
  } else if (targets.some((target) => target.conceptId !== concept.conceptId)) {
    statuses.push('mapped to another LOINC');
  }
  return statuses.length > 0 ? statuses : ['exact'];
}

const LARGEST_ID = 2_147_483_647;

function check({ file, procedures }: Playbook, concepts: ReadonlyMap<string, FoundConcept>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (concepts.size === 0) {
    diagnostics.push({
      code: 'playbook-vocabulary-absent',
      severity: 'error',
      at: { file },
      message: `none of ${procedures.length} LOINC codes was found among the concepts`,
      expected: 'an Athena download that includes LOINC',
      fix: 'download a bundle with LOINC and SNOMED from Athena',
    });
    return diagnostics;
  }
  for (const { loinc, line, longCommonName } of procedures) {
    const concept = concepts.get(loinc);
    const ids = concept ? [concept.conceptId, ...concept.targets.map((target) => target.conceptId)] : [];
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id > LARGEST_ID);
    if (!concept) {
      diagnostics.push({
        code: 'playbook-loinc-absent',
        severity: 'warning',
        at: { file, line },
        message: `LOINC ${loinc} (${longCommonName}) has no concept`,
        fix: 'use an Athena download whose LOINC is as new as the playbook',
      });
    } else if (wrong !== undefined) {
      diagnostics.push({
        code: 'playbook-concept-id',
        severity: 'error',
        at: { file, line },
        message: `a concept of LOINC ${loinc} has an id that no OMOP column holds`,
        found: String(wrong),
        expected: `an integer from 0 to ${LARGEST_ID}`,
        fix: 'download the vocabularies again',
      });
    }
  }
  return diagnostics;
}
