/** Work on many rows in ranges of an id or UID, one after the other: what is sorted, joined or numbered at once fits into memory however many rows there are. */
import { type Engine, literal } from './engine.js';

/**
 * `WHERE` of each range, in their order; one that is always true where the rows are few. `rows`: a table, or a SELECT in parentheses. `weight`: how much of the memory
 * a row takes, beside one of MEASUREMENT. Ranges of a text are about equal, those of a number equally wide; rows without either are in none.
 */
export async function listRanges(
  engine: Engine,
  rows: string,
  id: string,
  weight = 1,
): Promise<readonly string[]> {
  const [found] = await engine.rows<{ least: number | string | null; greatest: number | null; n: number }>(
    `SELECT min(${id}) AS least, max(${id}) AS greatest, count(${id}) AS n FROM ${rows} ranged`,
  );
  const count = Math.ceil(((found?.n ?? 0) * weight) / engine.rowsAtOnce);
  if (found?.least === undefined || found.least === null || count <= 1) return ['TRUE'];
  if (typeof found.least === 'string') {
    const bounds = await engine.rows<{ bound: string }>(
      `SELECT min(id) AS bound FROM (SELECT ${id} AS id, ntile(${count}) OVER (ORDER BY ${id}) AS part FROM ${rows} ranged WHERE ${id} IS NOT NULL) parts GROUP BY part ORDER BY bound`,
    );
    const starts = [...new Set(bounds.map(({ bound }) => bound))];
    return starts.map((start, at) => {
      const end = starts[at + 1];
      const from = at === 0 ? [] : [`${id} >= ${literal(start)}`];
      return [...from, ...(end === undefined ? [] : [`${id} < ${literal(end)}`])].join(' AND ') || 'TRUE';
    });
  }
  const { least, greatest } = found;
  if (greatest === null) return ['TRUE'];
  const width = Math.ceil((greatest - least + 1) / count);
  const ranges: string[] = [];
  for (let first = least; first <= greatest; first += width)
    ranges.push(`${id} BETWEEN ${first} AND ${first + width - 1}`);
  return ranges;
}
