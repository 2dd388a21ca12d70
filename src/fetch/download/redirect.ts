/** Where a redirect may lead: a few steps, to https, or to http on this machine or if the base URL is http. */
import { type Fault, finalFault } from './fault.js';
import { formatUrl, redactText } from './redact.js';

export const MOST_REDIRECTS = 5;

/** `seen`: the addresses already visited, the present one last. */
export function resolveRedirect(
  seen: readonly URL[],
  location: string | undefined,
  isHttpBase: boolean,
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

function refused(from: URL, message: string, found: string | undefined): Fault {
  return finalFault(from, {
    code: 'redirect-refused',
    message,
    ...(found === undefined ? {} : { found }),
    expected: 'at most a few redirects, to https',
    fix: 'open the address in a browser and give --base-url where the documents really are',
  });
}
