// Documents made to exhaust the reader: each must be read, or refused with a word, within the time and memory.
import { hostileDocuments } from './hostile-documents.mjs';
import { makeReader } from './reading.mjs';

export async function tryHostile({ root, isQuick, tell, progress }) {
  const reader = makeReader(root);
  const figures = { documents: 0, slowest: 0, slowestWhat: '', failures: 0 };
  for (const [part, what, bytes] of hostileDocuments(isQuick)) {
    const answer = await reader.read({ part, bytes });
    figures.documents += 1;
    if (answer.seconds > figures.slowest)
      Object.assign(figures, { slowest: answer.seconds, slowestWhat: what });
    const fault = answer.hang ? 'not read within the time' : (answer.abort ?? answer.internal);
    if (fault || (answer.refused && !answer.refused[0]?.message)) {
      figures.failures += 1;
      const kind = answer.hang ? 'hang' : answer.abort ? 'abort' : 'internal fault';
      tell({ kind, what: `${what}: ${String(fault).slice(0, 300)}`, repeat: 'make trial N=0 KILLS=0' });
    }
    progress(figures);
  }
  await reader.end();
  return figures;
}
