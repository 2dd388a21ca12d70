/**
 * Overlays on facts: `section-lists.tsv` names the attribute of a section's term list, `bindings.tsv` the
 * sequence that a statement about a context group means, `terms.tsv` rewrites a value of a list.
 */
import type { Diagnostic, Outcome } from '../model/diagnostic.js';
import type { ModuleRow, SectionList } from '../model/information-object.js';
import type { Standard } from '../model/standard.js';
import { parseTag } from '../model/tag.js';
import { type Correction, parseCorrections, stale } from './correction-file.js';

export interface CorrectionText {
  readonly file: string;
  readonly text: string;
}

export interface FactCorrectionFiles {
  readonly sectionLists: CorrectionText;
  readonly bindings: CorrectionText;
  readonly terms: CorrectionText;
}

export function correctFacts(standard: Standard, files: FactCorrectionFiles): Outcome<Standard> {
  const read = ({ text, file }: CorrectionText, ...columns: readonly string[]) =>
    parseCorrections(text, file, columns, standard.edition);
  const owners = read(files.sectionLists, 'section', 'tag');
  const bindings = read(files.bindings, 'table', 'include_table', 'cid', 'tag');
  const terms = read(files.terms, 'table', 'tag', 'found', 'right');
  const used = new Set<Correction>();
  const use = (correction: Correction | undefined) => {
    if (correction) used.add(correction);
    return correction?.cells;
  };

  const sectionLists = standard.sectionLists.map((list): SectionList => {
    const lines = owners.value.filter(({ cells }) => cells.section === list.section);
    const tags = lines.flatMap((line) => parseTag(use(line)?.tag ?? '') ?? []);
    return tags.length > 0 ? { ...list, owners: tags } : list;
  });
  const correctRow = (row: ModuleRow): ModuleRow => {
    if (row.kind === 'include') {
      const cidStatements = row.cidStatements.map((statement) => {
        const named = use(
          bindings.value.find(
            ({ cells }) =>
              cells.table === row.table &&
              cells.include_table === row.includeTable &&
              cells.cid === statement.cid,
          ),
        );
        return named ? { ...statement, attribute: named.tag } : statement;
      });
      return { ...row, cidStatements };
    }
    const lists = row.lists.map((list) => ({
      ...list,
      terms: list.terms.map((term) => {
        const right = use(
          terms.value.find(
            ({ cells }) => cells.table === row.table && cells.tag === row.tag && cells.found === term.value,
          ),
        );
        return right?.right === undefined ? term : { ...term, value: right.right };
      }),
    }));
    return { ...row, lists };
  };
  const moduleTables =
    bindings.value.length + terms.value.length === 0
      ? standard.moduleTables
      : standard.moduleTables.map((table) => ({ ...table, rows: table.rows.map(correctRow) }));

  const all = [owners, bindings, terms];
  const unused: Diagnostic[] = all
    .flatMap(({ value }) => value)
    .filter((correction) => !used.has(correction))
    .map((correction) => stale(correction, standard.edition));
  return {
    value: { ...standard, sectionLists, moduleTables },
    diagnostics: [...all.flatMap(({ diagnostics }) => diagnostics), ...unused],
  };
}
