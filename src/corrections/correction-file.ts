/**
 * Files in mappings/corrections: the standard's own mistakes as data. Every line names the editions for which
 * it holds and why; within them it must still match something, or it is an error: a mistake that has been
 * mended must not be corrected for ever.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { Edition } from '../model/edition.js';
import { type CuratedRow, parseTabSeparated } from '../model/tab-separated.js';
import { parseTag } from '../model/tag.js';
import { parseEditionRange } from './edition-range.js';

export interface Correction extends CuratedRow {
  readonly why: string;
}

/** Lines that hold for the edition. `columns`: those besides `editions` and `why`, all needed; `tag` holds a tag. */
export function parseCorrections(
  text: string,
  file: string,
  columns: readonly string[],
  edition: Edition,
): Outcome<readonly Correction[]> {
  const { value, diagnostics } = parseTabSeparated(text, file, ['editions', ...columns, 'why']);
  const faults: Diagnostic[] = [...diagnostics];
  const corrections = value.flatMap((row): Correction[] => {
    const range = parseEditionRange(row.cells.editions ?? '');
    const empty = [...columns, 'why'].filter((column) => row.cells[column] === undefined);
    const isTagWrong = row.cells.tag !== undefined && parseTag(row.cells.tag) === undefined;
    if (!range || empty.length > 0 || isTagWrong) {
      faults.push({
        code: 'correction-malformed',
        severity: 'error',
        at: { file, line: row.line },
        message: !range
          ? 'no range of editions'
          : empty.length > 0
            ? `no ${empty.join(', ')}`
            : 'the tag is not (gggg,eeee)',
        found: Object.values(row.cells).join(' | '),
        expected: 'editions as *, 2016b, 2016b-2024d or 2020a-, and no empty cell',
        fix: 'complete the line',
      });
      return [];
    }
    return range(edition) ? [{ ...row, why: row.cells.why ?? '' }] : [];
  });
  return { value: corrections, diagnostics: faults };
}

/** The fault of a line that matched nothing. */
export function stale({ file, line, cells }: Correction, edition: Edition): Diagnostic {
  return {
    code: 'correction-stale',
    severity: 'warning',
    at: { file, line },
    message: `the correction matches nothing in edition ${edition}: the mistake is mended, or moved`,
    found: Object.values(cells).join(' | '),
    expected: 'a correction that still applies, for the editions that it names',
    fix: `end its range before ${edition}, or adapt it to the new place`,
  };
}
