/** DICOM designators and the OMOP vocabularies that hold their codes (mappings/coding-schemes.tsv). */
import type { Outcome } from '../model/diagnostic.js';
import { parseTabSeparated } from '../model/tab-separated.js';

export interface SchemeMapping {
  /** Undefined where OMOP has no such vocabulary. */
  readonly vocabularyId: string | undefined;
  /** Why there is none, or what to mind. */
  readonly note: string | undefined;
}

/** Designator -> mapping. A designator that stands twice is an error. */
export function parseSchemeMappings(text: string, file: string): Outcome<ReadonlyMap<string, SchemeMapping>> {
  const { value: rows, diagnostics } = parseTabSeparated(text, file, ['designator', 'vocabulary_id', 'note']);
  const mappings = new Map<string, SchemeMapping>();
  const faults = rows.flatMap(({ cells, line }) => {
    const designator = cells.designator ?? '';
    const isKnown = mappings.has(designator);
    mappings.set(designator, { vocabularyId: cells.vocabulary_id, note: cells.note });
    const complete = designator !== '' && (cells.vocabulary_id !== undefined || cells.note !== undefined);
    if (!isKnown && complete) return [];
    return [
      {
        code: 'scheme-line-wrong',
        severity: 'error' as const,
        at: { file, line },
        message: isKnown
          ? 'the designator stands twice'
          : 'a vocabulary, or the reason why there is none, is needed',
        found: designator,
        expected: 'each designator once, with a vocabulary or a note',
        fix: 'correct the line',
      },
    ];
  });
  return { value: mappings, diagnostics: [...diagnostics, ...faults] };
}
