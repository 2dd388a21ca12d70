/** What spreadsheets do to the identifiers of a whole column: warnings, as they may be right. */
import type { Diagnostic } from '../model/diagnostic.js';
import type { SiteFile } from './site-file.js';

/** Programs that have no whole numbers with gaps write `1234.0`, which no header has. */
export function decimalKeys({ file, rows }: SiteFile): Diagnostic[] {
  for (const name of ['patient_id', 'person_source_value', 'accession_number']) {
    const found = rows.filter(({ cells }) => /^\d+\.0$/.test(cells[name] ?? ''));
    const [first] = found;
    if (first === undefined || found.length < rows.length / 2) continue;
    return [
      {
        code: 'site-key-decimal',
        severity: 'warning',
        at: { file, line: first.line },
        message: `${name}: ${found.length} rows end with .0, as programs write numbers that may be missing`,
        expected: 'the identifier as the headers have it',
        fix: 'export the column as text',
      },
    ];
  }
  return [];
}

/** Accession numbers of digits that are shorter than all others have most likely lost their zeros in a spreadsheet. */
export function lostZeros({ file, headings, rows }: SiteFile): Diagnostic[] {
  if (!headings.includes('accession_number')) return [];
  const lengths = new Map<number, number>();
  for (const { cells } of rows) {
    const key = cells.accession_number ?? '';
    if (/^\d+$/.test(key)) lengths.set(key.length, (lengths.get(key.length) ?? 0) + 1);
  }
  const [usual] = [...lengths].sort(([, a], [, b]) => b - a);
  const short = rows.filter(({ cells }) => {
    const key = cells.accession_number ?? '';
    return (
      usual !== undefined && usual[1] > rows.length / 2 && /^[1-9]\d*$/.test(key) && key.length < usual[0]
    );
  });
  return short.slice(0, 1).map(({ line }) => ({
    code: 'site-zeros-lost',
    severity: 'warning',
    at: { file, line },
    message: `${short.length} accession numbers have fewer digits than the others: a spreadsheet may have dropped their zeros`,
    expected: `${usual?.[0]} digits`,
    fix: 'format the column as text before exporting',
  }));
}
