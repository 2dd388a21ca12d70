/** A deflated data set, up to a limit, and as far as it goes where it is cut or damaged. [PS3.5 A.5] */
import { constants, inflateRawSync } from 'node:zlib';

export interface Inflated {
  readonly bytes: Buffer;
  /** True if `bytes` is all there is. */
  readonly complete: boolean;
  readonly fault: 'inflate-limit' | 'inflate-failed' | undefined;
}

/** `complete`: no more compressed bytes follow. */
export function inflateDataSet(compressed: Buffer, complete: boolean, limit: number): Inflated {
  const whole = tryInflate(compressed, limit);
  if (Buffer.isBuffer(whole)) return { bytes: whole, complete, fault: undefined };
  const fault = whole === 'ERR_BUFFER_TOO_LARGE' ? 'inflate-limit' : 'inflate-failed';
  const bytes = inflateLongestPrefix(compressed, limit);
  return { bytes, complete: true, fault };
}

/** The inflated bytes, or the code of the fault. */
function tryInflate(compressed: Buffer, limit: number): Buffer | string {
  try {
    return inflateRawSync(compressed, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: limit });
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown';
  }
}

/** Halves the distance to the last compressed byte that can be inflated. */
function inflateLongestPrefix(compressed: Buffer, limit: number): Buffer {
  let good = 0;
  let bad = compressed.length;
  let best: Buffer = Buffer.alloc(0);
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const bytes = tryInflate(compressed.subarray(0, middle), limit);
    if (Buffer.isBuffer(bytes)) {
      good = middle;
      best = bytes;
    } else bad = middle;
  }
  return best;
}
