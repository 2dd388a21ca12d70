/** What a download needs of the world around it, all given from outside, and the limits that it keeps. */
import type { Dispatcher } from 'undici';
import { EnvironmentError } from '../../model/diagnostic.js';
import { SIZE_CEILING } from '../checks.js';
import { createDispatcher } from './proxy.js';
import type { RedirectRules } from './redirect.js';
import type { RetryLimits } from './retry.js';

export const DEFAULT_BASE_URL = 'https://dicom.nema.org/medical/dicom/';

/** The world as the caller gives it. */
export interface FetchSurroundings {
  /** HTTP_PROXY, HTTPS_PROXY, NO_PROXY in either case, DICOM_OMOP_BASE_URL, DICOM_OMOP_REDIRECT_HOSTS. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** In [0, 1). */
  readonly random: () => number;
  /** Milliseconds. */
  readonly sleep: (pause: number) => Promise<unknown>;
  /** Carries the requests; made from `env` if undefined. */
  readonly dispatcher?: Dispatcher | undefined;
}

/** Milliseconds, bytes and counts. */
export interface FetchLimits extends RetryLimits {
  readonly connect: number;
  /** Until the first byte of the answer. */
  readonly headers: number;
  /** Between two pieces of the body. */
  readonly idle: number;
  /** For one document, with all its tries. */
  readonly total: number;
  /** Bytes that must arrive in each `rateWindow`. */
  readonly rateFloor: number;
  readonly rateWindow: number;
  /** Of one document, decoded or not. */
  readonly sizeCeiling: number;
}

export const FETCH_LIMITS: FetchLimits = {
  connect: 10_000,
  headers: 30_000,
  idle: 30_000,
  total: 30 * 60_000,
  rateFloor: 60_000,
  rateWindow: 60_000,
  sizeCeiling: SIZE_CEILING,
  retries: 4,
  firstPause: 500,
  longestPause: 10_000,
  longestRetryAfter: 120_000,
};

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
