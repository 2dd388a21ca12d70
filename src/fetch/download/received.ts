/** The piece of a document that has arrived so far, as it came over the wire, and what guards its resumption. */
import type { Reply } from './exchange.js';
import { type Fault, finalFault, passingFault } from './fault.js';

export interface Received {
  readonly etag: string | undefined;
  readonly lastModified: string | undefined;
  /** Value of If-Range; undefined if the server gave nothing that proves two answers to be of one document. */
  readonly guard: string | undefined;
  /** `gzip`, or undefined for bytes as they are. */
  readonly encoding: string | undefined;
  /** Of the whole document on the wire, if the server said so. */
  readonly total: number | undefined;
  readonly chunks: readonly Buffer[];
  readonly length: number;
}

/** A new document begins: status 200. */
export function beginReceived({ headers }: Reply): Received {
  const etag = headers.get('etag');
  const lastModified = headers.get('last-modified');
  const encoding = headers.get('content-encoding')?.toLowerCase();
  return {
    etag,
    lastModified,
    guard: findGuard(etag, lastModified, headers.get('date')),
    encoding: encoding === 'identity' ? undefined : encoding,
    total: readLength(headers.get('content-length')),
    chunks: [],
    length: 0,
  };
}

/** Headers that ask for the rest. [RFC 9110 13.1.5, 14.2] */
export function formatRange({ guard, length }: Received): Readonly<Record<string, string>> {
  return guard === undefined || length === 0 ? {} : { range: `bytes=${length}-`, 'if-range': guard };
}

/**
 * The answer to `formatRange` goes on where `received` ends, or `source-changed`: another document, another
 * place or another encoding, so that everything is to be fetched anew.
 */
export function continueReceived(received: Received, reply: Reply): Received | Fault {
  const { headers, url } = reply;
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  const etag = headers.get('etag') ?? received.etag;
  const encoding = headers.get('content-encoding')?.toLowerCase() ?? received.encoding;
  const total = range?.[3] === undefined || range[3] === '*' ? received.total : Number(range[3]);
  const isSame =
    etag === received.etag && encoding === received.encoding && total === (received.total ?? total);
  if (isSame && Number(range?.[1]) === received.length) return { ...received, total };
  return passingFault(url, {
    code: 'source-changed',
    message: 'the document changed on the server while it was being downloaded',
    found: `${headers.get('content-range') ?? 'no Content-Range'}, ETag ${headers.get('etag') ?? 'none'}`,
    expected: `bytes from ${received.length} on, ETag ${received.etag ?? 'none'}`,
    fix: 'run the command again; if it stays so, the mirrors behind --base-url do not agree',
  });
}

/** Fault if fewer or more bytes came than the server announced. */
export function checkLength({ length, total }: Received, { url }: Reply): Fault | undefined {
  if (total === undefined || length === total) return undefined;
  const words = {
    code: 'length-mismatch',
    message: 'the server sent another number of bytes than it announced',
    found: `${length} bytes`,
    expected: `${total} bytes`,
    fix: 'run the command again later, or use another mirror with --base-url',
  };
  return length < total ? passingFault(url, words) : finalFault(url, words);
}

export function readLength(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** A strong ETag, or a date old enough that a second change within it would have shown. [RFC 9110 8.8.2.2] */
function findGuard(
  etag: string | undefined,
  lastModified: string | undefined,
  date: string | undefined,
): string | undefined {
  if (etag !== undefined) return etag.startsWith('W/') ? undefined : etag;
  const age = Date.parse(date ?? '') - Date.parse(lastModified ?? '');
  return age >= 60_000 ? lastModified : undefined;
}
