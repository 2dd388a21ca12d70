/**
 * `CID 9` before `CID 29`: runs of digits count as numbers, tags as they stand (they are hexadecimal), the rest by
 * code points. The same on every machine.
 */
export function compareNaturally(a: string, b: string): number {
  const runsA = a.match(RUNS) ?? [];
  const runsB = b.match(RUNS) ?? [];
  for (const [index, runA] of runsA.entries()) {
    const runB = runsB[index];
    if (runB === undefined) return 1;
    if (runA === runB) continue;
    const isTag = index === 0 && (TAG.test(a) || TAG.test(b));
    const byNumber = !isTag && isNumber(runA) && isNumber(runB) ? compareDigits(runA, runB) : 0;
    return byNumber || (runA < runB ? -1 : 1);
  }
  return runsA.length - runsB.length;
}

const TAG = /^\(?[0-9A-Fx]{4},?[0-9A-Fx]{4}(?=[):]|$)/;
const RUNS = new RegExp(`${TAG.source}|\\d+|\\D+`, 'g');

function isNumber(run: string): boolean {
  return run.charCodeAt(0) >= 48 && run.charCodeAt(0) <= 57;
}

/** Of any length: UIDs hold numbers beyond 2^53. */
function compareDigits(a: string, b: string): number {
  const [x, y] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
  return x.length - y.length || (x < y ? -1 : x > y ? 1 : 0);
}
