/** Requests answered by threads that run one script: each thread one request at a time, all as they become free. */
import { parentPort, Worker } from 'node:worker_threads';

/** A script that calls `serveRequests`. */
export interface ThreadScript {
  /** Compiled: threads do not run from the sources. */
  readonly script: URL;
  /** `workerData` of each; it can be cloned. */
  readonly data: unknown;
  /** Megabytes of the young generation: what lives while a request is answered is copied once, not again and again. */
  readonly young: number;
  /** A request that could not be answered -> what is thrown. */
  readonly tell: (fault: string) => Error;
}

export interface Job<Request, Answer> {
  readonly request: Request;
  /** Called as soon as there is an answer, in any order. What it throws ends all. */
  readonly done: (answer: Answer) => void;
}

type Reply<Answer> = { readonly answer: Answer } | { readonly fault: string };

/** Ends when all are answered. A fault of one ends the rest. */
export async function answerInThreads<Request, Answer>(
  jobs: Iterable<Job<Request, Answer>>,
  threads: number,
  script: ThreadScript,
): Promise<void> {
  const queue = jobs[Symbol.iterator]();
  const workers: Worker[] = [];
  const run = async () => {
    let next = queue.next();
    if (next.done) return;
    const worker = new Worker(script.script, {
      workerData: script.data,
      resourceLimits: { maxYoungGenerationSizeMb: script.young },
    });
    workers.push(worker);
    while (!next.done) {
      const reply = await ask<Answer>(worker, next.value.request);
      if ('fault' in reply) throw script.tell(reply.fault);
      next.value.done(reply.answer);
      next = queue.next();
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, run));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask<Answer>(worker: Worker, request: unknown): Promise<Reply<Answer>> {
  return new Promise((resolve) => {
    const settle = (reply: Reply<Answer>) => {
      worker.off('message', settle).off('error', fail).off('exit', end);
      resolve(reply);
    };
    const fail = (error: Error) => settle({ fault: error.message });
    const end = (code: number) => settle({ fault: `it ended with ${code}` });
    worker.on('message', settle).on('error', fail).on('exit', end);
    worker.postMessage(request);
  });
}

/** In the script: answers requests until the thread is ended. */
export function serveRequests<Request, Answer>(answer: (request: Request) => Answer | Promise<Answer>): void {
  const reply = async (request: Request): Promise<Reply<Answer>> => {
    try {
      return { answer: await answer(request) };
    } catch (error) {
      return { fault: error instanceof Error ? error.message : String(error) };
    }
  };
  parentPort?.on('message', async (request: Request) => parentPort?.postMessage(await reply(request)));
}
