/** Studies matched by several threads, the same text whatever their number; by this one if they are few. */
import { existsSync } from 'node:fs';
import { EnvironmentError } from '../../model/diagnostic.js';
import { answerInThreads, type Job } from '../../threads/answer-in-threads.js';
import { createPartMatcher, joinParts, type MatchedText, type MatchRequest } from './match-part.js';
import type { Study } from './study.js';

/** Compiled only: run from its sources, the program matches in one thread. */
const WORKER = new URL('./match-worker.js', import.meta.url);

/** Megabytes: the text of a part lives until it is sent. */
const YOUNG = 64;
const PART = 2000;
/** Studies that take a thread longer than to learn the playbook and the words. */
const WORTH_A_THREAD = 20_000;

/** Threads that pay for `count` studies. */
export function threadsFor(count: number, processors: number): number {
  return Math.max(1, Math.min(processors, Math.floor(count / WORTH_A_THREAD)));
}

/** Throws EnvironmentError if a thread fails. */
export async function matchStudies(
  studies: readonly Study[],
  request: MatchRequest,
  threads: number,
): Promise<MatchedText> {
  const parts = cut(request.form === 'usagi' ? byFrequency(studies) : studies);
  if (threads < 2 || !existsSync(WORKER))
    return joinParts(parts.map(createPartMatcher(request)), request.form);
  const texts: MatchedText[] = [];
  const jobs = parts.map((part, at): Job<readonly Study[], MatchedText> => {
    const done = (text: MatchedText) => {
      texts[at] = text;
    };
    return { request: part, done };
  });
  await answerInThreads(jobs, threads, { script: WORKER, data: request, young: YOUNG, tell: tellFault });
  return joinParts(texts, request.form);
}

/** At least one part, so that without studies there is still a header. */
function cut(studies: readonly Study[]): (readonly Study[])[] {
  const count = Math.max(1, Math.ceil(studies.length / PART));
  return Array.from({ length: count }, (_, at) => studies.slice(at * PART, (at + 1) * PART));
}

/** As Usagi is given them: most frequent first. */
function byFrequency(studies: readonly Study[]): readonly Study[] {
  return [...studies].sort((a, b) => (b.n ?? 1) - (a.n ?? 1));
}

function tellFault(fault: string): EnvironmentError {
  return new EnvironmentError(`a thread could not match its studies: ${fault}`, {
    fix: 'run again with --jobs 1; nothing was written',
  });
}
