import { describe, expect, test } from '@jest/globals';
import { answerInThreads, type Job } from '../../../src/threads/answer-in-threads.js';

/** Answers n with n times the data of the thread; -1 with a fault, -2 by throwing, -3 by ending. */
const SCRIPT = `
import { parentPort, workerData } from 'node:worker_threads';
parentPort.on('message', (n) => {
  if (n === -2) throw new Error('thrown');
  if (n === -3) process.exit(7);
  parentPort.postMessage(n === -1 ? { fault: 'told' } : { answer: n * workerData });
});`;

const script = {
  script: new URL(`data:text/javascript,${encodeURIComponent(SCRIPT)}`),
  data: 10,
  young: 16,
  tell: (fault: string) => new Error(`a thread: ${fault}`),
};

async function ask(requests: readonly number[], threads: number): Promise<number[]> {
  const answers: number[] = [];
  const jobs = requests.map((request, at): Job<number, number> => {
    const done = (answer: number) => {
      answers[at] = answer;
    };
    return { request, done };
  });
  await answerInThreads(jobs, threads, script);
  return answers;
}

describe('answerInThreads', () => {
  test.each([1, 2, 5])('every request is answered by %d threads', async (threads) => {
    expect(await ask([1, 2, 3], threads)).toEqual([10, 20, 30]);
  });

  test('nothing asked, nothing answered', async () => {
    expect(await ask([], 2)).toEqual([]);
  });

  test.each([
    [-1, 'a thread: told'],
    [-2, 'a thread: thrown'],
    [-3, 'a thread: it ended with 7'],
  ])('a fault ends all and is told: %d', async (request, message) => {
    await expect(ask([1, request, 2, 3], 2)).rejects.toThrow(message);
  });

  test('so does what the taker of an answer throws', async () => {
    const done = () => {
      throw new Error('no room');
    };
    await expect(answerInThreads([{ request: 1, done }], 1, script)).rejects.toThrow('no room');
  });
});
