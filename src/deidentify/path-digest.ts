/** The place of a file -> 32 hexadecimal digits that only the holder of the secret can compute: paths carry names and numbers of patients. */
import { keyedDigest, type SiteSecret } from './site-secret.js';

const DIGITS = 32;

export function hidePath(secret: SiteSecret, path: string): string {
  return keyedDigest(secret, 'path', path).toString('hex').slice(0, DIGITS);
}
