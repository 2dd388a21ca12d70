/**
 * Where a redirect may lead: a few steps, to the same host or one that was named, to https, or to http if the base URL
 * is http. Never from outside into a private network.
 */
import { type Fault, finalFault } from './fault.js';
import { formatUrl, redactText } from './redact.js';

export const MOST_REDIRECTS = 5;

export interface RedirectRules {
  /** The base URL is http, so redirects to http are as well. */
  readonly isHttpBase: boolean;
  /** Hosts besides that of the base URL to which a redirect may lead. */
  readonly redirectHosts: readonly string[];
}

/** `seen`: the addresses already visited, the first that of the request, the present one last. */
export function resolveRedirect(
  seen: readonly URL[],
  location: string | undefined,
  { isHttpBase, redirectHosts }: RedirectRules,
): URL | Fault {
  const from = seen.at(-1);
  if (from === undefined) throw new Error('no address to redirect from');
  const target =
    location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (target === undefined) {
    const found = location === undefined ? undefined : redactText(location);
    return refused(from, 'the server redirects to no address', found);
  }
  target.username = '';
  target.password = '';
  target.hash = '';
  const found = formatUrl(target);
  if (target.protocol !== 'https:' && !(target.protocol === 'http:' && (isHttpBase || isLoopback(target)))) {
    return refused(from, 'the server redirects to an address that is not https', found);
  }
  const [first = from] = seen;
  if (!isSameHost(first, target)) {
    if (isPrivate(target) && !isPrivate(first)) {
      return refused(from, 'the server redirects into a private network', found);
    }
    if (!redirectHosts.includes(target.hostname)) {
      return refused(from, 'the server redirects to another host', found);
    }
  }
  if (seen.some(({ href }) => href === target.href))
    return refused(from, 'the server redirects in a circle', found);
  if (seen.length > MOST_REDIRECTS) {
    return refused(from, `the server redirects more than ${MOST_REDIRECTS} times`, found);
  }
  return target;
}

/** `localhost`, `127.0.0.0/8`, `[::1]`. */
export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** All names of this machine are one host. */
function isSameHost(a: URL, b: URL): boolean {
  return a.hostname === b.hostname || (isLoopback(a) && isLoopback(b));
}

/** Addresses of this machine, of private networks and of a link. [RFC 1918, RFC 3927, RFC 4193, RFC 6890] */
export function isPrivate(url: URL): boolean {
  const { hostname } = url;
  return (
    isLoopback(url) ||
    /^(?:0|10)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./.test(
      hostname,
    ) ||
    /^\[(?:::|f[cd]|fe[89ab])/i.test(hostname) ||
    /(?:^|\.)(?:localhost|local|internal)$/i.test(hostname)
  );
}

function refused(from: URL, message: string, found: string | undefined): Fault {
  return finalFault(from, {
    code: 'redirect-refused',
    message,
    ...(found === undefined ? {} : { found }),
    expected: 'at most a few redirects, to https, on the same host',
    fix: 'give --base-url where the documents really are, or name the other host in DICOM_OMOP_REDIRECT_HOSTS',
  });
}
