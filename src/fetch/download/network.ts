/** The network of one run: dispatcher, clock and limits, closed at its end. */
import type { Dispatcher } from 'undici';
import { EnvironmentError } from '../../model/diagnostic.js';
import { FETCH_LIMITS, type FetchLimits, type FetchSurroundings } from './fetch-surroundings.js';
import { createDispatcher } from './proxy.js';
import type { RedirectRules } from './redirect.js';

const DEFAULT_BASE_URL = 'https://dicom.nema.org/medical/dicom/';

export interface Network extends RedirectRules {
  readonly dispatcher: Dispatcher;
  readonly limits: FetchLimits;
  readonly now: () => Date;
  readonly random: () => number;
  readonly sleep: (pause: number) => Promise<unknown>;
}

/** Runs `action` with a network, and closes the connections that were made for it. */
export async function withNetwork<T>(
  baseUrl: URL,
  surroundings: FetchSurroundings,
  limits: Partial<FetchLimits>,
  action: (network: Network) => Promise<T>,
): Promise<T> {
  const all = { ...FETCH_LIMITS, ...limits };
  const { now, random, sleep, dispatcher: given } = surroundings;
  const dispatcher = given ?? createDispatcher(surroundings.env, all);
  try {
    return await action({
      dispatcher,
      limits: all,
      now,
      random,
      sleep,
      isHttpBase: baseUrl.protocol === 'http:',
      redirectHosts: (surroundings.env.DICOM_OMOP_REDIRECT_HOSTS ?? '').split(',').map((host) => host.trim()),
    });
  } finally {
    if (given === undefined) await dispatcher.destroy();
  }
}

/** The base URL in order of authority: what was typed, DICOM_OMOP_BASE_URL, NEMA. Ends in a slash. */
export function chooseBaseUrl(typed: string | undefined, env: FetchSurroundings['env']): URL {
  const text = typed ?? (env.DICOM_OMOP_BASE_URL || DEFAULT_BASE_URL);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new EnvironmentError('the base URL is no http or https address without query', {
      fix: `give --base-url or DICOM_OMOP_BASE_URL like ${DEFAULT_BASE_URL}`,
    });
  }
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
