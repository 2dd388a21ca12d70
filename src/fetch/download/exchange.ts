/** One request and its answer, redirects followed. The password of the base URL goes to its own origin only. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Dispatcher, request } from 'undici';
import { describeError, type Fault } from './fault.js';
import type { Network } from './network.js';
import { resolveRedirect } from './redirect.js';

export interface Reply {
  readonly kind: 'reply';
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  /** Must be read to its end or destroyed. */
  readonly body: Dispatcher.ResponseData['body'];
  /** Where the answer came from. */
  readonly url: URL;
}

const REDIRECTS = [301, 302, 303, 307, 308];

export async function exchange(
  url: URL,
  headers: Readonly<Record<string, string>>,
  network: Network,
): Promise<Reply | Fault> {
  const seen = [withoutUser(url)];
  for (;;) {
    const at = seen.at(-1) ?? url;
    const reply = await requestOnce(at, { ...headers, ...authorization(url, at) }, network);
    if (reply.kind === 'fault' || !REDIRECTS.includes(reply.status)) return reply;
    drop(reply);
    const target = resolveRedirect(seen, reply.headers.get('location'), network);
    if ('kind' in target) return target;
    seen.push(target);
  }
}

/** Ends an answer that is not wanted. */
export function drop(reply: Reply): void {
  reply.body.on('error', () => undefined).destroy();
}

async function requestOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { dispatcher, limits }: Network,
): Promise<Reply | Fault> {
  const deadline = new AbortController();
  const late = sleep(limits.connect + limits.headers + 1000, LATE, { signal: deadline.signal, ref: false });
  try {
    const answer = request(url, {
      dispatcher,
      headers: { 'user-agent': 'dicom-omop', ...headers },
      headersTimeout: limits.headers,
      bodyTimeout: limits.idle,
    });
    const first = await Promise.race([answer, late]);
    if (first instanceof Error) {
      answer.then(({ body }) => body.on('error', () => undefined).destroy()).catch(() => undefined);
      return describeError(url, first);
    }
    return {
      kind: 'reply',
      status: first.statusCode,
      headers: readHeaders(first.headers),
      body: first.body,
      url,
    };
  } catch (error) {
    return describeError(url, error);
  } finally {
    deadline.abort();
    late.catch(() => undefined);
  }
}

/** For a request that waits in the queue of a connection that never comes: undici has no limit for that. */
const LATE = Object.assign(new Error('neither an answer nor an error'), { code: 'UND_ERR_HEADERS_TIMEOUT' });

function readHeaders(received: Dispatcher.ResponseData['headers']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(received).flatMap(([name, value]) => {
      const text = Array.isArray(value) ? value[0] : value;
      return text ? [[name.toLowerCase(), text] as const] : [];
    }),
  );
}

function withoutUser(url: URL): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare;
}

function authorization(from: URL, to: URL): Readonly<Record<string, string>> {
  if (from.username === '' || from.origin !== to.origin) return {};
  const user = `${decode(from.username)}:${decode(from.password)}`;
  return { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
