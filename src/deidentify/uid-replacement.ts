/** Original UID -> `2.25.` and 128 bits of a keyed digest: the same everywhere in a site, so that references stay joined. [PS3.5 B.2; PS3.15 E.1.1 U] */
import { keyedDigest, type SiteSecret } from './site-secret.js';

const BITS_128 = 16;

export function replaceUid(secret: SiteSecret, uid: string): string {
  return `2.25.${BigInt(`0x${keyedDigest(secret, 'uid', uid).subarray(0, BITS_128).toString('hex')}`)}`;
}
