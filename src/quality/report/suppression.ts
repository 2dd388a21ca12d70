/**
 * Small cells: a count that is small, or of few persons, is not told; nor is another one from which it could be computed. Where a total of several cells is
 * known, at least two of them are hidden, and together they are no small count either.
 */

export interface Cell {
  readonly n: number;
  readonly persons: number;
}

/** A grouping of cells whose sums are told elsewhere. */
export type Margin<Row> = (row: Row) => string;

/** The rows that are hidden. `least`: the smallest count that is told; 1 hides nothing. */
export function findHidden<Row extends Cell>(
  rows: readonly Row[],
  least: number,
  margins: readonly Margin<Row>[],
): ReadonlySet<Row> {
  const hidden = new Set(rows.filter((row) => isSmall(row, least)));
  const groups = margins.flatMap((margin) => groupRows(rows, margin));
  let isStable = false;
  while (!isStable) {
    isStable = true;
    for (const group of groups) {
      const gone = group.filter((row) => hidden.has(row));
      const sum = gone.reduce((total, { n }) => total + n, 0);
      if (gone.length === 0 || (gone.length > 1 && sum >= least)) continue;
      const [next] = group.filter((row) => !hidden.has(row)).sort((a, b) => a.n - b.n);
      if (next === undefined) continue;
      hidden.add(next);
      isStable = false;
    }
  }
  return hidden;
}

function isSmall({ n, persons }: Cell, least: number): boolean {
  return n > 0 && (n < least || persons < least);
}

function groupRows<Row>(rows: readonly Row[], margin: Margin<Row>): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(margin(row));
    if (group) group.push(row);
    else groups.set(margin(row), [row]);
  }
  return [...groups.values()];
}
