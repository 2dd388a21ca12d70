/** Tables of text, as releases and harvests write them, as tables of the engine. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { requireRegularFile } from '../disk/regular-file.js';
import { type Engine, quote } from '../harvest/engine.js';
import { messageOf } from '../harvest/engine-fault.js';
import { EnvironmentError } from '../model/diagnostic.js';

/** Text tables whose types follow from the names of their columns. */
export async function openTable(
  engine: Engine,
  name: string,
  file: string,
  absent: Map<string, string>,
): Promise<void> {
  if (!existsSync(file)) {
    absent.set(name, `${file} is not there`);
    return;
  }
  const head = readFirstLine(file);
  const isCommas = !head.includes('\t') && head.includes(',');
  const columns = head.split(isCommas ? ',' : '\t');
  const form = isCommas ? `delim = ',', quote = '"', escape = '"'` : `delim = '\\t', quote = '', escape = ''`;
  const rows = `read_csv(${quote(file)}, ${form}, header = true, nullstr = '', all_varchar = true, strict_mode = false)`;
  await engine
    .run(`CREATE TABLE ${name} AS SELECT ${columns.map(formatCast).join(', ')} FROM ${rows}`)
    .catch((cause: unknown) => {
      const [why] = messageOf(cause).split('\n');
      throw new EnvironmentError(`${file} is not as it was written: ${why}`, {
        fix: 'put it back, or build and map again',
        cause,
      });
    });
}

/** Throws if the first column is not `key`. */
export function requireKey(file: string, key: string): void {
  const [first] = readFirstLine(file).split(/[\t,]/, 1);
  if (first === key) return;
  throw new EnvironmentError(`${file} is not as harvest map writes it: its first column is "${first}"`, {
    fix: `put it back, or map again: its first column is ${key}`,
  });
}

/** Of a file of any size. */
function readFirstLine(file: string): string {
  requireRegularFile(file);
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(8192);
    const n = readSync(handle, bytes, 0, bytes.length, 0);
    return bytes.toString('utf8', 0, n).split(/\r?\n/, 1)[0] ?? '';
  } finally {
    closeSync(handle);
  }
}

function formatCast(column: string): string {
  const type = typeOf(column);
  return type === 'VARCHAR' ? `"${column}"` : `CAST("${column}" AS ${type}) AS "${column}"`;
}

function typeOf(column: string): string {
  if (/^(?:domain|vocabulary|concept_class|tracking|study_instance|relationship)_id$/.test(column))
    return 'VARCHAR';
  if (/_id(?:_[12])?$|^n_|^series_number$|^quantity$/.test(column)) return 'BIGINT';
  if (/^valid_/.test(column)) return 'VARCHAR';
  if (column.endsWith('_datetime')) return 'TIMESTAMP';
  if (column.endsWith('_date')) return 'DATE';
  return column === 'value_as_number' || column.startsWith('range_') ? 'DOUBLE' : 'VARCHAR';
}
