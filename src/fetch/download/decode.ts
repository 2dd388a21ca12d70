/** Bytes of the wire -> bytes of the document. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { hasCode } from '../../disk/durable-file.js';
import { describeTooLarge } from '../checks.js';
import { type Fault, finalFault } from './fault.js';
import type { Received } from './received.js';
import { formatUrl } from './redact.js';

const inflate = promisify(gunzip);

/** `ceiling`: bytes of the document; one that unfolds to more is refused before it fills the memory. */
export async function decode(received: Received, url: URL, ceiling: number): Promise<Buffer | Fault> {
  const raw = Buffer.concat(received.chunks);
  if (received.encoding === undefined) return raw;
  if (received.encoding !== 'gzip' && received.encoding !== 'x-gzip') {
    return finalFault(url, {
      code: 'encoding-unknown',
      message: 'the server sent an encoding that was not asked for',
      found: received.encoding,
      expected: 'gzip or none',
      fix: 'use another mirror with --base-url',
    });
  }
  try {
    return await inflate(raw, { maxOutputLength: ceiling });
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) return tooLarge(url, ceiling + 1, ceiling);
    return finalFault(url, {
      code: 'gzip-damaged',
      message: 'the compressed document is cut off or damaged',
      found: `${raw.length} bytes, ${error instanceof Error ? error.message : 'not gzip'}`,
      expected: 'a whole gzip stream',
      fix: 'run the command again; if it stays so, use another mirror with --base-url',
    });
  }
}

export function tooLarge(url: URL, bytes: number, ceiling: number): Fault {
  return { kind: 'fault', retry: false, diagnostic: describeTooLarge(formatUrl(url), bytes, ceiling) };
}
