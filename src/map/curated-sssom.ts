/**
 * Curated maps as SSSOM: any `mappings/*.sssom.tsv`. Subjects are `DICOM:<concept code>`, objects CURIEs of an OMOP
 * vocabulary; columns as the field has them, of which five are needed. [SSSOM 1.0]
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import { parseCurie } from '../model/sssom-prefixes.js';
import { MAPPING_PREDICATES } from '../model/standard-mapping.js';
import { parseTabSeparated } from '../model/tab-separated.js';
import type { CuratedMap } from './curated-maps.js';

const COLUMNS = ['subject_id', 'predicate_id', 'object_id', 'mapping_justification'];
const AUTHORS = ['author_label', 'author_id', 'reviewer_label', 'creator_label'];

/** `curated-sssom-wrong`: no CURIE, a predicate that is not used here, or nobody who decided. */
export function parseCuratedSssom(text: string, file: string): Outcome<CuratedMap[]> {
  const metadata = /^(?:#[^\n]*\n)*/.exec(text)?.[0] ?? '';
  const above = metadata.split('\n').length - 1;
  const fix = 'write the header line of SSSOM, tab-separated';
  const table = parseTabSeparated(text.slice(metadata.length), file, COLUMNS, { comments: false, fix });
  const diagnostics = table.diagnostics.map((fault) =>
    fault.at && 'line' in fault.at && fault.at.line !== undefined
      ? { ...fault, at: { file, line: fault.at.line + above } }
      : fault,
  );
  const faults: Diagnostic[] = [];
  const maps = table.value.flatMap(({ cells, ...row }): CuratedMap[] => {
    const line = row.line + above;
    const [subject, object] = [parseCurie(cells.subject_id ?? ''), parseCurie(cells.object_id ?? '')];
    const predicate = MAPPING_PREDICATES.find((known) => `skos:${known}` === cells.predicate_id);
    const decidedBy = AUTHORS.map((column) => cells[column]).find((name) => name !== undefined);
    if (!subject || !object || !predicate || !cells.mapping_justification || decidedBy === undefined) {
      faults.push({
        code: 'curated-sssom-wrong',
        severity: 'error',
        at: { file, line },
        message: 'not a map that can be taken',
        found: Object.values(cells).join(' | '),
        expected: `DICOM:code, skos:${MAPPING_PREDICATES.join(', skos:')}, a CURIE, a justification; one of ${AUTHORS.join(', ')}`,
        fix: 'correct the line after the example of mappings.sssom.tsv of a release',
      });
      return [];
    }
    const { vocabularyId, code: objectCode } = object;
    const justification = cells.comment ?? cells.mapping_justification;
    return [
      {
        conceptCode: subject.code,
        predicate,
        vocabularyId,
        objectCode,
        justification,
        decidedBy,
        file,
        line,
      },
    ];
  });
  return { value: maps, diagnostics: [...diagnostics, ...faults] };
}
