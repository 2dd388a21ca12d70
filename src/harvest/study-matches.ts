/** What studies say of their procedure, put to a matcher of study descriptions; its answers as a table. Distinct descriptions are asked once. */
import type { Diagnostic } from '../model/diagnostic.js';
import type { Engine, SqlValue } from './engine.js';
import { insertTable } from './sources.js';

/** A row of the model study_description. */
export interface StudyDescription {
  readonly description_id: number;
  /** Those of all series, joined by `\`. */
  readonly modality: string;
  /** Several joined by `|`, as the other descriptions. */
  readonly study_description: string;
  readonly n_descriptions: number;
  readonly requested_procedure: string | null;
  readonly performed_procedure_step: string | null;
  readonly protocol: string | null;
  readonly series_descriptions: string | null;
  readonly contrast_agent: string | null;
  /** Every series names the same agent. */
  readonly is_agent_of_all: boolean;
  readonly laterality: string | null;
  readonly is_laterality_of_all: boolean;
  readonly body_part: string | null;
  readonly procedure_code: string | null;
}

/** Best first; a sure answer has one. */
export interface DescriptionMatch {
  readonly verdict: 'sure' | 'unsure';
  readonly candidates: readonly {
    readonly loinc: string;
    readonly longCommonName: string;
    readonly score: number;
  }[];
}

/** Undefined: nothing beyond the modality is known. */
export type MatchDescription = (description: StudyDescription) => DescriptionMatch | undefined;

const COLUMNS =
  'description_id, modality, study_description, n_descriptions, requested_procedure, performed_procedure_step, protocol, series_descriptions, contrast_agent, is_agent_of_all, laterality, is_laterality_of_all, body_part, procedure_code';

/** `description_candidate`; empty without a matcher. */
export async function addCandidates(engine: Engine, match: MatchDescription | undefined): Promise<void> {
  const descriptions = match
    ? await engine.rows<StudyDescription>(
        `SELECT DISTINCT ${COLUMNS} FROM study_description ORDER BY description_id`,
      )
    : [];
  const rows = descriptions.flatMap((description): SqlValue[][] => {
    const found = match?.(description);
    return (found?.candidates ?? []).map(({ loinc, longCommonName, score }, at) => [
      description.description_id,
      found?.verdict ?? null,
      at + 1,
      loinc,
      longCommonName,
      score.toFixed(3),
    ]);
  });
  await insertTable(engine, {
    name: 'description_candidate',
    columns: {
      description_id: 'INTEGER',
      verdict: 'VARCHAR',
      rank: 'INTEGER',
      loinc: 'VARCHAR',
      long_common_name: 'VARCHAR',
      score: 'VARCHAR',
    },
    rows,
  });
}

/** playbook-code-without-concept: a description is sure, and neither the release nor an Athena download has a concept for its code. */
export async function findCodeWithoutConcept(engine: Engine): Promise<Diagnostic | undefined> {
  const [missing] = await engine.rows<{ loinc: string | null; codes: number; studies: number }>(
    `SELECT min(c.loinc) AS loinc, count(DISTINCT c.loinc) AS codes, count(*) AS studies
     FROM study_description d
     JOIN description_candidate c ON c.description_id = d.description_id AND c.verdict = 'sure'
     JOIN procedure_choice h ON h.study_instance_uid = d.study_instance_uid AND h.step IN ('modality', 'imaging')
     LEFT JOIN study_match m ON m.study_instance_uid = d.study_instance_uid
     WHERE m.study_instance_uid IS NULL`,
  );
  if (!missing?.loinc) return undefined;
  return {
    code: 'playbook-code-without-concept',
    severity: 'warning',
    message: `${missing.codes} LOINC codes of ${missing.studies} studies have no concept: their procedure is that of the modality`,
    found: missing.loinc,
    expected: 'a code of the look-up tables of the release, or of CONCEPT.csv in vocabulary LOINC',
    fix: 'give --athena a download that holds LOINC; the codes are in procedure_candidates.tsv',
  };
}
