/** One document from one URL: tried again after a passing fault, resumed where the server allows it. */
import { decode, tooLarge } from './decode.js';
import { drop, exchange, type Reply } from './exchange.js';
import { concludeFault, describeError, describeStatus, type Fault, tooSlow } from './fault.js';
import type { FetchLimits } from './fetch-surroundings.js';
import type { Network } from './network.js';
import type { PartialStore } from './partial.js';
import {
  beginReceived,
  checkLength,
  continueReceived,
  formatRange,
  type Received,
  readLength,
} from './received.js';
import { computePause, parseRetryAfter } from './retry.js';

/** What the server said of the document when it was fetched last. */
export interface Validators {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface DownloadEvents {
  /** `received`: bytes on the wire so far; `total`: undefined if the server does not say. */
  readonly onReceived: (received: number, total: number | undefined) => void;
  /** `pause` in milliseconds; `number` of the retry from 1. */
  readonly onRetry: (fault: Fault, pause: number, number: number) => void;
}

export interface Document extends Validators {
  readonly kind: 'document';
  readonly bytes: Buffer;
  /** Bytes that came over the wire, thrown away ones included. */
  readonly transferred: number;
}

export interface Unchanged extends Validators {
  readonly kind: 'unchanged';
}

/** A try that brought this many bytes makes the count of retries start anew. */
const GOOD_PIECE = 1024 * 1024;

/**
 * `known`: ask for the document only if it is another one than that. `pieces`: what earlier processes left of
 * it; the caller closes or forgets them.
 */
export async function download(
  url: URL,
  known: Validators,
  network: Network,
  events: DownloadEvents,
  pieces?: PartialStore,
): Promise<Document | Unchanged | Fault> {
  let received = await findPiece(known, network, pieces);
  let transferred = 0;
  let tries = 0;
  let number = 0;
  const deadline = performance.now() + network.limits.total;
  for (;;) {
    tries += 1;
    const before = transferred;
    const take = (next: Received, bytes: Buffer | undefined): void => {
      if (bytes === undefined) pieces?.begin(next);
      else pieces?.append(bytes);
      received = next;
      transferred += bytes?.length ?? 0;
      events.onReceived(next.length, next.total);
    };
    const answer = await attempt(url, known, received, { ...network, deadline }, take);
    if (answer.kind === 'unchanged') return answer;
    if (answer.kind === 'whole') {
      const bytes = await decode(answer.received, url, network.limits.sizeCeiling);
      if ('kind' in bytes) return bytes;
      const { etag, lastModified } = answer.received;
      return { kind: 'document', bytes, etag, lastModified, transferred };
    }
    if (answer.diagnostic.code === 'source-changed') received = undefined;
    number = transferred - before >= GOOD_PIECE ? 1 : number + 1;
    const { limits } = network;
    const pause = computePause(number, limits, network.random(), answer.retryAfter);
    if (!answer.retry || number > limits.retries) return concludeFault(answer, url, tries);
    if (pause === undefined) return concludeFault(waitsTooLong(answer), url, tries);
    events.onRetry(answer, pause, number);
    await network.sleep(pause);
  }
}

/** A piece of what is known already is of no use. */
async function findPiece(
  { etag }: Validators,
  network: Network,
  pieces: PartialStore | undefined,
): Promise<Received | undefined> {
  const piece = await pieces?.find(network.now());
  return piece?.etag !== undefined && piece.etag === etag ? undefined : piece;
}

/** The network, and when a document must have arrived, by `performance.now()`. */
interface TimedNetwork extends Network {
  readonly deadline: number;
}

interface Whole {
  readonly kind: 'whole';
  readonly received: Received;
}

async function attempt(
  url: URL,
  known: Validators,
  received: Received | undefined,
  network: TimedNetwork,
  take: (next: Received, bytes: Buffer | undefined) => void,
): Promise<Whole | Unchanged | Fault> {
  const range = received === undefined ? {} : formatRange(received);
  const isResuming = 'range' in range;
  const headers = { 'accept-encoding': 'gzip', ...(isResuming ? range : formatConditions(known)) };
  const reply = await exchange(url, headers, network);
  if (reply.kind === 'fault') return reply;
  if (reply.status === 200) return readBody(beginReceived(reply), reply, network, take);
  if (reply.status === 206 && isResuming && received !== undefined) {
    const next = continueReceived(received, reply);
    if (!('kind' in next)) return readBody(next, reply, network, take);
    drop(reply);
    return next;
  }
  drop(reply);
  if (reply.status === 304 && !isResuming && hasConditions(known)) return unchanged(known, reply);
  if (reply.status === 416 && received !== undefined) return continueReceivedRefused(received, reply);
  return describeStatus(
    reply.url,
    reply.status,
    parseRetryAfter(reply.headers.get('retry-after'), network.now()),
  );
}

/** The server has nothing from there on: all is here already, or the document changed. */
function continueReceivedRefused(received: Received, reply: Reply): Whole | Fault {
  const total = /^bytes \*\/(\d+)$/.exec(reply.headers.get('content-range') ?? '')?.[1];
  if (Number(total) === received.length) return { kind: 'whole', received };
  const changed = continueReceived(received, reply);
  return 'kind' in changed ? changed : { kind: 'whole', received: changed };
}

async function readBody(
  start: Received,
  reply: Reply,
  { limits, deadline }: TimedNetwork,
  take: (next: Received, bytes: Buffer | undefined) => void,
): Promise<Whole | Fault> {
  const announced = Math.max(
    start.total ?? 0,
    start.length + (readLength(reply.headers.get('content-length')) ?? 0),
  );
  if (announced > limits.sizeCeiling) {
    drop(reply);
    return tooLarge(reply.url, announced, limits.sizeCeiling);
  }
  const chunks = [...start.chunks];
  let received = { ...start, chunks };
  take(received, undefined);
  const isTooSlow = watchRate(limits, deadline);
  try {
    for await (const chunk of reply.body) {
      const bytes = Buffer.from(chunk);
      chunks.push(bytes);
      received = { ...received, length: received.length + bytes.length };
      if (received.length > limits.sizeCeiling) {
        drop(reply);
        return tooLarge(reply.url, received.length, limits.sizeCeiling);
      }
      take(received, bytes);
      const slow = isTooSlow(bytes.length);
      if (slow) {
        drop(reply);
        return tooSlow(reply.url, slow);
      }
    }
  } catch (error) {
    return describeError(reply.url, error);
  }
  return checkLength(received, reply) ?? { kind: 'whole', received };
}

/** Tells of each piece whether the document comes too slowly, or can no longer be whole in time. */
function watchRate({ rateFloor, rateWindow }: FetchLimits, deadline: number) {
  let since = performance.now();
  let arrived = 0;
  return (length: number): 'rate' | 'total' | undefined => {
    const now = performance.now();
    arrived += length;
    if (now > deadline) return 'total';
    if (now - since < rateWindow) return undefined;
    const isSlow = arrived < rateFloor;
    since = now;
    arrived = 0;
    return isSlow ? 'rate' : undefined;
  };
}

function hasConditions({ etag, lastModified }: Validators): boolean {
  return etag !== undefined || lastModified !== undefined;
}

function formatConditions({ etag, lastModified }: Validators): Readonly<Record<string, string>> {
  return {
    ...(etag === undefined ? {} : { 'if-none-match': etag }),
    ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
  };
}

function unchanged(known: Validators, { headers }: Reply): Unchanged {
  return {
    kind: 'unchanged',
    etag: headers.get('etag') ?? known.etag,
    lastModified: headers.get('last-modified') ?? known.lastModified,
  };
}

function waitsTooLong(fault: Fault): Fault {
  const seconds = Math.ceil((fault.retryAfter ?? 0) / 1000);
  const { diagnostic } = fault;
  const message = `${diagnostic.message} and asks to be left alone for ${seconds} seconds`;
  return {
    ...fault,
    diagnostic: { ...diagnostic, message, fix: `run the command again in ${seconds} seconds` },
  };
}
