/** What the program is that makes something: the digest of its own files, so that nothing of another one is taken for it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const digests = new Map<string, string>();

/** Of the files of some rooms: `docbook`, `extract`; `.` for all. */
export function getProgramDigest(rooms: readonly string[]): string {
  const known = digests.get(rooms.join(' ')) ?? computeDigest(rooms);
  digests.set(rooms.join(' '), known);
  return known;
}

function computeDigest(rooms: readonly string[]): string {
  const hash = createHash('sha256');
  for (const room of rooms) {
    const folder = fileURLToPath(new URL(`../${room}`, import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /(?<!\.d)\.[jt]s$/.test(name)).sort()) {
      hash.update(`${room}/${file}\n`).update(readFileSync(join(folder, file)));
    }
  }
  return hash.digest('hex');
}
