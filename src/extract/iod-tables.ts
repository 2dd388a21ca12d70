/**
 * Tables that compose IODs of modules (PS3.3 Annexes A and B), and those that list an IOD's functional group
 * macros. The information entity spans rows, or stands once above cells that are left empty.
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { descendants } from '../docbook/element.js';
import { linkTarget } from '../docbook/link.js';
import { type Cell, findCell, findText, type Table } from '../docbook/table.js';
import type { IodModule, ModuleTable } from '../model/information-object.js';
import { type Extraction, placeOf, readTableRows, refuse } from './table-reading.js';

const HEADINGS = {
  'ie?': /^(?:ie|information entity)$/i,
  module: /^(?:module|functional group macro)$/i,
  reference: /^(?:reference|section)$/i,
  'usage?': /^usage$/i,
};
const FUNCTIONAL_GROUP = /^functional group macro$/i;

export function isIodTable(table: Table): boolean {
  const { headings } = table;
  return (
    headings.some((text) => HEADINGS.module.test(text)) &&
    headings.some((text) => HEADINGS.reference.test(text))
  );
}

/** The rows of one table, and the table itself as a module table without attribute rows. */
export function extractIodTable(
  document: CorrectedDocBook,
  table: Table,
): Extraction<IodModule> & { table: ModuleTable } {
  let entity: string | undefined;
  const rows = readTableRows<typeof HEADINGS, IodModule>(
    document,
    table,
    HEADINGS,
    'finding',
    (row, columns, at) => {
      entity = findText(row, columns.ie) ?? entity;
      const module = findText(row, columns.module);
      if (!module) {
        return refuse('row-without-module', 'note', at, 'the row names no module', {
          found: row.cells
            .map((cell) => cell.text)
            .join(' | ')
            .slice(0, 200),
          expected: 'a module and its section [PS3.3 A.1.3]',
        });
      }
      return {
        facts: [
          {
            table: table.label,
            ie: columns.ie === undefined ? undefined : entity,
            module,
            moduleSection: findLinkedSection(findCell(row, columns.reference)),
            usage: findText(row, columns.usage),
            at,
          },
        ],
      };
    },
    (row, columns) =>
      findLinkedSection(findCell(row, columns.reference)) !== undefined &&
      /^[MUC]\b/.test(findText(row, columns.usage) ?? ''),
  );
  return {
    ...rows,
    table: {
      table: table.label,
      title: table.caption,
      kind: table.headings.some((text) => FUNCTIONAL_GROUP.test(text)) ? 'functional_groups' : 'iod',
      section: table.section.label,
      rows: [],
      at: placeOf(document, table),
    },
  };
}

function findLinkedSection(cell: Cell | undefined): string | undefined {
  if (!cell) return undefined;
  for (const element of descendants(cell.element)) {
    const section = /^sect_(.+)$/.exec(linkTarget(element) ?? '')?.[1];
    if (section !== undefined) return section;
  }
  return /^(?:Section )?([A-Z]?\d*(?:\.\d+\w*)+)$/.exec(cell.text)?.[1];
}
