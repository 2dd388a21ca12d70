/** RPID -> LOINC -> OMOP concept -> standard concept(s), one row per pair and standard concept. */

import type { AthenaIndex } from '../athena/athena-index.js';
import type { AthenaConcept } from '../model/athena-concept.js';
import { LAST_CONCEPT_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { isDeprecated, type Playbook, type PlaybookProcedure, type RadLexProcedure } from './playbook.js';

export const LOINC_VOCABULARY = 'LOINC';

/** What is asked of an Athena download. */
export type ConceptIndex = Pick<AthenaIndex, 'find' | 'targets'>;

/**
 * exact: one RPID, one LOINC code, and that LOINC concept is standard and valid. The others are exceptions to one
 * part of that and can occur together.
 */
const MAP_STATUSES = [
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

/** A pair of the file with what OMOP makes of it. */
export interface PlaybookLink {
  readonly radLex: RadLexProcedure | undefined;
  readonly procedure: PlaybookProcedure;
  readonly concept: AthenaConcept | undefined;
  /** Valid standard concepts; the concept itself if it is one. */
  readonly targets: readonly AthenaConcept[];
  readonly statuses: readonly MapStatus[];
}

/**
 * Every LOINC code of the playbook, once per RPID (once without, if it has none), in file order. A code without
 * a concept is a warning (playbook-loinc-absent), all codes absent an error (playbook-vocabulary-absent: the
 * download has no LOINC); a concept id beyond 32 bits is an error (playbook-concept-id).
 */
export function resolvePlaybook(playbook: Playbook, index: ConceptIndex): Outcome<readonly PlaybookLink[]> {
  const loincPerRpid = countLoinc(playbook);
  const found = playbook.procedures.map((procedure): Found => {
    const concept = index.find(LOINC_VOCABULARY, procedure.loinc);
    const targets = concept ? index.targets(concept.conceptId).map((target) => target.concept) : [];
    return { procedure, concept, targets };
  });
  const value = found.flatMap(({ procedure, concept, targets }) => {
    const pairs = procedure.radLex.length > 0 ? procedure.radLex : [undefined];
    return pairs.map((radLex) => {
      const severalLoinc = radLex !== undefined && (loincPerRpid.get(radLex.rpid) ?? 0) > 1;
      const statuses = statusesOf(procedure, concept, targets, severalLoinc);
      return { radLex, procedure, concept, targets, statuses };
    });
  });
  return { value, diagnostics: check(playbook.file, found) };
}

type Found = Pick<PlaybookLink, 'procedure' | 'concept' | 'targets'>;

/** What each column of playbook_map.tsv holds; nothing is empty text. */
const CELLS = {
  rpid: ({ radLex }: PlaybookLink) => radLex?.rpid,
  radlex_long_name: ({ radLex }: PlaybookLink) => radLex?.longName,
  loinc: ({ procedure }: PlaybookLink) => procedure.loinc,
  long_common_name: ({ procedure }: PlaybookLink) => procedure.longCommonName,
  concept_id: ({ concept }: PlaybookLink) => concept?.conceptId,
  concept_name: ({ concept }: PlaybookLink) => concept?.conceptName,
  domain_id: ({ concept }: PlaybookLink) => concept?.domainId,
  standard_concept: ({ concept }: PlaybookLink) => concept?.standardConcept,
  invalid_reason: ({ concept }: PlaybookLink) => concept?.invalidReason,
  target_concept_id: (_link: PlaybookLink, target?: AthenaConcept) => target?.conceptId,
  target_vocabulary_id: (_link: PlaybookLink, target?: AthenaConcept) => target?.vocabularyId,
  target_concept_code: (_link: PlaybookLink, target?: AthenaConcept) => target?.conceptCode,
  target_concept_name: (_link: PlaybookLink, target?: AthenaConcept) => target?.conceptName,
  status: ({ statuses }: PlaybookLink) => statuses.join('; '),
} as const;

export type PlaybookMapColumn = keyof typeof CELLS;
export const PLAYBOOK_MAP_COLUMNS = Object.keys(CELLS) as PlaybookMapColumn[];
export type PlaybookMapRow = Readonly<Record<PlaybookMapColumn, string>>;

/** One row per link and target, one without target where there is none. */
export function playbookMapRows(links: readonly PlaybookLink[]): PlaybookMapRow[] {
  return links.flatMap((link) => {
    const targets = link.targets.length > 0 ? link.targets : [undefined];
    return targets.map(
      (target) =>
        Object.fromEntries(
          PLAYBOOK_MAP_COLUMNS.map((column) => [column, String(CELLS[column](link, target) ?? '')]),
        ) as PlaybookMapRow,
    );
  });
}

function countLoinc(playbook: Playbook): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rpid } of playbook.procedures.flatMap((procedure) => procedure.radLex)) {
    counts.set(rpid, (counts.get(rpid) ?? 0) + 1);
  }
  return counts;
}

function statusesOf(
  procedure: PlaybookProcedure,
  concept: AthenaConcept | undefined,
  targets: readonly AthenaConcept[],
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

function check(file: string, found: readonly Found[]): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (found.every(({ concept }) => concept === undefined)) {
    diagnostics.push({
      code: 'playbook-vocabulary-absent',
      severity: 'error',
      at: { file },
      message: `none of ${found.length} LOINC codes was found among the concepts`,
      expected: 'an Athena download that includes LOINC',
      fix: 'download a bundle with LOINC and SNOMED from Athena',
    });
    return diagnostics;
  }
  for (const { procedure, concept, targets } of found) {
    const { loinc, line, longCommonName } = procedure;
    const ids = concept ? [concept, ...targets].map(({ conceptId }) => conceptId) : [];
    const wrong = ids.find((id) => !Number.isInteger(id) || id < 0 || id > LAST_CONCEPT_ID);
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
        expected: `an integer from 0 to ${LAST_CONCEPT_ID}`,
        fix: 'download the vocabularies again',
      });
    }
  }
  return diagnostics;
}
