/** Days into the past by which every date of a person is moved: one number for each person, drawn by the secret of the site. */
import { keyedDigest, type SiteSecret } from './site-secret.js';

const LONGEST = 730;

/** From -730 to -1. */
export function drawShift(secret: SiteSecret, personId: number): number {
  return -1 - (keyedDigest(secret, 'shift', String(personId)).readUInt32BE(0) % LONGEST);
}
