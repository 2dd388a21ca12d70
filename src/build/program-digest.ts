/** What the program is that reads documents: the digest of its own files, so that no facts of another one are taken. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The rooms that make facts of a document. */
const ROOMS = ['../docbook', '../extract', '../corrections', '../model'];

let digest: string | undefined;

export function getProgramDigest(): string {
  digest ??= computeDigest();
  return digest;
}

function computeDigest(): string {
  const hash = createHash('sha256');
  for (const room of ROOMS) {
    const folder = fileURLToPath(new URL(room, import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort()) {
      hash.update(`${room}/${file}\n`).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
}
