/** Curated maps (mappings/maps-to.tsv): pairs that people have decided on, by code, in the manner of SSSOM. */
import { LAST_OHDSI_ID } from '../model/concept-id.js';
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { MAPPING_PREDICATES, type MappingPredicate } from '../model/standard-mapping.js';
import { parseTabSeparated } from '../model/tab-separated.js';

export interface CuratedMap {
  /** Concept code of ours: `CT`, `00185100:HFS`, `00180050`. */
  readonly conceptCode: string;
  readonly predicate: MappingPredicate;
  readonly vocabularyId: string;
  readonly objectCode: string;
  readonly justification: string;
  readonly decidedBy: string;
  /** Where it is not maps-to.tsv. */
  readonly file?: string;
  readonly line: number;
}

const COLUMNS = ['subject', 'predicate', 'object_vocabulary', 'object_code', 'justification', 'decided_by'];

export function parseCuratedMaps(text: string, file: string): Outcome<CuratedMap[]> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, COLUMNS);
  const faults: Diagnostic[] = [];
  const maps = rows.flatMap(({ cells, line }): CuratedMap[] => {
    const predicate = MAPPING_PREDICATES.find((known) => known === cells.predicate);
    const missing = COLUMNS.filter((column) => cells[column] === undefined);
    if (!predicate || missing.length > 0 || isOwnId(cells.object_code)) {
      faults.push({
        code: 'curated-map-wrong',
        severity: 'error',
        at: { file, line },
        message: predicate
          ? 'an empty cell, or a concept id in place of a code'
          : 'no predicate that is known',
        found: Object.values(cells).join(' | '),
        expected: `${COLUMNS.join(', ')}; predicate one of ${MAPPING_PREDICATES.join(', ')}`,
        fix: 'correct the line',
      });
      return [];
    }
    return [
      {
        conceptCode: (cells.subject ?? '').replace(/^DCM:/, ''),
        predicate,
        vocabularyId: cells.object_vocabulary ?? '',
        objectCode: cells.object_code ?? '',
        justification: cells.justification ?? '',
        decidedBy: cells.decided_by ?? '',
        line,
      },
    ];
  });
  return { value: maps, diagnostics: [...diagnostics, ...faults] };
}

/** Ten digits above OHDSI's range: an id of ours or of a site, no code. */
function isOwnId(code: string | undefined): boolean {
  return code !== undefined && /^\d{10}$/.test(code) && Number(code) > LAST_OHDSI_ID;
}
