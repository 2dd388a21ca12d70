/** SOURCE_TO_CONCEPT_MAP rows: RPID -> standard concept. [CDM v5.4, SOURCE_TO_CONCEPT_MAP] */
import { FOREVER } from '../model/omop.js';
import type { PlaybookLink } from './playbook-map.js';

export const SOURCE_TO_CONCEPT_MAP_COLUMNS = [
  'source_code',
  'source_concept_id',
  'source_vocabulary_id',
  'source_code_description',
  'target_concept_id',
  'target_vocabulary_id',
  'valid_start_date',
  'valid_end_date',
  'invalid_reason',
] as const;

/** At most 20 characters. */
const RADLEX_PLAYBOOK = 'RadLex Playbook';
const LONGEST_DESCRIPTION = 255;
const UNMAPPED = '0';
const NO_VOCABULARY = 'None';

export interface SourceToConceptMapRow {
  readonly source_code: string;
  /** Always 0: RadLex has no concepts. */
  readonly source_concept_id: '0';
  readonly source_vocabulary_id: typeof RADLEX_PLAYBOOK;
  readonly source_code_description: string;
  readonly target_concept_id: string;
  readonly target_vocabulary_id: string;
  readonly valid_start_date: string;
  readonly valid_end_date: string;
  readonly invalid_reason: '';
}

/**
 * One row per RPID and distinct standard concept, by RPID number, then concept id. An RPID of which no LOINC code
 * leads to a standard concept has one row with target 0 of vocabulary `None`, as OMOP writes a source code that was
 * looked at and could not be mapped. `validFrom`: `yyyymmdd`.
 */
export function sourceToConceptMapRows(
  links: readonly PlaybookLink[],
  validFrom: string,
): SourceToConceptMapRow[] {
  const rows = new Map<string, SourceToConceptMapRow>();
  const mapped = new Set<string>();
  for (const { radLex, targets } of links) if (radLex && targets.length > 0) mapped.add(radLex.rpid);
  for (const { radLex, procedure, targets } of links) {
    if (!radLex || (targets.length === 0 && mapped.has(radLex.rpid))) continue;
    const found = targets.map((target) => [String(target.conceptId), target.vocabularyId] as const);
    for (const [id, vocabulary] of found.length > 0 ? found : [[UNMAPPED, NO_VOCABULARY] as const]) {
      const key = `${radLex.rpid}|${id}`;
      if (rows.has(key)) continue;
      rows.set(key, {
        source_code: radLex.rpid,
        source_concept_id: '0',
        source_vocabulary_id: RADLEX_PLAYBOOK,
        source_code_description: describe(radLex.longName ?? procedure.longCommonName),
        target_concept_id: id,
        target_vocabulary_id: vocabulary,
        valid_start_date: validFrom,
        valid_end_date: FOREVER,
        invalid_reason: '',
      });
    }
  }
  return [...rows.values()].sort(compareRows);
}

function describe(name: string): string {
  const clean = name.replaceAll('"', "'");
  return clean.length <= LONGEST_DESCRIPTION ? clean : `${clean.slice(0, LONGEST_DESCRIPTION - 3)}...`;
}

function compareRows(a: SourceToConceptMapRow, b: SourceToConceptMapRow): number {
  const digits = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0);
  return (
    digits(a.source_code) - digits(b.source_code) ||
    (a.source_code < b.source_code ? -1 : a.source_code > b.source_code ? 1 : 0) ||
    Number(a.target_concept_id) - Number(b.target_concept_id)
  );
}
