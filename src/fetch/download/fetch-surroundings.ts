/** What a download needs of the world around it, all given from outside, and the limits that it keeps. */
import type { Dispatcher } from 'undici';
import { SIZE_CEILING } from '../checks.js';
import type { RetryLimits } from './retry.js';

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
