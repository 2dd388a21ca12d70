/** When to try again: the pause doubles, is spread by chance, and is never shorter than the server asks. */

/** Milliseconds and counts. */
export interface RetryLimits {
  /** Tries after the first; starts anew whenever a try brought a good piece of the document. */
  readonly retries: number;
  readonly firstPause: number;
  readonly longestPause: number;
  /** A server that asks for a longer pause is not waited for. */
  readonly longestRetryAfter: number;
}

/** Pause before retry `number` (from 1). `random` in [0, 1). Undefined: the server asks for too long a pause. */
export function computePause(
  number: number,
  limits: RetryLimits,
  random: number,
  retryAfter: number | undefined,
): number | undefined {
  if (retryAfter !== undefined && retryAfter > limits.longestRetryAfter) return undefined;
  const full = Math.min(limits.firstPause * 2 ** (number - 1), limits.longestPause);
  return Math.max(Math.round(full * (0.5 + random / 2)), retryAfter ?? 0);
}

/** `Retry-After` -> milliseconds: seconds or an HTTP date. Undefined if it is neither. [RFC 9110 10.2.3] */
export function parseRetryAfter(text: string | undefined, now: Date): number | undefined {
  if (text === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(text)) return Number(text) * 1000;
  const at = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now.getTime());
}
