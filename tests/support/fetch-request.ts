import { join } from 'node:path';
import type { FetchLimits, FetchSurroundings } from '../../src/fetch/download/fetch-surroundings.js';
import type { FetchProgress, FetchRequest } from '../../src/fetch/fetch-edition.js';
import { editionOf, identifyByPattern } from './standard-document.js';

/** Short enough for tests, long enough for a busy machine. */
export const SHORT_LIMITS: Partial<FetchLimits> = {
  connect: 2000,
  headers: 600,
  idle: 600,
  rateFloor: 100,
  rateWindow: 500,
  retries: 2,
  firstPause: 100,
  longestPause: 400,
  longestRetryAfter: 5000,
};

export interface TestRequest extends FetchRequest {
  /** Pauses asked for, in milliseconds; none is waited. */
  readonly pauses: number[];
  readonly progress: FetchProgress[];
}

export function surroundingsOf(pauses: number[] = [], env: FetchSurroundings['env'] = {}): FetchSurroundings {
  return {
    env,
    now: () => new Date(),
    random: () => 0.5,
    sleep: async (pause) => void pauses.push(pause),
  };
}

export function requestOf(baseUrl: string, folder: string, label = '2024d'): TestRequest {
  const pauses: number[] = [];
  const progress: FetchProgress[] = [];
  return {
    edition: editionOf(label),
    cacheRoot: join(folder, 'standard-cache'),
    baseUrl,
    identify: identifyByPattern,
    surroundings: surroundingsOf(pauses),
    limits: SHORT_LIMITS,
    onProgress: (event) => void progress.push(event),
    pauses,
    progress,
  };
}
