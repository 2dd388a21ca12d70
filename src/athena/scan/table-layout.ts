/** The columns of an Athena table, found by the names in its header. [CDM v5.4, vocabulary tables] */
import { CDM_VOCABULARY_TABLES, type CdmColumn, type CdmTableName } from '../../model/cdm-tables.js';
import type { FaultList } from '../../model/fault-list.js';
import type { BundleFile } from '../bundle/bundle.js';

/** `flag` is a column whose only values are empty and one letter. */
export type ColumnKind = 'id' | 'text' | 'date' | 'flag';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The columns of a table; code names them by their place in this list, never by their place in the file. */
export interface TableLayout {
  /** `concept`: as CDM v5.4 calls the table. */
  readonly table: string;
  readonly columns: readonly Column[];
}

/** A table as the CDM has it; a column of one character is a flag. */
export function layoutOf(table: CdmTableName): TableLayout {
  const columns: readonly CdmColumn[] = CDM_VOCABULARY_TABLES[table].columns;
  return { table, columns: columns.map((column) => ({ name: column.name, kind: kindOf(column) })) };
}

/** The place of a column in the layout. */
export function placeOf({ columns, table }: TableLayout, name: string): number {
  const place = columns.findIndex((column) => column.name === name);
  if (place < 0) throw new Error(`${table} has no column ${name}`);
  return place;
}

function kindOf({ type, length }: CdmColumn): ColumnKind {
  if (type === 'integer') return 'id';
  if (type === 'date') return 'date';
  return length === 1 ? 'flag' : 'text';
}

export interface Header {
  /** Place in the file of each column of the layout. */
  readonly positions: Int32Array;
  /** Fields that a row has. */
  readonly fields: number;
  /** True if the header itself has a tab too many at its end; then every row may have one. */
  readonly endsInTab: boolean;
}

const FIX =
  'download the bundle again and leave its files as they are: no spreadsheet, no change of separator';

/** Header line (without line end) -> places of the columns. Undefined, with error diagnostics, if one is missing. */
export function parseHeader(
  line: string,
  file: BundleFile,
  layout: TableLayout,
  faults: FaultList,
): Header | undefined {
  const at = { file: file.path, line: 1 };
  const expected = `the columns ${layout.columns.map(({ name }) => name).join(', ')}, separated by tabs [CDM v5.4 ${layout.table}]`;
  const error = (code: string, message: string, fix = FIX) =>
    faults.add({ code, severity: 'error', at, message, found: line.slice(0, 200), expected, fix });
  if (!line.includes('\t')) {
    error('athena-not-tab-separated', `the header of ${file.name} holds no tab`);
    return undefined;
  }
  const names = line.split('\t');
  const endsInTab = names.at(-1) === '';
  if (endsInTab) names.pop();
  const missing = layout.columns.filter(({ name }) => !names.includes(name));
  const repeated = names.filter((name, place) => names.indexOf(name) !== place);
  if (names.includes('row_change_type')) {
    error(
      'athena-delta-bundle',
      `${file.name} holds changes only: column "row_change_type"`,
      'download the full bundle, not the delta',
    );
    return undefined;
  }
  if (missing.length > 0) {
    error('athena-column-missing', `${file.name} has no column ${quoteAll(missing.map(({ name }) => name))}`);
  }
  if (repeated.length > 0) {
    error('athena-column-repeated', `${file.name} has more than one column ${quoteAll(repeated)}`);
  }
  if (missing.length > 0 || repeated.length > 0) return undefined;
  const unknown = names.filter((name) => !layout.columns.some((column) => column.name === name));
  if (unknown.length > 0) {
    faults.add({
      code: 'athena-column-unknown',
      severity: 'warning',
      at,
      message: `${file.name} has a column that is not read: ${quoteAll(unknown)}`,
      found: line.slice(0, 200),
      expected,
      fix: 'check that this is a download of CDM v5 vocabularies',
    });
  }
  return {
    positions: Int32Array.from(layout.columns, ({ name }) => names.indexOf(name)),
    fields: names.length,
    endsInTab,
  };
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
