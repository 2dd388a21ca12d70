/** `diagnostics.tsv`: every fault and note of a build, worst first, each with its place. */
import { type Diagnostic, SEVERITIES } from '../model/diagnostic.js';
import { formatPlace } from '../model/source-ref.js';
import { formatTable, type TabTable } from '../release/tab-table.js';

const TABLE: TabTable<Diagnostic> = {
  file: 'diagnostics.tsv',
  columns: ['severity', 'code', 'at', 'message', 'found', 'expected', 'fix'],
  cells: (row) => [
    row.severity,
    row.code,
    row.at === undefined ? undefined : formatPlace(row.at),
    oneLine(row.message),
    oneLine(row.found),
    oneLine(row.expected),
    oneLine(row.fix),
  ],
};

export function emitDiagnostics(diagnostics: readonly Diagnostic[]): readonly [string, string] {
  const worstFirst = SEVERITIES.flatMap((severity) =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity),
  );
  return [TABLE.file, formatTable(TABLE, worstFirst)];
}

function oneLine(text: string | undefined): string | undefined {
  return text?.replace(/\s+/g, ' ').trim() || undefined;
}
