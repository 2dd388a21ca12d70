/** The secret of a site: 32 random bytes in `site/secret`, made once, readable by its owner alone. Whoever has it can follow UIDs back. */
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireRegularFile } from '../disk/regular-file.js';
import { writeFileWhole } from '../disk/staged.js';
import { EnvironmentError } from '../model/diagnostic.js';

export type SiteSecret = Buffer;

const BYTES = 32;
const RESTORE =
  'put the file back that the first harvest wrote: 64 hexadecimal digits; with another one all replaced UIDs change';

/** `isNew`: no harvest was made with it yet, so that one may be drawn. Throws EnvironmentError if it is lost or no secret. */
export function openSiteSecret(folder: string, isNew: boolean): SiteSecret {
  const file = join(folder, 'secret');
  if (!existsSync(file)) {
    if (!isNew) throw new EnvironmentError(`${file} is not there`, { fix: RESTORE });
    writeFileWhole(file, `${randomBytes(BYTES).toString('hex')}\n`, 0o600);
  }
  requireRegularFile(file);
  const text = readFileSync(file, 'utf8').trim();
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new EnvironmentError(`${file} is no secret of harvest`, { fix: RESTORE });
}

/** Tells the ids of one crosswalk from those of another, and nothing else: 16 hexadecimal digits. */
export function nameSite(secret: SiteSecret): string {
  return keyedDigest(secret, 'site', '').toString('hex').slice(0, 16);
}

/** 256 bits that only the holder of the secret can compute, for a purpose of their own. */
export function keyedDigest(secret: SiteSecret, purpose: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`${purpose}\0${text}`).digest();
}
