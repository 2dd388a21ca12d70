/**
 * Tables of a section that list values: `Defined Term | Definition`, `Enumerated Value Name | Enumerated Value
 * Description`, `Character Set Description | Defined Term | ...`, `Waveform Bits Allocated - Defined Terms | ...`, and
 * `Value Type | Description` under the caption `Value Type Definitions`. The caption names the attributes, and most
 * often the value number. [PS3.3 5.4]
 */
import type { CorrectedDocBook } from '../docbook/document.js';
import { findColumn, findPrinted, type Table } from '../docbook/table.js';
import type { SectionList, Term, TermKind } from '../model/information-object.js';
import { parseListTitle } from './list-title.js';
import { describeSection } from './section-lists.js';
import { concatExtractions, type Extraction, placeOf, readTableRows, refuse } from './table-reading.js';

const VALUE_HEADING = /^(?:(.+?)\s+[-–]\s+)?(defined terms?|enumerated values?)(?: name)?$/i;
const MEANING_HEADINGS = [
  /^(?:defined term|enumerated value) (?:description|definition|meaning)$/i,
  /^(?:definition|description|meaning)$/i,
  /\b(?:description|definition|meaning)$/i,
];
const DEFINITIONS = /^(.+?) definitions$/i;
/** No value stands for the default. [PS3.3 C.12.1.1.2] */
const NO_VALUE = /^\(?none\)?$/;

/** A column of values. */
interface ValueColumn {
  readonly heading: string;
  /** Name of the attribute, where the heading bears it. */
  readonly name: string | undefined;
  readonly kind: TermKind;
  readonly meaning: string | undefined;
}

export function isValueTable(table: Table): boolean {
  return findValueColumns(table).length > 0;
}

/** One list for each column of values. A row counts as used if any of its columns gives a value. */
export function extractValueTable(document: CorrectedDocBook, table: Table): Extraction<SectionList> {
  const columns = findValueColumns(table);
  const lists = columns.map((column) => readColumn(document, table, column));
  const all = concatExtractions(lists);
  const read = table.rows.length;
  const used = new Set(
    lists.flatMap(({ facts }) => facts.flatMap(({ terms }) => terms.map(({ at }) => at?.row))),
  );
  return {
    facts: all.facts,
    diagnostics: all.diagnostics.filter(({ at }) => !at || !('row' in at) || !used.has(at.row)),
    counts: [{ part: document.part, table: table.label, read, used: used.size, refused: read - used.size }],
  };
}

function readColumn(document: CorrectedDocBook, table: Table, column: ValueColumn): Extraction<SectionList> {
  const headings = {
    value: exactly(column.heading),
    'meaning?': column.meaning === undefined ? /(?!)/ : exactly(column.meaning),
  };
  const rows = readTableRows<typeof headings, Term>(
    document,
    table,
    headings,
    'finding',
    (row, found, at) => {
      const cell = row.cells.find((each) => each.column === found.value && !each.fromAbove);
      const value = cell?.text ?? '';
      // A cell that spans the columns heads a group of rows.
      if (value === '' || NO_VALUE.test(value) || (cell?.colspan ?? 1) > 1) {
        return refuse('row-without-value', 'note', at, 'the row states no value', {
          found: row.cells
            .map((each) => each.text)
            .join(' | ')
            .slice(0, 200),
          expected: `a value in the column "${column.heading}"`,
        });
      }
      return { facts: [{ value, meaning: findPrinted(row, found.meaning), at }] };
    },
  );
  const title = parseListTitle(table.caption);
  const list: SectionList = {
    title: table.caption,
    ...title,
    kind: column.kind === 'Enumerated' && title.kind !== 'Defined' ? 'Enumerated' : 'Defined',
    condition: title.condition ?? /\bfor .+$/i.exec(table.caption)?.[0],
    terms: rows.facts,
    at: placeOf(document, table),
    ...describeSection(table.section),
    introduction: '',
    caption: column.name ?? table.caption,
  };
  return { ...rows, facts: [list] };
}

function findValueColumns(table: Table): ValueColumn[] {
  const columns = table.headings.flatMap((heading): ValueColumn[] => {
    const match = VALUE_HEADING.exec(heading);
    if (!match) return [];
    const name = match[1];
    const kind = /^d/i.test(match[2] ?? '') ? 'Defined' : 'Enumerated';
    return [{ heading, name, kind, meaning: findMeaning(table, heading, name) }];
  });
  if (columns.length > 0) return columns;
  const [first = ''] = table.headings;
  const name = DEFINITIONS.exec(table.caption)?.[1];
  if (name === undefined || first.toLowerCase() !== name.toLowerCase()) return [];
  return [{ heading: first, name, kind: 'Defined', meaning: findMeaning(table, first, undefined) }];
}

/** Where a heading bears the name of an attribute, its meanings stand under a heading that does so too. */
function findMeaning(table: Table, heading: string, name: string | undefined): string | undefined {
  for (const pattern of MEANING_HEADINGS) {
    const column = findColumn(table, pattern);
    const found = column === undefined ? undefined : table.headings[column];
    if (found === undefined || found === heading) continue;
    if (name === undefined || found.startsWith(name)) return found;
  }
  return undefined;
}

function exactly(heading: string): RegExp {
  return new RegExp(`^${heading.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
}
