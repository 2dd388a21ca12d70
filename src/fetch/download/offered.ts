/** What the server offers: the links of its listing that look like editions. Tolerant of the page around them. */
import type { Diagnostic, Outcome } from '../../model/diagnostic.js';
import { compareEditions, type Edition, parseEdition } from '../../model/edition.js';
import { download } from './download.js';
import type { FetchLimits, FetchSurroundings } from './fetch-surroundings.js';
import { chooseBaseUrl, withNetwork } from './network.js';
import { formatUrl } from './redact.js';

export interface OfferRequest {
  readonly baseUrl?: string | undefined;
  readonly surroundings: FetchSurroundings;
  readonly limits?: Partial<FetchLimits> | undefined;
}

/** A listing is a page, not a document: it comes soon or it does not matter. */
const LISTING_LIMITS: Partial<FetchLimits> = {
  connect: 5000,
  headers: 10_000,
  idle: 10_000,
  retries: 1,
  longestRetryAfter: 5000,
  sizeCeiling: 4 * 1024 * 1024,
};

/** Editions in order of publication. A server that cannot be reached or lists none is a warning, never an error. */
export async function editionsOffered(request: OfferRequest): Promise<Outcome<readonly Edition[]>> {
  const baseUrl = chooseBaseUrl(request.baseUrl, request.surroundings.env);
  const limits = { ...LISTING_LIMITS, ...request.limits };
  const events = { onReceived: () => undefined, onRetry: () => undefined };
  const answer = await withNetwork(baseUrl, request.surroundings, limits, (network) =>
    download(baseUrl, {}, network, events),
  );
  if (answer.kind === 'fault')
    return { value: [], diagnostics: [{ ...answer.diagnostic, severity: 'warning' }] };
  const editions = answer.kind === 'document' ? parseListing(answer.bytes.toString('utf8'), baseUrl) : [];
  return { value: editions, diagnostics: editions.length > 0 ? [] : [noListing(baseUrl)] };
}

/** The links of a page that lead to `<base>/<yyyy[x]>/`. */
export function parseListing(html: string, baseUrl: URL): readonly Edition[] {
  const labels = [...html.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi)].flatMap((match) => {
    const href = match[1] ?? match[2] ?? match[3] ?? '';
    if (!URL.canParse(href, baseUrl.href)) return [];
    const { host, pathname } = new URL(href, baseUrl);
    if (host !== baseUrl.host || !pathname.startsWith(baseUrl.pathname)) return [];
    const label = /^(\d{4}[a-z]?)(\/|$)/.exec(pathname.slice(baseUrl.pathname.length))?.[1];
    return parseEdition(label ?? '') ?? [];
  });
  return [...new Set(labels)].sort(compareEditions);
}

function noListing(baseUrl: URL): Diagnostic {
  return {
    code: 'no-listing',
    severity: 'warning',
    at: { file: formatUrl(baseUrl) },
    message: 'the server lists no editions at this address',
    expected: 'links such as "2024d/"',
    fix: 'fetch an edition by its label; a mirror need not have a listing',
  };
}
