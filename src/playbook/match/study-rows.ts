/** `studies.tsv` -> studies. */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { parseTabSeparated } from '../../model/tab-separated.js';
import type { Study } from './study.js';

/** Columns of `--file`; the first two are needed, others may be missing, unknown ones are passed over. */
const STUDY_COLUMNS = [
  'modality',
  'study_description',
  'body_part',
  'requested_procedure',
  'performed_procedure_step',
  'protocol_name',
  'series_descriptions',
  'procedure_code',
  'contrast_agent',
  'laterality',
  'n',
] as const;

/**
 * Tab-separated with a header; columns by name in any order, every line below is a study. No quoting. Errors: those of
 * tab-separated files, studies-number.
 */
export function parseStudies(text: string, file: string): Outcome<readonly Study[] | undefined> {
  const { value: rows, diagnostics } = parseTabSeparated(
    text.replace(/(?:\r?\n)+$/, '\n'),
    file,
    STUDY_COLUMNS.slice(0, 2),
    { comments: false, fix: undefined },
  );
  const faults: Diagnostic[] = [...diagnostics];
  const studies = rows.map(({ line, cells }): Study => {
    const cell = (column: (typeof STUDY_COLUMNS)[number]) => cells[column]?.trim() ?? '';
    const n = cell('n');
    if (n !== '' && !/^[1-9]\d*$/.test(n)) {
      faults.push({
        code: 'studies-number',
        severity: 'error',
        at: { file, line },
        message: 'the number of studies is no whole number',
        found: n,
        expected: '1 or more',
        fix: 'correct the cell, or leave it empty for 1',
      });
    }
    return {
      modality: cell('modality'),
      studyDescription: cell('study_description'),
      bodyPart: cell('body_part'),
      requestedProcedure: cell('requested_procedure'),
      performedProcedureStep: cell('performed_procedure_step'),
      protocol: cell('protocol_name'),
      seriesDescriptions: cell('series_descriptions'),
      procedureCode: cell('procedure_code'),
      contrastAgent: cell('contrast_agent'),
      laterality: cell('laterality'),
      n: n === '' ? 1 : Number(n),
    };
  });
  return { value: faults.length > 0 ? undefined : studies, diagnostics: faults };
}
